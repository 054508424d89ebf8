"""Lines that are still long, broken where a voice would pause.

A break says nothing about what belongs together: a line that goes on begins with "…". What a "not"
or an exception governs is never broken into a list, so that nobody reads its end without it.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from trialhead.overview.cutting import EXCEPTING, JOINING, Cut, cut, may_end
from trialhead.overview.polarity import negations
from trialhead.overview.readability import LONGEST, words_in

#: Begins a line that goes on.
GOES_ON = "… "
#: A line of more words is broken where there is a sign to pause at.
_AT_SIGNS = 20
#: So many words stand in a line at least.
_LEAST = 3

#: Signs and words of a list: what stands behind them may still hang on what stands in front.
_LISTED = re.compile(r"(?<=[,;:])\s+(?=[A-Za-z(])|\s+(?=(?:and|or|and/or)\s+[A-Za-z])")
#: How a line begins that is no item of its own, in a list that does not begin so.
_GOING_ON = re.compile(
    r"…|\(|(?:and|or|and/or|but|unless|except|provided|with the exception|including|such as|like|"
    r"(?:as )?(?:defined|determined|judged|assessed|measured|evidenced|confirmed|documented|"
    r"demonstrated|evaluated|shown|estimated|calculated)|as found by|going by|as long as|for example|e\.g\.|i\.e\.|"
    r"which|whichever|who|whose|that|even|if|whether|in the opinion|at the discretion|according|"
    r"based on|regardless|despite|while|whereas|although|because|so that|followed by|in order|"
    r"compared|to [a-z]+)(?![\w-])"
)
_ITEM = re.compile("– ")
_SIGNS = re.compile(
    r"(?<=[,;:])\s+(?=[A-Za-z(])|\s+(?=[(\[](?!how |a clotting )(?:[^()\[\]\s]+\s+){2,}[^()\[\]\s]+[)\]])"
    r"|(?<=\w\w[)\]])\s+(?=[A-Za-z])|\s+[-–—]+\s+(?=[A-Za-z])"
)
_WORDS = re.compile(
    r"\s+(?=(?:and|or|and/or|but|plus|that|who|when|whose|where|within|before|after|during|until|throughout|"
    r"for|in(?! situ\b| the (?:way|urine|blood|view|veins|arteries|lungs?|lower back|belly|same)\b)"
    r"|at(?! (?:least|most|the (?:site|start|same))\b)|with|by|from|on|under|between|using|due to|because|caused by|given|to be|as well as)\s)"
)
#: The ways of breaking: from how many words on, where, and whether in the midst of brackets.
_WAYS = (
    (_AT_SIGNS, _SIGNS, False),
    (LONGEST, _WORDS, False),
    (LONGEST, _SIGNS, True),
    (LONGEST, _WORDS, True),
)


def paused(line: str) -> str:
    """A line with its breaks, each piece that goes on on a line of its own."""
    sign = _ITEM.match(line)
    at = sign.end() if sign else 0
    first, *others = pieces(line[at:])
    told = line[:at] + first
    for before, piece in pairwise((first, *others)):
        told += f"\n– {piece}" if before.endswith(":") else f"\n– {GOES_ON}{piece}"
    return told


def going_on(lines: Sequence[str]) -> tuple[bool, ...]:
    """Of every line behind the first, whether it goes on from the line above instead of being an
    item of its own: "which shows …", "(these include …)"."""
    head, *items = lines
    listed = head.endswith(":")
    opening = items[0].split()[0] if listed and items else ""
    return tuple(
        bool(_GOING_ON.match(item))
        and (item.startswith("…") or not (listed and (number == 0 or item.split()[0] == opening)))
        for number, item in enumerate(items)
    )


def in_lines(words: str) -> Cut:
    """Words cut into lines, and these broken; not marked, for words that stay as they are."""
    made = cut(words)
    head, *items = (part for line in (made.head, *made.items) for part in pieces(line, quoted=True))
    return Cut(head, tuple(items))


def pieces(line: str, *, above: str = "", quoted: bool = False) -> list[str]:
    """A line in pieces, broken nearest its middle, and these again; ``above`` it goes on from.

    A quote, in which no line has a sign of its own, may be broken into lists all the same.
    """
    length = words_in(line)
    for most, form, inside in _WAYS:
        listed = quoted and length > LONGEST
        places = [
            place
            for place in (form.finditer(line) if length > most else ())
            if _is_apart(line, place, inside=inside)
            and (
                listed
                or not _LISTED.match(line, place.start())
                or not _governed(above + line[: place.start()], line[place.end() :])
            )
        ]
        if places:
            middle = len(line) / 2
            place = min(places, key=lambda each: abs(each.start() - middle))
            first, second = line[: place.start()], line[place.end() :]
            if place.group().strip():
                first += f" {place.group().strip()}"
            return [
                *pieces(first, above=above, quoted=quoted),
                *pieces(second, above=f"{above}{first} ", quoted=quoted),
            ]
    return [line]


def _is_apart(line: str, place: re.Match[str], *, inside: bool) -> bool:
    """Whether enough stands on both sides of a place, and it tears no brackets apart."""
    before, after = line[: place.start()], line[place.end() :]
    if min(len(before.split()), len(after.split())) < _LEAST:
        return False
    if before[-1] in ")]" and len(re.split(r"[(\[]", before)[-1].split()) < _LEAST:
        return False
    return may_end(line, place) or (inside and _in_long_brackets(before, after))


def _in_long_brackets(before: str, after: str) -> bool:
    """Whether a place is in the midst of brackets that hold many words."""
    inside = re.search(r"[(\[]([^()\[\]]*)$", before)
    closed = re.split(r"[)\]]", after)[0]
    return inside is not None and min(len(inside[1].split()), len(closed.split())) >= _LEAST


def _governed(before: str, after: str = "") -> bool:
    """Whether a no or an exception may reach over what follows."""
    statement = re.split(r"[.]\s", before)[-1]
    if before.endswith(";") and not JOINING.match(after):
        head, colon, _ = statement.partition(":")
        return bool(EXCEPTING.search(statement) or (colon and negations(head)))
    last = statement.removesuffix(";").split("; ")[-1]
    return bool(negations(last) or EXCEPTING.search(last) or _governed(f"{statement};"))
