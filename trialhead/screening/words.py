"""Results in words: which of them say the same, and which say more than others."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from trialhead.instruments import Truth, any_of
from trialhead.vocabulary import normalise

#: A result in words, and the broader ones it is a kind of.
_BROADER: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "positive": frozenset(),
        "negative": frozenset(),
        "detected": frozenset({"positive"}),
        "not detected": frozenset({"negative"}),
        "detected below lloq": frozenset({"detected", "positive"}),
        "above reference": frozenset({"detected", "positive", "high", "abnormal"}),
        "abnormal": frozenset(),
        "normal": frozenset(),
        "high": frozenset({"abnormal"}),
        "low": frozenset({"abnormal"}),
    }
)

#: Other ways to write them.
_SAME = {
    "reactive": "positive",
    "pos": "positive",
    "present": "positive",
    "weakly positive": "positive",
    "nonreactive": "negative",
    "non reactive": "negative",
    "not reactive": "negative",
    "neg": "negative",
    "absent": "negative",
    "undetectable": "not detected",
    "undetected": "not detected",
    "none detected": "not detected",
    "detectable": "detected",
    "below lloq": "detected below lloq",
    "elevated": "above reference",
    "within normal limits": "normal",
    "unremarkable": "normal",
}
_SAME = {normalise(name): normalise(meaning) for name, meaning in _SAME.items()}
_KINDS = {normalise(name): frozenset(map(normalise, up)) for name, up in _BROADER.items()}
#: Pairs that a result of another kind leaves open: a positive test may be normal or not.
_POLAR = (
    frozenset(map(normalise, ("positive", "negative", "detected", "not detected"))),
    frozenset(map(normalise, ("normal", "abnormal", "high", "low"))),
)


def word_is(result: str, wanted: Iterable[str]) -> Truth:
    """Whether a result in words is one of ``wanted`` or a kind of it.

    A broader one may be it ("positive" for above reference); so may one that nobody knows
    ("indeterminate").
    """
    given = _key(result)
    return any_of(_word_is(given, _key(one)) for one in wanted)


def _word_is(given: str, wanted: str) -> Truth:
    if given == wanted or wanted in _KINDS.get(given, ()):
        return Truth.YES
    if given not in _KINDS or wanted not in _KINDS or given in _KINDS[wanted]:
        return Truth.UNKNOWN
    return Truth.NO if _sides(given) & _sides(wanted) else Truth.UNKNOWN


def _sides(word: str) -> set[int]:
    names = {word, *_KINDS[word]}
    return {number for number, side in enumerate(_POLAR) if names & side}


def _key(word: str) -> str:
    key = normalise(word.replace("_", " "))
    return _SAME.get(key, key)
