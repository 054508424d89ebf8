"""Operations and other measures that criteria ask about."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from trialhead.errors import NotFound
from trialhead.vocabulary.families import Families
from trialhead.vocabulary.normalise import normalise


@dataclass(frozen=True, kw_only=True, slots=True)
class Procedure:
    """One procedure, its other names, and the broader procedures it is one of."""

    key: str
    synonyms: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()


class Procedures:
    """The list of procedures, read once."""

    def __init__(self) -> None:
        text = files("trialhead.vocabulary").joinpath("terms/procedures.tsv").read_text("utf-8")
        self._all = {line.key: line for line in map(_procedure, text.splitlines())}
        self._families = Families({each.key: each.broader for each in self._all.values()})
        self._named: dict[str, Procedure] = {}
        for words, procedure in self.terms():
            self._named.setdefault(normalise(words), procedure)

    def terms(self) -> Iterator[tuple[str, Procedure]]:
        """Yield every name of every procedure."""
        for procedure in self._all.values():
            yield procedure.key, procedure
            for words in procedure.synonyms:
                yield words, procedure

    def named(self, words: str) -> Procedure | None:
        """Return what ``words`` mean, None if no procedure."""
        return self._named.get(normalise(words))

    def get(self, key: str) -> Procedure:
        """Return the procedure with this key; raise NotFound if there is none."""
        try:
            return self._all[key]
        except KeyError:
            raise NotFound(
                f"There is no procedure {key!r}.", fix="Give a name from the list of procedures."
            ) from None

    def is_a(self, key: str, ancestor: str) -> bool:
        """Whether ``key`` is ``ancestor`` or a kind of it."""
        return self._families.is_a(key, ancestor)


def _procedure(line: str) -> Procedure:
    key, synonyms, broader = line.split("\t")
    return Procedure(
        key=key,
        synonyms=tuple(part for part in synonyms.split(";") if part),
        broader=tuple(part for part in broader.split(";") if part),
    )


@cache
def procedures() -> Procedures:
    """Return the list of procedures."""
    return Procedures()
