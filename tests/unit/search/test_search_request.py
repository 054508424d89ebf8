"""A search and its address are the same thing, and a bad address never fails."""

from collections import defaultdict
from urllib.parse import parse_qs, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialhead.registry import Kind, Phase
from trialhead.search import (
    SORTS,
    STATUSES,
    WITHIN,
    Problem,
    SearchRequest,
    from_query,
    to_query,
)


def parameters(request: SearchRequest) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for name, value in to_query(request):
        found[name].append(value)
    return found


def words(longest: int) -> st.SearchStrategy[str]:
    """Text as it stands in a request: single spaces, none around."""
    return st.text(max_size=longest).map(lambda text: " ".join(text.split()))


def requests() -> st.SearchStrategy[SearchRequest]:
    phases = st.sets(st.sampled_from(list(Phase.__members__)))
    return st.builds(
        SearchRequest,
        words=words(500),
        near=words(100),
        within=st.none() | st.sampled_from(WITHIN),
        age=st.none() | st.integers(0, 120),
        sex=st.sampled_from(["", "FEMALE", "MALE"]),
        status=st.sampled_from(STATUSES),
        phases=phases.map(lambda chosen: tuple(p for p in Phase.__members__ if p in chosen)),
        kind=st.sampled_from(["", *Kind.__members__]),
        country=words(100),
        sort=st.sampled_from(SORTS),
        literal=st.booleans(),
        page=st.integers(1, 100_000),
    )


@given(requests())
def test_every_search_comes_back_from_its_address(request: SearchRequest) -> None:
    assert from_query(parameters(request)) == (request, ())


@given(requests())
def test_a_search_survives_being_written_as_a_real_address(request: SearchRequest) -> None:
    address = urlencode(to_query(request), errors="surrogatepass")
    assert from_query(parse_qs(address, errors="surrogatepass")) == (request, ())


@given(requests())
def test_an_address_holds_nothing_that_is_usual(request: SearchRequest) -> None:
    given_names = {name for name, _ in to_query(request)}
    for name in given_names:
        without = {key: values for key, values in parameters(request).items() if key != name}
        assert from_query(without)[0] != request


def test_the_usual_search_has_an_empty_address() -> None:
    assert to_query(SearchRequest()) == []
    assert from_query({}) == (SearchRequest(), ())


def test_an_address_reads_as_a_person_would_write_it() -> None:
    request = SearchRequest(
        words="lupus nephritis", near="Leeds", within=50, age=34, phases=("PHASE2", "PHASE3")
    )
    assert to_query(request) == [
        ("q", "lupus nephritis"),
        ("near", "Leeds"),
        ("within", "50"),
        ("age", "34"),
        ("phase", "PHASE2"),
        ("phase", "PHASE3"),
    ]


@pytest.mark.parametrize(
    ("name", "value", "field"),
    [
        ("within", "51", "within"),
        ("within", "far", "within"),
        ("age", "-1", "age"),
        ("age", "121", "age"),
        ("age", "4.5", "age"),
        ("age", "+5", "age"),
        ("age", "1_0", "age"),
        ("age", "٣٤", "age"),
        ("age", "9" * 5000, "age"),
        ("sex", "ALL", "sex"),
        ("status", "OPEN", "status"),
        ("phase", "PHASE9", "phases"),
        ("kind", "interventional", "kind"),
        ("sort", "price", "sort"),
        ("literal", "yes", "literal"),
        ("page", "0", "page"),
        ("page", "1e3", "page"),
        ("page", "100001", "page"),
    ],
)
def test_a_value_that_cannot_be_used_is_named_and_left_out(
    name: str, value: str, field: str
) -> None:
    request, problems = from_query({"q": ["asthma"], name: [value]})
    assert request == SearchRequest(words="asthma")
    assert problems == (Problem(field, value[:100]),)


def test_one_bad_value_does_not_cost_the_others() -> None:
    request, problems = from_query({"age": ["old"], "sex": ["MALE"], "page": ["2"]})
    assert request == SearchRequest(sex="MALE", page=2)
    assert [problem.field for problem in problems] == ["age"]


def test_one_bad_phase_among_good_ones_is_a_problem() -> None:
    request, problems = from_query({"phase": ["PHASE2", "PHASE77"]})
    assert request.phases == ()
    assert problems == (Problem("phases", "PHASE77"),)


def test_phases_are_kept_in_their_order_each_once() -> None:
    request, _ = from_query({"phase": ["PHASE3", "PHASE1", "PHASE3"]})
    assert request.phases == ("PHASE1", "PHASE3")


def test_of_a_value_given_twice_the_last_one_counts() -> None:
    assert from_query({"age": ["20", "30"]})[0].age == 30


@pytest.mark.parametrize("blank", [[""], ["  "], ["\u3000"], []])
def test_an_empty_field_of_a_form_is_no_problem(blank: list[str]) -> None:
    fields = ["q", "near", "within", "age", "sex", "status", "phase", "kind", "country", "page"]
    assert from_query(dict.fromkeys(fields, blank)) == (SearchRequest(), ())


def test_long_words_are_cut_and_never_end_in_a_space() -> None:
    request, problems = from_query({"q": ["a " * 5000], "near": ["x" * 5000]})
    assert request.words == " ".join("a" * 250)
    assert len(request.near) == 100
    assert problems == ()


@pytest.mark.parametrize("name", ["q", "near", "country"])
def test_half_a_character_is_replaced_so_that_the_rest_can_be_searched(name: str) -> None:
    request, problems = from_query({name: ["\ud800 lupus"]})
    assert "? lupus" in (request.words, request.near, request.country)
    assert problems == ()


def test_unknown_parameters_are_passed_over() -> None:
    assert from_query({"utm_source": ["mail"], "age": ["7"]}) == (SearchRequest(age=7), ())


@given(
    st.dictionaries(
        st.sampled_from(["q", "near", "within", "age", "sex", "status", "phase", "kind", "page"]),
        st.lists(st.text(), max_size=3),
    )
)
def test_any_address_gives_a_search_whose_own_address_is_sound(
    query: dict[str, list[str]],
) -> None:
    request, _ = from_query(query)
    assert from_query(parameters(request)) == (request, ())
