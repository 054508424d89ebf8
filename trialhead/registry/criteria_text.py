"""The eligibility text cut at its own headings into who may and who may not take part.

Only the layout is read here, for showing it; what each line asks for is not.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from trialhead.registry.outline import Block, outlined

_HEADING = re.compile(
    r"(?P<heading>\W{0,6}(?:[\w/&' -]{0,40}[ /-])?(?P<side>inclusion|exclusion)\b"
    r"(?:[ /-](?:and exclusion )?criteri(?:a|on))?(?:[^.:;\n]{0,60})?)"
    r"(?P<colon>[:：-]?)(?P<rest>.*)",
    re.IGNORECASE,
)

_STATEMENT = {"not", "apply", "applies", "meet", "meets", "meeting", "met", "must", "may", "fulfil"}


class Side(StrEnum):
    """What a part of the eligibility text is about."""

    GENERAL = "general"
    INCLUSION = "inclusion"
    EXCLUSION = "exclusion"


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """A stretch of the text under one heading; the heading stands as the record has it."""

    side: Side
    heading: str
    blocks: tuple[Block, ...]


def parts_of(criteria: str) -> tuple[Part, ...]:
    """The parts of an eligibility text in their order; text before any heading is general."""
    parts: list[Part] = []
    side, heading, lines = Side.GENERAL, "", list[str]()
    for line in criteria.split("\n"):
        found = _heading(line)
        if not found:
            lines.append(line)
            continue
        parts.append(Part(side=side, heading=heading, blocks=outlined("\n".join(lines))))
        side, heading, rest = found
        lines = [rest]
    parts.append(Part(side=side, heading=heading, blocks=outlined("\n".join(lines))))
    return tuple(part for part in parts if part.heading or part.blocks)


def _heading(line: str) -> tuple[Side, str, str] | None:
    """The side, heading and remaining words of a line that opens a part; None for other lines.

    "Does not meet the inclusion criteria" is a criterion, not a heading: taking it for one would
    turn what excludes into what includes.
    """
    found = _HEADING.fullmatch(line.strip())
    if not found:
        return None
    heading, colon, rest = found["heading"], found["colon"], found["rest"].strip()
    words = re.findall(r"\w+", heading.lower())
    both = {"inclusion", "exclusion"} <= set(words)
    names_criteria = any(word.startswith("criteri") for word in words)
    before = words.index(found["side"].lower())
    bulleted = not heading[0].isalnum()
    if not colon and (rest or bulleted or both or _STATEMENT.intersection(words)):
        return None
    if (rest and not names_criteria) or (bulleted and before > 3):
        return None
    if not names_criteria and len(words) > 3:
        return None
    side = Side.GENERAL if both else Side(found["side"].lower())
    return side, (heading + colon).strip(), rest
