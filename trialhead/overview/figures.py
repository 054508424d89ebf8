"""Whether a translation has the figures of its source: numbers, units, lengths of time, quotes.

It knows nothing else of the languages: that the words between the figures mean the same is not
checked here.
"""

import re
from collections import Counter
from collections.abc import Iterator

from trialhead.overview.faults import Fault, FaultKind
from trialhead.overview.joining import CLOSE, OPEN
from trialhead.overview.phrases import LANGUAGES, phrases
from trialhead.overview.readability import own_words

_QUOTED = re.compile(r"“.*”", re.DOTALL)
#: A number that is no part of a name or code: not the 1 of PD-1, nor the 2 of SpO2.
_NUMBER = re.compile(r"(?<![A-Za-zÀ-ÿ\d.,/-])(?<![A-Za-z][-/])\d+(?:[.,]\d+)*(?:-\d+)?")
#: Symbols after a number, as the wording of criteria has them.
_UNIT = re.compile(
    r"(?<=\d)\s?(%|×10⁹/L|°C|mmHg|(?:[mµnpk]?g|[mµn]?mol|m?[EI]?[qU])(?:/(?:m?L|dL|m²|k?g|mg|mol|min|h|d))*"
    r"|m?L(?:/min(?:/1\.73 m²)?)?|(?:/µL|/min|cm|ms|lb|m²))(?![A-Za-z²])"
)
#: Lengths of time: how each language spells the units after (in Arabic also before) a number.
_TIMES = {
    "year": r"years?\b|años?\b|ans?\b|年(?!\d)|岁|سن(?:ة|وات|تين)",
    "month": r"months?\b|mes(?:es)?\b|mois\b|个月|شهر|أشهر",
    "week": r"weeks?\b|semanas?\b|semaines?\b|周|أسبوع|أسابيع",
    "day": r"days?\b|días?\b|jours?\b|天|(?<!\w)(?:يوم|أيام)",
    "hour": r"hours?\b|horas?\b|heures?\b|小时|ساع(?:ة|ات|تين)",
}
_AFTER_A_NUMBER = {
    unit: re.compile(rf"(?<!\d\d\d)\d\s?(?:{names})|(?:{names})\w*(?: واحدة?)? \(\d", re.IGNORECASE)
    for unit, names in _TIMES.items()
}


def figures_kept(source: str, translation: str) -> tuple[Fault, ...]:
    """What differs in figures between an English sentence and the same in another language."""
    return tuple(_differences(_bare(source), _bare(translation)))


def _bare(text: str) -> str:
    return text.replace(OPEN, "").replace(CLOSE, "")


def _differences(source: str, translation: str) -> Iterator[Fault]:
    if _QUOTED.findall(source) != _QUOTED.findall(translation):
        yield Fault(FaultKind.QUOTE, translation, source)
    ours, theirs = own_words(source), own_words(translation)
    yield from _missing(FaultKind.NUMBER, _numbers(ours), _numbers(theirs))
    yield from _missing(FaultKind.UNIT, _units(ours), _units(theirs))


def _missing(kind: FaultKind, source: Counter[str], translation: Counter[str]) -> Iterator[Fault]:
    """Faults for what only one of the two has."""
    for figure in (source - translation).elements():
        yield Fault(kind, "", figure)
    for figure in (translation - source).elements():
        yield Fault(kind, figure, "")


def _numbers(text: str) -> Counter[str]:
    """Numbers with a point for the decimal mark; a month told by its name counts as its number."""
    named = _MONTH.sub(lambda found: str(_MONTHS[found[0].casefold()]), text)
    told = (found.replace(",", ".") for found in _NUMBER.findall(named.replace("1er ", "1 ")))
    return Counter(told)


def _units(text: str) -> Counter[str]:
    found = Counter(_UNIT.findall(text))
    for unit, pattern in _AFTER_A_NUMBER.items():
        found[unit] += len(pattern.findall(text))
    return found


_MONTHS = {
    month.casefold(): number
    for language in LANGUAGES
    for number, month in enumerate(phrases(language).months, 1)
    if not month[0].isdigit()
}
_MONTH = re.compile(rf"(?<!\w)(?:{'|'.join(_MONTHS)})(?!\w)", re.IGNORECASE)
