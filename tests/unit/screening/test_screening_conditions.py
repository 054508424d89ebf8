"""Illnesses: facts, a leaf, and what it says in both directions."""

import pytest

from tests.factories.people import (
    EDGE,
    EDGE_OPEN,
    FAILS,
    HOLDS,
    UNKNOWN,
    complete,
    day,
    judged,
    person,
    said,
    timing,
    within,
)
from trialhead.criteria import EVER, NOW, Bounds, Condition, Moment
from trialhead.patients import Condition as Ill
from trialhead.patients import Kind, Severity

LUPUS, NEPHRITIS = "Lupus Erythematosus, Systemic", "Lupus Nephritis"
CANCER, BREAST = "Neoplasms", "Breast Neoplasms"
INFARCTION, GVHD = "Myocardial Infarction", "Graft vs Host Disease"
ALL_LISTED = complete(Kind.CONDITIONS)


def ill(concept: str, **fields: object) -> Ill:
    """An illness the vocabulary knows."""
    return Ill(name=concept, concepts=(concept,), **fields)


def has(*names: str, **fields: object) -> Condition:
    """The question for an illness."""
    return Condition(of=names, **fields)


NAMES = {
    "nothing known": ((), has(LUPUS), UNKNOWN),
    "the illness itself": ((ill(LUPUS),), has(LUPUS), HOLDS),
    "a narrower one": ((ill(NEPHRITIS),), has(LUPUS), HOLDS),
    "any of several": ((ill(NEPHRITIS),), has(CANCER, LUPUS), HOLDS),
    "a broader one may be it": ((ill(LUPUS),), has(NEPHRITIS), UNKNOWN),
    "a broader one may be it, even in a complete list": (
        (ill(LUPUS), *ALL_LISTED),
        has(NEPHRITIS),
        UNKNOWN,
    ),
    "another one tells nothing": ((ill(BREAST),), has(LUPUS), UNKNOWN),
    "a complete list without it": ((ill(BREAST), *ALL_LISTED), has(LUPUS), FAILS),
    "an empty complete list": (ALL_LISTED, has(LUPUS), FAILS),
    "another list that is complete tells nothing": (
        complete(Kind.TREATMENTS, Kind.PROCEDURES, Kind.PARTICIPATIONS),
        has(LUPUS),
        UNKNOWN,
    ),
    "never had it": ((ill(LUPUS, present=False),), has(LUPUS), FAILS),
    "never had anything broader": ((ill(CANCER, present=False),), has(BREAST), FAILS),
    "never had something narrower": ((ill(BREAST, present=False),), has(CANCER), UNKNOWN),
    "never had one of two": ((ill(BREAST, present=False),), has(BREAST, LUPUS), UNKNOWN),
    "never had either of two": (
        (ill(BREAST, present=False), ill(LUPUS, present=False)),
        has(BREAST, LUPUS),
        FAILS,
    ),
    "what was found outranks a denial": (
        (ill(BREAST), ill(CANCER, present=False)),
        has(CANCER),
        HOLDS,
    ),
    "an unknown name, by its words": (
        (Ill(name="Unstable  vital sign"),),
        has("unstable vital signs"),
        HOLDS,
    ),
    "an unknown name never had": (
        (Ill(name="unstable vital signs", present=False),),
        has("unstable vital signs"),
        FAILS,
    ),
    "an unknown name that mentions it may be it": (
        (Ill(name="suspected myocardial infarction"), *ALL_LISTED),
        has(INFARCTION),
        UNKNOWN,
    ),
    "an unknown name that mentions another": (
        (Ill(name="quite remarkable breast cancer"), *ALL_LISTED),
        has(INFARCTION),
        FAILS,
    ),
    "a name with two meanings, both of which fit": (
        (Ill(name="BC", concepts=(BREAST, "Lung Neoplasms")),),
        has(CANCER),
        HOLDS,
    ),
    "a name with two meanings, one of which fits": (
        (Ill(name="BC", concepts=(BREAST, LUPUS)),),
        has(CANCER),
        UNKNOWN,
    ),
}

TIMES = {
    "without an end it lasts": ((ill(LUPUS, onset=day("2019-03")),), has(LUPUS), HOLDS),
    "stated to last": ((ill(LUPUS, ongoing=True),), has(LUPUS), HOLDS),
    "stated to be over": ((ill(LUPUS, ongoing=False), *ALL_LISTED), has(LUPUS), FAILS),
    "over, but maybe again": ((ill(LUPUS, ongoing=False),), has(LUPUS), UNKNOWN),
    "ended before": ((ill(LUPUS, ended=day("2026-06-14")), *ALL_LISTED), has(LUPUS), FAILS),
    "ends today": ((ill(LUPUS, ended=day("2026-06-15")), *ALL_LISTED), has(LUPUS), HOLDS),
    "ended in the year of screening": (
        (ill(LUPUS, ended=day("2026")), *ALL_LISTED),
        has(LUPUS),
        UNKNOWN,
    ),
    "begins later": ((ill(LUPUS, onset=day("2026-07-01")), *ALL_LISTED), has(LUPUS), FAILS),
    "ever, though over": ((ill(LUPUS, ongoing=False),), has(LUPUS, timing=EVER), HOLDS),
    "ever, but only later": (
        (ill(LUPUS, onset=day("2026-07-01")), *ALL_LISTED),
        has(LUPUS, timing=EVER),
        FAILS,
    ),
    "ended on the edge of two weeks": (
        (ill(GVHD, onset=day("2026-05-01"), ended=day("2026-06-01")), *ALL_LISTED),
        has(GVHD, timing=within("2 weeks")),
        EDGE,
    ),
    "ended a day before the edge": (
        (ill(GVHD, onset=day("2026-05-01"), ended=day("2026-05-31")), *ALL_LISTED),
        has(GVHD, timing=within("2 weeks")),
        FAILS,
    ),
    "lasting since long reaches into any window": (
        (ill(GVHD, onset=day("2020"), ongoing=True),),
        has(GVHD, timing=within("2 weeks")),
        HOLDS,
    ),
    "a heart attack without an end is over in a day": (
        (ill(INFARCTION, onset=day("2020-02-02")), *ALL_LISTED),
        has(INFARCTION, timing=within("6 months")),
        FAILS,
    ),
    "a heart attack in the window": (
        (ill(INFARCTION, onset=day("2026-02-02")),),
        has(INFARCTION, timing=within("6 months")),
        HOLDS,
    ),
    "whether a heart attack lasts, nobody told": (
        (ill(INFARCTION, onset=day("2020-02-02")), *ALL_LISTED),
        has(INFARCTION),
        UNKNOWN,
    ),
    "longer ago, on the edge": (
        (ill(GVHD, onset=day("2021-01-01"), ended=day("2021-06-15")), *ALL_LISTED),
        has(GVHD, timing=timing(Moment.LONGER_AGO, "5 years")),
        EDGE,
    ),
    "longer ago, yet lasting": (
        (ill(GVHD, onset=day("2001"), ongoing=True), *ALL_LISTED),
        has(GVHD, timing=timing(Moment.LONGER_AGO, "5 years")),
        FAILS,
    ),
    "foreseen illness cannot be denied": (
        (ill(GVHD, present=False), *ALL_LISTED),
        has(GVHD, timing=timing(Moment.AHEAD)),
        UNKNOWN,
    ),
    "onset in a year cut by the window": (
        (ill(INFARCTION, onset=day("2025"), ongoing=False), *ALL_LISTED),
        has(INFARCTION, timing=EVER, onset=within("6 months")),
        UNKNOWN,
    ),
    "onset in the window": (
        (ill(LUPUS, onset=day("2026-03")),),
        has(LUPUS, onset=within("6 months")),
        HOLDS,
    ),
    "onset not told": ((ill(LUPUS), *ALL_LISTED), has(LUPUS, onset=within("6 months")), UNKNOWN),
    "never, up to now, says nothing about a later day": (
        (ill(LUPUS, present=False),),
        has(LUPUS, timing=timing(Moment.NOW, event="infusion")),
        UNKNOWN,
    ),
}

FIELDS = {
    "severe enough": (
        (ill(LUPUS, severity=Severity.SEVERE),),
        has(LUPUS, severity="moderate"),
        HOLDS,
    ),
    "not severe enough": (
        (ill(LUPUS, severity=Severity.MILD), *ALL_LISTED),
        has(LUPUS, severity="moderate"),
        FAILS,
    ),
    "severity not told": ((ill(LUPUS), *ALL_LISTED), has(LUPUS, severity="mild"), UNKNOWN),
    "a severe form denied, a severe one asked": (
        (ill(LUPUS, present=False, severity=Severity.SEVERE),),
        has(LUPUS, severity="severe"),
        FAILS,
    ),
    "a severe form denied, a moderate one asked": (
        (ill(LUPUS, present=False, severity=Severity.SEVERE),),
        has(LUPUS, severity="moderate"),
        UNKNOWN,
    ),
    "grade on the bound": (
        (ill(GVHD, grade=2),),
        has(GVHD, grade=Bounds(low=2)),
        HOLDS,
    ),
    "grade below": (
        (ill(GVHD, grade=1), *ALL_LISTED),
        has(GVHD, grade=Bounds(low=2)),
        FAILS,
    ),
    "grade not told": ((ill(GVHD), *ALL_LISTED), has(GVHD, grade=Bounds(low=2)), UNKNOWN),
    "stage": ((ill(BREAST, stage="Stage IIIA"),), has(BREAST, stages=("III", "IV")), HOLDS),
    "another stage": (
        (ill(BREAST, stage="II"), *ALL_LISTED),
        has(BREAST, stages=("III", "IV")),
        FAILS,
    ),
    "II is none of I": ((ill(BREAST, stage="II"), *ALL_LISTED), has(BREAST, stages=("I",)), FAILS),
    "III may be IIIB": (
        (ill(BREAST, stage="III"), *ALL_LISTED),
        has(BREAST, stages=("IIIB",)),
        UNKNOWN,
    ),
    "stage not told": ((ill(BREAST), *ALL_LISTED), has(BREAST, stages=("I",)), UNKNOWN),
    "all qualities": (
        (ill(LUPUS, qualities={"refractory": True, "active": True}),),
        has(LUPUS, qualities=("active", "Refractory")),
        HOLDS,
    ),
    "one quality not told": (
        (ill(LUPUS, qualities={"refractory": True}), *ALL_LISTED),
        has(LUPUS, qualities=("active", "refractory")),
        UNKNOWN,
    ),
    "one quality false": (
        (ill(LUPUS, qualities={"refractory": False}), *ALL_LISTED),
        has(LUPUS, qualities=("active", "refractory")),
        FAILS,
    ),
    "a quality by its opposite": (
        (ill(LUPUS, qualities={"controlled": False}),),
        has(LUPUS, qualities=("uncontrolled",)),
        HOLDS,
    ),
    "over, so not active": (
        (ill(LUPUS, ongoing=False), *ALL_LISTED),
        has(LUPUS, timing=EVER, qualities=("active",)),
        FAILS,
    ),
    "a form with a quality denied": (
        (ill(LUPUS, present=False, qualities={"uncontrolled": True}),),
        has(LUPUS, qualities=("uncontrolled",)),
        FAILS,
    ),
    "a form with a quality denied, the illness asked": (
        (ill(LUPUS, present=False, qualities={"uncontrolled": True}),),
        has(LUPUS),
        UNKNOWN,
    ),
    "denied since a day, the window lies after it": (
        (ill(GVHD, present=False, onset=day("2026-06-01")),),
        has(GVHD, timing=within("2 weeks")),
        FAILS,
    ),
    "denied since a day inside the window": (
        (ill(GVHD, present=False, onset=day("2026-06-02")),),
        has(GVHD, timing=within("2 weeks")),
        (UNKNOWN[0], FAILS[1]),
    ),
    "denied since a day, ever asked": (
        (ill(GVHD, present=False, onset=day("2026-06-02")),),
        has(GVHD, timing=EVER),
        UNKNOWN,
    ),
}

TREATED = timing(Moment.LONGER_AGO, "5 years")
CURED = has(CANCER, timing=EVER, qualities=("cured",), treatment_ended=TREATED)
SMALL = has("Carcinoma, Basal Cell", timing=EVER)
MALIGNANT = has(CANCER, timing=EVER, but_not=(CURED, SMALL))

EXCEPTIONS = {
    "no exception": ((ill(BREAST, qualities={"cured": False}),), MALIGNANT, HOLDS),
    "an exception of another kind": (
        (ill(BREAST, qualities={"cured": True}, treatment_ended=day("2025-01-01")),),
        MALIGNANT,
        HOLDS,
    ),
    "treated exactly so long ago": (
        (ill(BREAST, qualities={"cured": True}, treatment_ended=day("2021-06-15")), *ALL_LISTED),
        MALIGNANT,
        EDGE,
    ),
    "treated longer ago": (
        (ill(BREAST, qualities={"cured": True}, treatment_ended=day("2021-06-14")), *ALL_LISTED),
        MALIGNANT,
        FAILS,
    ),
    "treated longer ago, of others nothing is known": (
        (ill(BREAST, qualities={"cured": True}, treatment_ended=day("2021-06-14")),),
        MALIGNANT,
        UNKNOWN,
    ),
    "whether the exception holds is open": ((ill(BREAST), *ALL_LISTED), MALIGNANT, UNKNOWN),
    "the exception is another illness of the same person": (
        (ill(BREAST, qualities={"cured": False}), ill("Carcinoma, Basal Cell")),
        MALIGNANT,
        HOLDS,
    ),
    "only the exception": ((ill("Carcinoma, Basal Cell"), *ALL_LISTED), MALIGNANT, FAILS),
    "a tumour of no stated kind may be the exception": (
        (ill(CANCER, qualities={"cured": False}), *ALL_LISTED),
        MALIGNANT,
        UNKNOWN,
    ),
}


@pytest.mark.parametrize(
    ("facts", "leaf", "expected"),
    [pytest.param(*row, id=name) for name, row in (NAMES | TIMES | FIELDS | EXCEPTIONS).items()],
)
def test_an_illness_is_judged_by_what_is_known(facts, leaf, expected):
    assert said(leaf, person(*facts)) == expected


def test_on_the_edge_without_a_complete_list_the_strict_answer_stays_open():
    facts = person(ill(GVHD, onset=day("2026-05-01"), ended=day("2026-06-01")))
    assert said(has(GVHD, timing=within("2 weeks")), facts) == EDGE_OPEN


def test_the_answer_shows_the_facts_it_used_and_the_assumption():
    lupus, other = ill(LUPUS, onset=day("2019"), source="letter 3"), ill(BREAST)
    found = judged(has(LUPUS, timing=NOW), person(other, lupus), broad=True)
    assert found.facts == (lupus,)
    assert any("gives no end" in assumption for assumption in found.assumptions)


def test_an_open_question_says_what_is_missing():
    found = judged(has(LUPUS, severity="severe"), person(ill(LUPUS)), broad=True)
    assert found.missing == (f"how severe {LUPUS} is",)
    assert judged(has(LUPUS), person(), broad=True).missing == (
        "whether there was any systemic lupus erythematosus",
    )


def test_the_days_are_written_out():
    facts = person(ill(GVHD, onset=day("2026-06-01"), ended=day("2026-06-01")))
    lines = judged(has(GVHD, timing=within("2 weeks")), facts, broad=True).because
    assert any("14 days before screening 2026-06-15" in line for line in lines)
    assert any("on 2026-06-01" in line and "conservative reading only" in line for line in lines)
