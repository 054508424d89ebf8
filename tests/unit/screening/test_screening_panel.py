"""One person beside many studies gives the verdicts of screening each by itself."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.cases import criteria_, records
from tests.factories.criteria import studies
from tests.factories.people import ON, complete, day, person
from trialhead import patients
from trialhead.criteria import StudyCriteria, leaves, read_text, sentence, shipped_criteria
from trialhead.patients import Kind, PatientRecord, read_patient
from trialhead.screening import Gate, Overall, Panel, Standing, screen

SAMPLE = Path(__file__).parents[3] / "sample"


@pytest.fixture(scope="module")
def shelf() -> tuple[StudyCriteria, ...]:
    """The sample studies as read by machine, and those that people wrote."""
    read = []
    for path in sorted((SAMPLE / "studies").glob("NCT*.json")):
        record = json.loads(path.read_text())["protocolSection"]
        number = record["identificationModule"]["nctId"]
        text = record.get("eligibilityModule", {}).get("eligibilityCriteria", "")
        read.append(shipped_criteria(number) or read_text(text, study=number))
    assert len(read) > 50
    return tuple(read)


def by_itself(study: StudyCriteria, record: PatientRecord) -> Standing:
    """The same from the reference."""
    screening = screen(study, record, on=ON)
    gates = [verdict.gate for verdict in screening.verdicts]
    wanted = Gate.FAIL if Gate.FAIL in gates else Gate.UNKNOWN
    return Standing(
        study=study,
        overall=screening.prescreen.reported,
        passes=gates.count(Gate.PASS),
        fails=gates.count(Gate.FAIL),
        unknown=gates.count(Gate.UNKNOWN),
        deciding=tuple(v.criterion.id for v in screening.verdicts if v.gate is wanted),
    )


def check(shelf: tuple[StudyCriteria, ...], record: PatientRecord) -> None:
    """Every study of a shelf stands as the reference says."""
    judgement = Panel(shelf).judge(record, on=ON)
    for number, study in enumerate(shelf):
        assert judgement.standing(number) == by_itself(study, record)


@pytest.mark.parametrize("name", ["fits", "does-not-fit", "cannot-tell"])
def test_sample_people_beside_all_sample_studies(shelf, name):
    check(shelf, read_patient(SAMPLE / "patients" / f"{name}.yaml"))


def test_nobody_known_beside_all_sample_studies(shelf):
    check(shelf, PatientRecord(facts=()))


def test_complete_but_empty_lists(shelf):
    """Without any fact of a kind, the source's word that a list is complete is an answer."""
    check(shelf, person(*complete(*Kind)))


def test_complete_lists_with_something_in_them(shelf):
    check(
        shelf,
        person(
            patients.Condition(name="hypertension", concepts=("Hypertension",)),
            patients.Condition(name="cancer", concepts=("Neoplasms",), present=False),
            patients.Treatment(drug="prednisone", start=day("2026-01-01"), ongoing=True),
            patients.Treatment(drug="live vaccine", given=False),
            patients.Procedure(name="appendectomy", done=True, on=day("2025-06-01")),
            patients.Measurement(
                analyte="creatinine", on=day("2026-06-01"), value=1.1, unit="mg/dL"
            ),
            *complete(*Kind),
        ),
    )


@given(st.lists(criteria_(), min_size=1, max_size=6), records(most_results=3))
def test_any_criteria_on_any_person(criteria, record):
    numbered = tuple(replace(each, id=f"{each.id}-{at}") for at, each in enumerate(criteria))
    check((StudyCriteria(study="X", criteria=numbered),), record)


@given(st.lists(studies(), max_size=3), records())
def test_criteria_of_every_form(shelf, record):
    check(tuple(replace(each, study=f"S{at}") for at, each in enumerate(shelf)), record)


@given(studies(), st.data())
def test_outright_answers_count(study, data):
    asked = [leaf for criterion in study.criteria for leaf in leaves(criterion.node)]
    if not asked:
        return
    leaf = data.draw(st.sampled_from(asked))
    statement = getattr(leaf, "statement", "") or sentence(leaf)
    check((study,), person(patients.Answer(question=statement, holds=data.draw(st.booleans()))))


def test_the_best_come_first(shelf):
    record = read_patient(SAMPLE / "patients" / "fits.yaml")
    ranked = Panel(shelf).judge(record, on=ON).ranked(len(shelf))
    order = (Overall.MAY_FIT, Overall.CANNOT_TELL, Overall.NOT_POSSIBLE)
    keys = [(order.index(s.overall), -s.passes, s.unknown, s.study.study) for s in ranked]
    assert keys == sorted(keys)
    assert ranked[0].study.study == "NCT07318259"


def test_a_limit_shortens_the_list(shelf):
    assert len(Panel(shelf).judge(person(), on=ON).ranked(3)) == 3


def test_no_studies_and_studies_without_criteria():
    assert Panel(()).judge(person(), on=ON).ranked(5) == []
    empty = StudyCriteria(study="X", criteria=())
    standing = Panel((empty,)).judge(person(), on=ON).standing(0)
    assert (standing.overall, standing.deciding) == (Overall.CANNOT_TELL, ())
