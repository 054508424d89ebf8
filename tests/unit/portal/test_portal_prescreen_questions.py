"""What answers mean for criteria, which questions are left, and how they are put."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.factories.criteria import leaf_nodes
from trialhead.criteria import (
    EVER,
    NOW,
    Age,
    Any,
    AnyNode,
    Bounds,
    Condition,
    Criterion,
    Judgement,
    Leaf,
    Measurement,
    Moment,
    Participation,
    Procedure,
    Score,
    Side,
    StudyCriteria,
    Timing,
    Treatment,
    Unread,
    sentence,
)
from trialhead.instruments import Duration, TimeUnit, Truth, completed_years, shifted
from trialhead.patients import Birth, PatientRecord, Sex, SexFact, When
from trialhead.patients import Measurement as Result
from trialhead.portal.prescreen.answers import (
    About,
    AgeValue,
    Answers,
    Given,
    Said,
    Topic,
    Who,
    statement,
    topic_of,
)
from trialhead.portal.prescreen.asked import Asked
from trialhead.portal.prescreen.board import lines, told
from trialhead.portal.prescreen.choices import choices
from trialhead.portal.prescreen.facts import birth, record_of
from trialhead.portal.prescreen.filling import filled
from trialhead.portal.prescreen.phrasing import phrase
from trialhead.portal.prescreen.progress import Question, progress
from trialhead.screening import View, judge_leaf

TODAY = date(2026, 6, 15)
TRUTHS = {Said.YES: [Truth.YES] * 2, Said.NO: [Truth.NO] * 2, Said.AT_LIMIT: [Truth.NO, Truth.YES]}


def within(amount: float, unit: TimeUnit) -> Timing:
    """A stretch of time before screening."""
    return Timing(moment=Moment.WITHIN, duration=Duration(amount, unit))


def wording(leaf: Leaf) -> str:
    """The words a question goes by: a statement's own, whether it was read or not."""
    return leaf.statement if isinstance(leaf, (Judgement, Unread)) else sentence(leaf)


def said(leaf: Leaf, answer: Said) -> Answers:
    """One answer to one question."""
    return Answers(given=(Given(topic=statement(leaf), value=answer),))


def truths(leaf: Leaf, answers: Answers) -> list[Truth]:
    """What a question says strictly and broadly."""
    person = record_of(answers, TODAY)
    views = (View(patient=person, on=TODAY, broad=broad) for broad in (False, True))
    return [judge_leaf(leaf, view).truth for view in views]


def asking(*nodes: AnyNode, side: Side = Side.EXCLUSION) -> Asked:
    """A study with these criteria."""
    criteria = tuple(Criterion(id=f"E{at}", side=side, node=node) for at, node in enumerate(nodes))
    return Asked(criteria=StudyCriteria(study="X", criteria=criteria), authored=True, words={})


# What an answer means -------------------------------------------------------------------------


@given(leaf=leaf_nodes(), answer=st.sampled_from(sorted(TRUTHS)))
def test_the_answer_to_a_question_is_what_it_says(leaf: Leaf, answer: Said) -> None:
    assert truths(leaf, said(leaf, answer)) == TRUTHS[answer]


@given(leaf=leaf_nodes())
def test_not_sure_says_nothing(leaf: Leaf) -> None:
    assert record_of(said(leaf, Said.UNSURE), TODAY).facts == ()


@given(leaf=leaf_nodes(), other=leaf_nodes(), answer=st.sampled_from(Said))
@example(leaf=Judgement(statement="lupus"), other=Unread(statement="lupus"), answer=Said.YES)
def test_an_answer_says_nothing_of_a_question_about_something_else(
    leaf: Leaf, other: Leaf, answer: Said
) -> None:
    """Unless both are about the same drug, illness, procedure, number or pregnancy, or words."""
    if type(leaf) is type(other) or wording(leaf) == wording(other):
        return
    before, after = truths(other, Answers()), truths(other, said(leaf, answer))
    assert before == after


CANCER = Condition(of=("Neoplasms",), timing=EVER)
BREAST = Condition(of=("Breast Neoplasms",))
STEROIDS = Treatment(of=("glucocorticoid",), timing=within(6, TimeUnit.MONTH))
DENIED = [
    (CANCER, BREAST),
    (CANCER, replace(BREAST, timing=within(5, TimeUnit.YEAR), qualities=("active",))),
    (replace(CANCER, timing=NOW), BREAST),
    (STEROIDS, Treatment(of=("prednisone",), timing=within(4, TimeUnit.WEEK))),
    (STEROIDS, Treatment(of=("prednisone",), timing=NOW)),
    (Treatment(of=("insulin",)), Treatment(of=("insulin",), routes=("inhaled",))),
    (Procedure(of=("surgery",)), Procedure(of=("major surgery",), timing=within(1, TimeUnit.YEAR))),
    (Participation(timing=EVER), Participation(timing=NOW, interventional=True)),
]
NOT_DENIED = [
    (BREAST, CANCER),
    (replace(CANCER, timing=NOW), replace(BREAST, timing=EVER)),
    (replace(CANCER, severity="severe"), BREAST),
    (replace(CANCER, qualities=("metastatic",)), BREAST),
    (replace(CANCER, but_not=(BREAST,)), BREAST),
    (STEROIDS, Treatment(of=("prednisone",), timing=within(1, TimeUnit.YEAR))),
    (replace(STEROIDS, routes=("inhaled",)), replace(STEROIDS, of=("prednisone",))),
    (replace(STEROIDS, dose=Bounds(low=20), dose_unit="mg/d"), STEROIDS),
    (Participation(timing=EVER, interventional=True), Participation(timing=EVER)),
]


@pytest.mark.parametrize(("asked", "other"), DENIED)
def test_what_never_was_answers_narrower_questions(asked: Leaf, other: Leaf) -> None:
    assert truths(other, said(asked, Said.NO)) == [Truth.NO, Truth.NO]


@pytest.mark.parametrize(("asked", "other"), NOT_DENIED)
def test_a_narrow_denial_leaves_wider_questions_open(asked: Leaf, other: Leaf) -> None:
    assert truths(other, said(asked, Said.NO)) == [Truth.UNKNOWN, Truth.UNKNOWN]


@pytest.mark.parametrize(("asked", "other"), [*DENIED, *NOT_DENIED])
def test_a_yes_answers_only_itself(asked: Leaf, other: Leaf) -> None:
    """Who once had cancer need not have breast cancer, nor have it now."""
    assert truths(other, said(asked, Said.YES)) == [Truth.UNKNOWN, Truth.UNKNOWN]


@pytest.mark.parametrize(
    ("limit", "answer", "other", "truth"),
    [
        (Bounds(low=8), Said.YES, Bounds(low=6), Truth.YES),
        (Bounds(low=6), Said.NO, Bounds(low=8), Truth.NO),
        (Bounds(low=6), Said.YES, Bounds(low=8), Truth.UNKNOWN),
        (Bounds(high=4), Said.YES, Bounds(low=4, low_included=False), Truth.NO),
        (Bounds(high=4), Said.NO, Bounds(low=4, low_included=False), Truth.YES),
        (Bounds(low=4, low_included=False), Said.NO, Bounds(high=4), Truth.YES),
        (Bounds(low=4, high=8), Said.NO, Bounds(low=9), Truth.UNKNOWN),
    ],
)
def test_one_side_of_a_limit_answers_what_follows_from_it(
    limit: Bounds, answer: Said, other: Bounds, truth: Truth
) -> None:
    for first, second in (
        (Score(scale="SLEDAI-2K", bounds=limit), Score(scale="SLEDAI-2K", bounds=other)),
        (
            Measurement(analyte="potassium", bounds=limit, unit="mmol/L"),
            Measurement(analyte="potassium", bounds=other, unit="mmol/L"),
        ),
    ):
        assert truths(second, said(first, answer)) == [truth, truth]


@given(day=st.dates(date(2000, 1, 1), date(2100, 1, 1)), amount=st.integers(0, 120))
@example(day=date(2001, 2, 28), amount=0)
@example(day=date(2001, 2, 28), amount=1)
def test_every_day_of_birth_an_age_allows_gives_that_age(day: date, amount: int) -> None:
    born = birth(AgeValue(amount=amount), day)
    assert completed_years(born.latest, day) == completed_years(born.earliest, day) == amount
    around = (born.earliest - timedelta(days=1), born.latest + timedelta(days=1))
    assert amount not in [completed_years(other, day) for other in around if other <= day]


@given(
    day=st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    amount=st.integers(0, 200),
    unit=st.sampled_from(("month", "week", "day")),
)
def test_ages_of_children_are_as_exact_as_told(day: date, amount: int, unit: str) -> None:
    born = birth(AgeValue(amount=amount, unit=unit), day)
    lengths = {"week": 7, "day": 1}
    if unit in lengths:
        assert (day - born.latest).days == amount * lengths[unit]
        assert (day - born.earliest).days == (amount + 1) * lengths[unit] - 1
    else:
        assert shifted(born.latest, amount) <= day
        assert shifted(born.earliest, amount + 1) > day
        assert shifted(born.earliest - timedelta(days=1), amount + 1) <= day


# Which questions are left ---------------------------------------------------------------------


def test_an_answer_settles_every_question_it_covers_and_these_are_not_asked() -> None:
    asked = asking(CANCER, BREAST, replace(BREAST, timing=within(5, TimeUnit.YEAR)))
    before = progress(asked, Answers(), TODAY)
    assert before.open == 3
    assert progress(asked, said(CANCER, Said.NO), TODAY).open == 0


def test_one_number_is_one_question_however_many_limits_ask_for_it() -> None:
    scores = [Score(scale="SLEDAI-2K", bounds=Bounds(low=low)) for low in (4, 6, 8)]
    asked = asking(*scores, side=Side.INCLUSION)
    start = progress(asked, Answers(), TODAY)
    assert start.open == 1
    unsure = Answers(given=(Given(topic=topic_of(scores[0]), value=Said.UNSURE),))
    assert progress(asked, unsure, TODAY).next is None


def test_knock_outs_come_first() -> None:
    either = Any(parts=(Unread(statement="a"), Unread(statement="b")))
    alone = Unread(statement="c")
    next_one = progress(asking(either, alone, side=Side.INCLUSION), Answers(), TODAY).next
    assert next_one is not None
    assert next_one.leaf == alone
    assert next_one.may_decide


def test_results_that_no_single_number_answers_are_asked_in_their_own_words() -> None:
    bounds = Bounds(low=140)
    plain = Measurement(analyte="systolic blood pressure", bounds=bounds, unit="mm[Hg]")
    assert topic_of(plain).about is About.RESULT
    longer_ago = Timing(moment=Moment.LONGER_AGO, duration=Duration(1, TimeUnit.YEAR))
    for one in (
        replace(plain, in_a_row=2),
        replace(plain, timing=longer_ago),
        replace(plain, timing=Timing(moment=Moment.NOW, event="surgery")),
        replace(plain, analyte="strength of the grip"),
        Age(bounds=bounds, event="diagnosis"),
    ):
        assert topic_of(one) == statement(one)


# How they are put -----------------------------------------------------------------------------


@given(leaf=leaf_nodes(), who=st.sampled_from(Who), answer=st.sampled_from(Said))
def test_any_question_can_be_put_answered_and_shown(leaf: Leaf, who: Who, answer: Said) -> None:
    topic = topic_of(leaf)
    put = phrase(topic, who)
    assert put.plain_text
    assert "{" not in put.text.replace(put.statement, "") or "{" in sentence(leaf)
    offered = choices(Question(topic=topic, leaf=leaf))
    assert offered[-1].value == Said.UNSURE
    assert len({one.value for one in offered}) == len(offered) >= 2
    answers = replace(said(leaf, answer), who=who)
    assert [one.number for one in told(answers)] == [0]
    asked = asking(leaf)
    assert len(lines(asked, progress(asked, answers, TODAY).screening)) == 1


@pytest.mark.parametrize(
    ("leaf", "question"),
    [
        (Condition(of=("Myocardial Infarction",)), "heart attack (myocardial infarction)?"),
        (
            Condition(of=("Asthma",), timing=within(6, TimeUnit.MONTH), severity="severe"),
            "Have you had at least severe asthma in the last 6 months?",
        ),
        (Treatment(of=("insulin",), timing=NOW), "Are you being treated with insulin now?"),
        (
            Treatment(of=("insulin",), outcomes=("intolerant",)),
            "Have you ever been treated with insulin that was not tolerated?",
        ),
        (Procedure(of=("dialysis",), needed=True), "Do you need dialysis now?"),
        (Participation(timing=NOW), "Are you taking part in another study now?"),
        (Unread(statement="Likes rain"), "Do these words of the registry apply to you?"),
    ],
)
def test_questions_are_put_in_plain_words(leaf: Leaf, question: str) -> None:
    assert phrase(statement(leaf), Who.SELF).plain_text.endswith(question)


def test_markup_in_a_record_is_text() -> None:
    put = phrase(statement(Condition(of=("<b>pain</b>",))), Who.SELF)
    assert "&lt;b&gt;pain&lt;/b&gt;" in put.text


# From a record --------------------------------------------------------------------------------


def test_a_record_fills_what_it_settles_and_nothing_else() -> None:
    kidney = Measurement(analyte="eGFR", bounds=Bounds(high=30), unit="mL/min/{1.73_m2}")
    result = Result(
        analyte="eGFR", value=64, unit="mL/min/{1.73_m2}", on=When.on(TODAY), source="entry 3"
    )
    record = PatientRecord(
        facts=(
            Birth(on=When.on(date(1980, 5, 20)), source="entry 1"),
            SexFact(sex=Sex.FEMALE),
            result,
        )
    )
    found = filled(Answers(), record, [kidney, CANCER, BREAST], TODAY)
    told_of = {one.topic.about: one for one in found.given}
    assert set(told_of) == {About.AGE, About.SEX, About.RESULT}
    assert told_of[About.AGE].value == AgeValue(amount=46)
    assert told_of[About.RESULT].source == "entry 3"
    assert truths(kidney, found) == [Truth.NO, Truth.NO]


@pytest.mark.parametrize(
    ("born", "age"),
    [
        ([date(2024, 5, 20)], AgeValue(amount=24, unit="month")),
        ([date(2026, 6, 15)], AgeValue(amount=0, unit="month")),
        ([date(1980, 5, 20), date(1981, 5, 20)], None),
        ([date(2027, 1, 1)], None),
        ([], None),
    ],
)
def test_an_age_is_filled_only_if_the_record_is_of_one_mind(
    born: list[date], age: AgeValue | None
) -> None:
    record = PatientRecord(facts=tuple(Birth(on=When.on(day)) for day in born))
    answer = filled(Answers(), record, [], TODAY).to(Topic(about=About.AGE))
    assert (answer.value if answer else None) == age
