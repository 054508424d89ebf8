"""Clinical scales, scores and classes: their names and the values they have."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from trialhead.errors import NotFound, Unreadable
from trialhead.vocabulary.normalise import normalise

_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6}
_LETTERS = {"A": 1, "B": 2, "C": 3}


@dataclass(frozen=True, kw_only=True, slots=True)
class Scale:
    """One instrument with values from ``low`` to ``high``; ``better`` is the better end. Classes
    told in letters count from A as 1."""

    key: str
    low: float
    high: float
    kind: str
    better: str
    synonyms: tuple[str, ...] = ()


class Scales:
    """The list of scales, read once."""

    def __init__(self) -> None:
        text = files("trialhead.vocabulary").joinpath("terms/scales.tsv").read_text("utf-8")
        self._all = {line.key: line for line in map(_scale, text.splitlines())}
        self._named: dict[str, tuple[Scale, ...]] = {}
        for words, scale in self.terms():
            key = normalise(words)
            known = self._named.get(key, ())
            self._named[key] = known if scale in known else (*known, scale)

    def terms(self) -> Iterator[tuple[str, Scale]]:
        """Yield every spelling of every scale."""
        for scale in self._all.values():
            yield scale.key, scale
            for words in scale.synonyms:
                yield words, scale

    def named(self, words: str) -> tuple[Scale, ...]:
        """Return what ``words`` mean: several for an ambiguous abbreviation, none if unknown."""
        return self._named.get(normalise(words), ())

    def get(self, key: str) -> Scale:
        """Return the scale with this key; raise NotFound if there is none."""
        try:
            return self._all[key]
        except KeyError:
            raise NotFound(
                f"There is no scale {key!r}.", fix="Give a name from the list of scales."
            ) from None

    def normalise_value(self, scale: Scale, words: str) -> float:
        """The number of a class told in words: IV is 4, B is 2; Unreadable beyond the scale."""
        word = words.strip().upper().removeprefix("CLASS").removeprefix("GRADE").strip()
        try:
            value = float(_ROMAN.get(word) or _LETTERS.get(word) or word)
        except ValueError:
            value = float("nan")
        if not scale.low <= value <= scale.high:
            raise Unreadable(
                f"{words!r} is no value of {scale.key}.",
                fix=f"Give one from {scale.low:g} to {scale.high:g}.",
            )
        return value


def _scale(line: str) -> Scale:
    key, low, high, kind, better, synonyms = line.split("\t")
    names = tuple(synonyms.split(";")) if synonyms else ()
    return Scale(
        key=key, low=float(low), high=float(high), kind=kind, better=better, synonyms=names
    )


@cache
def scales() -> Scales:
    """Return the list of scales."""
    return Scales()
