"""What differs between two versions of criteria, told in one sentence each."""

from dataclasses import replace

import pytest
from hypothesis import given

from tests.factories.criteria import studies
from trialhead.criteria import (
    Difference,
    DifferenceKind,
    StudyCriteria,
    differences,
    read_criteria,
    read_text,
    shipped_criteria,
)

ADDED, REMOVED, CHANGED = DifferenceKind


def authored(**criteria: str) -> StudyCriteria:
    """Criteria written by a person, by id; E… are exclusions."""
    text = "study: X1\n"
    for side in ("inclusion", "exclusion"):
        text += f"{side}:\n"
        text += "".join(
            f"  - {{id: {name}, title: written, {node}}}\n"
            for name, node in criteria.items()
            if name.startswith(side[0].upper())
        )
    return read_criteria(
        text.replace("inclusion:\nex", "ex").removesuffix("exclusion:\n"), name="x"
    )


def machine(inclusion: list[str], exclusion: list[str]) -> StudyCriteria:
    """Criteria read from a text."""
    lines = ["Inclusion Criteria:", *(f"- {each}" for each in inclusion), ""]
    return read_text("\n".join([*lines, "Exclusion Criteria:", *(f"- {e}" for e in exclusion)]))


def told(before: StudyCriteria, after: StudyCriteria) -> list[str]:
    """The sentences of the differences."""
    return [each.told for each in differences(before, after)]


ADULT = "age: {at_least: 18 years}"
GROWN = "age: {at_least: 21 years}"
ASTHMA = "condition: Asthma"
STROKE = "condition: {is: Stroke, when: ever}"


# Written by people ------------------------------------------------------------------------------


def test_nothing_differs_from_itself():
    study = authored(I1=ADULT, E1=STROKE)
    assert differences(study, study) == ()


def test_a_changed_criterion_tells_then_and_now():
    assert differences(authored(I1=ADULT), authored(I1=GROWN)) == (
        Difference(
            criterion="I1",
            kind=CHANGED,
            told="I1 asked for: age is at least 18 years; now it asks for: age is at least "
            "21 years.",
        ),
    )


def test_an_added_criterion_tells_what_it_asks_or_rules_out():
    found = differences(authored(I1=ADULT), authored(I1=ADULT, I2=ASTHMA, E1=STROKE))
    assert [(each.criterion, each.kind, each.told) for each in found] == [
        ("I2", ADDED, "I2 is new: it asks for: Asthma."),
        ("E1", ADDED, "E1 is new: it rules out: Stroke, ever."),
    ]


def test_a_removed_criterion_tells_what_it_asked_or_ruled_out():
    found = differences(authored(I1=ADULT, I2=ASTHMA, E1=STROKE), authored(I1=ADULT))
    assert [(each.criterion, each.kind, each.told) for each in found] == [
        ("I2", REMOVED, "I2 is gone: it asked for: Asthma."),
        ("E1", REMOVED, "E1 is gone: it ruled out: Stroke, ever."),
    ]


def test_authored_criteria_are_matched_by_id_however_they_differ():
    assert told(authored(I1=ADULT), authored(I1=STROKE)) == [
        "I1 asked for: age is at least 18 years; now it asks for: Stroke, ever."
    ]


def test_authored_criteria_that_swap_ids_are_two_changes():
    found = differences(authored(I1=ADULT, I2=ASTHMA), authored(I1=ASTHMA, I2=ADULT))
    assert [(each.criterion, each.kind) for each in found] == [("I1", CHANGED), ("I2", CHANGED)]


def test_a_criterion_that_moves_to_the_other_side_is_changed():
    before = authored(I1=ASTHMA)
    (criterion,) = authored(E1=ASTHMA).criteria
    after = replace(before, criteria=(replace(criterion, id="I1"),))
    assert told(before, after) == ["I1 asked for: Asthma; now it rules out: Asthma."]


@pytest.mark.parametrize(
    ("then", "now", "ending"),
    [
        ("", "manual: true, ", "but only a human decides it now."),
        ("manual: true, ", "", "but it is now judged on the record."),
    ],
)
def test_who_decides_is_told(then, now, ending):
    (sentence,) = told(authored(I1=then + ASTHMA), authored(I1=now + ASTHMA))
    assert sentence == f"I1 still asks for: Asthma, {ending}"


def test_a_detail_that_the_sentence_does_not_tell_is_still_a_change():
    then = "treatment: {is: insulin, when: now}"
    now = "treatment: {is: insulin, when: now, before: first dose}"
    (sentence,) = told(authored(I1=then), authored(I1=now))
    assert sentence == "I1 still asks for: on insulin, but differs in a detail that is not told."


def test_titles_marks_and_assumptions_are_no_difference():
    before = authored(I1=ADULT)
    (criterion,) = before.criteria
    other = replace(criterion, title="Grown up", mark="00", assumptions=("On that day.",))
    assert told(before, replace(before, criteria=(other,))) == []


def test_changes_and_additions_come_in_order_and_removals_last():
    before = authored(I1=STROKE, I2=ADULT, E1=STROKE)
    after = authored(I2=GROWN, I3=ASTHMA, E1=ASTHMA)
    found = differences(before, after)
    assert [(each.criterion, each.kind) for each in found] == [
        ("I2", CHANGED),
        ("I3", ADDED),
        ("E1", CHANGED),
        ("I1", REMOVED),
    ]


# Read by machine --------------------------------------------------------------------------------

TEXT = ["Age 18 years or older", "Asthma", "Hemoglobin ≥ 9 g/dL"]


def test_ids_that_shift_are_no_difference():
    before = machine(TEXT, ["Pregnancy"])
    after = machine(["Diagnosis of lupus nephritis", *TEXT], ["Pregnancy"])
    (found,) = differences(before, after)
    assert (found.criterion, found.kind) == ("I1", ADDED)


def test_order_is_no_difference():
    assert told(machine(TEXT, []), machine(TEXT[::-1], [])) == []


def test_a_limit_that_changes_while_ids_shift_is_one_change():
    before = machine(TEXT, [])
    after = machine(["Diagnosis of lupus nephritis", "Asthma", "Hemoglobin ≥ 10 g/dL"], [])
    assert [(each.criterion, each.kind) for each in differences(before, after)] == [
        ("I1", ADDED),
        ("I3", CHANGED),
        ("I1", REMOVED),
    ]
    assert told(before, after)[1] == (
        "I3 asked for: latest hemoglobin is at least 9 g/dL; now it asks for: latest hemoglobin "
        "is at least 10 g/dL."
    )


def test_a_change_names_both_ids_when_they_differ():
    before = machine(["Asthma", "Hemoglobin ≥ 9 g/dL"], [])
    after = machine(["Hemoglobin ≥ 10 g/dL"], [])
    assert told(before, after)[0].startswith("I1 (then I2) asked for: latest hemoglobin")


def test_the_same_words_on_the_other_side_are_gone_and_new():
    found = differences(machine(["Asthma"], []), machine([], ["Asthma"]))
    assert [each.kind for each in found] == [ADDED, REMOVED]


def test_words_that_stand_twice_are_matched_once_each():
    before = machine(["Asthma", "Asthma"], [])
    found = differences(before, machine(["Asthma"], []))
    assert [(each.criterion, each.kind) for each in found] == [("I2", REMOVED)]


def test_the_most_alike_are_matched_first():
    before = machine(["Hemoglobin ≥ 9 g/dL", "Hemoglobin ≥ 90 g/L"], [])
    after = machine(["Hemoglobin ≥ 90 g/L", "Hemoglobin ≥ 8 g/dL"], [])
    assert told(before, after) == [
        "I2 (then I1) asked for: latest hemoglobin is at least 9 g/dL; now it asks for: latest "
        "hemoglobin is at least 8 g/dL."
    ]


def test_unlike_criteria_are_not_matched_by_their_ids():
    found = differences(machine(["Asthma"], []), machine(["Age 18 years or older"], []))
    assert [each.kind for each in found] == [ADDED, REMOVED]


def test_an_authored_study_beside_a_machine_read_one_is_matched_by_likeness():
    before = machine(["Diagnosis of lupus nephritis", "Age 18 years or older"], [])
    (change, gone) = differences(before, authored(I1=GROWN))
    assert change.told.startswith("I1 (then I2) asked for: age is at least 18 years")
    assert (gone.criterion, gone.kind) == ("I1", REMOVED)


# Any study --------------------------------------------------------------------------------------


@given(studies(), studies())
def test_every_criterion_is_accounted_for_once(before, after):
    found = differences(before, after)
    now = [each.criterion for each in found if each.kind is not REMOVED]
    gone = [each.criterion for each in found if each.kind is REMOVED]
    assert len(set(now)) == len(now)
    assert len(set(gone)) == len(gone)
    assert set(now) <= {each.id for each in after.criteria}
    assert set(gone) <= {each.id for each in before.criteria}
    added = sum(each.kind is ADDED for each in found)
    assert len(after.criteria) - added == len(before.criteria) - len(gone)


@given(studies())
def test_any_study_is_the_same_as_itself(study):
    assert differences(study, study) == ()


def test_a_shipped_study_without_its_last_criterion():
    study = shipped_criteria("NCT07318259")
    assert study is not None
    (found,) = differences(study, replace(study, criteria=study.criteria[:-1]))
    assert (found.criterion, found.kind) == ("E12", REMOVED)
