"""A search answered: which studies, in which order, how far away, and what else there is."""

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
    facets: dict[str, dict[str, int]] = field(default_factory=dict)


def search(
    index: SearchIndex, request: SearchRequest, understood: Understanding, *, page_size: int = 10
) -> Results:
    """The page of results that the request asks for."""
    searcher = index.searcher()
    notes = _place_notes(request, understood)
    if searcher is None:
        return Results(page=request.page, notes=(*notes, Note.NO_INDEX))
    query, total, widened = _matching(searcher, request, understood)
    if widened:
        notes = (*notes, Note.ANY_WORD)
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
        facets=_facets(searcher, query),
    )


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
) -> tuple[Query, int, bool]:
    """The query, how many match, and whether only some of the words had to."""
    narrow = _query(searcher, request, understood, every=not understood.long)
    total = _count(searcher, narrow)
    if total or understood.long or len(understood.readings) < 2:
        return narrow, total, False
    wide = _query(searcher, request, understood, every=False)
    widened = _count(searcher, wide)
    return (wide, widened, True) if widened else (narrow, 0, False)


def _query(
    searcher: Searcher, request: SearchRequest, understood: Understanding, *, every: bool
) -> Query:
    schema = build_schema()
    query = filtered(words_query(schema, understood, every=every), filters(schema, request))
    place = understood.place
    if request.within is None or place is None:
        return query
    near = searcher.sites.within(place.latitude, place.longitude, request.within)
    return among(schema, query, near)


def _count(searcher: Searcher, query: Query) -> int:
    found: int = searcher.studies.search(query, limit=1, count=True).count  # type: ignore[attr-defined]
    return found


def _facets(searcher: Searcher, query: Query) -> dict[str, dict[str, int]]:
    wanted = {name: {"terms": {"field": name, "size": MOST_LABELS}} for name in LABELS}
    counted = searcher.studies.aggregate(query, wanted)
    return {
        name: {bucket["key"]: bucket["doc_count"] for bucket in counted[name]["buckets"]}
        for name in LABELS
    }
