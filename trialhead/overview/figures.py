"""Whether a translation keeps the figures of its English source, and adds none.

It compares numbers, symbols of units and registry codes, and nothing else: not what they are said
of, not limits, not yes and no. A number in words is read in English, and in Chinese where it can be
nothing else ("十八岁", but not the "十二" of a duodenum); other languages' words are passed over.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from trialhead.overview.faults import Fault, FaultKind
from trialhead.overview.numerals import numerals

#: Symbols of units, each with what other scripts write for it.
_SYMBOLS = {
    "%": "٪",
    "mg": "毫克 ملغ ملغم ملجم مجم",
    "μg": "mcg 微克 مكغ",
    "ng": "纳克",
    "pg": "皮克",
    "g": "克 غ غم",
    "kg": "公斤 千克 كغ كغم كجم",
    "ml": "毫升 مل",
    "μl": "微升",
    "dl": "分升 دل",
    "l": "升 لتر",
    "mmol": "毫摩尔",
    "μmol": "微摩尔",
    "nmol": "纳摩尔",
    "meq": "毫当量",
    "mmhg": "毫米汞柱",
    "kpa": "千帕",
    "cm": "厘米 公分 سم",
    "mm": "毫米 مم",
    "m": "米",
    "iu": "ui 国际单位",
    "u": "",
    "gy": "戈瑞",
    "mbq": "",
    "°c": "摄氏度",
}
_NAMED = {form: name for name, forms in _SYMBOLS.items() for form in (name, *forms.split())}
_SYMBOL = rf"(?:{'|'.join(sorted(map(re.escape, _NAMED), key=len, reverse=True))})(?![^\W\d_\u4e00-\u9fff])"
_UNIT = re.compile(rf" ?({_SYMBOL}(?: ?/ ?(?:{_SYMBOL}|[a-zà-ÿ]+))*)", re.IGNORECASE)
_PERCENT = re.compile(
    r"\bper ?cent\b|\bpor ciento\b|\bpour ?cent\b|بالمئة|بالمائة|في المئة|في المائة", re.IGNORECASE
)
_CODE = re.compile(
    r"(?<![A-Za-z\d])(?:(?:[A-Za-z]{2,}-?|[A-Z]{2,} )\d{6,}(?:-\d+)*|\d{4}-\d{6}-\d{2}(?:-\d{2})?)(?!\d)"
)
_NUMBER = re.compile(r"\d{1,3}(?:[.,']\d{3})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,]\d+)?")
_THIN = re.compile("(?<=\\d)[\u00a0\u202f\u2009](?=\\d{3}(?!\\d))")
_SPACED = re.compile(r"(?<![\d.,])\d{1,3}(?: \d{3})+(?!\d)")
_RAISED = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_SIGNS = str.maketrans({"٫": ".", "٬": "'", "·": ".", "’": "'"})

_HAN = "零〇一二两三四五六七八九"
_POWERS = {"十": 10, "百": 100, "千": 1000}
_COUNTERS = "周岁|岁|年|个|月|周|星期|天|日|小时|分钟|次|名|例|位|期|型|毫克|毫升|微克|公斤|厘米"
_RUN = rf"[{_HAN}十][{_HAN}十百千]*"
_CHINESE = re.compile(rf"(百分之)({_RUN}|百)|(?<![{_HAN}十百千第\d])({_RUN})(?={_COUNTERS})")
_TENFOLD = {"万": 1e4, "亿": 1e8}

_ROMAN = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"]
_GRADED = re.compile(
    r"\b(?:phase|stage|grade|class|type|fase|estadio|stade|grado|clase|classe|tipo) ([IVX]+)\b"
    r"|(?<![A-Za-z])([IVX]+) ?[期级型]",
    re.IGNORECASE,
)
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_ISO_MONTH = re.compile(r"(?<=\b\d{4}-)(\d\d)\b(?!-\d{3})")
_MONTH = re.compile(
    rf"\b({'|'.join(_MONTHS)})[a-z]*\.?(?= \d)|(?<=\d )({'|'.join(_MONTHS)})|{_ISO_MONTH.pattern}",
    re.IGNORECASE,
)
_IN_ORDER = "once first|twice second both|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
_ORDINALS = {
    word: value for value, words in enumerate(_IN_ORDER.split("|"), 1) for word in words.split()
} | {"a": 1, "an": 1}
_ORDINAL = re.compile(
    rf"\b(?:{'|'.join(word for word in _ORDINALS if len(word) > 2)})\b"
    r"|\ban?(?= (?:year|month|week|day|hour|minute))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Figure:
    """What stands in a text, with every way to read it: "1.500" is 1500 or 1.5."""

    words: str
    readings: frozenset[object]


def figures_kept(source: str, translation: str) -> tuple[Fault, ...]:
    """A fault for every number, unit symbol and registry code of an English text that its
    translation lacks, and for each that it has beyond them."""
    meant, said = _plain(source), _plain(translation)
    # "1 500" is one number in French, and may be two elsewhere.
    ways = dict.fromkeys((said, _SPACED.sub(lambda at: at.group().replace(" ", "'"), said)))
    return min((_differences(meant, way) for way in ways), key=len)


def _differences(source: str, translation: str) -> tuple[Fault, ...]:
    meant, said = list(_figures(source, english=True)), list(_figures(translation, english=False))
    lost = _unmatched(meant, [*said, *_graded(translation), *_loose_chinese(translation)])
    added = _unmatched(said, [*meant, *_graded(source), *_in_words(source)])
    return (
        *(Fault(FaultKind.FIGURE_LOST, each) for each in lost),
        *(Fault(FaultKind.FIGURE_ADDED, each) for each in added),
    )


def _unmatched(wanted: list[_Figure], held: list[_Figure]) -> list[str]:
    """Those that have no partner; a partner serves once."""
    free = list(held)
    missing = []
    for each in wanted:
        same = [one for one in free if one.readings & each.readings]
        if same:
            free.remove(min(same, key=lambda one: len(one.readings)))
        else:
            missing.append(each.words)
    return missing


def _plain(text: str) -> str:
    """A text in Western digits and one way of writing signs, without what nobody sees."""
    text = _RAISED.sub(lambda raised: f"^{unicodedata.normalize('NFKC', raised.group())}", text)
    text = unicodedata.normalize("NFKC", _THIN.sub("'", text)).translate(_SIGNS)
    seen = (each for each in text if unicodedata.category(each) not in ("Cf", "Mn"))
    return _PERCENT.sub("%", "".join(str(unicodedata.decimal(each, each)) for each in seen))


def _figures(text: str, *, english: bool) -> Iterator[_Figure]:
    """What must have a partner in the other text."""
    for code in _CODE.finditer(text):
        yield _figure(code.group(), re.sub("[- ]", "", code.group()).upper())
    text = _CODE.sub(" ", text)
    if english:  # the month of a date may become a word
        text = _ISO_MONTH.sub("", text)
    for number in _NUMBER.finditer(text):
        factor = _TENFOLD.get(text[number.end() : number.end() + 1], 1.0)
        values = _readings(number.group(), english=english)
        yield _figure(number.group(), *(round(value * factor, 9) for value in values))
        if unit := _UNIT.match(text, number.end()):
            for part in unit[1].split("/"):
                if name := _NAMED.get(part.strip().lower()):
                    yield _figure(part.strip(), name)
    yield from _chinese(text)


def _chinese(text: str) -> Iterator[_Figure]:
    for _ in re.finditer(r"百分之(?=\d)", text):
        yield _figure("%", "%")
    for words in _CHINESE.finditer(text):
        value = _counted(words[2] or words[3])
        if words[1]:
            yield _figure("%", "%")
        if value != 1 or words[1]:  # "一" is mostly no number at all
            yield _figure(words[2] or words[3], value)


def _figure(words: str, *readings: object) -> _Figure:
    return _Figure(words, frozenset(readings))


def _readings(digits: str, *, english: bool) -> Iterable[float]:
    """With a point or a comma as the decimal sign, or between thousands."""
    digits = digits.replace("'", "")
    whole, *groups = re.split("[.,]", digits)
    marks = re.findall("[.,]", digits)
    thousands = bool(marks) and whole != "0" and all(len(each) == 3 for each in groups)
    if english and (thousands or len(marks) > 1):
        thousands = set(marks) == {","}
    if thousands and len(set(marks)) == 1:
        yield float("".join((whole, *groups)))
    if not marks or ((len(marks) == 1 or marks[-1] != marks[0]) and not (english and thousands)):
        yield float(f"{''.join((whole, *groups[:-1]))}.{groups[-1]}" if marks else whole)


def _counted(numeral: str) -> float:
    """A Chinese numeral: 二十四 or 二〇二四."""
    digits = [
        (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9)[_HAN.index(one)] for one in numeral if one in _HAN
    ]
    if not set(numeral) & set(_POWERS):
        return float("".join(map(str, digits)))
    total, digit = 0, 0
    for sign in numeral:
        if sign in _POWERS:
            total, digit = total + _POWERS[sign] * (digit or 1), 0
        else:
            digit = digits.pop(0)
    return float(total + digit)


def _graded(text: str) -> Iterator[_Figure]:
    """Roman numbers of phases, stages and types, which the other text may write as figures."""
    for found in _GRADED.finditer(text):
        roman = (found[1] or found[2]).upper()
        if roman in _ROMAN:
            yield _figure(roman, float(_ROMAN.index(roman) + 1))


def _in_words(source: str) -> Iterator[_Figure]:
    """What English says in words and a translation may write as figures."""
    for numeral in numerals(source):
        yield _figure(source[numeral.start : numeral.end], numeral.value)
    for word in _ORDINAL.findall(source):
        yield _figure(word, float(_ORDINALS[word.lower()]))
    for month in _MONTH.finditer(source):
        name = (month[1] or month[2] or "").lower()
        yield _figure(month.group(), float(_MONTHS.index(name) + 1 if name else month[3]))


def _loose_chinese(text: str) -> Iterator[_Figure]:
    """Numerals that may be numbers: they can stand for a figure, but none is missed for them."""
    rest = _CHINESE.sub(lambda at: at.group() if at.group() == "一" else " ", text)
    for words in re.findall(_RUN, rest):
        yield _figure(words, _counted(words))
