"""How single questions make a criterion: all, any, at least k of, not, unless, two readings."""

from collections.abc import Iterator
from dataclasses import dataclass

from trialhead.criteria.leaves import Leaf, Node


@dataclass(frozen=True, kw_only=True, slots=True)
class All(Node):
    """Every part holds."""

    parts: "tuple[AnyNode, ...]"

    def __post_init__(self) -> None:
        _check_parts(self.parts)


@dataclass(frozen=True, kw_only=True, slots=True)
class Any(Node):
    """At least one part holds."""

    parts: "tuple[AnyNode, ...]"

    def __post_init__(self) -> None:
        _check_parts(self.parts)


@dataclass(frozen=True, kw_only=True, slots=True)
class AtLeast(Node):
    """At least ``count`` of the parts hold."""

    count: int
    parts: "tuple[AnyNode, ...]"

    def __post_init__(self) -> None:
        _check_parts(self.parts)
        if not 1 <= self.count <= len(self.parts):
            raise ValueError(f"At least {self.count} of {len(self.parts)} cannot be asked for.")


@dataclass(frozen=True, kw_only=True, slots=True)
class Not(Node):
    """The part does not hold."""

    part: "AnyNode"


@dataclass(frozen=True, kw_only=True, slots=True)
class Unless(Node):
    """The part holds and the exception does not."""

    part: "AnyNode"
    exception: "AnyNode"


@dataclass(frozen=True, kw_only=True, slots=True)
class Readings(Node):
    """One wording, two meanings: the one that lets fewer people in and the one that lets more.

    ``ambiguity`` names the doubt; ``explanation`` says what it is in one sentence.
    """

    ambiguity: str
    conservative: "AnyNode"
    lenient: "AnyNode"
    explanation: str = ""

    def __post_init__(self) -> None:
        if not self.ambiguity:
            raise ValueError("Two readings need the name of the doubt between them.")


Combinator = All | Any | AtLeast | Not | Unless | Readings
AnyNode = Combinator | Leaf


def children(node: AnyNode) -> tuple[AnyNode, ...]:
    """The nodes directly below; none for a leaf."""
    match node:
        case All(parts=parts) | Any(parts=parts) | AtLeast(parts=parts):
            return parts
        case Not(part=part):
            return (part,)
        case Unless(part=part, exception=exception):
            return (part, exception)
        case Readings(conservative=conservative, lenient=lenient):
            return (conservative, lenient)
        case _:
            return ()


def leaves(node: AnyNode) -> Iterator[Leaf]:
    """Every leaf of a node, in reading order; both readings of a doubt."""
    below = children(node)
    if not below:
        yield node  # type: ignore[misc]
    for part in below:
        yield from leaves(part)


def _check_parts(parts: "tuple[AnyNode, ...]") -> None:
    if not parts:
        raise ValueError("A combination needs at least one part.")
