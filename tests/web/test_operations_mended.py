"""Each fault of the portal is told by one line, beside all the others, and is told no more once it
is mended; what is to do about a study's words is told from day to day."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories.enquiries import STUDY, Sender
from tests.factories.operations import mail, refuse, worker_seen
from tests.factories.team import client_of, member
from tests.factories.words import (
    BEYOND,
    approve,
    begun,
    confirm,
    last,
    propose,
    publish,
    record_now,
)
from tests.factories.words import STUDY as TOLD
from trialhead.portal.accounts.models import AuditEntry
from trialhead.portal.accounts.roles import Role
from trialhead.portal.backups.actions import note_backup
from trialhead.portal.contact import actions as contact
from trialhead.portal.contact.models import Enquiry, State
from trialhead.portal.desk.actions import count_questions, forget_questions
from trialhead.portal.desk.models import AskedAbout, Asking, Case
from trialhead.portal.desk.reminders import remind
from trialhead.portal.notifications.models import Heartbeat, Message
from trialhead.portal.notifications.models import State as MailState
from trialhead.portal.operations.health import Line, Weight, lines
from trialhead.portal.studies import actions as studies
from trialhead.portal.studies.indexing import Records, catch_up
from trialhead.portal.studies.models import Refused
from trialhead.portal.switches.actions import turn_off, turn_on
from trialhead.portal.switches.models import Feature
from trialhead.portal.teams.words_tasks import TaskKind, standing_of

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def sound(db: None, settings: Any) -> None:
    """A portal in which nothing is wrong: a worker, a mail server, a backup."""
    settings.TRIALHEAD_MAIL = "smtp://127.0.0.1:9"
    note_backup(rows=1, at=timezone.now())
    worker_seen(at=timezone.now())


def told() -> dict[str, Line]:
    """Every line by its name."""
    return {one.name: one for one in lines(now=timezone.now())}


@dataclass
class Fault:
    """Something goes wrong, and is mended."""

    line: str
    weight: Weight
    happen: Callable[[], Any]
    mend: Callable[[], Any]


def _late_mail() -> None:
    mail("late", MailState.QUEUED, at=timezone.now() - timedelta(hours=1))


def _dead_mail() -> None:
    mail("dead", MailState.DEAD, at=timezone.now())


def _failed_mail() -> None:
    mail("failed", MailState.FAILED, at=timezone.now())


def _no_mail() -> None:
    Message.objects.all().delete()


def _cut_off() -> None:
    studies.start_import(source="records.zip", at=timezone.now() - timedelta(hours=13))


def _import_again() -> None:
    run = studies.start_import(source="records.zip", at=timezone.now())
    studies.finish_import(run=run, at=timezone.now())


def _closed_long_ago() -> None:
    Sender(Client()).token()
    closed = timezone.now() - timedelta(days=91)
    Enquiry.objects.update(state=State.ANSWERED, closed_at=closed)


def _erased() -> None:
    contact.erase_enquiry(enquiry=Enquiry.objects.get(), at=timezone.now())


def _written_to_the_operator() -> None:
    Sender(Client()).token()


def _contact_confirmed() -> None:
    enquiry = Enquiry.objects.get()
    contact.confirm_contact(
        record=enquiry.record,
        site_key=enquiry.site_key,
        email="desk@oslo.test",
        second_email="",
        at=timezone.now(),
    )


def _index_behind() -> None:
    studies.withdraw_study(registry_id=STUDY, at=timezone.now())


def _not_seen() -> None:
    Heartbeat.objects.update(seen_at=timezone.now() - timedelta(minutes=6))


def _seen_elsewhere() -> None:
    worker_seen(at=timezone.now(), name="b")


FAULTS = {
    "no worker": Fault("Worker", Weight.WRONG, _not_seen, _seen_elsewhere),
    "late mail": Fault("Worker", Weight.WRONG, _late_mail, _no_mail),
    "mail given up": Fault("Mail", Weight.WRONG, _dead_mail, _no_mail),
    "mail tried again": Fault("Mail", Weight.LOOK, _failed_mail, _no_mail),
    "import cut off": Fault("Imports", Weight.WRONG, _cut_off, _import_again),
    "nobody tidies": Fault("Tidying", Weight.WRONG, _closed_long_ago, _erased),
    "enquiry with the operator": Fault(
        "Enquiries", Weight.LOOK, _written_to_the_operator, _contact_confirmed
    ),
    "refusal": Fault(
        "Quarantine",
        Weight.LOOK,
        lambda: refuse(1, at=timezone.now()),
        lambda: Refused.objects.all().delete(),
    ),
    "switch": Fault(
        "Switches",
        Weight.LOOK,
        lambda: turn_off(feature=Feature.ALERTS, at=timezone.now()),
        lambda: turn_on(feature=Feature.ALERTS),
    ),
}


def test_in_a_sound_portal_everything_is_well() -> None:
    found = told()
    assert {one.name: one.told for one in found.values() if one.weight is not Weight.WELL} == {}
    assert len(found) == 11


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told_by_its_own_line_until_it_is_mended(name: str) -> None:
    fault, before = FAULTS[name], told()
    fault.happen()
    during = lines(now=timezone.now())
    assert {one.name for one in during if one.weight is not Weight.WELL} == {fault.line}
    assert (during[0].name, during[0].weight) == (fault.line, fault.weight)
    assert during[0].fix or during[0].page or during[0].command
    fault.mend()
    after = told()
    assert {name: one.weight for name, one in after.items()} == {
        name: one.weight for name, one in before.items()
    }


def test_all_faults_at_once_are_all_told_the_worst_first() -> None:
    for name in ("late mail", "refusal", "switch", "import cut off"):
        FAULTS[name].happen()
    found = lines(now=timezone.now())
    weights = [one.weight for one in found]
    assert weights == sorted(weights)
    assert {one.name for one in found if one.weight is not Weight.WELL} == {
        "Worker",
        "Quarantine",
        "Switches",
        "Imports",
    }


@pytest.mark.parametrize(
    ("line", "happen", "bound"),
    [
        (
            "Worker",
            lambda ago: mail("a", MailState.QUEUED, at=timezone.now() - ago),
            timedelta(minutes=15),
        ),
        (
            "Worker",
            lambda ago: Heartbeat.objects.update(seen_at=timezone.now() - ago),
            timedelta(minutes=5),
        ),
        (
            "Imports",
            lambda ago: studies.start_import(source="x", at=timezone.now() - ago),
            timedelta(hours=12),
        ),
    ],
)
@pytest.mark.parametrize("beyond", [-MINUTE, MINUTE])
def test_what_may_take_a_while_is_wrong_from_its_bound_on(
    line: str, happen: Callable[[timedelta], Any], bound: timedelta, beyond: timedelta
) -> None:
    happen(bound + beyond)
    assert (told()[line].weight is Weight.WRONG) == (beyond > timedelta())


@pytest.mark.parametrize("beyond", [-MINUTE, MINUTE])
def test_a_backup_is_old_after_a_week_and_an_index_is_behind_until_it_catches_up(
    beyond: timedelta,
) -> None:
    later = timezone.now() + timedelta(days=7) + beyond
    found = {one.name: one.weight for one in lines(now=later)}
    assert found["Backups"] is (Weight.LOOK if beyond > timedelta() else Weight.WELL)


# Questions and reminders -------------------------------------------------------------------------


def test_each_enquiry_counts_once_for_each_thing_it_is_about() -> None:
    Sender(Client()).token()
    enquiry, day = Enquiry.objects.get(), date(2026, 6, 15)
    AskedAbout.objects.all().delete()
    note, opened = (Asking.NOTE, "I1"), (Asking.OPEN, "I1")
    for about in ({note}, {note, opened}, set(), {note, (Asking.NOTE, "#other")}):
        count_questions(enquiry=enquiry, about=frozenset(about), on=day)
    count_questions(enquiry=enquiry, about=frozenset({note}), on=day + timedelta(days=1))
    rows = AskedAbout.objects.order_by("day", "about", "asking")
    assert [(one.about, one.asking, one.number) for one in rows] == [
        ("#other", "note", 1),
        ("I1", "note", 3),
        ("I1", "open", 1),
        ("I1", "note", 1),
    ]
    assert forget_questions(before=day) == 0
    assert forget_questions(before=day + timedelta(days=1)) == 3
    assert AskedAbout.objects.get().day == day + timedelta(days=1)


@pytest.mark.parametrize("early", [0, 1, 40])
def test_a_reminder_is_mailed_on_its_day_or_later_and_once(early: int) -> None:
    Sender(Client()).token()
    enquiry, now = Enquiry.objects.get(), timezone.now()
    user = member(Role.COORDINATOR, study=STUDY, site=enquiry.site_key)
    day = timezone.localdate(now) + timedelta(days=early)
    Case.objects.create(enquiry=enquiry, remind_by=user, mail_on=day, remind_on=day)
    sent = [remind(now=now + timedelta(days=n)) for n in range(early + 3)]
    assert sent == [0] * early + [1, 0, 0]
    (message,) = Message.objects.filter(key__contains=":remind:")
    assert message.to == user.email


# Words of a study --------------------------------------------------------------------------------


def test_what_is_to_do_about_an_approval_changes_with_the_day() -> None:
    author = client_of(Role.REVIEWER, study=TOLD, email="author@team.example")
    second = client_of(Role.REVIEWER, study=TOLD, email="second@team.example")
    today = timezone.localdate()

    def to_do(days: int) -> list[tuple[TaskKind, date | None]]:
        overall = standing_of(record_now(), on=today + timedelta(days=days))
        return [(one.kind, one.day) for one in overall.tasks]

    assert to_do(0) == []
    who = f"{begun(author)['who']}\n{BEYOND}"
    assert propose(author, who=who).status_code == 302
    assert to_do(0) == [(TaskKind.WAITING, None)]
    approve(author, days=100)
    assert publish(second).status_code == 302
    end = today + timedelta(days=100)
    assert to_do(0) == to_do(69) == []
    assert to_do(70) == to_do(100) == [(TaskKind.EXPIRING, end)]
    assert to_do(101) == [(TaskKind.EXPIRED, end)]
    approve(author, days=500)
    later = today + timedelta(days=500)
    assert to_do(101) == [(TaskKind.EXPIRED, end), (TaskKind.CONFIRM, later)]
    assert confirm(second).status_code == 302
    assert to_do(101) == []
    assert to_do(501) == [(TaskKind.EXPIRED, today + timedelta(days=500))]
    (line,) = standing_of(record_now(), on=today).lines
    assert line.edition == last()
    assert line.approval is not None
    assert standing_of(record_now(), on=today + timedelta(days=501)).lines[0].approval is None


def test_an_index_that_is_behind_is_told_until_it_has_caught_up(own_home: Path) -> None:
    catch_up(Records())
    before = told()["Search index"].weight
    _index_behind()
    assert (before, told()["Search index"].weight) == (Weight.WELL, Weight.WRONG)
    catch_up(Records())
    assert told()["Search index"].weight is Weight.WELL


def test_a_log_that_was_changed_is_told_until_it_is_put_right() -> None:
    entry = AuditEntry.objects.order_by("number").first()
    assert entry is not None
    kept = entry.detail
    AuditEntry.objects.filter(pk=entry.pk).update(detail="something else")
    assert told()["Log"].weight is Weight.WRONG
    AuditEntry.objects.filter(pk=entry.pk).update(detail=kept)
    assert told()["Log"].weight is Weight.WELL
