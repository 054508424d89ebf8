"""The eligibility text cut at its own headings into who may and who may not take part.

Only the layout is read here, for showing it; what each line asks for is not.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from trialhead.registry.outline import Block, outlined

_HEADING = re.compile(
    r"(?P<heading>(?:\d{1,2}[.)] *|\W{0,6})(?P<before>(?:[\w/&' -]{0,40}[ /-])?)"
    r"(?P<side>(?:non)?inclusion|exclusion)s?\b[^.:;\n]{0,90})(?P<colon>[:：-]?)(?P<rest>.*)",
    re.IGNORECASE,
)
_BARE = re.compile(r"\W*(?:non[ -]?)?(?:in|ex)clusion criteri(?:a|on)\W*", re.IGNORECASE)
_NAMED = re.compile(r"(\bnon[ -]?)?(inclusion|exclusion)", re.IGNORECASE)
_BRACKETED = re.compile(r"\(.*")

_STATES = re.compile(
    r"\b(?:not|appl(?:y|ies|ied)|me(?:et|ets|eting|t)|must|may|fulfil)\b", re.IGNORECASE
)
_DENIES = re.compile(r"\b(?:not|no|without|fail\w*|unable)\b", re.IGNORECASE)


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
        found = _heading(line.strip(), goes_on=bool(lines and lines[-1].strip()))
        if not found:
            lines.append(line)
            continue
        parts.append(Part(side=side, heading=heading, blocks=outlined("\n".join(lines))))
        side, heading, rest = found
        lines = [rest]
    parts.append(Part(side=side, heading=heading, blocks=outlined("\n".join(lines))))
    return tuple(part for part in parts if part.heading or part.blocks)


def _heading(line: str, *, goes_on: bool) -> tuple[Side, str, str] | None:
    """The side, heading and remaining words of a line that opens a part; None for other lines.

    ``goes_on``: whether the line above holds words too, so that this one may end its sentence.
    """
    found = _HEADING.fullmatch(line)
    if not found or (goes_on and _ends_a_sentence(found)):
        return None
    sides = {
        Side.EXCLUSION if non or name.lower() == "exclusion" else Side.INCLUSION
        for non, name in _NAMED.findall(found["heading"])
    }
    side = sides.pop() if len(sides) == 1 else Side.GENERAL
    if _BARE.fullmatch(line):
        return side, line, ""
    if _is_criterion(found, side):
        return None
    return side, (found["heading"] + found["colon"]).strip(), found["rest"].strip()


def _ends_a_sentence(found: re.Match[str]) -> bool:
    """Whether a line such as "stated in the inclusion criteria" is the end of the one above."""
    if not found.string[0].islower() or not found["side"].islower():
        return False
    named = found["colon"] and len(found["before"].split()) <= 1
    return not named and found.string not in ("inclusion criteria", "exclusion criteria")


def _is_criterion(found: re.Match[str], side: Side) -> bool:
    """Whether a line only speaks of criteria.

    "Does not meet the inclusion criteria" is a criterion, not a heading: taking it for one would
    turn what excludes into what includes.
    """
    heading, colon, rest = found["heading"], found["colon"], found["rest"].strip()
    words, before = _words(heading), _words(found["before"])
    names_criteria = any(word.startswith("criteri") for word in words)
    bulleted = not heading[0].isalpha()
    states = _STATES.search(_BRACKETED.sub("", heading))
    if side is Side.INCLUSION and _DENIES.search(found["before"]):
        return True
    if not colon and (rest or bulleted or side is Side.GENERAL or states):
        return True
    if (rest and not names_criteria) or (bulleted and len(before) > 3):
        return True
    return not names_criteria and len(words) > 3


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())
