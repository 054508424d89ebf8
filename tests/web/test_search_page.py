"""The search page: its address is the whole search, and every search gets a clear answer."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories.pages import Page, read_page
from trialhead.portal.studies.models import StudyRecord

pytestmark = pytest.mark.django_db


def searched(client: Client, **query: str | list[str]) -> Page:
    """The results page of a search."""
    return read_page(client.get("/studies/", query).content)


def ids(page: Page) -> list[str]:
    """The studies on a page, in order."""
    return [
        link.attributes["href"].split("/")[2].split("?")[0]
        for link in page.all("a", class_="title")
    ]


def total(page: Page) -> int:
    """How many studies the page says there are."""
    return int(page.one("h2", id="results-title").text.split()[0])


def test_without_words_every_study_that_takes_participants_is_listed(client: Client) -> None:
    page = searched(client)
    assert total(page) == 37
    assert len(ids(page)) == 10


def test_lay_words_find_the_condition_and_are_said_back(client: Client) -> None:
    page = searched(client, q="heart attack", status="all")
    assert total(page) >= 1
    assert "heart attack → myocardial infarction" in page.text
    assert page.one("input", id="q").attributes["value"] == "heart attack"


def test_a_typing_error_is_mended_said_and_can_be_undone(client: Client) -> None:
    page = searched(client, q="lupas")
    assert "You wrote “lupas”." in page.text
    assert total(page) >= 1
    undo = next(link for link in page.all("a") if "exactly the words" in link.text)
    query = parse_qs(urlsplit(undo.attributes["href"]).query)
    assert query == {"q": ["lupas"], "literal": ["1"]}
    assert total(read_page(client.get(undo.attributes["href"]).content)) == 0


def test_the_number_of_a_study_finds_it(client: Client) -> None:
    assert ids(searched(client, q="nct99900007", status="all")) == ["NCT99900007"]


@pytest.mark.parametrize("status", ["soon", "closed", "all"])
def test_a_status_filter_shows_other_studies(client: Client, status: str) -> None:
    page = searched(client, status=status)
    assert total(page) != 37
    assert page.one("option", value=status).attributes.get("selected") == ""


def test_filters_narrow_and_can_be_cleared(client: Client) -> None:
    page = searched(client, phase=["PHASE3", "PHASE4"], sex="FEMALE", age="40")
    assert 0 < total(page) < 37
    clear = next(link for link in page.all("a") if "Clear all" in link.text)
    assert total(read_page(client.get(clear.attributes["href"]).content)) == 37


def test_the_form_holds_what_the_address_says(client: Client) -> None:
    page = searched(client, q="asthma", near="Leeds", within="100", age="12", sort="distance")
    assert page.one("input", id="age").attributes["value"] == "12"
    assert page.one("input", id="near").attributes["value"] == "Leeds"
    assert "selected" in page.one("option", value="100").attributes
    assert "selected" in page.one("option", value="distance").attributes


def test_the_nearest_open_site_comes_first(client: Client) -> None:
    page = searched(client, near="Leeds", sort="distance")
    text = page.text
    distances = [
        float(part.split(" km away")[0].replace(",", ""))
        for part in text.split("nearest open site ")[1:]
        if part[0].isdigit()
    ]
    assert distances == sorted(distances)
    assert "Distances from: Leeds, England, United Kingdom" in text


def test_sorting_by_distance_without_a_place_keeps_the_list_and_asks_for_one(
    client: Client,
) -> None:
    page = searched(client, sort="distance")
    assert "enter a town or postcode" in page.text
    assert total(page) == 37
    assert len(ids(page)) == 10


def test_an_ambiguous_place_offers_the_others(client: Client) -> None:
    page = searched(client, near="Springfield")
    others = [link for link in page.all("a") if link.text.startswith("Springfield, ")]
    assert len(others) >= 3
    assert len({link.text for link in others}) == len(others)


def test_an_unknown_place_is_said_and_left_out(client: Client) -> None:
    page = searched(client, near="Xyzzyqwert", sort="distance")
    assert "No such place is known" in page.text
    assert total(page) == 37


def test_pages_follow_one_another_without_repeating_a_study(client: Client) -> None:
    met = [found for n in "1234" for found in ids(searched(client, page=n))]
    assert len(met) == len(set(met)) == 37


def test_beyond_the_last_page_the_way_back_is_shown(client: Client) -> None:
    answer = client.get("/studies/?page=99")
    page = read_page(answer.content)
    assert answer.status_code == 404
    assert "There are not that many pages" in page.text
    assert any("first page" in link.text for link in page.all("a"))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("age", "old"),
        ("age", "-1"),
        ("age", "١٢"),
        ("within", "7"),
        ("sex", "x"),
        ("status", "x"),
        ("phase", "PHASE9"),
        ("kind", "x"),
        ("sort", "x"),
        ("page", "0"),
        ("page", "9" * 30),
        ("literal", "yes"),
    ],
)
def test_a_value_that_cannot_be_used_is_named_and_left_out(
    client: Client, name: str, value: str
) -> None:
    page = searched(client, **{name: value})
    summary = page.one("div", id="problems")
    assert f"“{value}” cannot be used" in summary.text
    assert total(page) == 37


def test_nothing_found_says_so_and_shows_ways_on(client: Client) -> None:
    page = searched(client, q="zzzzqqqq", status="soon")
    assert "No study here matches “zzzzqqqq”" in page.text
    assert any("every status" in link.text for link in page.all("a"))


def test_what_was_typed_is_shown_as_text(client: Client) -> None:
    html = client.get("/studies/", {"q": "<script>alert(1)</script>"}).content.decode()
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert" in html


@given(words=st.text(max_size=80), near=st.text(max_size=40))
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_words_and_any_place_get_an_answer(client: Client, words: str, near: str) -> None:
    answer = client.get("/studies/", {"q": words, "near": near})
    assert answer.status_code == 200
    assert read_page(answer.content).one("h1").text == "Find a study"


@pytest.mark.parametrize(
    "words", ["a" * 10_000, "(" * 600, '" OR *:*', "\x00", "𝒍𝒖𝒑𝒖𝒔", "狼疮", "ذئبة"]
)
def test_odd_words_get_an_answer(client: Client, words: str) -> None:
    assert client.get("/studies/", {"q": words}).status_code == 200


def test_a_study_gone_since_the_index_was_written_leaves_no_gap_and_no_error(
    client: Client,
) -> None:
    first = ids(searched(client))[0]
    StudyRecord.objects.get(registry_id=first).delete()
    assert first not in ids(searched(client))


def test_a_portal_without_studies_says_so(client: Client, own_home) -> None:
    StudyRecord.objects.all().delete()
    assert "No study has been loaded yet." in read_page(client.get("/").content).text
    assert "The search is being prepared." in searched(client).text


def test_conditions_are_suggested_from_their_first_letters(client: Client) -> None:
    found = client.get("/suggest/conditions/?q=heart at").json()["suggestions"]
    assert found[0] == {"value": "heart attack", "note": "myocardial infarction"}


def test_places_are_suggested_with_their_country(client: Client) -> None:
    found = client.get("/suggest/places/?q=münch").json()["suggestions"]
    assert "Germany" in found[0]["value"]


@pytest.mark.parametrize("path", ["/suggest/conditions/", "/suggest/places/"])
def test_suggestions_for_nothing_are_none(client: Client, path: str) -> None:
    assert client.get(path).json() == {"suggestions": []}


def test_a_results_page_asks_the_database_little(
    client: Client, django_assert_max_num_queries
) -> None:
    with django_assert_max_num_queries(2):
        client.get("/studies/?q=cancer&near=Leeds")
