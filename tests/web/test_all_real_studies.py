"""Every real record at hand: its page renders, hides nothing of the record and shows no residue."""

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.contrib.staticfiles import finders
from django.db import transaction
from django.test import Client
from django.utils import timezone

from tests.factories.pages import Page, read_page
from trialhead.portal.design.templatetags.design import age, day
from trialhead.portal.studies import labels
from trialhead.portal.studies.importing import import_studies
from trialhead.registry import read_studies
from trialhead.registry.dates import read_date
from trialhead.registry.eligibility import read_age
from trialhead.registry.text import one_line

pytestmark = pytest.mark.django_db

PAGE_BYTES, SCRIPT_BYTES = 120_000, 20_000

#: Fields that a page does not print as they stand, with the reason.
LEFT_OUT = {
    r"statusModule\.expandedAccessInfo\.hasExpandedAccess": "yes or no, in words",
    r".*\.(type|class|role)$": "a code; labels are checked apart",
    r".*geoPoint\.(lat|lon)": "a dot on the map",
    r".*(isFda|isUn|isUs|oversightHas|patientRegistry|healthyVol|genderBased).*": "yes or no",
    r"designModule\.enrollmentInfo\.count": "written with the language's separators",
    r"eligibilityModule\.(minimumAge|maximumAge)": "in words; checked apart",
    r".*[dD]ate$": "written as the language does; checked apart",
    r"documentSection\..*(noSap|has[A-Z].*|size|typeAbbrev)": "in the label",
    r".*\.responsibleParty\.oldOrganization": "shown if no newer one is given",
    r"identificationModule\.organization\.fullName": "shown if it is not the sponsor",
    r"identificationModule\.officialTitle": "shown if it is not the title",
}
CODES = re.compile(
    r".*(overallStatus|lastKnownStatus|studyType|phases\[\]|allocation|interventionModel"
    r"|primaryPurpose|masking|whoMasked\[\]|observationalModel|timePerspective|retention|sex"
    r"|stdAges\[\]|samplingMethod|ipdSharing|infoTypes\[\]|statusForNctId|locations.*status)"
)


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every value of a record with its path; list items share a path."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner, f"{path}[]")
    else:
        yield path, value


def squeezed(text: str) -> str:
    """Text without blanks and list marks, which a page turns into layout."""
    return re.sub(r"[\s*•·\-–—]+", "", one_line(text))


def label_of(path: str, code: str) -> str:
    """The words a page has for a code."""
    for part, table in (
        ("status", labels.STATUS),
        ("Status", labels.STATUS),
        ("studyType", labels.KIND),
        ("phases", labels.PHASE),
        ("eligibilityModule.sex", labels.SEX),
        ("stdAges", labels.AGE_GROUP),
        ("ipdSharing", labels.SHARING),
    ):
        if path.endswith((part, f"{part}[]")) and code in table:
            return str(table[code])
    return labels.in_words(code)


def told(record: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """The fields a page should tell."""
    for path, value in leaves(record["protocolSection"]):
        yield path, value
    for path, value in leaves(record.get("documentSection", {}), "documentSection"):
        yield path, value
    for browse in ("conditionBrowseModule", "interventionBrowseModule"):
        for mesh in record.get("derivedSection", {}).get(browse, {}).get("meshes", []):
            yield f"{browse}.meshes[].term", mesh["term"]


def missing(record: dict[str, Any], page: Page) -> list[str]:
    """Fields of the record that its page does not show."""
    text = squeezed(page.text)
    hrefs = {link.attributes.get("href", "") for link in page.all("a")}
    found = []
    for path, value in told(record):
        if isinstance(value, bool | int | float) or not one_line(value):
            continue
        if CODES.fullmatch(path):
            value = label_of(path, value)
        elif any(re.fullmatch(pattern, path) for pattern in LEFT_OUT):
            continue
        found += [
            f"{path}: {line[:80]}"
            for line in value.splitlines()
            if squeezed(line) not in text and value not in hrefs
        ]
    return found


@pytest.fixture(scope="module")
def records(shared) -> dict[str, dict[str, Any]]:
    """The records by their id."""
    with gzip.open(shared / "data" / "studies-v2.jsonl.gz", "rt") as lines:
        read = [json.loads(line) for line in lines]
    return {r["protocolSection"]["identificationModule"]["nctId"]: r for r in read}


class Sent(NamedTuple):
    """What was sent for a page; the client's own answer holds on to all that made the page."""

    status_code: int
    content: bytes


@pytest.fixture(scope="module")
def answers(shared, records, django_db_setup, django_db_blocker) -> Iterator[dict[str, Sent]]:
    """Every study's page as it is sent, compressed; the import is undone afterwards."""
    path = shared / "data" / "studies-v2.jsonl.gz"
    with django_db_blocker.unblock(), transaction.atomic():
        run = import_studies(source="real", stream=read_studies([path]), now=timezone.now)
        assert (run.new, run.refused) == (547, 0)
        client = Client(headers={"accept-encoding": "gzip"})
        got = ((name, client.get(f"/studies/{name}/")) for name in records)
        yield {name: Sent(answer.status_code, answer.content) for name, answer in got}
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def pages(answers) -> dict[str, Page]:
    """Every study's page as it is read."""
    return {name: read_page(gzip.decompress(answer.content)) for name, answer in answers.items()}


def test_every_page_is_there(answers):
    assert len(answers) == 547
    assert {answer.status_code for answer in answers.values()} == {200}


def test_no_page_shows_residue_of_templates_or_encodings(pages):
    residue = re.compile(r"\{\{|\}\}|\{%|\\[<>\[\]*_~^&]|&(?:lt|gt|amp|quot|nbsp|#\d+);")
    found = {name: residue.findall(page.text) for name, page in pages.items()}
    assert not {name: signs for name, signs in found.items() if signs}


def test_no_heading_and_no_list_item_is_empty(pages):
    assert not [
        f"{name}: {element.tag}"
        for name, page in pages.items()
        for element in (*page.headings(), *page.all("li"), *page.all("dt"), *page.all("dd"))
        if not element.text
    ]


def test_what_a_record_holds_is_on_its_page(records, pages):
    lost = {name: missing(record, pages[name]) for name, record in records.items()}
    assert not {name: fields for name, fields in lost.items() if fields}


def test_dates_and_ages_are_on_the_page_in_the_readers_way(records, pages):
    lost = []
    for name, record in records.items():
        text = pages[name].text
        status = record["protocolSection"]["statusModule"]
        for key, value in leaves(status):
            if key.lower().endswith("date") and key != "expandedAccessInfo":
                shown = re.sub(r"<[^>]+>", "", day(read_date(value)))
                lost += [] if shown in text else [f"{name} {key} {shown}"]
        who = record["protocolSection"]["eligibilityModule"]
        for key in ("minimumAge", "maximumAge"):
            if key in who:
                words = age(read_age(who[key])).split()
                said = words[0] in text and words[-1].rstrip("s") in text
                lost += [] if said else [f"{name} {key}"]
    assert not lost


def test_numbers_units_and_comparisons_are_those_of_the_record(records, pages):
    signs = re.compile(r"[<>≤≥=×±]|\d+(?:\.\d+)?%?")
    for name, record in records.items():
        criteria = record["protocolSection"]["eligibilityModule"]["eligibilityCriteria"]
        wanted = signs.findall(one_line(criteria))
        text = "".join(signs.findall(pages[name].text))
        for start in range(0, len(wanted), 12):
            assert "".join(wanted[start : start + 12]) in text, name


def test_no_page_weighs_too_much(answers):
    files = ("design/site.css", "design/mark.svg", "studies/world.svg")
    scripts = ("design/theme.js", "studies/sections.js", "studies/suggest.js")

    def packed(names: tuple[str, ...]) -> int:
        return sum(len(gzip.compress(Path(finders.find(n)).read_bytes())) for n in names)

    assert packed(scripts) < SCRIPT_BYTES
    rest = packed(files) + packed(scripts)
    weights = {name: len(answer.content) + rest for name, answer in answers.items()}
    assert not {name: size for name, size in weights.items() if size >= PAGE_BYTES}
