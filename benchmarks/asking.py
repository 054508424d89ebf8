"""Asks trialhead's search as the portal does."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.corpus import Shelf
from trialhead.registry import Study
from trialhead.search import Results, SearchIndex, SearchRequest, search, understand
from trialhead.vocabulary import Place, conditions


class _EmptyMap:
    """A gazetteer without towns; places are handed over as they are."""

    def find(self, words: str, *, limit: int) -> tuple[Place, ...]:
        return ()


class Asking:
    """Studies in an index, numbered from 1."""

    def __init__(self, folder: Path, studies: Sequence[Study] = ()) -> None:
        self.index = SearchIndex(folder)
        if studies:
            self.index.catch_up(Shelf(studies, len(studies)))

    def ask(
        self, words: str, *, place: Place | None = None, limit: int = 10, **filters: Any
    ) -> Results:
        """The first page; every status unless ``filters`` say one."""
        request = SearchRequest(words=words, **{"status": "all", **filters})
        nowhere: Any = _EmptyMap()
        understood = understand(request, conditions=conditions(), gazetteer=nowhere)
        understood = replace(understood, place=place)
        return search(self.index, request, understood, page_size=limit)

    def best(self, words: str, *, limit: int) -> list[int]:
        """The numbers of the best studies."""
        return [hit.number for hit in self.ask(words, limit=limit).hits]
