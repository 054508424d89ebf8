"""A clause while its leaf is made: every word before and after its core must find a use."""

from trialhead.criteria.statement import Clause
from trialhead.criteria.tokens import Token
from trialhead.criteria.values import Timing
from trialhead.vocabulary import Side

#: Kinds of lead that tell whom a clause is about.
ABOUT = ("SEXBOTH", "FEMALE", "MALE", "ADULT", "WOCBP", "AGES", "LENGTH")


#: Leads that govern the clauses after them, until another takes over.
GOVERNING = (
    "NEG", "HIST", "EVERP", "CUR", "RECV", "TAKE", "USE", "ALLERGY", "CONTRAINDICATED", "FAILED",
    "FAILEDORINTOL", "INTOL", "SUSPECT", "PLAN",
)  # fmt: skip

#: What a sex is told with when the statement only says what people of it must.
DUTY = " must"


def has_duty(clause: Clause) -> bool:
    """Whether a clause tells what people of a sex must, which asks nothing of others."""
    bound = any(str(lead.value).endswith(DUTY) for lead in clause.leads)
    return bound and not clause.led_by("NEG")


class NotUnderstood(Exception):
    """The words parse, but what they ask is not certain; says why."""


class Context:
    """A clause while its leaf is made; every lead and post must be used, or it is not understood."""

    def __init__(self, clause: Clause, side: Side, narrow: bool, notes: list[str]) -> None:
        self.clause, self.side, self.narrow, self.notes = clause, side, narrow, notes
        self._leads = [lead for lead in clause.leads if lead.kind not in (*ABOUT, "NEG", "SUSPECT")]
        self._posts = list(clause.posts)

    def lead(self, *kinds: str) -> Token | None:
        """Take the first lead of these kinds."""
        return _taken(self._leads, kinds)

    def post(self, *kinds: str) -> Token | None:
        """Take the first post of these kinds."""
        return _taken(self._posts, kinds)

    def never(self) -> bool:
        """Whether "never" leads, which speaks of all time."""
        return any(str(lead.value).lower().startswith("never") for lead in self.clause.leads)

    def qualities(self) -> tuple[str, ...]:
        """Take every adjective."""
        words = []
        while quality := self.lead("QUAL", "DESCRIBED"):
            words.append(" ".join(str(quality.value).lower().split()))
        return tuple(words)

    def routes(self) -> tuple[str, ...]:
        """Take the ways of giving a drug."""
        route = self.lead("ROUTE")
        return () if route is None else tuple(route.value)

    def must_be_led(self) -> None:
        """A bare name among what is required may be a heading, or one of several ways."""
        is_led = self.clause.posts or self.clause.led_by(*GOVERNING)
        if self.side is not Side.EXCLUSION and not is_led:
            raise NotUnderstood("what of a bare name")

    def done(self) -> None:
        """Everything must have been taken."""
        left = [*self._leads, *self._posts]
        if left:
            raise NotUnderstood(f"what {left[0].kind} means here")

    def timing(self, default: Timing) -> Timing:
        """The window or moment after the core, otherwise ``default``."""
        stated = self.post("TIMING")
        if stated is not None:
            return _timing(stated)
        plain = self.post("PLAINTIMING")
        if plain is None:
            return default
        self.notes.append("a time before an event is taken as a window that ends at it")
        return _timing(plain)


def _taken(tokens: list[Token], kinds: tuple[str, ...]) -> Token | None:
    for number, token in enumerate(tokens):
        if token.kind in kinds:
            return tokens.pop(number)
    return None


def _timing(token: Token) -> Timing:
    timing: Timing = token.value
    return timing
