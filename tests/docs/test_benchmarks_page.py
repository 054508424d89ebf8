"""The benchmarks page says what the kept results say."""

import json

import pytest

from benchmarks.__main__ import BENCHMARKS
from benchmarks.corpus import lay_words
from benchmarks.report import PAGE, RESULTS, page


def test_the_page_is_written_from_the_kept_results():
    assert PAGE.read_text() == page(BENCHMARKS), "run: python -m benchmarks"


@pytest.mark.parametrize("name", BENCHMARKS)
def test_every_benchmark_was_run_and_says_where_and_when(name):
    kept = json.loads((RESULTS / f"{name}.json").read_text())
    assert kept["date"]
    assert kept["machine"]
    assert f"## {BENCHMARKS[name].TITLE}\n" in PAGE.read_text()


def test_nothing_else_lies_among_the_results():
    assert {path.stem for path in RESULTS.iterdir()} == set(BENCHMARKS)


def test_every_everyday_search_stands_once_with_its_rule():
    words = [words for words, _ in lay_words()]
    assert len(words) == len(set(words)) >= 40
    assert all(pattern == pattern.lower() for _, pattern in lay_words())
