"""Answers as facts."""

from trialhead.patients import Answer, PatientRecord, facts_from_answers


def test_an_answer_becomes_a_fact_and_not_knowing_none() -> None:
    facts = facts_from_answers({"consents": True, "can travel": False, "may swim": None})
    assert [(fact.question, fact.holds) for fact in facts] == [
        ("consents", True),
        ("can travel", False),
    ]
    assert {fact.source for fact in facts} == {"answered"}


def test_answers_join_a_record() -> None:
    facts = facts_from_answers({"consents": True}, source="interview")
    assert PatientRecord(facts=facts).of(Answer)[0].source == "interview"
