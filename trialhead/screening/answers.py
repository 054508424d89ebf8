"""Judges what a human said outright, to a statement nobody could read or to any question."""

from functools import lru_cache

from trialhead import criteria
from trialhead.criteria import Leaf, sentence
from trialhead.patients import Answer
from trialhead.screening.judged import Judged, found, unknown
from trialhead.screening.view import View


def judge_answer(leaf: criteria.Judgement | criteria.Unread, view: View) -> Judged:
    """What was answered to exactly this statement; answers that differ leave it unknown."""
    given = view.patient.answers_to(leaf.statement)
    if not given:
        return unknown(f"an answer to: {leaf.statement}")
    return _said(leaf.statement, given, view)


def judge_outright(leaf: Leaf, view: View) -> Judged | None:
    """What was answered to the very question of ``leaf``; None if nobody answered it so.

    It outranks what follows from other facts: whoever answered knew what was asked.
    """
    if not view.patient.of(Answer):
        return None
    statement = _statement(leaf)
    given = view.patient.answers_to(statement)
    return _said(statement, given, view) if given else None


def _said(statement: str, given: tuple[Answer, ...], view: View) -> Judged:
    said = {(fact.holds, fact.at_limit) for fact in given}
    if len(said) != 1:
        return unknown(f"one answer to: {statement}")
    holds, at_limit = said.pop()
    if at_limit:
        line = f"Answered that it lies right at the limit: {statement}."
        return found(view.broad, line).using(*given)
    return found(holds, f"Answered {'yes' if holds else 'no'}: {statement}.").using(*given)


@lru_cache(maxsize=2**14)
def _statement(leaf: Leaf) -> str:
    """The words an answer to ``leaf`` goes by."""
    return sentence(leaf)
