"""Lists inside criteria: what the words above them say about how their items join."""

import re
from dataclasses import dataclass

from trialhead.vocabulary import Side

_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_COUNT = r"(?P<count>\d|one|two|three|four|five|six)"
_FOLLOWING = r"(?: ?\(?\d?\)? ?of)? ?(?:the )?(?:following|these|below|criteria)"
_AT_LEAST = re.compile(
    rf"(?:at least|≥|>=|minimum of|a minimum of|any) ?{_COUNT}(?: or more)?{_FOLLOWING}|"
    rf"{_COUNT.replace('count', 'count2')} or more{_FOLLOWING}",
    re.IGNORECASE,
)
_ANY = re.compile(
    r"\b(?:any|either|one|at least 1|1)(?: \(?(?:one|1)?\)? ?(?:or more)?)?(?: of)? ?(?:the )?"
    r"(?:following|these|below)|\bone of\b|\bany of\b|\beither\b|\bone or more\b",
    re.IGNORECASE,
)
_ALL = re.compile(
    r"\b(?:all|both|each)(?: of)?(?: the| these)? ?(?:following|below|criteria)?\b", re.IGNORECASE
)
_PLAIN = re.compile(
    r"\b(?:the following|as follows|following|as defined (?:by|as|below)|defined (?:as|by)|"
    r"as indicated by|as evidenced by|as demonstrated by|indicated by|demonstrated by|"
    r"documented by|based on|including|i\.?e\.?|as below|listed below|below|these|specified)\b",
    re.IGNORECASE,
)
#: What an intro may say besides without changing what its items ask.
_EMPTY = re.compile(
    r"\b(?:patients?|subjects?|participants?|must|should|will|have|has|had|meet|meets|meeting|fulfil?l?|"
    r"fulfil?ling|criteria|criterion|be|are|is|the|an?|with|who|for|of|and|or|to|in|within|at|by|"
    r"adequate|normal|acceptable|sufficient|satisfactory|appropriate|bone|marrow|organ|liver|"
    r"hepatic|renal|kidney|ha?ematolog\w+|cardiac|pulmonary|respiratory|coagulation|function\w*|"
    r"reserve|laboratory|lab|tests?|values?|results?|parameters?|requirements?|limits?|range|"
    r"conditions?|present|at|screening|baseline|entry|study|inclusion|exclusion|apply|applies|"
    r"present|satisfy|satisfied|met|true|all|any|one|both|either|each|ranges?|status|clinical|"
    r"chemistry|biochemi\w+|blood|counts?|data|initial|measurements?|required|demonstrate\w*|"
    r"major|system|systemic|as|shown|other|more|least|two|three|two|\d|this|that|not|having|"
    r"drugs?|medications?|medicines?|treatments?|therap(?:y|ies)|agents?|diseases?|disorders?|events?|"
    r"eligible|eligibility|excluded|if|they|groups?|categories|category|which|was|were)\b|[^\w]",
    re.IGNORECASE,
)
#: Intros that speak of some people only: what follows does not hold for everybody.
_SOME = re.compile(
    r"^\W*(?:for|in|if|when|women|men|females?|males?|patients? with|those|children|adults?|"
    r"subjects? with|part|cohort|arm|group|phase|dose|stage|only|during)\b",
    re.IGNORECASE,
)


#: "Endometrial cancer patients:" opens what holds for them alone.
_SUBGROUP = re.compile(
    r"\w+ (?:patients|subjects|participants|women|men|only|cohort|arm|group)\W*$", re.IGNORECASE
)


#: "Must not have any of the following", "none of these".
_DENIES = re.compile(
    r"\b(?:not|no|none|neither|without|never|unless|except\w*|cannot|fewer|less than|at most|"
    r"up to|maximum|exactly|only)\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"\b(?:[2-6]|two|three|four|five|six) ?(?:\(\d\) ?)?of\b", re.IGNORECASE)
#: Words of the other list: "patients are excluded if" among what is asked for.
_OTHER_SIDE = {
    Side.INCLUSION: re.compile(r"\b(?:exclu|inelig|preclu)\w*|(?<!eligible )\bif\b", re.IGNORECASE),
    Side.EXCLUSION: re.compile(r"\b(?:included|inclusion|eligible|must|required)\b", re.IGNORECASE),
}
_SUCH_AS = re.compile(r"\b(?:including|includes?|such as|e\.?g)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Intro:
    """How a list's items join: at least ``count`` of them, or all (None).

    ``says_more`` tells that the words above the list ask something themselves; ``examples`` that
    the items only spell out some of it.
    """

    count: int | None
    says_more: bool
    examples: bool = False


def intro(words: str, side: Side) -> Intro | None:
    """What the words above a list say of it; None when that is not certain."""
    plain = " ".join(words.split())
    if _DENIES.search(plain):  # whether the list is of what must not be, or turned round twice
        return None
    if side in _OTHER_SIDE and _OTHER_SIDE[side].search(plain):
        return None
    count = _count(plain)
    if count is None and _COUNTED.search(plain):
        return None
    if count is not None:
        pattern = _AT_LEAST
    elif _ANY.search(plain):
        count, pattern = 1, _ANY
    elif _ALL.search(plain) and re.search(r"following|below|criteria|:", plain):
        count, pattern = None, _ALL
    elif _PLAIN.search(plain) or plain.endswith(":"):
        count, pattern = (1 if side is Side.EXCLUSION else None), _PLAIN
    else:
        return None
    if _SOME.match(plain) and not re.match(r"(?i)patients with (?:adequate|normal|any|one)", plain):
        return None
    if _SUBGROUP.search(plain):
        return None
    rest = _EMPTY.sub("", _PLAIN.sub("", pattern.sub("", plain)))
    return Intro(count, says_more=bool(rest), examples=bool(_SUCH_AS.search(plain)))


def _count(words: str) -> int | None:
    found = _AT_LEAST.search(words)
    if not found:
        return None
    number = (found["count"] or found["count2"]).lower()
    return _NUMBERS.get(number) or int(number)
