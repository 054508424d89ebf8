"""A search answered: which studies, in which order, how far away, and what else there is."""

from dataclasses import dataclass, field
from enum import StrEnum

from tantivy import Query, Searcher

from trialhead.search.compose import among, filtered, filters, words_query
from trialhead.search.index import SearchIndex
from trialhead.search.request import SearchRequest
from trialhead.search.schema import LABELS, build_schema
from trialhead.search.sites import Sites
from trialhead.search.understand import Understanding
from trialhead.vocabulary import Place

#: Rings in km around a place, searched until a page is full; the last one is the whole Earth.
RINGS = (50.0, 200.0, 800.0, 3000.0, 20040.0)
#: Up to this many matches, asking each one's distance is quicker than searching rings.
FEW = 3000
MOST_LABELS = 300


class Note(StrEnum):
    """Something about the results that a reader should be told."""

    ANY_WORD = "any-word"
    SORT_NEEDS_PLACE = "sort-needs-place"
    WITHIN_NEEDS_PLACE = "within-needs-place"
    PLACE_UNKNOWN = "place-unknown"
    BEYOND_LAST_PAGE = "beyond-last-page"
    NO_INDEX = "no-index"


@dataclass(frozen=True, slots=True)
class Hit:
    """A study found; ``km`` to its nearest enrolling site, None if not known or not asked."""

    number: int
    km: float | None = None


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
    query, total, widened = _matching(searcher, index.sites, request, understood)
    if widened:
        notes = (*notes, Note.ANY_WORD)
    pages = -(-total // page_size)
    start = (request.page - 1) * page_size
    if request.page > max(pages, 1):
        notes = (*notes, Note.BEYOND_LAST_PAGE)
    hits = _page(searcher, index.sites, query, request, understood.place, start, page_size, total)
    return Results(
        total=total,
        hits=hits,
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


def _matching(
    searcher: Searcher, sites: Sites, request: SearchRequest, understood: Understanding
) -> tuple[Query, int, bool]:
    """The query, how many match, and whether only some of the words had to."""
    narrow = _query(sites, request, understood, every=not understood.long)
    total = _count(searcher, narrow)
    if total or understood.long or len(understood.readings) < 2:
        return narrow, total, False
    wide = _query(sites, request, understood, every=False)
    widened = _count(searcher, wide)
    return (wide, widened, True) if widened else (narrow, 0, False)


def _query(
    sites: Sites, request: SearchRequest, understood: Understanding, *, every: bool
) -> Query:
    schema = build_schema()
    query = filtered(words_query(schema, understood, every=every), filters(schema, request))
    place = understood.place
    if request.within is None or place is None:
        return query
    near = sites.within(place.latitude, place.longitude, request.within)
    return among(schema, query, near)


def _count(searcher: Searcher, query: Query) -> int:
    found: int = searcher.search(query, limit=1, count=True).count  # type: ignore[attr-defined]
    return found


def _page(
    searcher: Searcher,
    sites: Sites,
    query: Query,
    request: SearchRequest,
    place: Place | None,
    start: int,
    size: int,
    total: int,
) -> tuple[Hit, ...]:
    if start >= total:
        return ()
    if request.sort == "distance" and place is not None:
        return _nearest(searcher, sites, query, place, start, size, total)
    order = "updated" if request.sort == "updated" else None
    numbers = _numbers(searcher, query, size, offset=start, order=order)
    away = sites.of(numbers, place.latitude, place.longitude) if place else {}
    return tuple(Hit(number, away.get(number)) for number in numbers)


def _nearest(
    searcher: Searcher, sites: Sites, query: Query, place: Place, start: int, size: int, total: int
) -> tuple[Hit, ...]:
    """By distance; studies without a known enrolling site come last, by relevance."""
    away = _distances(searcher, sites, query, place, start + size, total)
    sited = sorted(away, key=lambda number: (away[number], number))
    hits = [Hit(number, away[number]) for number in sited[start : start + size]]
    if len(hits) < size and len(away) < total:
        rest = among(build_schema(), query, away, inside=False) if away else query
        offset = max(0, start - len(away))
        hits += map(Hit, _numbers(searcher, rest, size - len(hits), offset=offset))
    return tuple(hits)


def _distances(
    searcher: Searcher, sites: Sites, query: Query, place: Place, needed: int, total: int
) -> dict[int, float]:
    """Distances of at least the ``needed`` nearest matches, as far as there are so many."""
    if total <= FEW:
        return sites.of(_numbers(searcher, query, total), place.latitude, place.longitude)
    found: dict[int, float] = {}
    for ring in RINGS:
        near = sites.within(place.latitude, place.longitude, ring)
        inside = among(build_schema(), query, near) if near else Query.empty_query()
        found = {number: near[number] for number in _numbers(searcher, inside, max(1, len(near)))}
        if len(found) >= needed:
            break
    return found


def _numbers(
    searcher: Searcher, query: Query, limit: int, *, offset: int = 0, order: str | None = None
) -> list[int]:
    found = searcher.search(query, limit=limit, offset=offset, order_by_field=order, count=False)
    addresses = [address for _, address in found.hits]
    return [number for number in searcher.fast_field_values("number", addresses) if number]  # type: ignore[misc]


def _facets(searcher: Searcher, query: Query) -> dict[str, dict[str, int]]:
    wanted = {name: {"terms": {"field": name, "size": MOST_LABELS}} for name in LABELS}
    counted = searcher.aggregate(query, wanted)
    return {
        name: {bucket["key"]: bucket["doc_count"] for bucket in counted[name]["buckets"]}
        for name in LABELS
    }
