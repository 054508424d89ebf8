"""The eligibility text cut at its own headings into who may and who may not take part.

Only the layout is read here, for showing it; what each line asks for is not.
"""

from dataclasses import dataclass

from trialhead.registry.outline import Block, outlined
from trialhead.vocabulary import Side, heading


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """A stretch of the text under one heading; the heading stands as the record has it."""

    side: Side
    heading: str
    blocks: tuple[Block, ...]


def parts_of(criteria: str) -> tuple[Part, ...]:
    """The parts of an eligibility text in their order; text before any heading is general."""
    parts: list[Part] = []
    side, title, lines = Side.GENERAL, "", list[str]()
    for line in criteria.split("\n"):
        words = line.strip()
        found = heading(words, goes_on=bool(lines and lines[-1].strip()))
        if not found:
            lines.append(line)
            continue
        parts.append(Part(side=side, heading=title, blocks=outlined("\n".join(lines))))
        side, length = found
        title, lines = words[:length].strip(), [words[length:].strip()]
    parts.append(Part(side=side, heading=title, blocks=outlined("\n".join(lines))))
    return tuple(part for part in parts if part.heading or part.blocks)
