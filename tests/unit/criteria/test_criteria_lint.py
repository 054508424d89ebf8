"""Oddities: what can be read but is hardly meant is told with its place; what is meant is not."""

from dataclasses import replace

import pytest
from hypothesis import given

from tests.factories.criteria import studies
from trialhead.criteria import (
    Oddity,
    Side,
    StudyCriteria,
    lint,
    read_criteria,
    shipped_criteria,
)


def study(inclusion: str = "", exclusion: str = "", more: str = "") -> StudyCriteria:
    """Criteria by side, one node a line."""
    text = "study: X1\n"
    for side, letter, nodes in (("inclusion", "I", inclusion), ("exclusion", "E", exclusion)):
        lines = [line for line in nodes.splitlines() if line.strip()]
        text += f"{side}:\n" if lines else ""
        for number, line in enumerate(lines, start=1):
            text += f"  - {{id: {letter}{number}, title: x, {line.strip()}}}\n"
    return read_criteria(text + more, name="file")


def odd(*sides: str, more: str = "") -> list[str]:
    """What is odd, after the id it stands at."""
    return [f"{each.criterion}: {each.what}" for each in lint(study(*sides, more=more))]


# Contradictions ---------------------------------------------------------------------------------


def test_ages_that_exclude_each_other_in_one_criterion():
    assert lint(study("all: [age: {at_least: 18 years}, age: {at_most: 12 years}]")) == (
        Oddity(
            criterion="I1",
            what="It asks for two things that exclude each other: age is at least 18 years; "
            "age is at most 12 years.",
            remedy="Mend one of them, or join them under any.",
        ),
    )


def test_ages_that_exclude_each_other_in_two_criteria():
    assert lint(study("age: {at_least: 18 years}\nage: {at_most: 12 years}")) == (
        Oddity(
            criterion="I2",
            what="Nobody can take part: I1 leaves only “age is at least 18 years” and I2 only "
            "“age is at most 12 years”.",
            remedy="Mend the limit or the side of one of them.",
        ),
    )


@pytest.mark.parametrize(
    ("inclusion", "exclusion"),
    [
        ("age: {at_least: 18 years}", "age: {at_least: 12 years}"),
        ("age: {at_least: 18 years}", "any: [age: {above: 12 years}, sex: male]"),
        ("age: {at_most: 11 months}\nage: {at_least: 1 year}", ""),
        ("age: {below: 18 years}\nage: {at_least: 18 years}", ""),
        ("sex: male\nsex: female", ""),
        ("score: {scale: ECOG, at_most: 1}", "score: {scale: ECOG, below: 2}"),
        (
            "measurement: {analyte: hemoglobin, at_least: 9 g/dL}\n"
            "measurement: {analyte: hemoglobin, below: 80 g/L}",
            "",
        ),
        (
            "measurement: {analyte: ALT, at_most: 3 ULN}\nmeasurement: {analyte: ALT, above: 5 ULN}",
            "",
        ),
        ("all: [condition: Asthma, sex: male]", "condition: Asthma"),
        ("all: [condition: Asthma, sex: male]", "any: [condition: Asthma, condition: Stroke]"),
        ("not: {any: [condition: Asthma, sex: male]}\nall: [condition: Asthma]", ""),
        ("", "any: [age: {at_least: 18 years}, age: {below: 18 years}]"),
        ("", "any: [condition: Asthma, not: {condition: Asthma}]"),
    ],
)
def test_what_leaves_nobody_is_told_once(inclusion, exclusion):
    (told,) = odd(inclusion, exclusion)
    assert "Nobody can take part" in told


@pytest.mark.parametrize(
    ("inclusion", "exclusion"),
    [
        ("age: {at_least: 18 years}\nage: {at_most: 75 years}", ""),
        ("age: {at_least: 18 years}\nage: {at_most: 18 years}", ""),
        ("age: {at_least: 18 years, at_most: 75 years}", "age: {above: 75 years}"),
        ("age: {at_least: 12 months}\nage: {at_most: 1 year}", ""),
        ("any: [age: {at_least: 18 years}, age: {at_most: 12 years}]", ""),
        ("age: {at_least: 18 years, on: consent}\nage: {at_most: 12 years, on: transplant}", ""),
        ("any: [sex: male, sex: female]", ""),
        ("not: {sex: male}", ""),
        ("", "any: [age: {below: 18 years}, age: {above: 75 years}]"),
        ("", "age: {at_least: 30 years, at_most: 40 years}\nage: {at_most: 20 years}"),
        (
            "measurement: {analyte: ALT, at_most: 3 ULN}\nmeasurement: {analyte: AST, above: 5 ULN}",
            "",
        ),
        (
            "measurement: {analyte: ALT, at_most: '40 [IU]/L'}\n"
            "measurement: {analyte: ALT, above: 3 ULN}",
            "",
        ),
        (
            "measurement: {analyte: platelets, below: 50 10*9/L, use: any}\n"
            "measurement: {analyte: platelets, above: 100 10*9/L, use: any, within: 1 year}",
            "",
        ),
        (
            "measurement: {analyte: platelets, below: 50 10*9/L, longer_ago: 1 year}\n"
            "measurement: {analyte: platelets, above: 100 10*9/L}",
            "",
        ),
        ("condition: Asthma", "all: [condition: Asthma, condition: Stroke]"),
        ("condition: Asthma", "condition: {is: Asthma, severity: severe}"),
        ("condition: Asthma", "unless: {holds: {sex: male}, exception: {condition: Asthma}}"),
        ("score: {scale: ECOG, at_most: 1}\nscore: {scale: NYHA, at_least: 2}", ""),
    ],
)
def test_what_somebody_can_meet_is_not_told(inclusion, exclusion):
    assert odd(inclusion, exclusion) == []


def test_a_part_deep_inside_that_cannot_hold_is_told_once():
    (told,) = odd("", "any: [sex: male, all: [condition: Asthma, not: {condition: Asthma}]]")
    assert told.startswith(
        "E1: It asks for two things that exclude each other: Asthma; not: Asthma"
    )


def test_an_exception_that_takes_everything_back_is_told():
    (told,) = odd("unless: {holds: {condition: Asthma}, exception: {condition: Asthma}}")
    assert "exclude each other" in told


# Repetitions ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "node",
    [
        "any: [condition: Asthma, condition: Stroke, condition: Asthma]",
        "all: [condition: Asthma, condition: Asthma, condition: Asthma]",
        "at_least: {count: 2, of: [condition: Stroke, condition: Asthma, condition: Asthma]}",
        "not: {any: [condition: Asthma, condition: [Asthma]]}",
    ],
)
def test_a_part_that_stands_twice_is_told_once(node):
    assert odd(node) == ["I1: A part stands in a list twice: Asthma."]


def test_parts_that_differ_in_time_are_no_repetition():
    assert odd("any: [condition: Asthma, condition: {is: Asthma, when: ever}]") == []


@pytest.mark.parametrize(
    ("inclusion", "exclusion", "told"),
    [
        ("condition: Asthma\ncondition: [Asthma]", "", "I2: It says the same as I1: Asthma."),
        ("", "condition: Asthma\ncondition: Asthma", "E2: It says the same as E1: Asthma."),
        ("not: {condition: Asthma}", "condition: Asthma", "E1: It says the same as I1: Asthma."),
    ],
)
def test_a_criterion_that_stands_twice_is_told(inclusion, exclusion, told):
    assert odd(inclusion, exclusion) == [told]


@pytest.mark.parametrize(
    ("inclusion", "exclusion", "second"),
    [
        ("condition: Asthma", "condition: Asthma", "E1"),
        ("condition: Asthma\nnot: {condition: Asthma}", "", "I2"),
        ("condition: Asthma", "not: {not: {condition: Asthma}}", "E1"),
    ],
)
def test_a_criterion_on_both_sides_is_told_once(inclusion, exclusion, second):
    assert odd(inclusion, exclusion) == [
        f"{second}: I1 and {second} ask for opposite things, so nobody can take part: Asthma."
    ]


def test_a_whole_combination_on_both_sides_is_told():
    node = "any: [condition: Asthma, condition: Stroke]"
    (told,) = odd(node, node)
    assert "ask for opposite things" in told


def test_criteria_under_no_heading_are_not_compared():
    found = study("condition: Asthma\nnot: {condition: Asthma}")
    assert len(lint(found)) == 1
    asked, noted = found.criteria
    noted = replace(noted, side=Side.GENERAL)
    assert lint(replace(found, criteria=(asked, noted))) == ()


# Limits -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("node", "told"),
    [
        (
            "analyte: hemoglobin, at_least: 90 g/dL",
            "I1: The limit for hemoglobin, at least 90 g/dL, is beyond what a living body can have.",
        ),
        (
            "analyte: platelets, at_least: 100000 10*9/L",
            "I1: The limit for platelets, at least 100000 ×10⁹/L, is beyond what a living body "
            "can have.",
        ),
        ("analyte: hemoglobin, at_least: 9 kg", "I1: hemoglobin is not measured in kg."),
        (
            "analyte: hemoglobin, at_least: 9",
            "I1: hemoglobin is not measured in a number without a unit.",
        ),
        (
            "analyte: haemoglobbin, at_least: 9 g/dL",
            "I1: haemoglobbin is no measurement that is known here, so no result will be found.",
        ),
    ],
)
def test_a_limit_that_cannot_be_is_told(node, told):
    assert odd(f"measurement: {{{node}}}") == [told]


def test_the_remedy_for_a_limit_gives_the_range():
    (found,) = lint(study("measurement: {analyte: hemoglobin, at_least: 90 g/dL}"))
    assert found.remedy == (
        "Look at the number and its unit; hemoglobin lies between 1 and 30 g/dL."
    )


def test_one_end_beyond_is_enough():
    assert len(odd("measurement: {analyte: hemoglobin, at_least: 9 g/dL, at_most: 160 g/dL}")) == 1


@pytest.mark.parametrize(
    "node",
    [
        "analyte: hemoglobin, at_least: 90 g/L",
        "analyte: Hb, at_least: 9 g/dL",
        "analyte: platelets, at_least: 100 10*9/L",
        "analyte: ALT, at_most: 300 ULN",
        "analyte: HBsAg, results: positive",
        "analyte: life expectancy, above: 12 week",
        "analyte: HIV viral load, above: 0 {copies}/mL",
    ],
)
def test_a_limit_that_can_be_is_not_told(node):
    node = node.replace("0 {copies}/mL", "'0 {copies}/mL'")
    assert odd(f"measurement: {{{node}}}") == []


# Doubts -----------------------------------------------------------------------------------------

DOUBT = "ambiguities: [{id: A-01, doubt: x, default: y, question: z}]\n"


def readings(name: str, lenient: str = "condition: Stroke") -> str:
    """Two readings of a criterion."""
    return f"readings: {{ambiguity: {name}, conservative: {{condition: Asthma}}, lenient: {{{lenient}}}}}"


def test_a_doubt_declared_and_used_is_not_odd():
    assert odd(readings("A-01"), more=DOUBT) == []
    assert odd(f"not: {{{readings('A-01')}}}", more=DOUBT) == []


def test_a_doubt_declared_but_not_used_is_told_of_the_study():
    assert odd("condition: Asthma", more=DOUBT) == [
        ": The ambiguity A-01 is declared, but no criterion has two readings for it."
    ]


def test_a_doubt_settled_in_an_assumption_is_used():
    node = "assumptions: [Any asthma counts (A-01).], condition: Asthma"
    assert odd(node, more=DOUBT) == []


def test_a_doubt_settled_in_an_event_is_used():
    assert odd("condition: Asthma", more=DOUBT + "events: {screening: first visit (A-01)}\n") == []


def test_a_doubt_named_in_part_is_not_used():
    assert odd("assumptions: [See A-011.], condition: Asthma", more=DOUBT) != []


@pytest.mark.parametrize("more", [DOUBT, ""])
def test_a_doubt_used_but_not_declared_is_told(more):
    told = "I1: It has two readings for A-02, which is not among the ambiguities."
    assert told in odd(readings("A-02"), more=more)


def test_the_reader_declares_no_doubts_and_is_not_blamed():
    text = read_criteria(f"study: X1\ninclusion: [{{id: I1, {readings('reach')}}}]", name="file")
    assert lint(text) == ()


def test_readings_that_say_the_same_are_told():
    (told,) = odd(readings("A-01", lenient="condition: [Asthma]"), more=DOUBT)
    assert told == "I1: Both readings of A-01 say the same: Asthma."


# All at once ------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", ["NCT99900001", "NCT99900002", "NCT99900015"])
def test_the_authored_samples_are_not_odd(number):
    found = shipped_criteria(number)
    assert found is not None
    assert lint(found) == ()


def test_the_long_authored_study_is_odd_only_in_doubts_that_its_criteria_do_not_show():
    found = shipped_criteria("NCT07318259")
    assert found is not None
    assert {each.criterion for each in lint(found)} == {""}


@given(studies())
def test_any_study_is_looked_at_and_nothing_told_twice(found):
    oddities = lint(found)
    assert len(set(oddities)) == len(oddities)
    names = {criterion.id for criterion in found.criteria} | {""}
    assert all(each.criterion in names and each.what and each.remedy for each in oddities)
