"""Reads the two committed lists: the conditions, and what people call them."""

import gzip
from collections.abc import Iterable, Iterator
from importlib.resources import files
from typing import NamedTuple

from trialhead.vocabulary.concepts import Concept
from trialhead.vocabulary.normalise import normalise

#: Where a term comes from, in the order in which terms are offered.
LAY, ABBREVIATION, NAME, SYNONYM, CLINICAL, HEADING = range(6)

#: Terms written by hand; where they give meanings for a wording, only these count.
_BY_HAND = (LAY, ABBREVIATION, CLINICAL)


class Term(NamedTuple):
    """One way to say a condition, or several conditions if it is ambiguous."""

    source: int
    key: str
    words: str
    concepts: tuple[Concept, ...]


class LayLine(NamedTuple):
    """One line of the everyday list; ``tree`` is given where it adds a concept."""

    words: str
    heading: str
    tree: tuple[str, ...]


def read_lay() -> tuple[LayLine, ...]:
    """Return the lines of the hand-written list, in its order."""
    text = files("trialhead.vocabulary").joinpath("terms/lay.tsv").read_text(encoding="utf-8")
    return tuple(_lay_line(*line.split("\t")) for line in text.splitlines() if line)


def read_clinical() -> tuple[LayLine, ...]:
    """Return the hand-written list of professional wording, in its order."""
    text = files("trialhead.vocabulary").joinpath("terms/clinical.tsv").read_text(encoding="utf-8")
    return tuple(_lay_line(*line.split("\t")) for line in text.splitlines() if line)


def _lay_line(words: str, heading: str, tree: str = "") -> LayLine:
    return LayLine(words, heading, tuple(tree.split("|")) if tree else ())


def read_concepts(lay: Iterable[LayLine]) -> dict[str, Concept]:
    """Return all concepts by key: the committed list and those that ``lay`` adds."""
    packed = files("trialhead.vocabulary").joinpath("terms/conditions.tsv.gz").read_bytes()
    lines = gzip.decompress(packed).decode("utf-8").splitlines()
    concepts = [_concept(*line.split("\t")) for line in lines]
    concepts += [_added(line) for line in (*lay, *read_clinical()) if line.tree]
    return {concept.key: concept for concept in concepts}


def _concept(heading: str, name: str, tree: str, synonyms: str) -> Concept:
    others = tuple(synonyms.split("|")) if synonyms else ()
    return Concept(key=heading, name=name, tree=tuple(tree.split("|")), synonyms=others)


def _added(line: LayLine) -> Concept:
    starts_a_sentence = line.heading[1:2].islower()
    name = line.heading[0].lower() + line.heading[1:] if starts_a_sentence else line.heading
    return Concept(key=line.heading, name=name, tree=line.tree)


def gather(lay: Iterable[LayLine], concepts: dict[str, Concept]) -> list[Term]:
    """Return one term for each key, best to offer first: everyday wording, then shorter.

    Where the hand-written list gives meanings for a key, only these count.
    """
    terms: dict[str, Term] = {}
    for term in _terms(lay, concepts):
        known = terms.setdefault(term.key, term)
        is_by_hand = term.source in _BY_HAND
        if is_by_hand == (known.source in _BY_HAND) and term.concepts[0] not in known.concepts:
            terms[term.key] = known._replace(concepts=known.concepts + term.concepts)
    return sorted(terms.values(), key=lambda term: (term.source, len(term.key), term.key))


def _terms(lay: Iterable[LayLine], concepts: dict[str, Concept]) -> Iterator[Term]:
    """Yield a term for each wording of each concept; keys may occur more than once."""
    for line in lay:
        source = ABBREVIATION if sum(map(str.isupper, line.words)) > 1 else LAY
        yield Term(source, normalise(line.words), line.words, (concepts[line.heading],))
    for line in read_clinical():
        yield Term(CLINICAL, normalise(line.words), line.words, (concepts[line.heading],))
    for concept in concepts.values():
        yield Term(NAME, normalise(concept.name), concept.name, (concept,))
    for concept in concepts.values():
        # A heading turned round ("Pregnancy, Tubal") is understood but never shown.
        yield Term(HEADING, normalise(concept.key), concept.name, (concept,))
        for words in concept.synonyms:
            yield Term(SYNONYM, normalise(words), words, (concept,))
