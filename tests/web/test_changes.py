"""Records over time: versions are kept, changes are told, nothing is undone by an older file."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories.pages import read_page
from trialhead.portal.studies.importing import import_studies
from trialhead.portal.studies.models import Alias, Clock, ImportRun, Refused, StudyRecord
from trialhead.registry import RawRecord, Refusal, take_in

pytestmark = pytest.mark.django_db

SAMPLE = Path(__file__).parents[2] / "sample" / "studies" / "NCT99900001.json"


def record(updated: str = "2026-11-20", **modules: dict[str, Any]) -> dict[str, Any]:
    """A record with its last update and some fields of its modules changed."""
    made = json.loads(SAMPLE.read_text())
    protocol = made["protocolSection"]
    protocol["identificationModule"]["nctId"] = "NCT99999999"
    protocol["statusModule"]["lastUpdatePostDateStruct"] = {"date": updated, "type": "ACTUAL"}
    for module, fields in modules.items():
        protocol.setdefault(module, {}).update(copy.deepcopy(fields))
    return made


def imported(*records: dict[str, Any], source: str = "test") -> ImportRun:
    """One import of these records."""
    raw = [RawRecord(source=source, place=str(n), data=r) for n, r in enumerate(records)]
    return import_studies(source=source, stream=take_in(raw), now=timezone.now)


def kept() -> StudyRecord:
    """The study under test."""
    return StudyRecord.objects.get(registry_id="NCT99999999")


def test_the_same_record_twice_changes_nothing() -> None:
    imported(record())
    before = (kept().latest, kept().change, kept().changed_at)
    run = imported(record())
    assert (run.new, run.changed, run.unchanged) == (0, 0, 1)
    assert (kept().latest, kept().change, kept().changed_at) == before


def test_what_the_registry_stamps_anew_each_day_is_no_change() -> None:
    imported(record() | {"derivedSection": {"miscInfoModule": {"versionHolder": "2026-11-20"}}})
    run = imported(record() | {"derivedSection": {"miscInfoModule": {"versionHolder": "later"}}})
    assert run.unchanged == 1


def test_a_changed_record_keeps_the_earlier_version() -> None:
    imported(record())
    run = imported(record("2026-11-21", descriptionModule={"briefSummary": "All new."}))
    assert run.changed == 1
    versions = [version.study().summary for version in kept().versions.all()]
    assert len(versions) == 2
    assert versions[0] != versions[1] == "All new."
    assert kept().study().summary == "All new."


def test_an_older_record_is_left_aside() -> None:
    imported(record("2026-11-21"))
    run = imported(record("2026-11-01", descriptionModule={"briefSummary": "Old."}))
    assert (run.older, run.changed) == (1, 0)
    assert kept().study().summary != "Old."


def test_the_page_tells_what_changed_section_by_section(client: Client) -> None:
    imported(record())
    imported(
        record(
            "2026-11-21",
            statusModule={"overallStatus": "COMPLETED"},
            eligibilityModule={"eligibilityCriteria": "Inclusion Criteria:\n\n* Entirely new rule"},
        )
    )
    page = read_page(client.get("/studies/NCT99999999/").content)
    summary = page.all("summary")[-1].text
    assert "Status and dates" in summary
    assert "Who can take part" in summary
    assert "What happens" not in summary
    assert any("Entirely new rule" in added.text for added in page.all("ins"))
    assert any("RECRUITING" in removed.text for removed in page.all("del"))


def test_an_unchanged_record_says_that_no_change_was_seen(client: Client) -> None:
    imported(record())
    text = read_page(client.get("/studies/NCT99999999/").content).text
    assert "No change has been seen" in text


def test_the_clock_moves_with_every_change_and_never_back() -> None:
    imported(record())
    first = kept().change
    imported(record("2026-11-21"))
    assert kept().change > first
    assert Clock.objects.get().now >= kept().change


def test_two_records_of_one_study_in_one_source_are_not_both_taken() -> None:
    run = imported(record(), record("2026-11-21"))
    assert (run.new, run.refused) == (1, 1)
    refused = Refused.objects.get(source="test")
    assert (refused.code, refused.registry_id) == ("repeated-study", "NCT99999999")


def test_a_refusal_is_listed_until_its_source_is_sound() -> None:
    imported(record(statusModule={"overallStatus": "SOMETIMES"}))
    refused = Refused.objects.get(source="test")
    assert "statusModule.overallStatus" in refused.reason
    imported(record(statusModule={"overallStatus": "SOMETIMES"}))
    assert Refused.objects.filter(source="test").count() == 1
    imported(record(), source="other")
    assert Refused.objects.filter(source="test").exists()
    imported(record())
    assert not Refused.objects.filter(source="test").exists()


def test_an_import_that_breaks_off_keeps_what_it_had_and_is_marked_unfinished() -> None:
    def stream():
        yield from take_in([RawRecord(source="cut", place="", data=record())])
        yield Refusal(source="cut", place="x", code="cut-off", reason="The file ends.")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_studies(source="cut", stream=stream(), now=timezone.now)
    assert ImportRun.objects.get(source="cut").finished_at is None
    run = imported(record(), source="cut")
    assert run.finished_at is not None


def test_many_records_are_kept_in_batches() -> None:
    many = []
    for number in range(450):
        made = record()
        made["protocolSection"]["identificationModule"]["nctId"] = f"NCT888{number:05d}"
        many.append(made)
    heard: list[int] = []
    raw = [RawRecord(source="many", place="", data=one) for one in many]
    import_studies(source="many", stream=take_in(raw), now=timezone.now, on_batch=heard.append)
    assert sum(heard) == 450
    assert max(heard) <= 200
    assert StudyRecord.objects.filter(registry_id__startswith="NCT888").count() == 450


def test_an_alias_belongs_to_one_study() -> None:
    imported(record(identificationModule={"nctId": "NCT99999999", "nctIdAliases": ["NCT77777777"]}))
    imported(record("2026-11-21", identificationModule={"nctIdAliases": ["NCT77777777"]}))
    assert Alias.objects.filter(registry_id="NCT77777777").count() == 1
