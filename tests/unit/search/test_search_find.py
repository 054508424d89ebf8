"""Whatever is asked, a page of results comes back, and it says what a reader should know."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.factories.desk import Desk, make_place
from tests.factories.studies import make_eligibility, make_site, make_study
from trialhead.registry import Kind, Phase, Sex, Status
from trialhead.search import Note, Results, SearchIndex, SearchRequest, Understanding, search

Opened = Callable[..., Desk]


@pytest.fixture(scope="module")
def shelf_of_25(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    studies = [make_study(number, title=f"Yoga {number}") for number in range(1, 26)]
    return Desk(tmp_path_factory.mktemp("yoga"), studies)


# Pages


def test_a_page_says_how_many_there_are(shelf_of_25: Desk) -> None:
    results = shelf_of_25.ask("yoga", page=3)
    assert (results.total, results.page, results.pages) == (25, 3, 3)
    assert len(results.hits) == 5


@pytest.mark.parametrize("sort", ["relevance", "updated", "distance"])
@pytest.mark.parametrize("place", [None, make_place(53.8, -1.55)])
def test_the_pages_together_hold_every_study_once(
    shelf_of_25: Desk, sort: str, place: object
) -> None:
    pages = [shelf_of_25.ask("yoga", page=page, sort=sort, place=place) for page in (1, 2, 3)]
    found = [hit.number for page in pages for hit in page.hits]
    assert sorted(found) == list(range(1, 26))


@pytest.mark.parametrize("page", [4, 100_000])
@pytest.mark.parametrize("sort", ["relevance", "updated", "distance"])
def test_a_page_beyond_the_last_says_so(shelf_of_25: Desk, page: int, sort: str) -> None:
    results = shelf_of_25.ask("yoga", page=page, sort=sort, place=make_place(0, 0))
    assert (results.total, results.pages, results.hits) == (25, 3, ())
    assert results.notes == (Note.BEYOND_LAST_PAGE,)


def test_an_empty_list_has_a_first_page(shelf_of_25: Desk) -> None:
    results = shelf_of_25.ask("violins")
    assert (results.total, results.pages, results.hits, results.notes) == (0, 0, (), ())


def test_the_same_search_gives_the_same_order(shelf_of_25: Desk) -> None:
    assert len({tuple(shelf_of_25.numbers("yoga")) for _ in range(5)}) == 1


def test_without_an_index_nothing_is_found_and_that_is_said(tmp_path: Path) -> None:
    index = SearchIndex(tmp_path / "none")
    results = search(index, SearchRequest(words="yoga", near="Leeds"), Understanding())
    assert results == Results(notes=(Note.PLACE_UNKNOWN, Note.NO_INDEX))
    assert not (tmp_path / "none").exists()


# Any input

SYNTAX = [
    "title:yoga",
    'title:"yoga',
    "yoga AND",
    "OR",
    "NOT yoga",
    "+yoga -violins",
    "(((",
    "[1 TO *]",
    "yoga^1000",
    "yoga~2",
    "*",
    "?",
    "\\",
    "a:b:c",
    "/yo.*/",
    "<script>alert(1)</script>",
    "'; DROP TABLE site; --",
    "NCT",
    "\x00",
    "\u202eagoy",
    "٢٥",
    "狼疮",
    "ชื่อ",
    "🫁",
    "ﬁ",
    "ß" * 400,
    "e\u0301" * 100,
]


@pytest.mark.parametrize("words", SYNTAX)
@pytest.mark.parametrize("literal", [False, True])
def test_signs_of_query_languages_mean_nothing(
    shelf_of_25: Desk, words: str, literal: bool
) -> None:
    results = shelf_of_25.ask(words, literal=literal)
    assert 0 <= results.total <= 25


def test_an_operator_is_a_word_like_any_other(shelf_of_25: Desk) -> None:
    assert shelf_of_25.ask("NOT yoga").total == shelf_of_25.ask("yoga").total == 25


@settings(deadline=None, max_examples=150)
@given(words=st.text(max_size=300), literal=st.booleans())
@example(words="yoga " * 2000, literal=False)
@example(words="y" * 10_000, literal=False)
@example(words="lupus " * 1666, literal=False)
@example(words=" ".join(map(str, range(2000))), literal=False)
def test_any_text_is_answered(shelf_of_25: Desk, words: str, literal: bool) -> None:
    results = shelf_of_25.ask(words, literal=literal)
    assert len(results.hits) == min(10, results.total)


@settings(deadline=None, max_examples=40)
@given(words=st.text(alphabet=st.characters(min_codepoint=0x300), min_size=5, max_size=10_000))
def test_long_text_in_any_script_is_answered(shelf_of_25: Desk, words: str) -> None:
    assert shelf_of_25.ask(words).total <= 25


@settings(deadline=None, max_examples=40)
@given(title=st.text(min_size=1, max_size=100), summary=st.text(max_size=100))
def test_any_study_can_be_indexed_and_is_found_by_its_number(
    tmp_path_factory: pytest.TempPathFactory, title: str, summary: str
) -> None:
    study = make_study(5, title=title, summary=summary)
    assert Desk(tmp_path_factory.mktemp("any"), [study]).numbers("NCT00000005") == [5]


@settings(deadline=None, max_examples=40)
@given(letters=st.text(alphabet=st.characters(categories=["Ll", "Lo"]), min_size=1, max_size=12))
def test_a_title_in_any_script_is_found_by_its_own_words(
    tmp_path_factory: pytest.TempPathFactory, letters: str
) -> None:
    desk = Desk(tmp_path_factory.mktemp("script"), [make_study(1, title=letters)])
    assert desk.numbers(letters, literal=True) == [1]


# Counts beside the filters


def test_values_are_counted_over_all_pages_of_the_search(desk: Opened) -> None:
    france, spain = make_site(country="France"), make_site(country="Spain", status=Status.COMPLETED)
    women = make_eligibility(sex=Sex.FEMALE)
    opened = desk(
        make_study(1, title="Yoga", sites=(france, spain), phases=(Phase.PHASE1, Phase.PHASE2)),
        make_study(2, title="Yoga", sites=(france, france), eligibility=women),
        make_study(3, title="Yoga", sites=(spain,), kind=Kind.OBSERVATIONAL),
        make_study(4, title="Violins", sites=(france,)),
    )
    facets = opened.ask("yoga", page_size=1).facets
    assert facets == {
        "status": {"RECRUITING": 3},
        "kind": {"INTERVENTIONAL": 2, "OBSERVATIONAL": 1},
        "phases": {"PHASE1": 1, "PHASE2": 1},
        "sex": {"FEMALE": 1},
        "countries": {"France": 2, "Spain": 2},
        "open_countries": {"France": 2},
    }


def test_counts_stand_for_what_the_filters_keep(desk: Opened) -> None:
    opened = desk(
        make_study(1, phases=(Phase.PHASE1,)),
        make_study(2, phases=(Phase.PHASE2,), status=Status.COMPLETED),
    )
    assert opened.ask(status="open").facets["phases"] == {"PHASE1": 1}
    near = opened.ask(place=make_place(0, 0), within=10).facets
    assert not any(near.values())


def test_every_country_is_counted_however_many_there_are(desk: Opened) -> None:
    countries = tuple(make_site(country=f"Land {number}") for number in range(250))
    facets = desk(make_study(sites=countries)).ask().facets
    assert len(facets["countries"]) == 250
