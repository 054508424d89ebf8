"""How fast searches answer among 100,000 studies, beside SQLite's full-text search."""

import random
import time
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks import child, corpus
from benchmarks.asking import Asking
from benchmarks.measures import percentile
from benchmarks.peers import FullText
from benchmarks.tables import table
from trialhead.vocabulary import Place

TITLE = "Search speed"
WORDS = (
    "breast cancer",
    "leukemia",
    "slipped disc",
    "low back pain",
    "NSCLC",
    "type 2 diabetes",
    "depression",
    "schizophrenia",
    "trouble sleeping",
    "smoking",
    "migraine",
    "pembrolizumab",
    "chemotherapy for pancreatic cancer",
    "physiotherapy after surgery",
    "quality of life",
    "children",
    "brest cancr",
    "xylophone",
)
NOTES = WORDS[:4]  # each takes the peer seconds
TOWNS = ((53.8, -1.55), (40.71, -74.01), (35.68, 139.69), (-33.87, 151.21), (64.15, -21.94))


def measure(*, quick: bool, folder: Path) -> dict[str, Any]:
    """Index size and building, then seconds of every kind of search, ours and the peer's."""
    count = 3000 if quick else 100_000
    few = child.run("index", str(folder / "few"), str(count // 10), home=folder)
    built = child.run("index", str(folder / "index"), str(count), home=folder)
    started = time.perf_counter()
    peer = FullText(folder / "peer.sqlite3", corpus.resampled(count))
    peer_built = time.perf_counter() - started
    asking = Asking(folder / "index")
    asking.ask("lupus")  # the list of conditions is read at the first search
    return {
        "studies": count,
        "built": built,
        "a tenth": few,
        "index MB": _size(folder / "index"),
        "peer built": peer_built,
        "peer MB": _size(folder),
        "searches": {
            **{name: _spread(_timed(ask, WORDS)) for name, ask in _kinds(asking, peer).items()},
            **{name: _spread(_timed(ask, NOTES)) for name, ask in _long(asking, peer).items()},
        },
    }


def _size(folder: Path) -> float:
    if folder.name == "index":
        return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
    return (folder / "peer.sqlite3").stat().st_size / 1e6


def _kinds(asking: Asking, peer: FullText) -> dict[str, Callable[[str, Place], object]]:
    """Each kind of search, by what the page shows: the first ten, the total and the counts."""
    filters: dict[str, Any] = {
        "status": "open",
        "age": 40,
        "sex": "FEMALE",
        "phases": ("PHASE2", "PHASE3"),
    }
    return {
        "words": lambda words, town: asking.ask(words),
        "words, enrolling now": lambda words, town: asking.ask(words, status="open"),
        "words, four filters": lambda words, town: asking.ask(words, **filters),
        "words, distances shown": lambda words, town: asking.ask(words, place=town),
        "words, within 100 km": lambda words, town: asking.ask(words, place=town, within=100),
        "words, sorted by distance": lambda words, town: asking.ask(
            words, place=town, sort="distance"
        ),
        "words, sorted by update": lambda words, town: asking.ask(words, sort="updated"),
        "everything, sorted by distance": lambda words, town: asking.ask(
            "", place=town, sort="distance"
        ),
        "FTS5: words, ten and total": lambda words, town: _asked(peer, words),
    }


def _long(asking: Asking, peer: FullText) -> dict[str, Callable[[str, Place], object]]:
    """A patient's note as it stands: any of its words may match."""
    return {
        "a note of 100 words": lambda words, town: asking.ask(_note(words)),
        "FTS5: a note of 100 words": lambda words, town: peer.best(
            _note(words), every=False, limit=10
        ),
    }


def _asked(peer: FullText, words: str) -> tuple[list[int], int]:
    return peer.best(words, every=True, limit=10), peer.count(words, every=True)


@cache
def _note(words: str) -> str:
    """A patient's note that also speaks of these words."""
    return f"{words}. {' '.join(corpus.topics()['1'].split()[:100])}"


def _timed(ask: Callable[[str, Place], object], words_of: Sequence[str]) -> list[float]:
    """Seconds of each search, in an order that is mixed but always the same."""
    asked = [(words, town) for words in words_of for town in TOWNS]
    random.Random(1).shuffle(asked)
    seconds = []
    for words, town in asked:
        place = _place(*town)
        started = time.perf_counter()
        ask(words, place)
        seconds.append(time.perf_counter() - started)
    return seconds


def _place(latitude: float, longitude: float) -> Place:
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


def _spread(seconds: Sequence[float]) -> dict[str, float]:
    return {"p50 ms": percentile(seconds, 0.5) * 1e3, "p95 ms": percentile(seconds, 0.95) * 1e3}


def describe(result: dict[str, Any]) -> str:
    """The section of the page."""
    rows = [
        [name, f"{found['p50 ms']:.1f}", f"{found['p95 ms']:.1f}"]
        for name, found in result["searches"].items()
    ]
    words, theirs = (result["searches"][name] for name in ("words", "FTS5: words, ten and total"))
    middle, high = (words[name] / theirs[name] for name in ("p50 ms", "p95 ms"))
    return f"""\
{result["studies"]:,} studies, the real ones again and again under new ids. Each search is \
understood, answered with ten studies and the total, and counted by status, kind, phase, sex and \
country, as a results page needs it. The peer, SQLite's FTS5, gives ten studies and the total for \
the same words.

{table(["search", "p50 in ms", "p95 in ms"], rows)}

For words alone trialhead takes {middle:.2f} times the peer's time at the median and {high:.2f} \
times at the 95th percentile.

{_building(result)}"""


def _building(result: dict[str, Any]) -> str:
    built, few, studies = result["built"], result["a tenth"], result["studies"]
    return f"""\
Building the index: {built["index"]:.0f} s ({studies / built["index"]:,.0f} studies/s, FTS5 \
{studies / result["peer built"]:,.0f}), {result["index MB"]:,.0f} MB on disk (FTS5 \
{result["peer MB"]:,.0f} MB without stored text), at most {built["peak MB"]:,.0f} MB of memory; a \
tenth of the studies takes {few["peak MB"]:,.0f} MB. The system counts index files it holds in \
reach as memory, so this grows with the index."""
