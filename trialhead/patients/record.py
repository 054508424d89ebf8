"""Everything known about one person, as one source or several tell it."""

from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from trialhead.patients.facts import (
    Answer,
    Birth,
    Completeness,
    Condition,
    Fact,
    Kind,
    Participation,
    Procedure,
    Sex,
    SexFact,
    Treatment,
)
from trialhead.vocabulary import normalise

F = TypeVar("F", bound=Fact)

_LISTED = {
    Condition: Kind.CONDITIONS,
    Treatment: Kind.TREATMENTS,
    Procedure: Kind.PROCEDURES,
    Participation: Kind.PARTICIPATIONS,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """Something wrong in a record, in one sentence, with the place it was found at."""

    message: str
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class PatientRecord:
    """One person's facts in any order, and the findings made while reading them."""

    facts: tuple[Fact, ...] = ()
    findings: tuple[Finding, ...] = ()

    @cached_property
    def _by_type(self) -> dict[type[Fact], tuple[Fact, ...]]:
        found: dict[type[Fact], list[Fact]] = {}
        for fact in self.facts:
            found.setdefault(type(fact), []).append(fact)
        return {kind: tuple(facts) for kind, facts in found.items()}

    def of(self, kind: type[F]) -> tuple[F, ...]:
        """All facts of one type."""
        return self._by_type.get(kind, ())  # type: ignore[return-value]

    @cached_property
    def _answers(self) -> dict[str, tuple[Answer, ...]]:
        given: dict[str, list[Answer]] = {}
        for fact in self.of(Answer):
            given.setdefault(normalise(fact.question), []).append(fact)
        return {question: tuple(facts) for question, facts in given.items()}

    def answers_to(self, statement: str) -> tuple[Answer, ...]:
        """What was answered to exactly this statement."""
        return self._answers.get(normalise(statement), ()) if self._answers else ()

    def is_complete(self, kind: Kind) -> bool:
        """Whether the source says its list of this kind leaves nothing out."""
        return any(statement.kind is kind for statement in self.of(Completeness))

    @property
    def born(self) -> tuple[Birth, ...]:
        """Statements of the date of birth; two that differ contradict each other."""
        return self.of(Birth)

    @property
    def sex(self) -> Sex | None:
        """The sex all statements agree on; None if there is none or they disagree."""
        stated = {fact.sex for fact in self.of(SexFact)}
        return stated.pop() if len(stated) == 1 else None

    def without(self, *facts: Fact) -> "PatientRecord":
        """The record without some facts; a list that lost an entry is no longer complete."""
        lost = {id(fact) for fact in facts}
        shortened = {_LISTED.get(type(fact)) for fact in facts}
        return PatientRecord(
            facts=tuple(
                fact
                for fact in self.facts
                if id(fact) not in lost
                and not (isinstance(fact, Completeness) and fact.kind in shortened)
            ),
            findings=self.findings,
        )
