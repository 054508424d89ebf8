"""Conditions: what people call illnesses, and how illnesses belong together."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache, cached_property

from trialhead.errors import NotFound
from trialhead.vocabulary.concepts import Concept, Correction, Mention, Suggestion
from trialhead.vocabulary.corrections import Corrector
from trialhead.vocabulary.mentions import lengths, mentions
from trialhead.vocabulary.normalise import normalise
from trialhead.vocabulary.suggestions import Completer
from trialhead.vocabulary.wording import HEADING, LayLine, gather, read_concepts, read_lay


class Conditions:
    """The list of conditions. Any text gives an answer; none of the questions reads a file."""

    def __init__(self) -> None:
        lay = read_lay()
        self._everyday = _everyday(lay)
        self._concepts = read_concepts(lay)
        self._terms = gather(lay, self._concepts)
        self._by_key = {term.key: term for term in self._terms}
        self._by_number = {
            number: concept for concept in self._concepts.values() for number in concept.tree
        }

    @cached_property
    def _longest(self) -> dict[str, int]:
        return lengths(self._by_key)

    @cached_property
    def _completer(self) -> Completer:
        return Completer([term for term in self._terms if term.source != HEADING])

    @cached_property
    def _corrector(self) -> Corrector:
        return Corrector(self._terms)

    @property
    def concepts(self) -> tuple[Concept, ...]:
        """All concepts, in alphabetical order of the committed list, then those added by hand."""
        return tuple(self._concepts.values())

    def concept(self, key: str) -> Concept:
        """Return the concept with exactly this key; raise NotFound if there is none."""
        try:
            return self._concepts[key]
        except KeyError:
            raise NotFound(
                f"There is no condition {key!r}.", fix="Give a heading from the list."
            ) from None

    def everyday(self, key: str) -> str:
        """Return what people call this condition, "heart attack"; empty if nothing else than
        its name is listed."""
        return self._everyday.get(key, "")

    def named(self, words: str) -> tuple[Concept, ...]:
        """Return what ``words`` mean: several for an ambiguous abbreviation, none if unknown."""
        term = self._by_key.get(normalise(words))
        return term.concepts if term else ()

    def mentioned(self, text: str, *, limit: int) -> tuple[Mention, ...]:
        """Return up to ``limit`` conditions named in ``text``, in reading order."""
        return mentions(text, self._by_key, self._longest, limit=limit)

    def terms(self) -> Iterator[tuple[str, Concept]]:
        """Yield every wording with each concept it may mean."""
        for term in self._terms:
            for concept in term.concepts:
                yield term.words, concept

    def suggest(self, start: str, *, limit: int) -> tuple[Suggestion, ...]:
        """Return up to ``limit`` completions of ``start``, each for another concept, best first.

        Exact terms come first, then terms that start so, then terms with a word that starts so;
        within each, everyday wording and shorter terms come first.
        """
        return self._completer.suggest(start, limit=limit)

    def nearest(self, words: str) -> Correction | None:
        """Return the term meant by ``words`` with typing errors.

        Known terms, words that all occur in known terms, and short words are left alone.
        """
        key = normalise(words)
        if key in self._by_key or all(map(self._completer.knows, key.split())):
            return None
        return self._corrector.nearest(words)

    def ancestors(self, concept: Concept) -> tuple[Concept, ...]:
        """Return the broader concepts above ``concept``, nearest first, each once."""
        above: dict[int, dict[str, Concept]] = {}
        for number in concept.tree:
            parts = number.split(".")
            for steps in range(1, len(parts)):
                broader = self._by_number.get(".".join(parts[:-steps]))
                if broader is not None and broader != concept:
                    above.setdefault(steps, {})[broader.key] = broader
        nearest_first = [found for steps in sorted(above) for found in above[steps].values()]
        return tuple({found.key: found for found in nearest_first}.values())


def _everyday(lay: Sequence[LayLine]) -> dict[str, str]:
    """The first listed wording of each heading that means nothing else and is no abbreviation."""
    meanings = Counter(line.words for line in lay)
    plain = [
        line for line in lay if meanings[line.words] == 1 and not any(map(str.isupper, line.words))
    ]
    return {line.heading: line.words for line in reversed(plain)}


@cache
def conditions() -> Conditions:
    """Return the list of conditions, read once."""
    return Conditions()
