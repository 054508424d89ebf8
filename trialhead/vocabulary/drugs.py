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
    """A drug or, with ``is_class``, a class of drugs.

    ``key`` identifies it ("prednisone", "glucocorticoid", "lamivudine/zidovudine"), ``name`` is
    what to show, ``synonyms`` are brands, salts and other names, ``broader`` the classes right
    above; a product of several drugs stands below each of them.
    """

    key: str
    name: str
    is_class: bool
    synonyms: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.key or not self.name or self.key in self.broader:
            raise ValueError(f"A drug needs a key, a name and no class that is itself: {self!r}")


class Drugs:
    """The list of drugs and classes. None of the questions reads a file."""

    def __init__(self) -> None:
        classes = _read_classes()
        memberships = _memberships(classes)
        listed = [*_classes(classes), *_single_drugs(memberships)]
        self._all = {drug.key: drug for drug in listed}
        self._families = Families({drug.key: drug.broader for drug in listed})
        self._named = {normalise(words): drug for words, drug in self.terms()}

    def terms(self) -> Iterator[tuple[str, Drug]]:
        """Yield every name of every class and drug; no two of them share one."""
        for drug in self._all.values():
            yield drug.key, drug
            for words in drug.synonyms:
                yield words, drug

    def named(self, words: str) -> Drug | None:
        """Return what ``words`` mean, None if no drug."""
        return self._named.get(normalise(words))

    def get(self, key: str) -> Drug:
        """Return the drug or class with exactly this key; raise NotFound if there is none."""
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
        """Return the keys of the drugs below a class, without the classes between."""
        return frozenset(name for name in self._families.below(key) if not self._all[name].is_class)


def _read_classes() -> list[tuple[str, ...]]:
    """Return key, synonyms, broader classes and members (each by ;) of every class."""
    text = files("trialhead.vocabulary").joinpath("terms/drug_classes.tsv").read_text("utf-8")
    return [tuple(line.split("\t")) for line in text.splitlines()]


def _memberships(classes: list[tuple[str, ...]]) -> dict[str, list[str]]:
    """Return the classes of each drug."""
    found: dict[str, list[str]] = {}
    for key, _, _, members in classes:
        for member in _parts(members, ";"):
            found.setdefault(member, []).append(key)
    return found


def _classes(classes: list[tuple[str, ...]]) -> Iterator[Drug]:
    for key, synonyms, broader, _ in classes:
        yield Drug(
            key=key,
            name=key,
            is_class=True,
            synonyms=_parts(synonyms, ";"),
            broader=_parts(broader, ";"),
        )


def _single_drugs(memberships: dict[str, list[str]]) -> Iterator[Drug]:
    packed = files("trialhead.vocabulary").joinpath("terms/drugs.tsv.gz").read_bytes()
    for line in gzip.decompress(packed).decode("utf-8").splitlines():
        key, name, synonyms, substances = line.split("\t")
        yield Drug(
            key=key,
            name=name or key,
            is_class=False,
            synonyms=_parts(synonyms, "|"),
            broader=(*_parts(substances, "|"), *memberships.get(key, ())),
        )


def _parts(column: str, sign: str) -> tuple[str, ...]:
    return tuple(column.split(sign)) if column else ()


@cache
def drugs() -> Drugs:
    """Return the list of drugs, read once."""
    return Drugs()
