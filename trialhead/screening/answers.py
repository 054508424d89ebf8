"""Judges what only a human can say: judgements, wishes, words that nobody could read."""

from trialhead import criteria, patients
from trialhead.screening.judged import Judged, found, unknown
from trialhead.screening.view import View
from trialhead.vocabulary import normalise


def judge_answer(leaf: criteria.Judgement | criteria.Unread, view: View) -> Judged:
    """What was answered to exactly this statement; answers that differ leave it unknown."""
    asked = normalise(leaf.statement)
    given = [fact for fact in view.patient.of(patients.Answer) if normalise(fact.question) == asked]
    said = {fact.holds for fact in given}
    if len(said) != 1:
        return unknown(f"{'one answer' if said else 'an answer'} to: {leaf.statement}")
    holds = said.pop()
    return found(holds, f"Answered {'yes' if holds else 'no'}: {leaf.statement}.").using(*given)
