"""Operations, examinations and other measures that criteria ask about."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from trialhead.errors import NotFound
from trialhead.vocabulary.families import Families
from trialhead.vocabulary.normalise import normalise


@dataclass(frozen=True, kw_only=True, slots=True)
class Procedure:
    """One procedure.

    ``key`` identifies it and is what to show ("kidney transplantation"), ``synonyms`` are its
    other names, ``broader`` the keys of the procedures it is a kind of.
    """

    key: str
    synonyms: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.key or self.key in self.broader:
            raise ValueError(f"A procedure needs a key and is no kind of itself: {self!r}")

    @property
    def name(self) -> str:
        """What to show."""
        return self.key


class Procedures:
    """The list of procedures. None of the questions reads a file."""

    def __init__(self) -> None:
        text = files("trialhead.vocabulary").joinpath("terms/procedures.tsv").read_text("utf-8")
        self._all = {line.key: line for line in map(_procedure, text.splitlines())}
        self._families = Families({each.key: each.broader for each in self._all.values()})
        self._named = {normalise(words): procedure for words, procedure in self.terms()}

    def terms(self) -> Iterator[tuple[str, Procedure]]:
        """Yield every name of every procedure; no two of them share one."""
        for procedure in self._all.values():
            yield procedure.key, procedure
            for words in procedure.synonyms:
                yield words, procedure

    def named(self, words: str) -> Procedure | None:
        """Return what ``words`` mean, None if no procedure."""
        return self._named.get(normalise(words))

    def get(self, key: str) -> Procedure:
        """Return the procedure with exactly this key; raise NotFound if there is none."""
        try:
            return self._all[key]
        except KeyError:
            raise NotFound(
                f"There is no procedure {key!r}.", fix="Give a name from the list of procedures."
            ) from None

    def is_a(self, key: str, ancestor: str) -> bool:
        """Whether ``key`` is ``ancestor`` or a kind of it, over any number of steps."""
        return self._families.is_a(key, ancestor)


def _procedure(line: str) -> Procedure:
    key, synonyms, broader = line.split("\t")
    return Procedure(key=key, synonyms=_parts(synonyms), broader=_parts(broader))


def _parts(column: str) -> tuple[str, ...]:
    return tuple(column.split(";")) if column else ()


@cache
def procedures() -> Procedures:
    """Return the list of procedures, read once."""
    return Procedures()
