"""Find studies by words, place and filters."""

from trialhead.search.find import Note, Results, matching, search
from trialhead.search.index import Entry, SearchIndex, Source
from trialhead.search.listing import Hit
from trialhead.search.request import (
    SORTS,
    STATUSES,
    WITHIN,
    Problem,
    SearchRequest,
    from_query,
    to_query,
)
from trialhead.search.understand import Reading, Understanding, understand

__all__ = [
    "SORTS",
    "STATUSES",
    "WITHIN",
    "Entry",
    "Hit",
    "Note",
    "Problem",
    "Reading",
    "Results",
    "SearchIndex",
    "SearchRequest",
    "Source",
    "Understanding",
    "from_query",
    "matching",
    "search",
    "to_query",
    "understand",
]
