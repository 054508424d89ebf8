"""Procedures and questionnaires from FHIR."""

from typing import Any

import pytest

from tests.factories.fhir import Resource, concept, facts, only, patient, read
from trialhead.patients import Answer, Procedure, ScoreFact, read_when


def procedure(name: str = "Vasectomy (procedure)", **fields: Any) -> Resource:
    """An operation done."""
    return {
        "resourceType": "Procedure",
        "id": "p",
        "status": "completed",
        "code": concept(name),
    } | fields


def response(*items: Resource, **fields: Any) -> Resource:
    """A questionnaire filled in."""
    return {
        "resourceType": "QuestionnaireResponse",
        "id": "q",
        "status": "completed",
        "authored": "2026-06-01",
        "item": list(items),
    } | fields


def item(text: str, *answers: Resource, **fields: Any) -> Resource:
    """A question with answers."""
    return {"linkId": "1", "text": text, "answer": list(answers)} | fields


@pytest.mark.parametrize(
    ("fields", "day"),
    [
        ({"performedDateTime": "2026-06-01"}, "2026-06-01"),
        ({"performedPeriod": {"start": "2026-06-01", "end": "2026-06-30"}}, "2026-06"),
        ({"performedPeriod": {"start": "2026-06-01"}, "status": "in-progress"}, "2026-06-01"),
        ({"performedPeriod": {"end": "2026-06-01"}}, None),
        ({"performedString": "long ago"}, None),
        ({}, None),
    ],
)
def test_a_procedure_was_done_some_day(fields: dict[str, Any], day: str | None) -> None:
    fact = only(procedure(**fields))
    assert (fact.name, fact.done) == ("vasectomy", True)
    assert fact.on == (read_when(day) if day else None)


def test_a_procedure_at_an_age_is_placed_by_the_birth() -> None:
    done = procedure(performedAge={"value": 7, "code": "a"})
    (fact,) = read(patient(), done).of(Procedure)
    assert str(fact.on) == "between 1987-05-20 and 1988-05-19"


@pytest.mark.parametrize("status", ["not-done", "preparation", "stopped", "entered-in-error"])
def test_what_was_not_done_tells_nothing(status: str) -> None:
    assert facts(procedure(status=status)) == ()


def test_a_procedure_without_code_tells_nothing() -> None:
    assert facts(procedure(code={})) == ()


def test_answers_of_yes_and_no_are_answers_to_their_question() -> None:
    yes, no = item("Do you consent?", {"valueBoolean": True}), item("Fit?", {"valueBoolean": False})
    said = read(response(yes, no)).of(Answer)
    assert {(fact.question, fact.holds) for fact in said} == {
        ("Do you consent?", True),
        ("Fit?", False),
    }


def test_questions_inside_groups_and_answers_are_found() -> None:
    inner = item("c", {"valueBoolean": True})
    nested = {"item": [item("b", {"valueBoolean": True, "item": [inner]})]}
    assert {fact.question for fact in read(response(nested)).of(Answer)} == {"b", "c"}


def test_the_total_of_a_scale_is_a_score() -> None:
    whole, part = item("PHQ-9", {"valueInteger": 12}), item("EDSS", {"valueDecimal": 2.5})
    scores = read(response(whole, part)).of(ScoreFact)
    assert {(fact.scale, fact.value) for fact in scores} == {("PHQ-9", 12), ("EDSS", 2.5)}
    assert {fact.on for fact in scores} == {read_when("2026-06-01")}


@pytest.mark.parametrize(
    "items",
    [
        [item("Consent?")],
        [item("Consent?", {"valueBoolean": True}, {"valueBoolean": False})],
        [item("Consent?", {"valueString": "yes"})],
        [item("", {"valueBoolean": True})],
        [item("How many cats?", {"valueInteger": 2})],
    ],
)
def test_what_is_no_single_answer_tells_nothing(items: list[Resource]) -> None:
    assert facts(response(*items)) == ()


@pytest.mark.parametrize("status", ["in-progress", "stopped", "entered-in-error"])
def test_an_unfinished_questionnaire_tells_nothing(status: str) -> None:
    assert facts(response(item("Fit?", {"valueBoolean": True}), status=status)) == ()


def test_deep_groups_are_read_without_end_of_stack() -> None:
    deep: Resource = item("deep", {"valueBoolean": True})
    for _ in range(300):
        deep = {"item": [deep]}
    assert only(response(deep)).question == "deep"
