"""Recognises the lines of an eligibility text that open a part of it."""

import re

from trialhead.criteria.model import Side

_HEADING = re.compile(
    r"(?P<heading>(?:\d{1,2}[.)] *|\W{0,6})(?P<before>(?:[\w/&' -]{0,40}[ /-])?)"
    r"(?P<side>(?:non)?inclusion|exclusion)s?\b[^.:;\n]{0,90})(?P<colon>[:-]?)(?P<rest>.*)",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"\W*(?:\d{1,2}[.)])?\W*(?:non[ -]?)?(?:in|ex)clusion criteri(?:a|on)\W*", re.IGNORECASE
)
_NAMED = re.compile(r"(\bnon[ -]?)?(inclusion|exclusion)", re.IGNORECASE)
_BRACKETED = re.compile(r"\(.*")
_STATES = re.compile(
    r"\b(?:not|appl(?:y|ies|ied)|me(?:et|ets|eting|t)|must|may|fulfil)\b", re.IGNORECASE
)
_DENIES = re.compile(r"\b(?:not|no|without|fail\w*|unable)\b", re.IGNORECASE)
#: Headings in the middle of a running text: only with their colon, at the start of a sentence.
_INLINE = re.compile(
    r"(?<![\w\"'(])(?:key |main |major |general |principal |all )?"
    r"(?:non[ -]?inclusion|inclusion|exclusion) criteri(?:a|on)(?: are| include[sd]?)? ?[:-]",
    re.IGNORECASE,
)
#: How the cancer institute's older records name what must hold, without a side.
_REQUIRES = re.compile(
    r"(?:DISEASE|PATIENT) CHARACTERISTICS|PRIOR[ /]+CONCURRENT THERAPY|Eligibility Criteria",
    re.IGNORECASE,
)
#: How texts for lay readers say it: "You cannot take part if you:".
_SPOKEN = re.compile(
    r"(?:you|people|patients|participants|children|adults|women|men) (?:can|may|will|should)"
    r"(?P<no> ?not| not be able to)?(?: be able to)? (?:take part|join|participate|be included|"
    r"be excluded(?P<out>))\b[^.\n]{0,40}:",
    re.IGNORECASE,
)
#: Headings of other parts: a few words that end in a colon, without a bullet.
_OTHER = re.compile(r"[A-Z0-9][^.;:?!]{1,70}:\s*")


def heading(line: str, *, goes_on: bool) -> tuple[Side, int] | None:
    """The side a line opens and how many of its characters are the heading; None for other lines.

    ``goes_on``: whether the line above holds words too, so that this one may end its sentence.
    """
    if line.startswith("#"):  # Markdown
        found_below = heading(line.lstrip("# "), goes_on=goes_on)
        return (found_below[0], len(line)) if found_below else None
    requires = _REQUIRES.match(line)
    if requires and line[requires.end() :].strip() in ("", ":"):
        return Side.INCLUSION, len(line)
    spoken = _SPOKEN.fullmatch(line)
    if spoken:
        bars = bool(spoken["no"]) != (spoken["out"] is not None)
        return Side.EXCLUSION if bars else Side.INCLUSION, len(line)
    found = _HEADING.fullmatch(line)
    if not found or (goes_on and _ends_a_sentence(found)):
        return None
    side = _side(found["heading"])
    if _BARE.fullmatch(line):
        return side, len(line)
    if _is_criterion(found, side):
        return None
    return side, found.start("rest")


def inline_headings(text: str) -> list[tuple[int, int, Side]]:
    """Start, end and side of each heading inside a running text.

    What stands before it on its line must end a sentence; a number or bullet belongs to it.
    """
    found = []
    for match in _INLINE.finditer(text):
        line = max(text.rfind(sign, 0, match.start()) for sign in "\n~") + 1
        before = text[line : match.start()]
        if _ONLY_A_SIGN.fullmatch(before):
            found.append((line, match.end(), _side(match.group())))
        elif before.rstrip()[-1:] in (".", ";", ":", ")", "!", "?"):
            found.append((match.start(), match.end(), _side(match.group())))
    return found


_ONLY_A_SIGN = re.compile(r"\W*(?:\d{1,2}[.)])?\W*")


def is_subheading(line: str) -> bool:
    """Whether a line without a bullet names a group of what follows: "Cohort A:"."""
    return bool(_OTHER.fullmatch(line)) and len(line.split()) <= 9


def _side(heading_words: str) -> Side:
    sides = {
        Side.EXCLUSION if non or name.lower() == "exclusion" else Side.INCLUSION
        for non, name in _NAMED.findall(heading_words)
    }
    return sides.pop() if len(sides) == 1 else Side.GENERAL


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
    title, colon, rest = found["heading"], found["colon"], found["rest"].strip()
    words, before = _words(title), _words(found["before"])
    names_criteria = any(word.startswith("criteri") for word in words)
    bulleted = not title[0].isalpha()
    states = _STATES.search(_BRACKETED.sub("", title))
    if side is Side.INCLUSION and _DENIES.search(found["before"]):
        return True
    if not colon and (rest or bulleted or side is Side.GENERAL or states):
        return True
    if (rest and not names_criteria) or (bulleted and len(before) > 3):
        return True
    return not names_criteria and len(words) > 3


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())
