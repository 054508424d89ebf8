"""Points of the standards checklist that need no browser; each test is named after its point."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.pages import Page, read_page
from trialhead.portal.studies.structured_data import STATUS
from trialhead.registry import RegistryClient, Status, Wanted, outlined, read_study
from trialhead.registry.outline import words_of
from trialhead.registry.text import decoded

pytestmark = pytest.mark.django_db

SAMPLE = Path(__file__).parents[2] / "sample" / "studies"
PATHS = [
    "/",
    "/studies/",
    "/studies/?q=lupus&near=Leeds",
    "/studies/?age=x",
    "/studies/?page=99",
    "/studies/NCT99900003/",
    "/studies/NCT07318259/",
    "/questions/",
    "/help/",
    "/privacy/",
    "/design/",
    "/nowhere/",
]
LANGUAGES = {"": "en", "/es": "es", "/zh-hans": "zh-hans", "/fr": "fr", "/ar": "ar"}


def page_at(client: Client, path: str) -> Page:
    """The page at an address."""
    return read_page(client.get(path).content)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("prefix", LANGUAGES)
def test_a1_one_heading_landmarks_skip_link_and_language(
    client: Client, prefix: str, path: str
) -> None:
    page = page_at(client, prefix + path)
    assert len(page.all("h1")) == 1
    for landmark in ("header", "main", "footer"):
        assert page.all(landmark)
    assert page.all("nav")
    html = page.one("html")
    assert html.attributes["lang"].lower() == LANGUAGES[prefix]
    assert html.attributes["dir"] == ("rtl" if prefix == "/ar" else "ltr")
    links = page.all("a")
    assert links[0].attributes == {"class": "skip", "href": "#main"}
    assert page.one("main").attributes["id"] == "main"


def test_a1_every_page_has_a_title_of_its_own(client: Client) -> None:
    shown = [path for path in PATHS if "?" not in path]
    titles = [page_at(client, path).title.strip() for path in shown]
    assert all(titles)
    assert len(set(titles)) == len(titles)


def test_a1_text_of_a_record_names_its_language(client: Client) -> None:
    page = page_at(client, "/ar/studies/NCT99900001/")
    assert page.one("h1").attributes["lang"] == "en"
    assert all(block.attributes.get("lang") for block in page.all("div", class_="record")[:1])


def test_a5_the_help_link_stands_in_the_same_place_on_every_page(client: Client) -> None:
    orders = set()
    for path in PATHS:
        hrefs = [link.attributes.get("href") for link in page_at(client, path).all("a")]
        orders.add((hrefs.index("/questions/"), hrefs.index("/help/")))
    assert len(orders) == 1


def test_a5_the_place_is_not_asked_for_twice(client: Client) -> None:
    results = page_at(client, "/studies/?near=Leeds&sort=distance")
    study = page_at(client, results.all("a", class_="title")[0].attributes["href"])
    assert study.one("input", id="near").attributes["value"].startswith("Leeds")


def test_a6_an_error_stands_beside_its_field_and_in_a_summary(client: Client) -> None:
    page = page_at(client, "/studies/?age=old")
    field = page.one("input", id="age")
    assert field.attributes["aria-invalid"] == "true"
    beside = page.one("p", id=field.attributes["aria-describedby"])
    assert "Enter a whole number of years" in beside.text
    summary = page.one("div", role="alert")
    assert "Enter a whole number of years" in summary.text
    assert page.all("a", href="#age")


@pytest.mark.parametrize("path", ["/", "/studies/?q=lupus", "/studies/NCT99900003/"])
def test_a6_every_field_and_button_has_a_name_of_its_own(client: Client, path: str) -> None:
    page = page_at(client, path)
    labels = {label.attributes.get("for"): label.text for label in page.all("label")}
    fields = [f for f in (*page.all("input"), *page.all("select")) if f.attributes.get("id")]
    assert fields
    assert all(labels[field.attributes["id"]] for field in fields)
    buttons = [button.text for button in page.all("button")]
    assert all(buttons)
    assert len(set(buttons)) == len(buttons)


def json_ld(client: Client, registry_id: str) -> dict[str, Any]:
    """The structured data of a study page."""
    page = page_at(client, f"/studies/{registry_id}/")
    return json.loads(page.one("script", type="application/ld+json").text)


def records() -> list[dict[str, Any]]:
    """The sample records."""
    return [json.loads(path.read_text()) for path in sorted(SAMPLE.glob("*.json"))]


def test_w1_structured_data_tells_the_study(client: Client) -> None:
    for record in records():
        study = read_study(record)
        data = json_ld(client, study.registry_id)
        observes = study.design.kind == "OBSERVATIONAL"
        assert data["@type"] == ("MedicalObservationalStudy" if observes else "MedicalTrial")
        assert data["name"] == study.title
        assert data["code"]["codeValue"] == study.registry_id
        assert data["sponsor"]["name"] == study.sponsorship.lead.name
        assert [c["name"] for c in data["healthCondition"]] == list(study.conditions)
        assert not {"phase", "population", "outcome"} & data.keys()
        recruits = data.get("status", "").endswith("/Recruiting")
        assert recruits == (study.standing.status is Status.RECRUITING)


def test_w1_each_status_has_its_counterpart_or_none() -> None:
    assert len(set(STATUS.values())) == len(STATUS)
    assert Status.UNKNOWN not in STATUS


def test_w5_canonical_alternates_and_open_graph(client: Client) -> None:
    page = page_at(client, "/studies/NCT99900001/?near=Leeds")
    assert page.one("link", rel="canonical").attributes["href"].endswith("/studies/NCT99900001/")
    alternates = {
        link.attributes["hreflang"]: link.attributes["href"]
        for link in page.all("link", rel="alternate")
        if "hreflang" in link.attributes
    }
    assert set(alternates) == {*dict(settings.LANGUAGES), "x-default"}
    assert alternates["ar"].endswith("/ar/studies/NCT99900001/")
    for name in ("og:title", "og:description", "og:url", "og:type", "og:site_name"):
        assert page.one("meta", property=name).attributes["content"]


def test_w5_the_sitemap_lists_every_study_in_every_language(client: Client) -> None:
    index = client.get("/sitemap.xml").content.decode()
    assert "/sitemap-studies.xml" in index
    listed = client.get("/sitemap-studies.xml").content.decode()
    found = set(re.findall(r"<loc>[^<]*?/((?:[a-z-]+/)?studies/NCT\d{8}/)</loc>", listed))
    assert len(found) == 61 * 5
    assert "<lastmod>" in listed
    assert 'hreflang="x-default"' in listed


def test_w5_crawlers_are_kept_from_what_is_private(client: Client) -> None:
    text = client.get("/robots.txt").content.decode()
    for path in ("/share/", "/enquiry/", "/account/"):
        assert f"Disallow: {path}\n" in text
    assert "/sitemap.xml" in text


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_w6_numbers_and_names_are_kept_apart_from_the_text_around_them(
    client: Client, prefix: str
) -> None:
    page = page_at(client, f"{prefix}/studies/NCT99900001/")
    assert any(bdi.text == "NCT99900001" for bdi in page.all("bdi"))


def test_w6_dates_follow_the_language(client: Client) -> None:
    texts = {
        page_at(client, f"{prefix}/studies/NCT07318259/").all("time", datetime="2026-01-31")[0].text
        for prefix in LANGUAGES
    }
    assert len(texts) == len(LANGUAGES)


def test_w7_the_address_is_the_whole_search(client: Client) -> None:
    address = "/studies/?q=lupus&near=Leeds&age=40&status=all&sort=distance"
    assert client.get(address).content == Client().get(address).content


def test_w7_a_study_without_sites_has_its_page(client: Client) -> None:
    assert "lists no sites" in page_at(client, "/studies/NCT99900021/").text


def test_w9_headers(client: Client) -> None:
    answer = client.get("/studies/NCT99900001/")
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["X-Frame-Options"] == "DENY"


def test_w9_https_is_held_on_to(client: Client) -> None:
    assert "max-age=31536000" in client.get("/", secure=True)["Strict-Transport-Security"]


@pytest.mark.parametrize("path", PATHS)
def test_w9_reading_sets_no_cookie(client: Client, path: str) -> None:
    assert not client.get(path).cookies


@pytest.mark.parametrize("path", [path for path in PATHS if path != "/nowhere/"])
def test_w9_nothing_can_be_posted_without_a_token(path: str) -> None:
    assert Client(enforce_csrf_checks=True).post(path).status_code in (403, 405)


@pytest.mark.parametrize("path", PATHS)
def test_w9_no_page_has_inline_scripts_or_styles(client: Client, path: str) -> None:
    page = page_at(client, path)
    inline = [s for s in page.all("script") if "src" not in s.attributes]
    assert {script.attributes.get("type") for script in inline} <= {"application/ld+json"}
    assert not page.all("style")
    assert not [e for e in page.elements if "style" in e.attributes]
    assert not [e for e in page.elements if any(a.startswith("on") for a in e.attributes)]


def test_f5_the_registry_is_asked_as_its_traps_demand(replay) -> None:
    wanted = Wanted(condition="lupus", since=date(2026, 1, 1), age_years=40)
    with RegistryClient(address=replay.address, pause_seconds=0) as client:
        list(client.pages(wanted))
    params = replay.questions[0].params
    asked = params["filter.advanced"]
    assert "AREA[LastUpdatePostDate]RANGE[2026-01-01,MAX]" in asked
    assert "MISSING" in asked
    assert "filter.phase" not in params
    assert params.get("sort", "").count(",") <= 1


_NUMBERS = st.sampled_from(["30", "2.0", "1.73", "10^9", "5%", "0"])
_SIGNS = st.sampled_from(["<", ">", "<=", ">=", "≥", "≤", "×", "±", "="])
_ESCAPES = st.sampled_from(["", "\\"])


@given(st.lists(st.tuples(_ESCAPES, _SIGNS, _NUMBERS), min_size=1, max_size=6))
def test_l3_numbers_and_comparisons_survive_to_the_page(parts) -> None:
    written = "; ".join(
        f"value {escape if sign[0] in '<>' else ''}{sign} {number}"
        for escape, sign, number in parts
    )
    meant = "; ".join(f"value {sign} {number}" for _, sign, number in parts)
    shown = " ".join(words_of(outlined(decoded(f"* {written}"))))
    assert shown == meant
