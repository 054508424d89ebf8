"""Courses of glucocorticoids: long and high enough, under both readings."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialhead.errors import Unreadable
from trialhead.instruments import (
    THREE_MONTHS,
    Duration,
    Run,
    Segment,
    TimeUnit,
    Truth,
    TwoReadings,
    longest_course,
)

YES, NO, UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN
TODAY = date(2026, 6, 15)
SIXTY_KG = {TODAY: 60.0}


def day(text):
    """A day of 2026."""
    return date.fromisoformat(f"2026-{text}")


def given_from(start, end, mg=60.0, drug="prednisone", route="oral", **more):
    """A segment by days of 2026."""
    last = day(end) if end else None
    return Segment(drug=drug, mg=mg, start=day(start), end=last, route=route, **more)


def sufficed(segments, weights=SIXTY_KG, threshold=1.0, on=TODAY, lasting=THREE_MONTHS):
    """Both readings as a pair."""
    readings = longest_course(segments, weights, threshold, on=on, lasting=lasting).sufficed
    return readings.conservative, readings.lenient


PULSE = given_from("03-01", "03-03", mg=1000, drug="methylprednisolone", route="intravenous")
CASES = {
    "no steroid at all": ([], NO, NO),
    "five months at the dose": ([given_from("01-10", "06-15")], YES, YES),
    "five months, still given": ([given_from("01-10", None)], YES, YES),
    "five months just below the dose": ([given_from("01-10", None, mg=59)], NO, NO),
    "calendar months, more than 90 days": ([given_from("03-15", "06-15")], YES, YES),
    "90 days after the first": ([given_from("03-17", "06-15")], NO, YES),
    "90 days, the first and last counted": ([given_from("03-18", "06-15")], NO, YES),
    "89 days, the first and last counted": ([given_from("03-19", "06-15")], NO, NO),
    "January to March, to the last day": ([given_from("01-01", "03-31")], NO, YES),
    "January to March and a day": ([given_from("01-01", "04-01")], YES, YES),
    "three calendar months of only 89 days": ([given_from("02-01", "05-01")], NO, YES),
    "a taper after six weeks": (
        [given_from("01-10", "02-20"), given_from("02-21", "06-15", mg=20)],
        NO,
        YES,
    ),
    "a taper that never was at the dose": (
        [given_from("01-10", "02-20", mg=40), given_from("02-21", "06-15", mg=20)],
        NO,
        NO,
    ),
    "one day left out": ([given_from("01-10", "02-20"), given_from("02-22", "06-15")], YES, YES),
    "two days left out": (
        [given_from("02-01", "03-31"), given_from("04-03", "06-15")],
        NO,
        NO,
    ),
    "one day of a low dose": (
        [
            given_from("01-10", "03-31"),
            given_from("04-01", "04-01", mg=10),
            given_from("04-02", "06-15"),
        ],
        NO,
        YES,
    ),
    "two drugs that reach it together": (
        [
            given_from("01-10", None, mg=30),
            given_from("01-10", None, mg=24, drug="methylprednisolone"),
        ],
        YES,
        YES,
    ),
    "two tapers that overlap": (
        [given_from("01-10", "04-20", mg=40), given_from("03-01", "06-15", mg=20)],
        NO,
        YES,
    ),
    "methylprednisolone of 48 mg": (
        [given_from("01-10", None, mg=48, drug="methylprednisolone")],
        YES,
        YES,
    ),
    "alternate days": ([given_from("01-10", None, mg=60, every_days=2)], NO, NO),
    "twice the dose on alternate days": (
        [given_from("01-10", None, mg=120, every_days=2)],
        YES,
        YES,
    ),
    "ointment": ([given_from("01-10", None, drug="prednisolone", route="topical")], NO, NO),
    "a depot": ([given_from("01-10", None, drug="triamcinolone", route="intramuscular")], NO, NO),
    "pulses alone": ([PULSE], NO, NO),
    "pulses over a low dose": ([PULSE, given_from("01-10", None, mg=10)], NO, NO),
    "pulses over the dose": ([PULSE, given_from("01-10", None)], YES, YES),
    "pulses instead of the dose for three days": (
        [given_from("01-10", "02-28"), PULSE, given_from("03-04", "04-30")],
        NO,
        YES,
    ),
    "a dose that nobody wrote down": ([given_from("01-10", None, mg=None)], UNKNOWN, UNKNOWN),
    "an unknown dose for a week": ([given_from("06-01", None, mg=None)], NO, NO),
    "an unknown dose in the middle": (
        [
            given_from("01-10", "03-31"),
            given_from("04-01", "04-10", mg=None),
            given_from("04-11", "06-15"),
        ],
        UNKNOWN,
        YES,
    ),
    "an unknown dose beside a sure one": (
        [given_from("01-10", None), given_from("01-10", None, mg=None)],
        YES,
        YES,
    ),
    "a route that is not stated": (
        [given_from("01-10", None, drug="prednisolone", route="")],
        UNKNOWN,
        UNKNOWN,
    ),
    "the same segment twice, half the dose": (
        [given_from("01-10", None, mg=30), given_from("01-10", None, mg=30)],
        UNKNOWN,
        UNKNOWN,
    ),
    "the same segment twice, the dose": (
        [given_from("01-10", None), given_from("01-10", None)],
        YES,
        YES,
    ),
}


@pytest.mark.parametrize(("segments", "conservative", "lenient"), CASES.values(), ids=CASES)
def test_a_course_of_three_months_at_1_mg_per_kg(segments, conservative, lenient):
    assert sufficed(segments) == (conservative, lenient)


@pytest.mark.parametrize(("segments", "conservative", "lenient"), CASES.values(), ids=CASES)
def test_the_order_of_segments_is_irrelevant(segments, conservative, lenient):
    assert sufficed(list(reversed(segments))) == (conservative, lenient)


def test_a_long_course_without_any_weight_is_unknown():
    assert sufficed([given_from("01-10", None)], weights={}) == (UNKNOWN, UNKNOWN)


def test_a_short_course_is_too_short_whatever_the_weight():
    assert sufficed([given_from("05-10", None)], weights={}) == (NO, NO)


@pytest.mark.parametrize(
    ("weights", "expected"),
    [
        ({day("01-01"): 60.0, day("06-01"): 70.0}, YES),
        ({day("01-01"): 70.0, day("06-01"): 60.0}, NO),
        ({day("01-09"): 60.0, day("01-11"): 70.0}, YES),
        ({day("01-11"): 70.0, day("01-09"): 60.0}, YES),
        ({day("01-10"): 70.0, day("01-09"): 60.0}, NO),
    ],
)
def test_the_weight_nearest_to_the_start_counts_the_earlier_of_two(weights, expected):
    assert sufficed([given_from("01-10", None)], weights=weights)[0] is expected


def test_each_segment_has_its_own_weight():
    weights = {day("01-10"): 60.0, day("04-01"): 80.0}
    segments = [given_from("01-10", "03-31"), given_from("04-01", None, mg=80)]
    assert sufficed(segments, weights=weights) == (YES, YES)
    assert sufficed(segments, weights={day("04-01"): 80.0}) == (NO, YES)


def test_other_lengths_and_doses_may_be_asked_for():
    four_weeks = Duration(4, TimeUnit.WEEK)
    segments = [given_from("05-18", None, mg=30)]
    assert sufficed(segments, threshold=0.5, lasting=four_weeks) == (YES, YES)
    assert sufficed([given_from("05-19", None)], lasting=four_weeks) == (NO, YES)
    assert sufficed([given_from("05-20", None)], lasting=four_weeks) == (NO, NO)


def test_the_runs_are_told():
    segments = [given_from("01-10", "02-20"), given_from("02-21", "06-15", mg=20)]
    course = longest_course(segments, SIXTY_KG, 1.0, on=TODAY)
    assert course.steady == Run(day("01-10"), day("02-20"))
    assert course.whole == Run(day("01-10"), day("06-15"))


def test_without_a_run_none_is_told():
    course = longest_course([], SIXTY_KG, 1.0, on=TODAY)
    assert course.steady is None
    assert course.whole is None


@pytest.mark.parametrize(
    ("segments", "weights"),
    [
        ([given_from("06-16", None)], SIXTY_KG),
        ([given_from("01-10", "06-16")], SIXTY_KG),
        ([given_from("01-10", None)], {day("06-16"): 60.0}),
    ],
)
def test_a_date_after_the_question_is_refused(segments, weights):
    with pytest.raises(Unreadable, match="beyond 2026-06-15") as caught:
        sufficed(segments, weights=weights)
    assert "Correct the date" in caught.value.fix


@pytest.mark.parametrize(
    "wrong", [{"weights": {TODAY: 0}}, {"threshold": 0}, {"threshold": float("nan")}]
)
def test_numbers_that_cannot_be_are_refused(wrong):
    with pytest.raises(Unreadable, match="cannot be"):
        sufficed([given_from("01-10", None)], **wrong)


FIRST = date(2026, 1, 1)
LAST = FIRST + timedelta(days=20)
FIVE_DAYS = Duration(5, TimeUnit.DAY)


@st.composite
def stretches(draw):
    """Segments within three weeks; some with an unknown dose."""
    start = draw(st.integers(min_value=0, max_value=19))
    return Segment(
        drug="prednisone",
        mg=draw(st.sampled_from([20.0, 40.0, 60.0, 80.0, 1000.0, None])),
        start=FIRST + timedelta(days=start),
        end=FIRST + timedelta(days=draw(st.integers(min_value=start, max_value=20))),
        route="oral",
    )


HISTORIES = st.lists(stretches(), max_size=5, unique=True)


def readings(segments, weights):
    """The answers for five days at 1 mg/kg/d."""
    return longest_course(segments, weights, 1.0, on=LAST, lasting=FIVE_DAYS).sufficed


def by_hand(segments):
    """The same for known doses at 60 kg, counted day by day in the plainest way."""
    total, pulses = {}, set()
    for segment in segments:
        for count in range((segment.end - segment.start).days + 1):
            on = segment.start + timedelta(days=count)
            if segment.mg == 1000:
                pulses.add(on)
            else:
                total[on] = total.get(on, 0) + segment.mg
    days = [FIRST + timedelta(days=count) for count in range(21)]
    high = {on for on in days if total.get(on, 0) >= 60}
    steady = whole = False
    for first in days:
        for last in days:
            if (last - first).days < 4 or not {first, last} <= total.keys():
                continue
            span = [on for on in days if first <= on <= last]
            idle = [on for on in span if on not in total]
            unbroken = all(later - sooner > timedelta(days=1) for sooner, later in pairwise(idle))
            kept = all(on in high for on in span if on in total)
            steady |= kept and unbroken and (last - first).days >= 5
            free = gaps(span, total)
            whole |= all(len(gap - pulses) <= 1 for gap in free) and bool(high & set(span))
    return steady, whole


def gaps(span, total):
    """The sets of days in a row without a dose."""
    found, current = [], set()
    for on in span:
        if on in total:
            found.append(current)
            current = set()
        else:
            current.add(on)
    return found


@given(HISTORIES)
def test_it_agrees_with_counting_by_hand(segments):
    known = [segment for segment in segments if segment.mg is not None]
    steady, whole = by_hand(known)
    expected = TwoReadings(conservative=Truth.of(steady), lenient=Truth.of(whole))
    assert readings(known, {LAST: 60.0}) == expected


@given(HISTORIES, st.permutations(range(5)), st.sampled_from([{}, {LAST: 60.0}]))
def test_any_order_of_segments_gives_the_same(segments, order, weights):
    shuffled = [segments[place] for place in order if place < len(segments)]
    assert readings(shuffled, weights) == readings(segments, weights)


@given(HISTORIES, st.sampled_from([{}, {LAST: 60.0}, {LAST: 45.0}]))
def test_the_lenient_reading_is_never_the_stricter(segments, weights):
    found = readings(segments, weights)
    assert not (found.conservative is YES and found.lenient is not YES)
    assert not (found.lenient is NO and found.conservative is not NO)


@given(HISTORIES, st.floats(min_value=30, max_value=150))
def test_learning_the_weight_never_turns_an_answer_over(segments, kg):
    before, after = readings(segments, {}), readings(segments, {LAST: kg})
    for earlier, later in (
        (before.conservative, after.conservative),
        (before.lenient, after.lenient),
    ):
        assert earlier in (UNKNOWN, later)


@given(HISTORIES, st.integers(min_value=1, max_value=4000))
def test_moving_every_date_by_the_same_days_changes_nothing(segments, days):
    moved = [
        Segment(
            drug=segment.drug,
            mg=segment.mg,
            start=segment.start + timedelta(days=days),
            end=segment.end + timedelta(days=days),
            route=segment.route,
        )
        for segment in segments
    ]
    on = LAST + timedelta(days=days)
    later = longest_course(moved, {on: 60.0}, 1.0, on=on, lasting=FIVE_DAYS).sufficed
    assert later == readings(segments, {LAST: 60.0})
