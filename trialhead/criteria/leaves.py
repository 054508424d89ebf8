"""The single questions a criterion is made of: each could be asked, and answered by a record.

Equal leaves are equal values wherever they stand; the words they came from do not count.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from trialhead.criteria.values import EVER, NOW, Bounds, Span, Timing
from trialhead.instruments import Duration


@dataclass(frozen=True, kw_only=True, slots=True)
class Node:
    """Anything that holds, does not hold or is unknown of a person.

    ``words`` is where it stands in the eligibility text; None for what an author added.
    """

    words: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Age(Node):
    """Age within ``bounds``, counted in completed units of ``unit`` on the day of ``event``."""

    bounds: Bounds
    unit: str = "year"
    event: str = "screening"

    def __post_init__(self) -> None:
        if self.unit not in ("year", "month", "week", "day"):
            raise ValueError(f"{self.unit!r} is no unit of age.")


@dataclass(frozen=True, kw_only=True, slots=True)
class Sex(Node):
    """Being female or male."""

    sex: str

    def __post_init__(self) -> None:
        if self.sex not in ("female", "male"):
            raise ValueError(f"{self.sex!r} is neither female nor male.")


@dataclass(frozen=True, kw_only=True, slots=True)
class Condition(Node):
    """Having an illness or state, or having had it.

    ``of`` are keys of the vocabulary's conditions, any of which will do; a name the vocabulary
    does not know stands as written. ``severity`` is the least step, ``grade`` bounds on a grading
    scale, ``stages`` the stages allowed. ``qualities`` must all be true of it ("uncontrolled").
    ``onset`` and ``treatment_ended`` bound when it began and when treatment for it ended.
    ``but_not`` are exceptions that look at the same illness: a tumour that was resected.
    """

    of: tuple[str, ...]
    timing: Timing = NOW
    severity: str = ""
    grade: Bounds | None = None
    stages: tuple[str, ...] = ()
    qualities: tuple[str, ...] = ()
    onset: Timing | None = None
    treatment_ended: Timing | None = None
    but_not: "tuple[Condition, ...]" = ()

    def __post_init__(self) -> None:
        _check_names(self.of)


@dataclass(frozen=True, kw_only=True, slots=True)
class Treatment(Node):
    """Having been given, or being on, a drug or a drug of a class.

    ``of`` are keys of the vocabulary's drugs and classes, any of which will do. ``agents`` is how
    many different ones at least. ``outcomes`` are what became of it, any of them. ``dose`` is in
    ``dose_unit``, counted as prednisone when ``as_prednisone``. ``lasting`` is the least length of
    an uninterrupted course; with ``throughout`` its every day must reach the dose, otherwise its
    highest. ``routes`` allow any of them; ``lines`` bound the line of treatment. ``stable_for``
    is how long the dose must not have changed. ``qualities`` must all be true of it.
    """

    of: tuple[str, ...]
    timing: Timing = EVER
    agents: int = 1
    outcomes: tuple[str, ...] = ()
    dose: Bounds | None = None
    dose_unit: str = ""
    as_prednisone: bool = False
    lasting: Duration | None = None
    throughout: bool = True
    routes: tuple[str, ...] = ()
    lines: Bounds | None = None
    stable_for: Duration | None = None
    qualities: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _check_names(self.of)
        if self.agents < 1:
            raise ValueError(f"{self.agents} different drugs cannot be asked for.")
        if self.dose is not None and not self.dose_unit:
            raise ValueError("A dose needs its unit.")


class Use(StrEnum):
    """Which of several results counts."""

    LATEST = "latest"
    ANY = "any"


@dataclass(frozen=True, kw_only=True, slots=True)
class Measurement(Node):
    """A result within ``bounds`` of ``unit``, or one of ``results`` in words ("positive").

    ``analyte`` is a key of the vocabulary's analytes. ``unit`` is a unit's key, or ULN or LLN for
    multiples of the limits printed with the result. ``in_a_row`` results must agree.
    """

    analyte: str
    bounds: Bounds | None = None
    unit: str = ""
    results: tuple[str, ...] = ()
    use: Use = Use.LATEST
    in_a_row: int = 1
    timing: Timing = NOW
    specimen: str = ""
    setting: str = ""

    def __post_init__(self) -> None:
        _check_names((self.analyte,))
        if (self.bounds is None) == (not self.results):
            raise ValueError(f"{self.analyte} needs either bounds or results in words.")
        if self.in_a_row < 1:
            raise ValueError(f"{self.in_a_row} results cannot be in a row.")


@dataclass(frozen=True, kw_only=True, slots=True)
class Score(Node):
    """A value of a clinical instrument or class within ``bounds``; ``window`` is how far back
    its items look, where the instrument leaves that open."""

    scale: str
    bounds: Bounds
    timing: Timing = NOW
    window: Duration | None = None

    def __post_init__(self) -> None:
        _check_names((self.scale,))


@dataclass(frozen=True, kw_only=True, slots=True)
class Classified(Node):
    """Meeting a set of classification criteria that ends in yes or no (EULAR/ACR 2019)."""

    scale: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Procedure(Node):
    """Having undergone a procedure, or needing one now (``needed``)."""

    of: tuple[str, ...]
    timing: Timing = EVER
    needed: bool = False
    qualities: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _check_names(self.of)


class Aspect(StrEnum):
    """What criteria ask about having children."""

    PREGNANT = "pregnant"
    BREASTFEEDING = "breastfeeding"
    CHILDBEARING_POTENTIAL = "able to become pregnant"
    CONTRACEPTION = "agrees to contraception"
    TEST_NEGATIVE = "negative pregnancy test"
    TEST_POSITIVE = "positive pregnancy test"


@dataclass(frozen=True, kw_only=True, slots=True)
class Reproduction(Node):
    """One of the questions about pregnancy. ``specimen`` is blood or urine where a test says so;
    ``until`` is how long contraception is asked for, as the text has it."""

    aspect: Aspect
    timing: Timing = NOW
    specimen: str = ""
    until: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Participation(Node):
    """Taking part in another study; ``interventional`` leaves observational ones out."""

    timing: Timing
    interventional: bool = False


class Judge(StrEnum):
    """Who answers what no record holds."""

    PERSON = "the person"
    TEAM = "the study team"


@dataclass(frozen=True, kw_only=True, slots=True)
class Judgement(Node):
    """A statement only a human can judge: consent, willingness, the investigator's opinion."""

    statement: str
    judge: Judge = Judge.TEAM

    def __post_init__(self) -> None:
        _check_names((self.statement,))


@dataclass(frozen=True, kw_only=True, slots=True)
class Unread(Node):
    """Words that were not understood; unknown until a human answers whether they hold."""

    statement: str

    def __post_init__(self) -> None:
        _check_names((self.statement,))


Leaf = (
    Age
    | Sex
    | Condition
    | Treatment
    | Measurement
    | Score
    | Classified
    | Procedure
    | Reproduction
    | Participation
    | Judgement
    | Unread
)


def _check_names(names: tuple[str, ...]) -> None:
    if not names or not all(name.strip() for name in names):
        raise ValueError("A leaf must name what it asks about.")
