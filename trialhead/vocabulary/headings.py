"""Recognises the lines of an eligibility text that open a part of it."""

import re
from enum import StrEnum

_HEADING = re.compile(
    r"(?P<heading>(?:\d{1,2}[.)] *|\W{0,6})(?P<before>(?:[\w/&' -]{0,40}[ /-])?)"
    r"(?P<side>(?:non)?inclusion|exclusion)s?\b[^.:;\n]{0,90})(?P<colon>[:：-]?)(?P<rest>.*)",
    re.IGNORECASE,
)
#: Signs of emphasis and a number, as in "(2)", "II.", "1.2", "__".
_ORNAMENT = r"[\W_]*(?:(?:\d{1,2}(?:\.\d{1,2}){0,3}|[IVX]{1,4}|[A-Z])(?:[.):]+ *| +))?[\W_]*"
#: Longer lines are no headings by themselves.
_LONGEST = 200
_BARE = re.compile(
    rf"{_ORNAMENT}(?:non[ -]?)?(?:in|ex)clusions?(?: criteri(?:a|on))?[\W_]*", re.IGNORECASE
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
    r"(?:non[ -]?inclusion|inclusion|exclusion) criteri(?:a|on)(?: are| include[sd]?)? ?[:-](?:[*_]+(?=\s|$))?",
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
#: How sentences announce what bars people, and headings in other languages or misspelt.
_BARS = re.compile(
    rf"{_ORNAMENT}(?:(?:[\w /-]{{0,60}} )?(?:(?:is|are|was|were|will be|must be|should be|shall be|to be) "
    r"(?:excluded|ineligible|not eligible|not included|not enrolled)|(?:in|un)eligible|not eligible|"
    r"exclude[ds]?)(?: from[\w ]{0,40})?(?: if(?: they| any)?[\w ,]{0,40}| when| with| who)?|"
    r"e?xc?lu[sc]ion criteri(?:a|on|as?)|exclusions? crit[a-z]*|ausschlu(?:ss|ß)kriteri\w+|"
    r"criterios? de (?:exclusi[oó]n|no inclusi[oó]n)|crit[èe]res? (?:d['’ ]exclusion|de non[ -]inclusion)|"
    r"criteri di esclusione|crit[ée]rios? de exclus[ãa]o|exclusiecriteria|критерии (?:исключения|невключения)|"
    r"排除标准|排除標準|除外基準)[\W_]*",
    re.IGNORECASE,
)
_ADMITS = re.compile(
    rf"{_ORNAMENT}(?:einschlu(?:ss|ß)kriteri\w+|criterios? de inclusi[oó]n|crit[èe]res? d['’ ]inclusion|"
    r"criteri di inclusione|crit[ée]rios? de inclus[ãa]o|inclusiecriteria|критерии включения|"
    r"inclu[sc]ions? crit[a-z]*|入选标准|納入標準|纳入标准|選択基準)[\W_]*",
    re.IGNORECASE,
)
_OPENS = re.compile(r".*[:：][\W_]*|[\W_]*[^\W\d_]+(?: [^\W\d_]+){0,3}[\W_]*")
#: Headings of other parts: a few words that end in a colon, without a bullet.
_OTHER = re.compile(r"[A-Z0-9][^.;:?!]{1,70}:\s*")


class Side(StrEnum):
    """What a part of an eligibility text, or a criterion in it, is for."""

    INCLUSION = "inclusion"
    EXCLUSION = "exclusion"
    #: Under no heading that says which; shown, never judged.
    GENERAL = "general"


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
    announced = _announced(line, goes_on=goes_on)
    if announced:
        return announced, len(line)
    found = _HEADING.fullmatch(line)
    if found and goes_on and _ends_a_sentence(found):
        return None
    if len(line) <= _LONGEST and _BARE.fullmatch(line):
        return _side(line), len(line)
    if not found:
        return None
    side = _side(found["heading"])
    if _is_criterion(found, side):
        return None
    return side, found.start("rest")


def _announced(line: str, *, goes_on: bool) -> Side | None:
    """The side of a line that bars or admits in other words; it ends in a colon or is very short."""
    if (
        len(line) > _LONGEST
        or (goes_on and not line.rstrip().endswith((":", "：")))
        or not _OPENS.fullmatch(line)
    ):
        return None
    if _BARS.fullmatch(line):
        in_a_list = _SIGNED.match(line) and "criteri" not in line.lower()
        return None if in_a_list or _DENIES_BARRING.search(line) else Side.EXCLUSION
    return Side.INCLUSION if _ADMITS.fullmatch(line) else None


#: A sentence with a bullet or number speaks of the items below it only.
_SIGNED = re.compile(r"\s*(?:[*+•-]\s|\(?\d|\(?[A-Za-z][.)])")
_DENIES_BARRING = re.compile(r"\b(?:must|will|should|are|is|shall) not be excluded", re.IGNORECASE)


def inline_headings(text: str) -> list[tuple[int, int, Side]]:
    """Start, end and side of each heading inside a running text.

    What stands before it on its line must end a sentence; a number or bullet belongs to it.
    """
    found = []
    for match in _INLINE.finditer(text):
        line = max(text.rfind(sign, 0, match.start()) for sign in "\n~") + 1
        before = text[line : match.start()]
        if len(before) <= _LONGEST and _ONLY_A_SIGN.fullmatch(before):
            found.append((line, match.end(), _side(match.group())))
        elif before.rstrip()[-1:] in (".", ";", ":", ")", "!", "?") or _is_second(
            found, match, line
        ):
            found.append((match.start(), match.end(), _side(match.group())))
    return found


def _is_second(found: list[tuple[int, int, Side]], match: re.Match[str], line: int) -> bool:
    """Whether a heading with a capital stands on the line of another: what is before it is not its."""
    return bool(found) and found[-1][0] >= line and match.group()[0].isupper()


_ONLY_A_SIGN = re.compile(_ORNAMENT)


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
