"""Names of a source turned into the vocabulary's keys; those it does not know are remembered."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from trialhead.patients.amounts import Amount
from trialhead.patients.record import Finding
from trialhead.vocabulary import analytes, conditions, drugs, procedures, scales


@dataclass(slots=True)
class _Unknown:
    """A name nobody knows: where it was first met, and how often."""

    source: str
    problem: str
    entries: int = 0


#: First words that leave an illness what it is: a recurrent sinusitis is a sinusitis. Words that
#: tell its cause are not among them: a viral sinusitis is a viral disease as well.
_DEGREES = frozenset(
    {
        "acute",
        "bilateral",
        "chronic",
        "left",
        "mild",
        "moderate",
        "perennial",
        "recurrent",
        "right",
        "seasonal",
        "severe",
        "subacute",
        "unilateral",
    }
)


class Names:
    """Resolves names while one source is read.

    Each method takes wordings of one name, best first, and ``source``, the place they stand at.
    The first wording the vocabulary knows is used, otherwise the first as written.
    """

    def __init__(self) -> None:
        self._unknown: dict[tuple[str, str], _Unknown] = {}

    def condition(self, *wordings: str, source: str) -> tuple[str, tuple[str, ...]]:
        """The name, and the keys of all it may mean; none if unknown."""
        for words in wordings:
            if concepts := conditions().named(words) or conditions().named(_undegreed(words)):
                return words, tuple(concept.key for concept in concepts)
        return self._literal("condition", wordings, source), ()

    def drug(self, *wordings: str, source: str) -> str:
        """A drug's or class's key, or the name as written."""
        return self._keyed("drug", wordings, drug_key, source)

    def procedure(self, *wordings: str, source: str) -> str:
        """A procedure's key, or the name as written."""
        return self._keyed("procedure", wordings, procedure_key, source)

    def analyte(self, *wordings: str, source: str) -> str:
        """An analyte's key, or the name as written."""
        return self._keyed("measurement", wordings, analyte_key, source)

    def scale(self, *wordings: str, source: str) -> str:
        """A scale's key, or the name as written, also where it is the name of several."""
        return self._keyed("scale", wordings, scale_key, source)

    def unit(self, amount: Amount, analyte: str, *, source: str) -> None:
        """Remember a unit that cannot be converted, or one that lacks."""
        if not amount.known:
            problem = f"The unit {amount.unit[:40]!r} is not known; the number cannot be compared."
            self._note("unit", amount.unit, source, problem)
        elif not amount.unit and _needs_unit(analyte):
            problem = f"{analyte} is given without a unit; the number cannot be compared."
            self._note("no unit", analyte, source, problem)

    def findings(self) -> Iterable[Finding]:
        """One finding for each name that is not known, with the place it was first met at."""
        for unknown in self._unknown.values():
            times = f" ({unknown.entries} entries)" if unknown.entries > 1 else ""
            yield Finding(message=unknown.problem + times, source=unknown.source)

    def _keyed(
        self,
        kind: str,
        wordings: tuple[str, ...],
        key_of: Callable[[str], str | None],
        source: str,
    ) -> str:
        for words in wordings:
            if (key := key_of(words)) is not None:
                return key
        return self._literal(kind, wordings, source)

    def _literal(self, kind: str, wordings: tuple[str, ...], source: str) -> str:
        words = wordings[0]
        problem = f"Unknown {kind} {words[:80]!r}: it is compared with criteria letter by letter."
        self._note(kind, words, source, problem)
        return words

    def _note(self, kind: str, words: str, source: str, problem: str) -> None:
        self._unknown.setdefault((kind, words), _Unknown(source, problem)).entries += 1


def drug_key(words: str) -> str | None:
    """The key of the drug or class called so."""
    drug = drugs().named(words)
    return drug.key if drug else None


def procedure_key(words: str) -> str | None:
    """The key of the procedure called so."""
    procedure = procedures().named(words)
    return procedure.key if procedure else None


def analyte_key(words: str) -> str | None:
    """The key of the analyte called so."""
    analyte = analytes().named(words)
    return analyte.key if analyte else None


def scale_key(words: str) -> str | None:
    """The key of the one scale called so."""
    named = scales().named(words)
    return named[0].key if len(named) == 1 else None


def _needs_unit(analyte: str) -> bool:
    known = analytes().named(analyte)
    return known is not None and bool(known.unit)


def _undegreed(name: str) -> str:
    """The name of an illness without the words of degree before it."""
    words = name.split()
    while len(words) > 1 and words[0].lower() in _DEGREES:
        del words[0]
    return " ".join(words)
