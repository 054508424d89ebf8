"""Clauses as they are parsed: whose, when, how, what, and how clauses are joined."""

from dataclasses import dataclass, field
from typing import Any as Whatever

from trialhead.criteria.tokens import Token


@dataclass(slots=True)
class Clause:
    """One statement. ``leads`` stand before its core, ``posts`` after it; ``core`` names the
    grammar's rule and holds its tokens; ``joint`` is the kind of what joins it to the clause
    before it ("" for the first)."""

    leads: list[Token] = field(default_factory=list)
    core: str = ""
    items: list[Whatever] = field(default_factory=list)
    posts: list[Token] = field(default_factory=list)
    joint: str = ""

    def led_by(self, *kinds: str) -> bool:
        """Whether one of these kinds of lead stands before the core."""
        return any(lead.kind in kinds for lead in self.leads)

    def is_past(self) -> bool:
        """Whether it may have ended: a history, or a treatment had that is not called ongoing."""
        return self.led_by("HIST", "EVERP") or (self.led_by("RECV") and not self.led_by("CUR"))


@dataclass(slots=True)
class Statement:
    """Clauses in their order, and what is excepted from them."""

    clauses: list[Clause]
    exceptions: list[Clause]


@dataclass(slots=True)
class Names:
    """Analytes that share a bound, and the kinds of what joins them."""

    tokens: list[Token]
    joints: list[str]
    specimens: list[Token]
