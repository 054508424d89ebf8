"""A search answered: which studies, in which order, how far away, and what else there is."""

from collections.abc import Collection
from dataclasses import dataclass, field
from enum import StrEnum

from tantivy import Query

from trialhead.search.compose import among, filtered, filters, words_query
from trialhead.search.index import Searcher, SearchIndex
from trialhead.search.listing import Hit, Listing
from trialhead.search.request import SearchRequest
from trialhead.search.schema import LABELS, build_schema
from trialhead.search.understand import Understanding

MOST_LABELS = 300
Facets = dict[str, dict[str, int]]


class Note(StrEnum):
    """Something about the results that a reader should be told."""

    ANY_WORD = "any-word"
    SORT_NEEDS_PLACE = "sort-needs-place"
    WITHIN_NEEDS_PLACE = "within-needs-place"
    PLACE_UNKNOWN = "place-unknown"
    BEYOND_LAST_PAGE = "beyond-last-page"
    NO_INDEX = "no-index"


@dataclass(frozen=True, kw_only=True, slots=True)
class Results:
    """One page of a search; ``facets`` count studies by field and value over all pages."""

    total: int = 0
    hits: tuple[Hit, ...] = ()
    page: int = 1
    pages: int = 0
    notes: tuple[Note, ...] = ()
    facets: Facets = field(default_factory=dict)


def search(
    index: SearchIndex, request: SearchRequest, understood: Understanding, *, page_size: int = 10
) -> Results:
    """The page of results that the request asks for."""
    searcher = index.searcher()
    notes = _place_notes(request, understood)
    if searcher is None:
        return Results(page=request.page, notes=(*notes, Note.NO_INDEX))
    query, facets, widened = _matching(searcher, request, understood)
    if widened:
        notes = (*notes, Note.ANY_WORD)
    total = _count(facets)
    pages = -(-total // page_size)
    if request.page > max(pages, 1):
        notes = (*notes, Note.BEYOND_LAST_PAGE)
    listing = Listing(searcher=searcher, query=query, total=total, place=understood.place)
    return Results(
        total=total,
        hits=listing.hits(_order(request, understood), request.page, page_size),
        page=request.page,
        pages=pages,
        notes=notes,
        facets=facets,
    )


def matching(
    index: SearchIndex, request: SearchRequest, understood: Understanding
) -> frozenset[int]:
    """The numbers of all studies that a search finds, whatever its page and order.

    Every word must match: a study that only some words fit never counts. So whether a study is
    among them depends on that study alone, and an index of a few studies answers for those.
    """
    searcher = index.searcher()
    if searcher is None:
        return frozenset()
    near = _near(searcher, request, understood)
    query = _query(request, understood, near, every=not understood.long)
    everything = searcher.studies.num_docs
    listing = Listing(searcher=searcher, query=query, total=everything, place=None)
    return frozenset(hit.number for hit in listing.hits("relevance", 1, everything))


def _place_notes(request: SearchRequest, understood: Understanding) -> tuple[Note, ...]:
    if understood.place is not None:
        return ()
    found = []
    if request.near:
        found.append(Note.PLACE_UNKNOWN)
    if request.sort == "distance":
        found.append(Note.SORT_NEEDS_PLACE)
    if request.within is not None and not request.near:
        found.append(Note.WITHIN_NEEDS_PLACE)
    return tuple(found)


def _order(request: SearchRequest, understood: Understanding) -> str:
    """Without words all studies match equally well, and the latest news comes first."""
    if request.sort == "relevance" and not understood.readings:
        return "updated"
    return request.sort


def _matching(
    searcher: Searcher, request: SearchRequest, understood: Understanding
) -> tuple[Query, Facets, bool]:
    """The query, what it matches by field and value, and whether only some words had to."""
    near = _near(searcher, request, understood)
    narrow = _query(request, understood, near, every=not understood.long)
    found = _facets(searcher, narrow)
    if _count(found) or understood.long or len(understood.readings) < 2:
        return narrow, found, False
    wide = _query(request, understood, near, every=False)
    widened = _facets(searcher, wide)
    return (wide, widened, True) if _count(widened) else (narrow, found, False)


def _near(
    searcher: Searcher, request: SearchRequest, understood: Understanding
) -> Collection[int] | None:
    """The studies within the distance asked for; None where none was asked for."""
    place = understood.place
    if request.within is None or place is None:
        return None
    return searcher.sites.within(place.latitude, place.longitude, request.within)


def _query(
    request: SearchRequest, understood: Understanding, near: Collection[int] | None, *, every: bool
) -> Query:
    schema = build_schema()
    query = filtered(words_query(schema, understood, every=every), filters(schema, request))
    return query if near is None else among(schema, query, near)


def _facets(searcher: Searcher, query: Query) -> Facets:
    wanted = {name: {"terms": {"field": name, "size": MOST_LABELS}} for name in LABELS}
    counted = searcher.studies.aggregate(query, wanted)
    return {
        name: {bucket["key"]: bucket["doc_count"] for bucket in counted[name]["buckets"]}
        for name in LABELS
    }


def _count(facets: Facets) -> int:
    """How many studies were counted: each has exactly one status."""
    return sum(facets["status"].values())
