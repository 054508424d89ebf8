"""A health record brought along: what it fills, what is said of a bad one, and that none stays."""

import json
import logging
import tempfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core import serializers
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from tests.factories import fhir
from tests.factories.visits import Visit
from trialhead.portal.studies import models

pytestmark = pytest.mark.django_db

LUPUS = "/studies/NCT07318259/could-i-take-part/"
OWN_NAME = "Zebulon Quarrington"


def bundle(*resources: dict[str, Any]) -> bytes:
    """A record in one file."""
    entries = [{"resource": one} for one in resources]
    return json.dumps({"resourceType": "Bundle", "type": "collection", "entry": entries}).encode()


def record() -> bytes:
    """A woman with a kidney result, an old heart attack, and an entry that is broken."""
    kidney = fhir.observation(
        fhir.loinc("33914-3"),
        id="kidney",
        valueQuantity=fhir.quantity(64.25, "mL/min/{1.73_m2}"),
        effectiveDateTime="2026-11-01",
    )
    infarction = fhir.condition("myocardial infarction", id="heart", onsetDateTime="2010-02-03")
    broken = fhir.condition("Asthma", id="broken", onsetDateTime="the year of the flood")
    named = fhir.patient(birthDate="1980-05-20", name=[{"text": OWN_NAME}])
    return bundle(named, kidney, infarction, broken)


def bring(client: Client, content: bytes, **given: Any) -> Visit:
    """A visitor who starts with a file."""
    file = SimpleUploadedFile(f"{OWN_NAME}.json", content, content_type="application/json")
    return Visit(client, LUPUS).open().press("record", **{"who": "self", "record": file, **given})


def test_a_record_fills_answers_and_each_says_where_it_came_from(client: Client) -> None:
    started = bring(client, record())
    assert started.status == 200
    told = started.page.one("section", class_="told").text
    assert "46 years" in told
    assert "64.25" in told
    assert "From your record: Observation/kidney" in told
    said = started.page.one("div", class_="notice").text
    assert "Your record answered" in said
    assert "The file itself is forgotten already." in said
    assert "Condition/broken is left out" in said
    assert "1980" not in started.html
    assert OWN_NAME not in started.html


def test_a_filled_answer_is_changed_like_any_other(client: Client) -> None:
    started = bring(client, record())
    given = json.loads(started.carried()["state"])["given"]
    place = next(number for number, one in enumerate(given) if one.get("name") == "eGFR")
    changing = started.press(f"change:{place}")
    assert changing.page.one("input", id="number").attributes["value"] == "64.25"
    unit = "eGFR|mL/min/{1.73_m2}"
    changed = changing.press("answer", answer="number", number="20", unit=unit)
    told = changed.page.one("section", class_="told").text
    assert "64.25" not in told
    assert "does not fit" in changed.page.one("li", data_criterion="E3").text


def test_what_a_person_answered_outranks_the_record(client: Client) -> None:
    answered = Visit(client, LUPUS).open().press("begin", who="self")
    answered.press("answer", answer="number", number="30", unit="year")
    state = answered.carried()["state"]
    told = bring(client, record(), state=state).page.one("section", class_="told").text
    assert "30 years" in told
    assert "46 years" not in told


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "this is no JSON"),
        (b"{", "line 1, column"),
        (b"\xff\xfe\x00", "no text in UTF-8"),
        (b'{"resourceType": "Library"}', "holds a Library"),
        (b"[1, 2]", "no FHIR resource"),
        (b'{"resourceType": "Bundle", "entry": [7]}', "entry should be a list of objects"),
        (b'{"resourceType": "Bundle", "type": "history"}', "history of changes"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"a": NaN}', "NaN is no number"),
    ],
)
def test_a_file_that_cannot_be_read_says_why_and_changes_nothing(
    client: Client, content: bytes, words: str
) -> None:
    refused = bring(client, content)
    assert refused.status == 422
    alert = refused.page.one("div", role="alert").text
    assert "Nothing was read" in alert
    assert words in alert
    assert "open" in refused.page.one("details", class_="record-brought").attributes
    assert refused.page.one("input", id="record").attributes["aria-invalid"] == "true"
    assert refused.press("begin", who="self").question is not None


def test_records_of_two_people_are_not_mixed(client: Client) -> None:
    other = fhir.patient(id="q", birthDate="2001-01-01")
    refused = bring(client, bundle(fhir.patient(), other))
    assert refused.status == 422
    assert "Nothing was read" in refused.page.text


def test_a_file_that_is_too_large_is_refused_with_its_limit(client: Client) -> None:
    refused = bring(client, b" " * 10_000_001)
    assert refused.status == 422
    assert "larger than 10 MB" in refused.page.one("div", role="alert").text


def test_no_file_at_all_is_said(client: Client) -> None:
    refused = Visit(client, LUPUS).open().press("record", who="self")
    assert "Choose a file first." in refused.page.one("div", role="alert").text


def test_e4_nothing_of_a_person_is_kept_in_database_log_or_file(
    client: Client, caplog: pytest.LogCaptureFixture, tmp_path: Path, monkeypatch: Any
) -> None:
    """Whoever stops half way leaves nothing: no row, no line, no file, not even of an upload."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    caplog.set_level(logging.DEBUG)
    before = dump()
    asking = bring(client, record())
    assert "64.25" in asking.html
    for _number in range(5):
        asking.press("answer", answer="yes")
        asking.press("answer", answer="number", number="61.75", unit="")
    asking.press("stop")
    asking.press("show", state='{"who":"self","given":[{"61.75"')
    bring(client, b"{" + OWN_NAME.encode())
    assert dump() == before
    assert list(tmp_path.iterdir()) == []
    logged = caplog.text
    for words in ("64.25", "61.75", OWN_NAME, "Myocardial", "Observation/kidney", '"given"'):
        assert words not in logged


def dump() -> str:
    """Everything in the database, and the tables there are."""
    tables = sorted(connection.introspection.table_names())
    kept = [
        models.Clock, models.StudyRecord, models.RecordVersion, models.ImportRun, models.Refused,
    ]  # fmt: skip
    told = [serializers.serialize("json", model.objects.order_by("pk")) for model in kept]
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f'SELECT COUNT(*) FROM "{table}"')
            told.append(f"{table}: {cursor.fetchone()[0]}")
    return "\n".join(told)


def test_the_largest_file_allowed_stays_in_memory(client: Client, tmp_path: Path) -> None:
    """Django itself would write anything above 2.5 MB to a disk."""
    padding = BytesIO(record()[:-1] + b" " * 5_000_000 + b"}")
    started = bring(client, padding.getvalue())
    assert started.status == 200
    assert "64.25" in started.html
