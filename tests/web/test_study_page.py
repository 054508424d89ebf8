"""Study pages: what they show, what they answer, and what they do not let through."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories.pages import read_page
from trialhead.portal.studies import actions
from trialhead.portal.studies.importing import import_studies
from trialhead.portal.studies.labels import STATUS
from trialhead.registry import RawRecord, Status, take_in

pytestmark = pytest.mark.django_db

SAMPLE = Path(__file__).parents[2] / "sample" / "studies"
IDS = sorted(path.stem for path in SAMPLE.glob("*.json"))


def sample(registry_id: str = "NCT99900001") -> dict[str, Any]:
    """A fresh copy of a sample record."""
    return json.loads((SAMPLE / f"{registry_id}.json").read_text())


def changed(registry_id: str = "NCT99999999", **modules: dict[str, Any]) -> dict[str, Any]:
    """A sample record under another number, with some fields of its modules changed."""
    record = sample()
    record["protocolSection"]["identificationModule"]["nctId"] = registry_id
    for module, fields in modules.items():
        record["protocolSection"].setdefault(module, {}).update(fields)
    return record


def keep(*records: dict[str, Any]) -> None:
    """Import records."""
    raw = [RawRecord(source="test", place=str(n), data=r) for n, r in enumerate(records)]
    run = import_studies(source="test", stream=take_in(raw), now=timezone.now)
    assert run.refused == 0


@pytest.mark.parametrize("registry_id", IDS)
def test_every_sample_study_has_its_page(client: Client, registry_id: str) -> None:
    answer = client.get(f"/studies/{registry_id}/")
    page = read_page(answer.content)
    assert answer.status_code == 200
    assert registry_id in page.text
    assert all(heading.text for heading in page.headings())
    assert page.one("h1").text
    made_up = registry_id.startswith("NCT999")
    assert ("Synthetic sample." in page.text) == made_up
    assert ("Reworded sample." in page.text) != made_up


def test_the_public_record_lists_no_sites_and_invents_none(client: Client) -> None:
    page = read_page(client.get("/studies/NCT07318259/").content)
    assert "The record lists no sites." in page.text
    assert "The record names no contact" in page.text
    assert "SLEDAI-2K" in page.text
    assert "Chongqing Precision Biotech" in page.text
    assert not page.all("figure")


@pytest.mark.parametrize("status", [s for s in Status if s.name in STATUS])
def test_a_status_is_shown_with_its_meaning(client: Client, status: Status) -> None:
    keep(changed(statusModule={"overallStatus": status.value}))
    page = read_page(client.get("/studies/NCT99999999/").content)
    assert str(STATUS[status]) in page.text
    if status is not Status.RECRUITING:
        assert "The study is looking for participants now." not in page.text
        assert "0 take participants now." in page.text


def test_an_unknown_study_is_not_found(client: Client) -> None:
    answer = client.get("/studies/NCT00000001/")
    assert answer.status_code == 404
    assert read_page(answer.content).one("h1").text == "There is no such page"


def test_a_study_its_registry_dropped_is_gone(client: Client) -> None:
    actions.withdraw_study(registry_id="NCT99900002", at=timezone.now())
    answer = client.get("/studies/NCT99900002/")
    assert answer.status_code == 410
    assert "no longer in its registry" in read_page(answer.content).text


def test_a_study_that_comes_back_is_shown_again(client: Client) -> None:
    actions.withdraw_study(registry_id="NCT99900002", at=timezone.now())
    keep(sample("NCT99900002"))
    assert client.get("/studies/NCT99900002/").status_code == 200


@pytest.mark.parametrize("written", ["nct99900001", "NCT99900001%20", "Nct99900001"])
def test_another_way_of_writing_the_number_leads_to_the_study(client: Client, written: str) -> None:
    answer = client.get(f"/studies/{written}/")
    assert answer.status_code == 301
    assert answer["Location"] == "/studies/NCT99900001/"


def test_an_earlier_number_leads_to_the_study(client: Client) -> None:
    keep(changed(identificationModule={"nctIdAliases": ["NCT99988888"]}))
    answer = client.get("/studies/NCT99988888/")
    assert answer.status_code == 301
    assert answer["Location"] == "/studies/NCT99999999/"


HOSTILE = "<script>alert(1)</script>\u202egnirts\u202c<img src=x onerror=alert(1)>{{ 7*7 }}"


def test_hostile_text_stays_text(client: Client) -> None:
    record = changed(
        identificationModule={"briefTitle": HOSTILE, "officialTitle": HOSTILE, "acronym": HOSTILE},
        descriptionModule={"briefSummary": HOSTILE, "detailedDescription": HOSTILE},
        conditionsModule={"conditions": [HOSTILE], "keywords": [HOSTILE]},
        eligibilityModule={"eligibilityCriteria": f"Inclusion Criteria:\n\n* {HOSTILE}"},
    )
    keep(record)
    html = client.get("/studies/NCT99999999/").content.decode()
    page = read_page(html)
    assert "<script>alert" not in html
    assert not page.all("img", src="x")
    assert "\u202e" not in html
    assert "<script>alert(1)</script>" in page.text  # as words, for the reader to see
    assert {script.attributes.get("type") for script in page.all("script")} <= {
        None,
        "module",
        "application/ld+json",
    }


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "//x.example"])
def test_an_address_that_is_no_web_page_is_not_a_link(client: Client, address: str) -> None:
    keep(changed(referencesModule={"seeAlsoLinks": [{"label": "Click", "url": address}]}))
    page = read_page(client.get("/studies/NCT99999999/").content)
    assert address in page.text
    assert not [link for link in page.all("a") if link.attributes["href"] == address]


def test_a_very_long_title_is_shown_whole_and_shortened_where_there_is_no_room(
    client: Client,
) -> None:
    long = "word " * 2000
    keep(changed(identificationModule={"briefTitle": long}))
    page = read_page(client.get("/studies/NCT99999999/").content)
    assert page.one("h1").text == long.strip()
    assert len(page.title) < 250


def test_distances_are_counted_from_the_place_given(client: Client) -> None:
    page = read_page(client.get("/studies/NCT99900003/?near=Leeds").content)
    assert "Leeds, England, United Kingdom" in page.text
    assert "km away" in page.text


def test_an_unknown_place_is_said_beside_the_field(client: Client) -> None:
    page = read_page(client.get("/studies/NCT99900003/?near=Xyzzyqwert").content)
    field = page.one("input", id="near")
    assert field.attributes["aria-invalid"] == "true"
    assert "Try a larger town" in page.one("p", id=field.attributes["aria-describedby"]).text


def test_enrolling_sites_come_first_and_are_counted(client: Client) -> None:
    sites = [
        {"facility": "Closed", "city": "A", "country": "France", "status": "COMPLETED"},
        {"facility": "Open", "city": "B", "country": "Spain", "status": "RECRUITING"},
        {"facility": "Silent", "city": "C", "country": "Italy"},
    ]
    keep(changed(contactsLocationsModule={"locations": sites}))
    page = read_page(client.get("/studies/NCT99999999/").content)
    assert "3 sites. 2 take participants now." in page.text
    assert page.text.index("Silent") < page.text.index("Closed")
    assert page.text.index("Open") < page.text.index("Closed")


def test_the_map_has_a_dot_for_each_town_and_the_list_has_them_too(client: Client) -> None:
    sites = [
        {"city": "Leeds", "country": "United Kingdom", "geoPoint": {"lat": 53.8, "lon": -1.55}},
        {"city": "Leeds", "country": "United Kingdom", "geoPoint": {"lat": 53.8, "lon": -1.55}},
        {"city": "Paris", "country": "France", "geoPoint": {"lat": 48.85, "lon": 2.35}},
    ]
    keep(changed(contactsLocationsModule={"locations": [copy.deepcopy(s) for s in sites]}))
    page = read_page(client.get("/studies/NCT99999999/").content)
    assert len(page.all("circle")) == 2
    assert "the list below has the same sites" in page.one("svg").attributes["aria-label"]


def test_a_page_asks_the_database_little(client: Client, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(5):  # two of them: what the operator has chosen
        client.get("/studies/NCT99900003/")
