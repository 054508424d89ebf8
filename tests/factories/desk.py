"""A search desk: an index over a few studies, asked as the portal asks it."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.factories.shelf import Shelf
from trialhead.registry import Study
from trialhead.search import Results, SearchIndex, SearchRequest, search, understand
from trialhead.vocabulary import Place, conditions


class _EmptyMap:
    """A gazetteer without towns; tests hand the place over themselves."""

    def find(self, words: str, *, limit: int) -> tuple[Place, ...]:
        return ()


def make_place(latitude: float, longitude: float) -> Place:
    """A town at this point."""
    return Place(
        name="Town",
        region="",
        country="Land",
        country_code="XX",
        latitude=latitude,
        longitude=longitude,
        population=None,
        kind="town",
    )


class Desk:
    """Studies in an index. Filters are fields of SearchRequest; every status is asked for."""

    def __init__(self, folder: Path, studies: Iterable[Study] = ()) -> None:
        self.shelf = Shelf(studies)
        self.index = SearchIndex(folder)
        self.index.catch_up(self.shelf)

    def ask(
        self, words: str = "", *, place: Place | None = None, page_size: int = 10, **filters: Any
    ) -> Results:
        """The page of results."""
        request = SearchRequest(words=words, **{"status": "all", **filters})
        understood = understand(request, conditions=conditions(), gazetteer=_EmptyMap())
        understood = replace(understood, place=place)
        return search(self.index, request, understood, page_size=page_size)

    def numbers(self, words: str = "", **asked: Any) -> list[int]:
        """The numbers of the studies found, in their order, all on one page."""
        return [hit.number for hit in self.ask(words, page_size=10_000, **asked).hits]
