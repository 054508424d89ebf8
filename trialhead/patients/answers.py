"""Answers a person or a team gave to questions, as facts."""

from collections.abc import Mapping

from trialhead.patients.facts import Answer


def facts_from_answers(
    answers: Mapping[str, bool | None], *, source: str = "answered"
) -> tuple[Answer, ...]:
    """A fact for each statement answered; None (not known) gives none."""
    return tuple(
        Answer(question=question, holds=holds, source=source)
        for question, holds in answers.items()
        if holds is not None
    )
