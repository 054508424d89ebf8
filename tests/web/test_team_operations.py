"""The operator's first page says what is wrong first; refusals are listed with what to do."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories.enquiries import Sender
from tests.factories.operations import Operator, mail, refuse, worker_seen
from trialhead.portal.accounts.models import AuditEntry
from trialhead.portal.backups.actions import note_backup
from trialhead.portal.contact.models import Enquiry, State
from trialhead.portal.notifications.models import State as MailState
from trialhead.portal.operations.remedies import REMEDIES
from trialhead.portal.studies import actions as studies
from trialhead.portal.studies.models import ImportRun, StudyRecord
from trialhead.portal.switches.actions import turn_off
from trialhead.portal.switches.models import Feature
from trialhead.registry import REFUSALS

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator() -> Operator:
    """Somebody who runs the portal."""
    return Operator()


def test_the_worst_stands_first_and_everything_has_a_line(operator: Operator) -> None:
    mail("a", MailState.DEAD, at=timezone.now())
    page = operator.read()
    weights = [one.text for one in page.all("span", class_="weight")]
    order = {"wrong": 0, "look at it": 1, "well": 2}
    assert weights == sorted(weights, key=lambda word: order[word])
    assert len(weights) == 11
    assert {"wrong", "well"} <= set(weights)
    wrong = weights.count("wrong")
    assert f"{wrong} things are wrong." in page.text


def test_the_mail_is_told_in_numbers_and_what_was_given_up_is_wrong(
    operator: Operator, settings: Any
) -> None:
    settings.TRIALHEAD_MAIL = "smtp://127.0.0.1:9"
    now = timezone.now()
    assert operator.line("Mail").startswith("well 0 wait; 0 to be tried again; 0 given up")
    assert "last delivered: never." in operator.line("Mail")
    mail("a", MailState.QUEUED, at=now - timedelta(hours=3))
    assert "the oldest waits for 3" in operator.line("Mail")
    mail("b", MailState.SENT, at=now)
    mail("c", MailState.FAILED, at=now)
    assert operator.line("Mail").startswith("look at it 2 wait; 1 to be tried again; 0 given up")
    mail("d", MailState.DEAD, at=now)
    assert operator.line("Mail").startswith("wrong 2 wait; 1 to be tried again; 1 given up")
    assert "(UTC)" in operator.line("Mail")
    settings.TRIALHEAD_MAIL = ""
    assert "Name one in TRIALHEAD_MAIL." in operator.line("Mail")


def test_mail_that_nobody_delivers_says_that_the_worker_is_missing(operator: Operator) -> None:
    worker_seen(at=timezone.now())
    assert operator.line("Worker").startswith("well 1 is at work; seen last on")
    assert operator.line("Worker").endswith("(UTC), version 0.1.0.")
    mail("a", MailState.QUEUED, at=timezone.now() - timedelta(minutes=14))
    assert operator.line("Worker").startswith("well")
    mail("b", MailState.QUEUED, at=timezone.now() - timedelta(minutes=16))
    said = operator.line("Worker")
    assert said.startswith("wrong A mail has been due for 16")
    assert said.endswith("trialhead work")


def test_a_worker_is_missed_wherever_it_was_at_work(operator: Operator) -> None:
    assert operator.line("Worker").startswith("wrong None has been seen yet, on any machine.")
    worker_seen(at=timezone.now() - timedelta(minutes=7))
    said = operator.line("Worker")
    assert said.startswith("wrong None has been seen for 7 minutes, on any machine.")
    assert said.endswith("trialhead work")
    worker_seen(at=timezone.now(), name="b")
    worker_seen(at=timezone.now() - timedelta(minutes=4), name="c")
    assert operator.line("Worker").startswith("well 2 are at work;")


def test_the_last_backup_is_told_and_never_is_said_plainly(operator: Operator) -> None:
    assert operator.line("Backups").startswith("wrong Never: no backup has been written.")
    assert "trialhead backup FILE" in operator.line("Backups")
    now = timezone.now()
    note_backup(rows=9, at=now - timedelta(days=8))
    assert operator.line("Backups").startswith("look at it The last one was written on")
    note_backup(rows=9, at=now)
    assert operator.line("Backups").startswith("well The last one was written on")


def test_a_log_that_was_changed_is_wrong(operator: Operator) -> None:
    assert operator.line("Log").startswith("well")
    newest = AuditEntry.objects.order_by("-number").first()
    assert newest is not None
    AuditEntry.objects.filter(pk=newest.pk).update(detail="nothing happened")
    said = operator.line("Log")
    assert said.startswith("wrong It has been changed from outside:")
    assert f"Line {newest.number}" in said


def test_keys_that_are_gone_are_wrong_and_hide_nothing_else(
    operator: Operator, tmp_path: Path, settings: Any
) -> None:
    assert operator.line("Keys").startswith("well They lie in")
    settings.TRIALHEAD_HOME = tmp_path
    settings.TRIALHEAD_KEYS = ""
    page = operator.read()
    assert "There are none in" in page.text
    assert "It cannot be checked without the keys." in page.text
    assert len(page.all("span", class_="weight")) == 11
    assert not (tmp_path / "keys").exists()  # looking makes none in the place of the old ones


def run(source: str, *, hours_ago: float, ended: bool) -> ImportRun:
    """An import that began so long ago."""
    at = timezone.now() - timedelta(hours=hours_ago)
    begun = studies.start_import(source=source, at=at)
    if ended:
        studies.finish_import(run=begun, at=at + timedelta(minutes=5))
    return begun


def test_an_import_that_was_cut_off_is_told_until_a_later_one_makes_up_for_it(
    operator: Operator,
) -> None:
    run("file A", hours_ago=50, ended=True)
    assert operator.line("Imports").startswith("well")
    run("file B", hours_ago=1, ended=False)
    assert operator.line("Imports").startswith("look at it “file B”, begun")
    ImportRun.objects.filter(source="file B").update(
        started_at=timezone.now() - timedelta(hours=13)
    )
    assert operator.line("Imports").startswith("wrong “file B”, begun")
    run("file A", hours_ago=0, ended=True)
    assert operator.line("Imports").startswith("wrong “file B”")
    run("file B", hours_ago=0, ended=True)
    assert operator.line("Imports").startswith("well “file B” ended")


def test_a_portal_without_studies_says_what_to_do(operator: Operator) -> None:
    ImportRun.objects.all().delete()
    assert operator.line("Imports").endswith("Load a registry: trialhead import PATH")


def test_enquiries_that_wait_with_the_operator_are_counted(operator: Operator) -> None:
    assert operator.line("Enquiries").startswith("well None waits with you.")
    Sender(Client()).token()
    said = operator.line("Enquiries")
    assert said.startswith("look at it 1 enquiry waits with you")
    assert "operator@localhost" in said
    Enquiry.objects.update(state=State.ANSWERED)
    assert operator.line("Enquiries").startswith("well")


def test_what_should_have_been_erased_says_that_nobody_tidies(operator: Operator) -> None:
    Sender(Client()).token()
    now = timezone.now()
    Enquiry.objects.update(state=State.ANSWERED, closed_at=now - timedelta(days=90, hours=1))
    assert operator.line("Tidying").startswith("well")
    Enquiry.objects.update(closed_at=now - timedelta(days=90, hours=4))
    assert operator.line("Tidying").startswith("wrong 1 closed enquiries should have been erased")


def test_what_is_off_and_what_was_refused_is_told(operator: Operator) -> None:
    assert operator.line("Switches").startswith("well Everything is on.")
    turn_off(feature=Feature.NOTES, at=timezone.now())
    assert operator.line("Switches").startswith("look at it Turned off: Shared notes.")
    refuse(1, at=timezone.now())
    assert operator.line("Quarantine").startswith("look at it 1 record is refused.")


def test_an_index_behind_the_database_is_wrong(operator: Operator) -> None:
    assert operator.line("Search index").startswith("well")
    StudyRecord.objects.order_by("pk").first()
    studies.withdraw_study(registry_id="NCT99900009", at=timezone.now())
    said = operator.line("Search index")
    assert said.startswith("wrong It is behind the database.")
    assert "trialhead index rebuild" in said


# Quarantine ---------------------------------------------------------------------------------------


def test_every_reason_to_refuse_has_a_remedy() -> None:
    assert set(REMEDIES) == set(REFUSALS)


def test_refusals_stand_by_source_with_place_reason_and_remedy(operator: Operator) -> None:
    assert "Nothing is in quarantine." in operator.read("quarantine/").text
    now = timezone.now()
    refuse(1, at=now)
    refuse(2, at=now, source="b.zip", code="encrypted", reason="It is <b>encrypted</b>.")
    page = operator.read("quarantine/")
    assert [one.text.strip() for one in page.all("h2")] == ["b.zip", "records.jsonl"]
    for words in ("line 1", "NCT98800001", "The field no. 1 is missing.", "Tell the registry."):
        assert words in page.text
    assert "It is <b>encrypted</b>." in page.text
    assert "Unpack it with its password" in page.text


def test_refusals_are_searched_and_paged(operator: Operator) -> None:
    for number in range(60):
        refuse(number, at=timezone.now(), code="cut-off" if number == 41 else "wrong-record")
    first, second = operator.read("quarantine/"), operator.read("quarantine/", page="2")
    assert "60 refusals" in first.text
    assert "1 to 25 of 60" in first.text
    assert "26 to 50 of 60" in second.text
    assert not set(numbers(first)) & set(numbers(second))
    assert numbers(operator.read("quarantine/", q="cut-off")) == ["NCT98800041"]
    assert numbers(operator.read("quarantine/", q="LINE 41")) == ["NCT98800041"]
    assert "No refusal has these words." in operator.read("quarantine/", q="no\x00such %_").text
    for odd in ("0", "-3", "x", "99999999999", "4"):
        assert "of 60" in operator.read("quarantine/", page=odd).text, odd


def numbers(page: Any) -> list[str]:
    """The study numbers that are shown."""
    return [one.text for one in page.all("bdi") if one.text.startswith("NCT9880")]
