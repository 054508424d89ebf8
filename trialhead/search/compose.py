"""A search as a query of the index: what must match, and how much each match counts."""

from collections.abc import Iterable, Mapping

from tantivy import FieldType, Occur, Query, Schema

from trialhead.registry import Status
from trialhead.search.request import SearchRequest
from trialhead.search.schema import WEIGHTS, terms
from trialhead.search.understand import Reading, Understanding

#: What naming the condition itself counts, and naming one of its kinds, beside a word's weight.
CONCEPT_WEIGHT = 10.0
BROADER_WEIGHT = 5.0
PHRASE_WEIGHT = 3.0
ABOUT = {field: WEIGHTS[field] for field in ("title", "conditions", "keywords", "summary")}
DAYS_IN_YEAR = 365.2425
_STOP = "a an and at by for from in of on or the to with without i me my"
STOP_WORDS = frozenset(_STOP.split())
CLOSED = tuple(
    status.value
    for status in Status
    if status not in (Status.RECRUITING, Status.NOT_YET_RECRUITING)
)
_STATUSES = {"open": ("RECRUITING",), "soon": ("NOT_YET_RECRUITING",), "closed": CLOSED}


def words_query(schema: Schema, understood: Understanding, *, every: bool) -> Query:
    """The words of a search. ``every``: each condition or word must match, else any may."""
    if understood.registry_id:
        return Query.term_query(schema, "ids", understood.registry_id.lower())
    readings = _telling(understood.readings)
    if not readings:
        return Query.all_query()
    whole = " ".join(reading.words for reading in readings).lower()
    must = Occur.Must if every else Occur.Should
    parts = [_reading_query(schema, reading) for reading in readings]
    query = Query.boolean_query([(must, part) for part in parts])
    named = Query.boost_query(Query.term_query(schema, "ids", whole), 50.0)
    return Query.boolean_query([(Occur.Should, query), (Occur.Should, named)])


def _telling(readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """Without words that stand in every text, unless nothing else is left."""
    kept = tuple(
        reading
        for reading in readings
        if terms(reading.words) and (reading.concepts or reading.words.lower() not in STOP_WORDS)
    )
    return kept or tuple(reading for reading in readings if terms(reading.words))


def _reading_query(schema: Schema, reading: Reading) -> Query:
    """A condition is looked for in what a study is about; other words anywhere.

    Criteria name many conditions that a study is not about, most often to exclude them.
    """
    weights = ABOUT if reading.concepts else WEIGHTS
    ways = [_text_query(schema, reading.words, weights)]
    for concept in reading.concepts:
        ways.append(_label(schema, "concepts", concept.key, CONCEPT_WEIGHT))
        ways.append(_label(schema, "broader", concept.key, BROADER_WEIGHT))
        if concept.name.lower() != reading.words.lower():
            ways.append(_text_query(schema, concept.name, weights))
    return any_of(ways)


def _label(schema: Schema, field: str, value: str, weight: float) -> Query:
    return Query.boost_query(
        Query.const_score_query(Query.term_query(schema, field, value), 1.0), weight
    )


def _text_query(schema: Schema, words: str, weights: Mapping[str, float]) -> Query:
    """All the words, anywhere; together in a title or condition they count more."""
    cut = terms(words)
    each = [
        any_of(
            Query.boost_query(Query.term_query(schema, field, term), weight)
            for field, weight in weights.items()
        )
        for term in cut
    ]
    found = Query.boolean_query([(Occur.Must, part) for part in each])
    if len(cut) < 2:
        return found
    together = [
        Query.boost_query(Query.phrase_query(schema, field, list(cut)), PHRASE_WEIGHT)
        for field in ("title", "conditions")
    ]
    return Query.boolean_query([(Occur.Must, found), *((Occur.Should, p) for p in together)])


def filters(schema: Schema, request: SearchRequest) -> list[tuple[Occur, Query]]:
    """The filters of a search but for place. What a record does not say excludes nothing."""
    found: list[tuple[Occur, Query]] = []
    if request.status in _STATUSES:
        found.append((Occur.Must, _one_of(schema, "status", _STATUSES[request.status])))
    if request.sex:
        other = "MALE" if request.sex == "FEMALE" else "FEMALE"
        found.append((Occur.MustNot, Query.term_query(schema, "sex", other)))
    if request.phases:
        found.append((Occur.Must, _one_of(schema, "phases", request.phases)))
    if request.kind:
        found.append((Occur.Must, _one_of(schema, "kind", (request.kind,))))
    if request.country:
        # A country whose only sites are closed does not help somebody who looks for an open one.
        field = "open_countries" if request.status == "open" else "countries"
        found.append((Occur.Must, _one_of(schema, field, (request.country,))))
    if request.age is not None:
        found += _age_filters(schema, request.age)
    return found


def _age_filters(schema: Schema, years: int) -> list[tuple[Occur, Query]]:
    """As AgeRange.holds: open bounds stand in the index as bounds beyond every age."""
    youngest = Query.range_query(
        schema,
        "youngest",
        FieldType.Float,
        upper_bound=(years + 1) * DAYS_IN_YEAR,
        include_upper=False,
        lower_bound=None,
    )
    oldest = Query.range_query(
        schema,
        "oldest",
        FieldType.Float,
        lower_bound=years * DAYS_IN_YEAR,
        upper_bound=None,
    )
    return [(Occur.Must, youngest), (Occur.Must, oldest)]


def among(schema: Schema, query: Query, numbers: Iterable[int], *, inside: bool = True) -> Query:
    """The query kept to studies with these numbers, or to all others."""
    chosen = Query.const_score_query(Query.term_set_query(schema, "number", sorted(numbers)), 0.0)
    return Query.boolean_query(
        [(Occur.Must, query), (Occur.Must if inside else Occur.MustNot, chosen)]
    )


def filtered(query: Query, found: list[tuple[Occur, Query]]) -> Query:
    """The query with its filters; they add nothing to the score."""
    return Query.boolean_query(
        [
            (Occur.Must, query),
            *((occur, Query.const_score_query(part, 0.0)) for occur, part in found),
        ]
    )


def any_of(queries: Iterable[Query]) -> Query:
    """Studies that one of the queries finds."""
    return Query.boolean_query([(Occur.Should, query) for query in queries])


def _one_of(schema: Schema, field: str, values: Iterable[str]) -> Query:
    return any_of(Query.term_query(schema, field, value) for value in values)
