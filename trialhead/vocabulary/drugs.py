"""Drugs and the classes they belong to."""

import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from trialhead.errors import NotFound
from trialhead.vocabulary.families import Families
from trialhead.vocabulary.normalise import normalise


@dataclass(frozen=True, kw_only=True, slots=True)
class Drug:
    """A drug or, with ``is_class``, a class of drugs; ``synonyms`` are brand and other names."""

    key: str
    is_class: bool
    synonyms: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What to show."""
        return self.key


class Drugs:
    """The list of drugs and classes, read once."""

    def __init__(self) -> None:
        self._all = {drug.key: drug for drug in _listed_drugs()}
        parents: dict[str, list[str]] = {}
        for key, synonyms, broader, members in _listed_classes():
            known = self._all.get(key)
            is_class = bool(members) or known is None
            names = (*(known.synonyms if known else ()), *synonyms)
            self._all[key] = Drug(key=key, is_class=is_class, synonyms=names)
            parents.setdefault(key, []).extend(broader)
            for member in members:
                parents.setdefault(member, []).append(key)
        self._families = Families(parents)
        self._named: dict[str, Drug] = {}
        for words, drug in self.terms():
            self._named.setdefault(normalise(words), drug)

    def terms(self) -> Iterator[tuple[str, Drug]]:
        """Yield every name of every drug and class; those of classes come first."""
        by_hand = sorted(self._all.values(), key=lambda drug: not drug.is_class)
        for drug in by_hand:
            yield drug.key, drug
        for drug in by_hand:
            for words in drug.synonyms:
                yield words, drug

    def named(self, words: str) -> Drug | None:
        """Return what ``words`` mean, None if no drug."""
        return self._named.get(normalise(words))

    def get(self, key: str) -> Drug:
        """Return the drug or class with this key; raise NotFound if there is none."""
        try:
            return self._all[key]
        except KeyError:
            raise NotFound(
                f"There is no drug {key!r}.", fix="Give a name from the list of drugs."
            ) from None

    def is_a(self, key: str, ancestor: str) -> bool:
        """Whether ``key`` is ``ancestor`` or belongs to it, over any number of steps."""
        return self._families.is_a(key, ancestor)

    def members(self, key: str) -> frozenset[str]:
        """The single drugs of a class."""
        return frozenset(
            name
            for name in self._families.below(key)
            if name in self._all and not self._all[name].is_class
        )


def _listed_drugs() -> Iterator[Drug]:
    packed = files("trialhead.vocabulary").joinpath("terms/drugs.tsv.gz").read_bytes()
    for line in gzip.decompress(packed).decode("utf-8").splitlines():
        key, synonyms = line.split("\t")
        names = tuple(synonyms.split("|")) if synonyms else ()
        yield Drug(key=key, is_class=False, synonyms=names)


def _listed_classes() -> Iterator[tuple[str, list[str], list[str], list[str]]]:
    text = files("trialhead.vocabulary").joinpath("terms/drug_classes.tsv").read_text("utf-8")
    for line in text.splitlines():
        key, synonyms, broader, members = (
            [part for part in column.split(";") if part] for column in line.split("\t")
        )
        yield key[0], synonyms, broader, members


@cache
def drugs() -> Drugs:
    """Return the list of drugs."""
    return Drugs()
