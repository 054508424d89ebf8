"""What holds for every person and every criterion."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.cases import criteria_, leaves, records
from tests.factories.people import ON, judged
from trialhead.criteria import Criterion, StudyCriteria
from trialhead.instruments import Truth
from trialhead.patients import Fact, PatientRecord, When
from trialhead.screening import Gate, Screening, missing_facts, next_question, screen

#: From what lets nobody in to what lets most people in.
_ORDER = (Gate.FAIL, Gate.UNKNOWN, Gate.PASS)


def screened(criterion: Criterion, record: PatientRecord, **moved: object) -> Screening:
    """One criterion, one person."""
    study = StudyCriteria(study="X", criteria=(criterion,))
    return screen(study, record, **({"on": ON} | moved))


def truths(criterion: Criterion, record: PatientRecord, **moved: object) -> tuple[Truth, Truth]:
    """The truth in both readings."""
    verdict = screened(criterion, record, **moved).verdicts[0]
    return verdict.conservative, verdict.lenient


@given(criteria_(), records(), st.data())
def test_forgetting_a_fact_settles_nothing(criterion, record, data):
    """Named exceptions: results of which the latest counts, a printed eGFR beside creatinine,
    weights of which the nearest counts, doses that add up, and records that contradict
    themselves. The people made here hold none of these."""
    if not record.facts:
        return
    fact = data.draw(st.sampled_from(record.facts))
    before, after = truths(criterion, record), truths(criterion, record.without(fact))
    for was, now in zip(before, after, strict=True):
        assert now in (was, Truth.UNKNOWN)


@given(criteria_(), records(most_results=3))
def test_the_lenient_reading_is_never_stricter(criterion, record):
    _, conservative, lenient = screened(criterion, record).verdicts[0].gates
    assert _ORDER.index(lenient) >= _ORDER.index(conservative)


@given(leaves, records(most_results=3))
def test_a_broad_view_never_holds_less(leaf, record):
    order = (Truth.NO, Truth.UNKNOWN, Truth.YES)
    broad, strict = (judged(leaf, record, broad=one).truth for one in (True, False))
    assert order.index(broad) >= order.index(strict)


@given(criteria_(), records(most_results=3), st.randoms(use_true_random=False))
def test_the_order_of_facts_makes_no_difference(criterion, record, random):
    shuffled = list(record.facts)
    random.shuffle(shuffled)
    assert truths(criterion, PatientRecord(facts=tuple(shuffled))) == truths(criterion, record)


@given(criteria_(), records(most_results=3), st.integers(-400, 400))
def test_another_day_makes_no_difference_if_all_days_move(criterion, record, days):
    """Months and years are left out: their length depends on the day they begin."""
    if _counts_by_calendar(criterion):
        return
    by = timedelta(days=days)
    moved = PatientRecord(facts=tuple(_moved(fact, by) for fact in record.facts))
    assert truths(criterion, moved, on=ON + by) == truths(criterion, record)


@given(criteria_(), records(most_results=3))
def test_every_open_criterion_says_what_is_missing_and_asks(criterion, record):
    found = screened(criterion, record)
    verdict = found.verdicts[0]
    waits = verdict.gate is Gate.UNKNOWN and Truth.UNKNOWN in (
        verdict.conservative,
        verdict.lenient,
    )
    assert bool(missing_facts(found)) is waits
    assert (next_question(found) is not None) is waits


@given(criteria_(), records(most_results=3))
def test_readings_differ_exactly_where_a_doubt_is_named(criterion, record):
    verdict = screened(criterion, record).verdicts[0]
    if not verdict.hangs_on_wording:
        assert verdict.doubts == ()
    assert verdict.hangs_on_wording or verdict.holds is verdict.conservative


@pytest.mark.parametrize("factor", [1, 3])
@given(criteria_(), records(most_results=3))
def test_units_make_no_difference(factor, criterion, record):
    if factor == 1:
        other = tuple(_in_micromoles(fact) for fact in record.facts)
    else:
        other = tuple(_in_grams(fact) for fact in record.facts)
    assert truths(criterion, PatientRecord(facts=other)) == truths(criterion, record)


def _in_micromoles(fact: Fact) -> Fact:
    if getattr(fact, "analyte", "") != "creatinine" or fact.value is None:
        return fact
    upper = None if fact.upper is None else fact.upper * 88.4
    return replace(fact, value=fact.value * 88.4, unit="umol/L", upper=upper)


def _in_grams(fact: Fact) -> Fact:
    if getattr(fact, "analyte", "") != "body weight":
        return fact
    return replace(fact, value=fact.value * 1000, unit="g")


def _moved(fact: Fact, by: timedelta) -> Fact:
    """A fact with all of its days moved."""
    days = {
        name: When(when.earliest + by, when.latest + by)
        for name in ("on", "onset", "ended", "start", "end", "treatment_ended", "last_contact")
        if isinstance(when := getattr(fact, name, None), When)
    }
    return replace(fact, **days)


def _counts_by_calendar(criterion: Criterion) -> bool:
    text = repr(criterion.node)
    return any(word in text for word in ("TimeUnit.MONTH", "TimeUnit.YEAR", "Age(", "eGFR"))
