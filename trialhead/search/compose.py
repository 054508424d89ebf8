"""A search as a query of the index: what must match, and how much each match counts."""

from collections.abc import Iterable, Iterator
from itertools import chain, pairwise

from tantivy import FieldType, Occur, Query, Schema

from trialhead.registry import Status
from trialhead.search.request import SearchRequest
from trialhead.search.schema import WEIGHTS, terms
from trialhead.search.understand import Reading, Understanding

#: What a study of the condition counts, and a study of a narrower one.
SAME, NARROWER = 6.0, 3.0
PHRASE_WEIGHT = 0.5
#: What a condition named in a free text counts: its words together, and a study about it.
NAMED_IN_NOTE, SAME_AS_IN_NOTE = 2.0, 1.0
NUMBER_WEIGHT = 50.0
#: The fields that say what a study is about. Its criteria name many conditions that it is not
#: about, most often to exclude them.
ABOUT = ("title", "conditions", "keywords", "summary")
DAYS_IN_YEAR = 365.2425
_STOP = "a an and at by for from in of on or the to with without i me my trial trials study studies"
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
    if understood.long:
        return any_of(_note_parts(schema, readings))
    must = Occur.Must if every else Occur.Should
    parts = [(must, _reading_query(schema, reading)) for reading in readings]
    parts += [(Occur.Should, pair) for pair in _pairs(schema, understood.readings)]
    number = " ".join(reading.words for reading in readings).lower()
    ways = [Query.boolean_query(parts), _label(schema, "ids", number, NUMBER_WEIGHT)]
    return any_of(ways)


def _telling(readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """Each reading once, without words that stand in every text unless nothing else is left."""
    each = {reading.words.lower(): reading for reading in reversed(readings)}
    kept = [each[words] for words in reversed(each) if words not in STOP_WORDS]
    return tuple(kept or each.values())


def _pairs(schema: Schema, readings: tuple[Reading, ...]) -> Iterator[Query]:
    """Words that follow each other count more where they do so in a title."""
    for one, other in pairwise(readings):
        cut = terms(f"{one.words} {other.words}")
        if len(cut) > 1:  # a phrase of one word is an error
            yield _phrase(schema, "title", cut)


def _note_parts(schema: Schema, readings: tuple[Reading, ...]) -> Iterator[Query]:
    """Each word of a free text once, anywhere in a record; the conditions it names count most."""
    cuts = {reading.words: terms(reading.words) for reading in readings}
    for term in dict.fromkeys(chain.from_iterable(cuts.values())):
        yield Query.term_query(schema, "text", term)
    for reading in readings:
        if reading.concepts and len(cuts[reading.words]) > 1:
            yield _phrase(schema, "text", cuts[reading.words], NAMED_IN_NOTE)
    for key in dict.fromkeys(concept.key for reading in readings for concept in reading.concepts):
        yield _label(schema, "concepts", key, SAME_AS_IN_NOTE)


def _reading_query(schema: Schema, reading: Reading) -> Query:
    """A condition is looked for in what a study is about; other words anywhere."""
    fields = tuple(WEIGHTS) if not reading.concepts else ABOUT
    ways = [_text_query(schema, reading.words, fields)]
    for concept in reading.concepts:
        ways.append(_label(schema, "concepts", concept.key, SAME))
        ways.append(_label(schema, "broader", concept.key, NARROWER))
        if concept.name.lower() != reading.words.lower():
            ways.append(_text_query(schema, concept.name, fields))
    return any_of(ways)


def _label(schema: Schema, field: str, value: str, weight: float) -> Query:
    return Query.boost_query(Query.term_query(schema, field, value), weight)


def _text_query(schema: Schema, words: str, fields: tuple[str, ...]) -> Query:
    """All the words, anywhere; together in a title or condition they count more."""
    cut = terms(words)
    if not cut:
        return Query.empty_query()
    each = [any_of(_label(schema, field, term, WEIGHTS[field]) for field in fields) for term in cut]
    if len(cut) == 1:
        return each[0]
    together = [_phrase(schema, field, cut) for field in ("title", "conditions")]
    return Query.boolean_query(
        [
            *((Occur.Must, part) for part in each),
            *((Occur.Should, part) for part in together),
        ]
    )


def _phrase(schema: Schema, field: str, cut: list[str], weight: float = PHRASE_WEIGHT) -> Query:
    return Query.boost_query(Query.phrase_query(schema, field, list(cut)), weight)


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
