"""The criteria written by hand for NCT07318259: complete, doubts and all."""

import json
import re
from pathlib import Path

import pytest

from tests.factories.people import ON
from trialhead.criteria import (
    AnyNode,
    Moment,
    Readings,
    Side,
    children,
    leaves,
    place,
    read_criteria,
    shipped_criteria,
    write_criteria,
)
from trialhead.patients import PatientRecord, checked, read_patient
from trialhead.screening import Gate, Overall, missing_facts, next_question, screen

ROOT = Path(__file__).parents[3]
PEOPLE = ROOT / "sample" / "patients"
RECORD = ROOT / "sample" / "studies" / "NCT07318259.json"


@pytest.fixture(scope="module")
def study():
    """The shipped criteria."""
    shipped = shipped_criteria("NCT07318259")
    assert shipped is not None
    return shipped


def doubts(node: AnyNode) -> set[str]:
    """The ambiguities with two readings below a node."""
    own = {node.ambiguity} if isinstance(node, Readings) else set()
    return own.union(*map(doubts, children(node)))


def test_every_criterion_is_there(study):
    ids = [criterion.id for criterion in study.criteria]
    assert ids == [f"I{at}" for at in range(1, 7)] + [f"E{at}" for at in range(1, 13)]
    for criterion in study.criteria:
        assert criterion.side is (Side.INCLUSION if criterion.id[0] == "I" else Side.EXCLUSION)


def test_only_consent_and_the_investigators_judgement_are_left_to_humans(study):
    assert [criterion.id for criterion in study.criteria if criterion.manual] == ["I6", "E12"]


def test_all_doubts_have_a_default_and_a_question_to_the_sponsor(study):
    assert [doubt.id for doubt in study.ambiguities] == [f"A-{at:02}" for at in range(1, 33)]
    assert all(doubt.doubt and doubt.default for doubt in study.ambiguities)
    assert all(doubt.question.endswith("?") for doubt in study.ambiguities)


def test_doubts_of_meaning_have_two_readings_and_doubts_of_edges_a_time(study):
    found = set().union(*(doubts(criterion.node) for criterion in study.criteria))
    named = (1, 2, 3, 6, 9, 11, 13, 14, 16, 18, 19, 24)
    assert found == {f"A-{at:02}" for at in named}
    edged = {
        criterion.id
        for criterion in study.criteria
        for leaf in leaves(criterion.node)
        if getattr(leaf, "timing", None) and leaf.timing.moment is Moment.WITHIN
    }
    assert {"E2", "E4", "E5", "E8", "E11"} <= edged


def test_everything_was_read(study):
    assert {criterion.read for criterion in study.criteria} == {"in full"}


def test_the_file_survives_writing_and_reading(study):
    assert read_criteria(write_criteria(study), name="again") == study


def test_the_words_are_found_in_the_record_and_not_kept_in_the_file(study):
    record = json.loads(RECORD.read_text())
    text = record["protocolSection"]["eligibilityModule"]["eligibilityCriteria"]
    placed, mismatches = place(study, text)
    assert not mismatches
    assert all(criterion.words is not None for criterion in placed.criteria)
    kept = _words(write_criteria(study))
    for criterion in placed.criteria:
        words = _words(criterion.words.of(text)).split()
        runs = (" ".join(words[at : at + 12]) for at in range(len(words) - 11))
        assert not [run for run in runs if run in kept]


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def person(name: str) -> PatientRecord:
    """A sample person."""
    return checked(read_patient(PEOPLE / f"{name}.yaml"), ON)


@pytest.mark.parametrize(
    ("name", "overall", "failing"),
    [
        ("fits", Overall.MAY_FIT, []),
        ("does-not-fit", Overall.NOT_POSSIBLE, ["E3", "E8"]),
        ("cannot-tell", Overall.CANNOT_TELL, []),
    ],
)
def test_the_sample_people_show_the_three_verdicts(study, name, overall, failing):
    found = screen(study, person(name), on=ON)
    assert found.prescreen.reported is overall
    gates = {verdict.criterion.id: verdict.gate for verdict in found.verdicts}
    assert [one for one, gate in gates.items() if gate is Gate.FAIL] == failing


@pytest.mark.parametrize("name", ["fits", "does-not-fit", "cannot-tell"])
def test_the_sample_people_are_marked_as_made_up(name):
    assert "synthetic: true" in (PEOPLE / f"{name}.yaml").read_text()


def test_of_nobody_nothing_is_known(study):
    found = screen(study, PatientRecord(), on=ON)
    assert {verdict.gate for verdict in found.verdicts} == {Gate.UNKNOWN}
    assert not [verdict.criterion.id for verdict in found.verdicts if verdict.hangs_on_wording]
    asked = next_question(found)
    assert asked is not None
    assert asked.may_decide
    assert {name for one in missing_facts(found) for name in one.criteria} == {
        criterion.id for criterion in study.criteria
    }
