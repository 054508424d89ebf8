"""What was found about one statement, and why; the logic of instruments with its reasons kept."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TypeVar

from trialhead.instruments import Truth, all_of, any_of, at_least
from trialhead.patients import Fact

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True, slots=True)
class Judged:
    """A truth with its reasons.

    ``because`` are sentences that show what was compared; ``facts`` are what was used of the
    record; ``missing`` are what would have to be known; ``assumptions`` are choices made where the
    record or the words left one.
    """

    truth: Truth
    because: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    missing: tuple[str, ...] = ()
    assumptions: tuple[str, ...] = ()

    def __invert__(self) -> "Judged":
        return replace(self, truth=~self.truth)

    def using(self, *facts: Fact) -> "Judged":
        """The same, from these facts."""
        return replace(self, facts=_once((*facts, *self.facts)))

    def assuming(self, *assumptions: str) -> "Judged":
        """The same, with choices made on the way; empty ones are left out."""
        if not any(assumptions):
            return self
        made = filter(None, (*assumptions, *self.assumptions))
        return replace(self, assumptions=_once(made))


def found(truth: Truth | bool, because: str) -> Judged:
    """A truth with the one sentence that shows it."""
    return Judged(truth=Truth.of(truth) if isinstance(truth, bool) else truth, because=(because,))


def unknown(missing: str, because: str = "") -> Judged:
    """Nothing decides; ``missing`` is what would."""
    because_of = (because,) if because else ()
    return Judged(truth=Truth.UNKNOWN, because=because_of, missing=(missing,))


def every(parts: Iterable[Judged]) -> Judged:
    """And, with the reasons of the parts that decide."""
    return _joined(list(parts), all_of)


def either(parts: Iterable[Judged]) -> Judged:
    """Or, with the reasons of the parts that decide; nothing at all does not hold."""
    return _joined(list(parts), any_of)


def counted(least: int, parts: Iterable[Judged]) -> Judged:
    """Whether at least ``least`` of the parts hold."""
    return _joined(list(parts), lambda truths: at_least(least, truths))


def _joined(parts: list[Judged], rule: Callable[[list[Truth]], Truth]) -> Judged:
    truth = rule([part.truth for part in parts])
    deciding = [part for part in parts if part.truth is truth] or parts
    return Judged(
        truth=truth,
        because=_once(line for part in deciding for line in part.because),
        facts=_once(fact for part in deciding for fact in part.facts),
        missing=_once(line for part in deciding for line in part.missing),
        assumptions=_once(line for part in deciding for line in part.assumptions),
    )


def _once(things: Iterable[T]) -> tuple[T, ...]:
    """Each once, in the order of their first coming."""
    return tuple(dict.fromkeys(things))
