"""A study's criteria: what the reader makes, a team edits, and screening evaluates."""

from dataclasses import dataclass, field
from enum import StrEnum

from trialhead.criteria.combinators import AnyNode, leaves
from trialhead.criteria.leaves import Unread
from trialhead.criteria.values import Span
from trialhead.errors import NotFound
from trialhead.vocabulary import Side


class Read(StrEnum):
    """How much of a criterion's words its node says: a fact about the reading, not a guess."""

    FULL = "in full"
    PART = "in part"
    NONE = "not read"


@dataclass(frozen=True, kw_only=True, slots=True)
class Criterion:
    """One criterion. ``id`` is I1, I2 … or E1, E2 … in the order of the text.

    ``words`` is where it stands in the eligibility text; ``mark`` finds it there again
    (:mod:`trialhead.criteria.marks`). ``assumptions`` are the choices made
    where the words left one, in short sentences. ``manual`` marks what only humans decide, which
    a first look leaves out.
    """

    id: str
    side: Side
    node: AnyNode
    words: Span | None = field(default=None, compare=False)
    assumptions: tuple[str, ...] = ()
    manual: bool = False
    mark: str = field(default="", compare=False)
    title: str = ""

    @property
    def read(self) -> Read:
        """Whether every word, some or none became something other than unread text."""
        if isinstance(self.node, Unread):
            return Read.NONE
        some_unread = any(isinstance(leaf, Unread) for leaf in leaves(self.node))
        return Read.PART if some_unread else Read.FULL


@dataclass(frozen=True, kw_only=True, slots=True)
class Ambiguity:
    """A doubt about the wording: what it is, and what the sponsor should be asked."""

    id: str
    doubt: str
    default: str
    question: str


@dataclass(frozen=True, kw_only=True, slots=True)
class StudyCriteria:
    """All criteria of one study.

    ``record`` is the registry version the words come from. ``reviewed`` says who checked them and
    when; until then they are "read by machine". ``synthetic`` says that the study is made up.
    ``events`` tell what the events of time windows mean in this study.
    """

    study: str
    record: str = ""
    language: int = 1
    reviewed: str = ""
    synthetic: bool = False
    criteria: tuple[Criterion, ...] = ()
    events: tuple[tuple[str, str], ...] = ()
    ambiguities: tuple[Ambiguity, ...] = ()

    def __post_init__(self) -> None:
        ids = [criterion.id for criterion in self.criteria]
        doubled = {name for name in ids if ids.count(name) > 1}
        if doubled:
            raise ValueError(f"Two criteria are called {min(doubled)}.")

    @property
    def authored(self) -> bool:
        """Whether people wrote it: they give titles, and marks to find the words by."""
        return any(criterion.title or criterion.mark for criterion in self.criteria)

    def criterion(self, name: str) -> Criterion:
        """The criterion with this id; NotFound if there is none."""
        found = next((each for each in self.criteria if each.id == name), None)
        if found is None:
            known = ", ".join(each.id for each in self.criteria) or "none"
            raise NotFound(
                f"{self.study} has no criterion {name}.", fix=f"Name one of these: {known}."
            )
        return found
