"""Numbers in texts: comparators, values with their units, ranges, multiples of limits, lists.

Everything becomes a BOUND (numbers with a unit), a TBOUND (a length of time) or stays a lone
number; nothing is rounded, averaged or guessed.
"""

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from trialhead.criteria.openings import Openings
from trialhead.criteria.tokens import Token
from trialhead.criteria.values import Bounds
from trialhead.instruments import TimeUnit
from trialhead.vocabulary import match_unit

ULN, LLN = "ULN", "LLN"

_NUMBER = re.compile(
    r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d])|"
    r"\d{1,3}(?: \d{3})+(?=\s?(?:/|cells|per |µ|mm|u[lL]))|\d+,\d{1,2}(?![\d,])|\d+(?:\.\d+)?|\.\d+"
)
_WORDS = {
    word: number
    for number, word in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
         "eleven", "twelve"]
    )
} | {"eighteen": 18, "twenty-one": 21, "twenty": 20, "sixty": 60, "twenty-four": 24}  # fmt: skip
_WORDED = re.compile(
    rf"(?P<word>{'|'.join(sorted(_WORDS, key=len, reverse=True))})\b(?: ?\((?P<digits>\d+)\))?",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"[ -]{0,2}(?:(?:full|calendar|consecutive|completed?) )?(?P<unit>years?|yrs?|y\b|yo\b|months?|"
    r"mos?\b|mths?|weeks?|wks?|days?|hours?|hrs?|h\b|d\b)(?P<s>'|\(s\))?(?![\w])",
    re.IGNORECASE,
)
_LIMIT = re.compile(
    r"\s*-?(?:[x×*]|times?|fold|-fold|xs)?\s*(?:(?:the|of|institutional|institution's|local|site's|"
    r"laboratory|lab|age-adjusted|laboratory's|normal range|above|applicable|central|reference|"
    r"times|x|×|\() ?){0,8}(?:(?P<uln>[Ii]?ULN|UNL|UNLN|upper (?:institutional )?(?:limits?|level|end) "
    r"of (?:the )?(?:institutional |laboratory |local |reference |normal )*(?:normal(?: range)?|"
    r"reference(?: range)?|normality|range)|upper normal(?: limits?)?|upper limit normal|"
    r"upper reference (?:limit|range)|normal upper limit|(?:laboratory |institutional )?"
    r"upper limits?)|(?P<lln>I?LLN|lower (?:institutional )?limits? of (?:the )?(?:institutional |"
    r"laboratory |reference )*(?:normal|reference)(?: range)?|lower normal limit))"
    r"(?:\s*\(\s*I?(?:ULN|LLN|UNL)\s*\))?\)?(?: (?:for|of) (?:the )?(?:age|institution|laboratory|"
    r"testing laboratory|local laboratory|reference laboratory))?(?![\w])",
    re.IGNORECASE,
)
_LIMIT_TIMES = re.compile(r"\s*[x×*]\s*")

_GE = (
    r"≥ ?/? ?=?|> ?/ ?=|> ?=|=>|>_|(?:(?:is|are|was|of|must be) )?(?:(?:greater|more|higher|larger|"
    r"older|longer)(?: than)? or equals?(?: to| than)?|equals? (?:to )?or (?:greater|more|higher|"
    r"older|longer|above)(?: than)?|(?:greater|more) than,? or equal(?: to)?,?|at least|no less than|"
    r"not less than|no lower than|not lower than|no younger than|not younger than|"
    r"(?:a |the )?minimum(?: of|:)?|a minimum (?:age|score) of|≥|not below|no fewer than|> or =(?: to)?|"
    r">or=|greater than/equal to|greater than or equal)"
)
_LE = (
    r"≤ ?/? ?=?|< ?/ ?=|< ?=|=<|<_|(?:(?:is|are|was|of|must be) )?(?:(?:less|lower|fewer|younger|"
    r"smaller)(?: than)? or equals?(?: to| than)?|equals? (?:to )?or (?:less|lower|fewer|younger|"
    r"below)(?: than)?|less than,? or equal(?: to)?,?|at most|no (?:more|greater|higher|older|longer) "
    r"than|not (?:more|greater|higher|older|longer) than|not exceeding|(?:does|do|must|should) not "
    r"exceed|not to exceed|not exceed|up to|(?:a |the )?maximum(?: of|:)?|not above|< or =(?: to)?|"
    r"<or=|less than/equal to|not over)"
)
_GT = (
    r">(?!>)|(?:(?:is|are|was|of|must be) )?(?:greater than|more than|higher than|above|over|"
    r"exceed(?:s|ing)?|older than|longer than|in excess of|larger than|superior to)"
)
_LT = (
    r"<(?!<)|(?:(?:is|are|was|of|must be) )?(?:less than|lower than|below|under|younger than|"
    r"fewer than|smaller than|shorter than|inferior to)"
)
_EQ = r"=|(?:is |are )?equal to"
_COMPARATOR = re.compile(
    rf"(?P<le>{_LE})(?![^\W\d])|(?P<ge>{_GE})(?![^\W\d])|(?P<gt>{_GT})|(?P<lt>{_LT})|(?P<eq>{_EQ})",
    re.IGNORECASE,
)
#: The sign again in brackets: "greater than (>) 3".
_SIGN = re.compile(r"\s*\((?:[<>≤≥=]{1,2})\)")
_AFTER = re.compile(
    r"(?:\s*(?:of|in) age|\s*old)?,?\s*(?:\(?(?:and|or|&) ?(?:(?P<ge>greater|more|higher|above|older|over|up|upwards?|"
    r"longer|later)|(?P<le>less|lower|below|younger|under|fewer|shorter))\)?(?![\w])|"
    r"(?P<plus>\+)(?=[\s,.;)]|$))(?: (?:in|of) age)?",
    re.IGNORECASE,
)
_TO = re.compile(
    r"\s*(?:-{1,2}|~|to|through|up to|and|until|to less than(?P<open>))\s*(?=[\d.(])",
    re.IGNORECASE,
)
#: A comparator between a number and the name after it: "18 ≤ age ≤ 70".
_TURNED = re.compile(r"\s*(?P<sign>[≤<>≥]=?|=[<>])(?=\s*[A-Za-z])")
_OPPOSITE = {"≤": "ge", "<=": "ge", "=<": "ge", "<": "gt", "≥": "le", ">=": "le", "=>": "le",
             ">": "lt", "≤=": "ge", "≥=": "le"}  # fmt: skip
_BETWEEN = re.compile(
    r"(?P<between>(?:is |are |ranging |ranges |in the |with a |within (?:the |a )?)?(?:range of |range )?"
    r"(?:between|from|range(?:s|d|ing)?(?: of| from)?)(?: the ages? of)?)\s*(?=\d)",
    re.IGNORECASE,
)
_LIST = re.compile(
    r"(?P<first>[0-9]|I{1,3}V?|IV|V|[A-C])(?P<more>(?:\s*(?:,|/|or|and|and/or|, or|,or|-|to)\s*"
    r"(?:(?:class|grade|stage|PS) )?(?:[0-9]|I{1,3}V?|IV|V|[A-C])(?![\w.,]\d|[A-Za-z%]))*)"
    r"(?![\w%]|\.\d|,\d)"
)
_TIME_UNITS = {"y": TimeUnit.YEAR, "m": TimeUnit.MONTH, "w": TimeUnit.WEEK, "d": TimeUnit.DAY,
               "h": TimeUnit.HOUR}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Quantity:
    """Bounds with the key of their unit: a unit of the vocabulary, ULN, LLN, a time or none."""

    bounds: Bounds
    unit: str


@dataclass(frozen=True, slots=True)
class _Value:
    number: float
    unit: str
    end: int
    factor: float = 1.0


#: What any quantity begins with: a number, a limit, a comparator, a range.
_STARTS = Openings(
    ("quantity", pattern.pattern) for pattern in (_NUMBER, _WORDED, _LIMIT, _COMPARATOR, _BETWEEN)
)


def quantity(text: str, at: int) -> Token | None:
    """The longest expression of quantity that starts at ``at``; None if none does."""
    if not text[at].isdigit() and not _STARTS.at(text, at):
        return None
    between = _BETWEEN.match(text, at)
    if between:
        return _range(text, between.end(), at, must=True)
    compared = _COMPARATOR.match(text, at)
    if compared:
        return _compared(text, at, compared)
    return _range(text, at, at, must=False) or _lone(text, at)


def _compared(text: str, at: int, compared: re.Match[str]) -> Token | None:
    sign_again = _SIGN.match(text, compared.end())
    start = sign_again.end() if sign_again else compared.end()
    value = _value(text, _skip(text, start))
    if value is None or compared.end() == at:
        return None
    bounds = _bounds(str(compared.lastgroup), value.number)
    after = _AFTER.match(text, value.end)
    end = after.end() if after and _agrees(after, bounds) else value.end
    return _token(bounds, value.unit, at, end)


def _agrees(after: re.Match[str], bounds: Bounds) -> bool:
    """Whether "or older" after a bound only says again what its sign says: ≥ 18 years and older."""
    return (bounds.low is not None) if after["ge"] or after["plus"] else (bounds.high is not None)


def _bounds(sign: str, number: float) -> Bounds:
    if sign in ("ge", "gt"):
        return Bounds(low=number, low_included=sign == "ge")
    if sign in ("le", "lt"):
        return Bounds(high=number, high_included=sign == "le")
    return Bounds(low=number, high=number)


def _range(text: str, at: int, start: int, *, must: bool) -> Token | None:
    """18-65 years, 18 years to 65 years, between 4 and 6 %."""
    low = _value(text, at)
    to = _TO.match(text, low.end) if low else None
    if low is None or to is None:
        return None
    joins = to.group().strip().lower()
    if joins == "and" and not must:
        return None
    high = _value(text, to.end())
    if high is not None and not low.unit:  # "3,000-12,000/mm³": the unit holds for both
        low = replace(low, number=low.number * high.factor)
    if high is None or high.number <= low.number or (low.unit and not high.unit and must is False):
        return None
    if low.unit and high.unit and low.unit != high.unit:
        return None
    included = to["open"] is None
    bounds = Bounds(low=low.number, high=high.number, high_included=included)
    return _token(bounds, high.unit or low.unit, start, high.end)


def _lone(text: str, at: int) -> Token | None:
    """A number without comparator: with "or more" a bound, otherwise a lone NUMBER."""
    value = _value(text, at)
    if value is None:
        return None
    after = _AFTER.match(text, value.end)
    if after:
        sign = "le" if after["le"] else "ge"
        return _token(_bounds(sign, value.number), value.unit, at, after.end())
    turned = _TURNED.match(text, value.end)
    if turned:
        bounds = _bounds(_OPPOSITE[turned["sign"]], value.number)
        return Token("PREBOUND", Quantity(bounds, value.unit), at, turned.end("sign"))
    exact = Quantity(Bounds(low=value.number, high=value.number), value.unit)
    return Token("TIME" if value.unit in list(TimeUnit) else "NUMBER", exact, at, value.end)


def _token(bounds: Bounds, unit: str, start: int, end: int) -> Token:
    kind = "TBOUND" if unit in list(TimeUnit) else "BOUND"
    return Token(kind, Quantity(bounds, unit), start, end)


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at] in " :\n":
        at += 1
    return at


#: A unit's sign in brackets after its name: "milligrams per deciliter (mg/dL)".
_UNIT_AGAIN = re.compile(r" ?\(")


def _value(text: str, at: int) -> _Value | None:
    """A number with its unit, if it has one; "ULN" alone is 1 ULN."""
    number, end = _number(text, at)
    limit = _LIMIT.match(text, end)
    if number is None:
        if limit is None or limit.start() != at or limit.group()[:1] in " -x×*":
            return None
        times = _LIMIT_TIMES.match(text, limit.end())
        factor, after = _number(text, times.end()) if times else (None, 0)
        unit = ULN if limit["uln"] else LLN
        return _Value(factor or 1.0, unit, after if factor else limit.end())
    if limit:
        return _Value(number, ULN if limit["uln"] else LLN, limit.end())
    time = _TIME.match(text, end)
    if time:
        return _Value(number, _TIME_UNITS[time["unit"][0].lower()], time.end())
    found = match_unit(text, end)
    if found:
        measured_in, factor, stop = found
        if text[stop - 1] == ")" and "(" not in text[end:stop]:
            stop -= 1
        again = _UNIT_AGAIN.match(text, stop)
        if again and (repeated := match_unit(text, again.end())):
            closes = text[repeated[2] : repeated[2] + 1] == ")"
            stop = repeated[2] + 1 if closes and repeated[0] == measured_in else stop
        return _Value(number * factor, measured_in.key, stop, factor)
    if re.match(r"[\w%°]", text[end : end + 1]):
        return None  # 2a, 5HT, 3rd: part of a name
    return _Value(number, "", end)


def _number(text: str, at: int) -> tuple[float | None, int]:
    found = _NUMBER.match(text, at)
    if found:
        digits = found.group()
        digits = digits.replace(" ", "")
        if "," in digits:
            thousands = re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", digits)
            digits = digits.replace(",", "" if thousands else ".")
        return float(digits), found.end()
    worded = _WORDED.match(text, at)
    if worded and (not worded["digits"] or int(worded["digits"]) == _WORDS[worded["word"].lower()]):
        return float(_WORDS[worded["word"].lower()]), worded.end()
    return None, at


#: "class II or higher"
_BEYOND = re.compile(
    r" or (?:(?P<ge>greater|higher|above|more|worse|over)|(?P<le>less|lower|below|better))(?![\w])",
    re.IGNORECASE,
)


def listed_values(text: str, at: int) -> Token | None:
    """Classes and grades: "0, 1 or 2", "III-IV", "B or C", as bounds when they are consecutive."""
    found = _LIST.match(text, at)
    if not found:
        return None
    signs = re.findall(r"[0-9]|I{1,3}V?|IV|V|[A-C]", found.group())
    ranks = [_rank(sign) for sign in signs]
    dashed = re.fullmatch(r"\S+\s*(?:-|to)\s*\S+", found.group())
    consecutive = all(b == a + 1 for a, b in pairwise(ranks))
    if ranks != sorted(ranks) or not (consecutive or dashed):
        return None
    beyond = _BEYOND.match(text, found.end()) if len(ranks) == 1 else None
    if beyond:
        bounds = _bounds("le" if beyond["le"] else "ge", ranks[0])
        return Token("BOUND", Quantity(bounds, ""), at, beyond.end())
    bounds = Bounds(low=ranks[0], high=ranks[-1])
    return Token("BOUND" if len(ranks) > 1 else "NUMBER", Quantity(bounds, ""), at, found.end())


def _rank(sign: str) -> float:
    roman = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "A": 1, "B": 2, "C": 3}
    return float(roman[sign] if sign in roman else int(sign))
