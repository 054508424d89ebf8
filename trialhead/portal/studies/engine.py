"""The search index and place list of this process, opened once and shared by its threads."""

from functools import cache
from pathlib import Path

from django.conf import settings

from trialhead.search import SearchIndex
from trialhead.vocabulary import Gazetteer


def index_folder() -> Path:
    """Where the search index lies."""
    return Path(settings.TRIALHEAD_HOME) / "index"


def places_file() -> Path:
    """Where the place list lies."""
    return Path(settings.TRIALHEAD_HOME) / "places.sqlite3"


@cache
def search_index() -> SearchIndex:
    """The index, reloaded by itself when another process has written it."""
    return SearchIndex(index_folder())


@cache
def gazetteer() -> Gazetteer:
    """Towns and postcodes."""
    return Gazetteer(places_file())
