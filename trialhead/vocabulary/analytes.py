"""What is measured in people: names, the unit each is told in, and what a living body can have."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from trialhead.errors import NotFound
from trialhead.vocabulary.normalise import normalise
from trialhead.vocabulary.units import IncompatibleUnits, Unit, convert

#: Units in which a number without one may be meant, beside the analyte's own.
_UNWRITTEN = ("10*9/L", "{n}/uL", "mg/dL", "g/dL", "g/L", "umol/L", "%", "")


@dataclass(frozen=True, kw_only=True, slots=True)
class Analyte:
    """One measurement. ``unit`` is its usual unit's key, empty for a ratio or a yes/no result;
    ``low`` and ``high`` are extremes in that unit, beyond which a number is a slip (project
    choice: wider than any value met in living people; they are no reference limits)."""

    key: str
    unit: str
    low: float
    high: float
    synonyms: tuple[str, ...] = ()


class Analytes:
    """The list of measurements, read once."""

    def __init__(self) -> None:
        text = files("trialhead.vocabulary").joinpath("terms/analytes.tsv").read_text("utf-8")
        self._all = {line.key: line for line in map(_analyte, text.splitlines())}
        self._named = {normalise(words): analyte for words, analyte in reversed([*self.terms()])}

    def terms(self) -> Iterator[tuple[str, Analyte]]:
        """Yield every spelling of every analyte."""
        for analyte in self._all.values():
            yield analyte.key, analyte
            for words in analyte.synonyms:
                yield words, analyte

    def named(self, words: str) -> Analyte | None:
        """Return what ``words`` mean, None if no analyte."""
        return self._named.get(normalise(words))

    def get(self, key: str) -> Analyte:
        """Return the analyte with this key; raise NotFound if there is none."""
        try:
            return self._all[key]
        except KeyError:
            raise NotFound(
                f"There is no measurement {key!r}.", fix="Give a name from the list of analytes."
            ) from None

    def is_plausible(self, analyte: Analyte, value: float, unit: Unit | str) -> bool:
        """Whether a living body can have ``value`` of ``unit``; IncompatibleUnits if of no kind
        that the analyte is measured in."""
        told = convert(value, unit, analyte.unit, analyte=analyte.key)
        return analyte.low <= told <= analyte.high or told == 0

    def guess_unit(self, analyte: Analyte, value: float) -> Unit | None:
        """Return the only unit in which a limit of ``value`` makes sense; None otherwise."""
        if not analyte.unit:
            return Unit("") if analyte.low <= value <= analyte.high else None
        fitting = [
            unit
            for unit in dict.fromkeys((analyte.unit, *_UNWRITTEN[:-1]))
            if self._may_be_limit(analyte, value, unit)
        ]
        return Unit(fitting[0]) if len(fitting) == 1 else None

    def _may_be_limit(self, analyte: Analyte, value: float, unit: str) -> bool:
        try:
            told = convert(value, unit, analyte.unit, analyte=analyte.key)
        except IncompatibleUnits:
            return False
        return analyte.low <= told <= analyte.high


def _analyte(line: str) -> Analyte:
    key, unit, low, high, synonyms = line.split("\t")
    names = tuple(synonyms.split(";")) if synonyms else ()
    return Analyte(key=key, unit=unit, low=float(low), high=float(high), synonyms=names)


@cache
def analytes() -> Analytes:
    """Return the list of measurements."""
    return Analytes()
