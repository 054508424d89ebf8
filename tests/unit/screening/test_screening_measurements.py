"""Results: facts, a leaf, and what it says in both directions."""

import pytest

from tests.factories.people import (
    EDGE,
    EDGE_OPEN,
    FAILS,
    HOLDS,
    UNKNOWN,
    day,
    judged,
    person,
    said,
    within,
)
from trialhead.criteria import EVER, Bounds, Measurement, Use
from trialhead.patients import Birth, Sex, SexFact
from trialhead.patients import Measurement as Result

AST, BILIRUBIN, EGFR, SPO2 = "AST", "total bilirubin", "eGFR", "SpO2"
INDEXED = "mL/min/{1.73_m2}"


def result(
    analyte: str, value: float | None = None, unit: str = "", on: str = "", **fields: object
):
    """A result; words instead of a value are given as ``result``."""
    return Result(analyte=analyte, value=value, unit=unit, on=day(on) if on else None, **fields)


def asks(analyte: str, unit: str = "", **fields: object) -> Measurement:
    """The question for a value."""
    return Measurement(analyte=analyte, unit=unit, **fields)


def below(limit: float) -> Bounds:
    """Less than."""
    return Bounds(high=limit, high_included=False)


def above(limit: float) -> Bounds:
    """More than."""
    return Bounds(low=limit, low_included=False)


HIGH_AST = asks(AST, "ULN", bounds=above(3))
NUMBERS = {
    "nothing known": ((), asks(SPO2, "%", bounds=below(92)), UNKNOWN),
    "below": ((result(SPO2, 91, "%"),), asks(SPO2, "%", bounds=below(92)), HOLDS),
    "on an open bound": ((result(SPO2, 92, "%"),), asks(SPO2, "%", bounds=below(92)), FAILS),
    "on a closed bound": (
        (result(SPO2, 92, "%"),),
        asks(SPO2, "%", bounds=Bounds(high=92)),
        HOLDS,
    ),
    "between": (
        (result("INR", 1.5),),
        asks("INR", bounds=Bounds(low=1, high=2)),
        HOLDS,
    ),
    "a result in words for a number": (
        (result(SPO2, result="normal"),),
        asks(SPO2, "%", bounds=below(92)),
        UNKNOWN,
    ),
    "not detected is none": (
        (result("HBV DNA", result="not_detected"),),
        asks("HBV DNA", "IU/mL", bounds=below(20)),
        HOLDS,
    ),
    "a printed bound that decides": (
        (result("CRP", 5, "mg/L", value_is="<"),),
        asks("CRP", "mg/L", bounds=below(5)),
        HOLDS,
    ),
    "a printed bound that decides against": (
        (result("CRP", 5, "mg/L", value_is="<"),),
        asks("CRP", "mg/L", bounds=Bounds(low=5)),
        FAILS,
    ),
    "a printed bound that leaves it open": (
        (result("CRP", 5, "mg/L", value_is="<"),),
        asks("CRP", "mg/L", bounds=below(3)),
        UNKNOWN,
    ),
    "more than is printed": (
        (result("CRP", 300, "mg/L", value_is=">"),),
        asks("CRP", "mg/L", bounds=Bounds(low=100)),
        HOLDS,
    ),
    "in another unit": (
        (result("creatinine", 176.8, "umol/L"),),
        asks("creatinine", "mg/dL", bounds=Bounds(high=2)),
        HOLDS,
    ),
    "in another unit, just above": (
        (result("creatinine", 176.9, "umol/L"),),
        asks("creatinine", "mg/dL", bounds=Bounds(high=2)),
        FAILS,
    ),
    "in a unit of another kind": (
        (result("creatinine", 1.0, "U/L"),),
        asks("creatinine", "mg/dL", bounds=Bounds(high=2)),
        UNKNOWN,
    ),
    "without a unit": (
        (result("creatinine", 1.0),),
        asks("creatinine", "mg/dL", bounds=Bounds(high=2)),
        UNKNOWN,
    ),
}

LIMITS = {
    "just three times the limit": ((result(AST, 120, "U/L", upper=40),), HIGH_AST, FAILS),
    "more than three times": ((result(AST, 121, "U/L", upper=40),), HIGH_AST, HOLDS),
    "no limit printed": ((result(AST, 900, "U/L"),), HIGH_AST, UNKNOWN),
    "less than a third of the limit": (
        (result(AST, 10, "U/L", value_is="<", upper=40),),
        HIGH_AST,
        FAILS,
    ),
    "rounding in binary makes no difference": (
        (result(BILIRUBIN, 1.8, "mg/dL", upper=1.2),),
        asks(BILIRUBIN, "ULN", bounds=above(1.5)),
        FAILS,
    ),
    "value and limit in two units": (
        (result(BILIRUBIN, 41.04, "umol/L", upper=1.2, limit_unit="mg/dL"),),
        asks(BILIRUBIN, "ULN", bounds=above(2)),
        FAILS,
    ),
    "below the lower limit": (
        (result("platelets", 90, "10*9/L", lower=150),),
        asks("platelets", "LLN", bounds=below(1)),
        HOLDS,
    ),
    "a limit in a unit of another kind": (
        (result(AST, 121, "U/L", upper=40, limit_unit="mg/dL"),),
        HIGH_AST,
        UNKNOWN,
    ),
}

POSITIVE = asks("HBsAg", results=("positive",))
DETECTED = asks("HBV DNA", results=("detected",))
ABOVE = asks("HBV DNA", results=("above_reference",))
WORDS = {
    "positive": ((result("HBsAg", result="Positive"),), POSITIVE, HOLDS),
    "reactive is positive": ((result("HBsAg", result="reactive"),), POSITIVE, HOLDS),
    "negative": ((result("HBsAg", result="negative"),), POSITIVE, FAILS),
    "non-reactive": ((result("HBsAg", result="non-reactive"),), POSITIVE, FAILS),
    "indeterminate": ((result("HBsAg", result="indeterminate"),), POSITIVE, UNKNOWN),
    "pending": ((result("HBsAg", result="pending"),), POSITIVE, UNKNOWN),
    "nothing printed": ((result("HBsAg"),), POSITIVE, UNKNOWN),
    "detected below quantification is detected": (
        (result("HBV DNA", result="detected_below_lloq"),),
        DETECTED,
        HOLDS,
    ),
    "detected below quantification is not above": (
        (result("HBV DNA", result="detected_below_lloq"),),
        ABOVE,
        FAILS,
    ),
    "detected may be above": ((result("HBV DNA", result="detected"),), ABOVE, UNKNOWN),
    "not detected": ((result("HBV DNA", result="not detected"),), ABOVE, FAILS),
    "above is detected": ((result("HBV DNA", result="above_reference"),), DETECTED, HOLDS),
    "a number above its limit": (
        (result("HBV DNA", 500, "IU/mL", upper=20),),
        ABOVE,
        HOLDS,
    ),
    "a number within its limits": ((result("HBV DNA", 5, "IU/mL", upper=20),), ABOVE, FAILS),
    "a number without limits": ((result("HBV DNA", 5, "IU/mL"),), ABOVE, UNKNOWN),
    "hormone of pregnancy, low": (
        (result("hCG", 4.9, "IU/L"),),
        asks("hCG", results=("positive",)),
        FAILS,
    ),
    "hormone of pregnancy, between": (
        (result("hCG", 12, "IU/L"),),
        asks("hCG", results=("positive",)),
        UNKNOWN,
    ),
    "hormone of pregnancy, high": (
        (result("hCG", 26, "IU/L"),),
        asks("hCG", results=("positive",)),
        HOLDS,
    ),
}

LOW = asks(SPO2, "%", bounds=below(92))
MAY, JUNE = result(SPO2, 95, "%", "2026-05-01"), result(SPO2, 90, "%", "2026-06-01")
CHOICES = {
    "the latest": ((MAY, JUNE), LOW, HOLDS),
    "the latest, in any order": ((JUNE, MAY), LOW, HOLDS),
    "one after screening does not count": (
        (MAY, result(SPO2, 90, "%", "2026-06-20")),
        LOW,
        FAILS,
    ),
    "one without a day, alone": ((result(SPO2, 90, "%"),), LOW, HOLDS),
    "one without a day may be the latest": ((MAY, result(SPO2, 90, "%")), LOW, UNKNOWN),
    "one without a day that agrees": ((JUNE, result(SPO2, 89, "%")), LOW, HOLDS),
    "months that cannot be put in order": (
        (result(SPO2, 95, "%", "2026-05"), result(SPO2, 90, "%", "2026-05-20")),
        LOW,
        UNKNOWN,
    ),
    "a month surely before": (
        (result(SPO2, 95, "%", "2026-04"), result(SPO2, 90, "%", "2026-05-20")),
        LOW,
        HOLDS,
    ),
    "two of one day that differ": (
        (result(SPO2, 95, "%", "2026-05-20"), result(SPO2, 90, "%", "2026-05-20")),
        LOW,
        EDGE,
    ),
    "any": (
        (MAY, JUNE, result(SPO2, 99, "%", "2026-06-10")),
        asks(SPO2, "%", bounds=below(92), use=Use.ANY, timing=EVER),
        HOLDS,
    ),
    "any, none of those known": (
        (MAY,),
        asks(SPO2, "%", bounds=below(92), use=Use.ANY, timing=EVER),
        UNKNOWN,
    ),
    "two in a row": (
        (MAY, JUNE, result(SPO2, 91, "%", "2026-06-10")),
        asks(SPO2, "%", bounds=below(92), in_a_row=2),
        HOLDS,
    ),
    "not two in a row": ((MAY, JUNE), asks(SPO2, "%", bounds=below(92), in_a_row=2), FAILS),
    "one of two known": ((JUNE,), asks(SPO2, "%", bounds=below(92), in_a_row=2), UNKNOWN),
    "the one known is against": ((MAY,), asks(SPO2, "%", bounds=below(92), in_a_row=2), FAILS),
    "within a window": (
        (JUNE,),
        asks(SPO2, "%", bounds=below(92), timing=within("4 weeks")),
        HOLDS,
    ),
    "too old": ((MAY,), asks(SPO2, "%", bounds=below(92), timing=within("4 weeks")), UNKNOWN),
    "on the edge of the window, fitting": (
        (result(SPO2, 90, "%", "2026-05-18"),),
        asks(SPO2, "%", bounds=below(92), timing=within("4 weeks")),
        EDGE_OPEN,
    ),
    "on the edge of the window, not fitting": (
        (result(SPO2, 95, "%", "2026-05-18"),),
        asks(SPO2, "%", bounds=below(92), timing=within("4 weeks")),
        (UNKNOWN[0], FAILS[1]),
    ),
    "without a day in a window": (
        (result(SPO2, 90, "%"),),
        asks(SPO2, "%", bounds=below(92), timing=within("4 weeks")),
        UNKNOWN,
    ),
    "before an event of an unknown day": (
        (JUNE,),
        asks(SPO2, "%", bounds=below(92), timing=within("4 weeks", "infusion")),
        UNKNOWN,
    ),
}

ROOM = asks(SPO2, "%", bounds=below(92), setting="room air")
BLOOD = asks("hCG", results=("positive",), specimen="blood")
SETTINGS = {
    "the setting": ((result(SPO2, 90, "%", setting="Room air"),), ROOM, HOLDS),
    "another setting": ((result(SPO2, 90, "%", setting="2 L oxygen"),), ROOM, UNKNOWN),
    "setting not told": ((result(SPO2, 90, "%"),), ROOM, UNKNOWN),
    "another setting, later": (
        (
            result(SPO2, 95, "%", "2026-05-01", setting="room air"),
            result(SPO2, 90, "%", "2026-06-01", setting="2 L oxygen"),
        ),
        ROOM,
        FAILS,
    ),
    "setting not told, later": (
        (
            result(SPO2, 95, "%", "2026-05-01", setting="room air"),
            result(SPO2, 95, "%", "2026-06-01"),
        ),
        ROOM,
        UNKNOWN,
    ),
    "setting not told, of the same day": (
        (
            result(SPO2, 95, "%", "2026-06-01", setting="room air"),
            result(SPO2, 90, "%", "2026-06-01"),
        ),
        ROOM,
        FAILS,
    ),
    "serum is blood": ((result("hCG", result="positive", specimen="serum"),), BLOOD, HOLDS),
    "urine is not": ((result("hCG", result="positive", specimen="urine"),), BLOOD, UNKNOWN),
}

WOMAN = (Birth(on=day("1992-02-10")), SexFact(sex=Sex.FEMALE))
KIDNEY = asks(EGFR, INDEXED, bounds=below(30))
JUNE_10 = "2026-06-10"
FILTRATION = {
    "printed only": ((*WOMAN, result(EGFR, 29.9, INDEXED, JUNE_10)), KIDNEY, HOLDS),
    "printed, on the bound": ((*WOMAN, result(EGFR, 30, INDEXED, JUNE_10)), KIDNEY, FAILS),
    "creatinine only, of 28": (
        (*WOMAN, result("creatinine", 200, "umol/L", JUNE_10)),
        KIDNEY,
        HOLDS,
    ),
    "creatinine only, of 92": (
        (*WOMAN, result("creatinine", 70, "umol/L", JUNE_10)),
        KIDNEY,
        FAILS,
    ),
    "printed 30, worked out 28": (
        (
            *WOMAN,
            result(EGFR, 30, INDEXED, JUNE_10),
            result("creatinine", 200, "umol/L", JUNE_10),
        ),
        KIDNEY,
        EDGE,
    ),
    "printed 30, worked out 28, asked for 30 or more": (
        (
            *WOMAN,
            result(EGFR, 30, INDEXED, JUNE_10),
            result("creatinine", 200, "umol/L", JUNE_10),
        ),
        asks(EGFR, INDEXED, bounds=Bounds(low=30)),
        EDGE,
    ),
    "creatinine of another day does not count beside a later print": (
        (
            *WOMAN,
            result(EGFR, 30, INDEXED, JUNE_10),
            result("creatinine", 200, "umol/L", "2026-06-01"),
        ),
        KIDNEY,
        FAILS,
    ),
    "later creatinine outdates the print": (
        (
            *WOMAN,
            result(EGFR, 30, INDEXED, JUNE_10),
            result("creatinine", 200, "umol/L", "2026-06-12"),
        ),
        KIDNEY,
        HOLDS,
    ),
    "sex not told": (
        (WOMAN[0], result("creatinine", 200, "umol/L", JUNE_10)),
        KIDNEY,
        UNKNOWN,
    ),
    "sex not told beside a print": (
        (
            WOMAN[0],
            result(EGFR, 30, INDEXED, JUNE_10),
            result("creatinine", 200, "umol/L", JUNE_10),
        ),
        KIDNEY,
        (UNKNOWN[0], FAILS[1]),
    ),
    "two births": (
        (*WOMAN, Birth(on=day("1952-02-10")), result("creatinine", 200, "umol/L", JUNE_10)),
        KIDNEY,
        UNKNOWN,
    ),
    "year of birth that does not decide": (
        (
            Birth(on=day("1992")),
            SexFact(sex=Sex.FEMALE),
            result("creatinine", 200, "umol/L", JUNE_10),
        ),
        KIDNEY,
        HOLDS,
    ),
    "a child": (
        (
            Birth(on=day("2012-01-01")),
            SexFact(sex=Sex.FEMALE),
            result("creatinine", 200, "umol/L", JUNE_10),
        ),
        KIDNEY,
        UNKNOWN,
    ),
    "creatinine printed as a bound": (
        (*WOMAN, result("creatinine", 70, "umol/L", JUNE_10, value_is="<")),
        KIDNEY,
        FAILS,
    ),
    "creatinine that cannot be": (
        (*WOMAN, result("creatinine", 900, "mg/dL", JUNE_10)),
        KIDNEY,
        UNKNOWN,
    ),
}


@pytest.mark.parametrize(
    ("facts", "leaf", "expected"),
    [
        pytest.param(*row, id=name)
        for name, row in (NUMBERS | LIMITS | WORDS | CHOICES | SETTINGS | FILTRATION).items()
    ],
)
def test_a_result_is_judged_by_what_is_known(facts, leaf, expected):
    assert said(leaf, person(*facts)) == expected


SAYS = ("positive", "negative", "detected", "not_detected", "detected_below_lloq")
SAYS += ("above_reference", "normal", "abnormal", "high", "low", "indeterminate")
Y, N, U = "holds", "does not hold", "unknown"
#: Rows: what the result says; columns: what is asked for, in the same order.
MEANING = {
    "positive": (Y, N, U, N, U, U, U, U, U, U, U),
    "negative": (N, Y, N, U, N, N, U, U, U, U, U),
    "detected": (Y, N, Y, N, U, U, U, U, U, U, U),
    "not_detected": (N, Y, N, Y, N, N, U, U, U, U, U),
    "detected_below_lloq": (Y, N, Y, N, Y, N, U, U, U, U, U),
    "above_reference": (Y, N, Y, N, N, Y, N, Y, Y, N, U),
    "normal": (U, U, U, U, U, N, Y, N, N, N, U),
    "abnormal": (U, U, U, U, U, U, N, Y, U, U, U),
    "high": (U, U, U, U, U, U, N, Y, Y, N, U),
    "low": (U, U, U, U, U, N, N, Y, N, Y, U),
    "indeterminate": (U, U, U, U, U, U, U, U, U, U, Y),
}


@pytest.mark.parametrize("word", SAYS)
def test_words_mean_the_same_or_more_or_less_than_others(word):
    facts = person(result("HBsAg", result=word))
    found = [judged(asks("HBsAg", results=(wanted,)), facts, broad=True).truth for wanted in SAYS]
    assert dict(zip(SAYS, found, strict=True)) == dict(zip(SAYS, MEANING[word], strict=True))


def test_a_missing_limit_is_named():
    found = judged(HIGH_AST, person(result(AST, 900, "U/L", JUNE_10)), broad=True)
    assert found.missing == (f"the upper limit of normal printed with AST of {JUNE_10}",)


def test_a_multiple_is_written_out_with_its_limit():
    lines = judged(HIGH_AST, person(result(AST, 121, "U/L", upper=40)), broad=True).because
    assert "AST: 121 of a limit of 40." in lines
    assert "AST is 3.025; asked for is above 3 times the upper limit of normal." in lines


def test_a_unit_of_another_kind_is_told():
    found = judged(KIDNEY, person(result(EGFR, 30, "mg/dL")), broad=True)
    assert found.because
    assert "mg/dL" in found.because[0]


def test_the_age_of_an_old_result_is_told():
    leaf = asks(SPO2, "%", bounds=below(92))
    old, new = (
        judged(leaf, person(result(SPO2, 95, "%", on)), broad=True).assumptions
        for on in ("2024-06-15", "2026-06-01")
    )
    assert old == ("SpO2 of 2024-06-15 still holds after 730 days.",)
    assert new == ()


def test_that_creatinine_is_taken_to_be_steady_is_told():
    found = judged(KIDNEY, person(*WOMAN, result("creatinine", 200, "umol/L", JUNE_10)), broad=True)
    assert any("steady" in assumption for assumption in found.assumptions)
