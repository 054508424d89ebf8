"""Made-up enquiries by the hundred thousand, and the desk's pages timed on them."""

import random
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from benchmarks.measures import percentile
from tests.factories.team import client_of
from trialhead.portal.accounts.roles import Role
from trialhead.portal.contact import keys
from trialhead.portal.contact.models import Enquiry, EnquiryEvent, State
from trialhead.portal.contact.sent_notes import SentNote, written
from trialhead.portal.contact.sites import site_key, site_name
from trialhead.portal.desk.models import Case, Stage
from trialhead.portal.studies.importing import import_studies
from trialhead.portal.studies.models import StudyRecord
from trialhead.registry import read_studies

SAMPLE = Path(__file__).parents[1] / "sample" / "studies"

#: What a note adds to a row that is sealed.
NOTES = written((SentNote(quote="words", passage="some words there", note="A made-up note."),))

Target = tuple[StudyRecord, str, str]
REPEATS, BATCH = 40, 5000
#: Shares of what became of them; the rest waits for a first answer.
ANSWERED, FAILED = 0.9, 0.2
#: Shares of those with notes, with a day to look again, and with a stage reached.
NOTED, REMINDED, REACHED = 0.1, 0.1, 0.3
_DICE = random.Random(11)


def measured(count: int) -> dict[str, Any]:
    """Fill a new database and time each page."""
    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    import_studies(source="sample", stream=read_studies([SAMPLE]), now=timezone.now)
    settings.ALLOWED_HOSTS = ["testserver"]
    started = time.perf_counter()
    fill(count)
    filled = time.perf_counter() - started
    return {"filled": filled, "pages": dict(_pages())}


def fill(count: int) -> None:
    """Enquiries to the sites of the sample studies, over the last year."""
    targets = _targets()
    for start in range(0, count, BATCH):
        made = [_enquiry(number, targets) for number in range(start, min(count, start + BATCH))]
        Enquiry.objects.bulk_create(made)
        Case.objects.bulk_create(map(_case, made))
        EnquiryEvent.objects.bulk_create(event for one in made for event in _events(one))


def _targets() -> list[Target]:
    return [
        (record, site_key(site), site_name(site))
        for record in StudyRecord.objects.order_by("registry_id")
        for site in record.study().sites
    ]


def _enquiry(number: int, targets: list[Target]) -> Enquiry:
    record, key, name = _DICE.choice(targets)
    at = timezone.now() - timedelta(minutes=_DICE.randrange(365 * 24 * 60))
    answered = _DICE.random() < ANSWERED
    address, noted = f"person{number}@example.org", _DICE.random() < NOTED
    return Enquiry(
        reference=UUID(int=number + 1),
        record=record,
        site_key=key,
        site_name=name,
        to_operator=False,
        state=State.ANSWERED if answered else State.DELIVERED,
        name=f"Person {number}",
        channel="email",
        address=address,
        language="en",
        behalf="self",
        message="A made-up message about a study.",
        locale="en",
        once=str(number),
        address_digest=keys.address_digest(address),
        notes=NOTES if noted else "",
        note_count=int(noted),
        received_at=at,
        answered_at=at + timedelta(hours=_DICE.randrange(1, 200)) if answered else None,
    )


def _case(enquiry: Enquiry) -> Case:
    failed = enquiry.answered_at is not None and _DICE.random() < FAILED
    day = timezone.localdate() + timedelta(days=_DICE.randrange(-200, 30))
    return Case(
        enquiry=enquiry,
        stage=Stage.FAILED if failed else Stage.NEW,
        remind_on=day if _DICE.random() < REMINDED else None,
    )


def _events(enquiry: Enquiry) -> Iterator[EnquiryEvent]:
    def event(
        what: str, at: datetime, criterion: str = "", waited: int | None = None
    ) -> EnquiryEvent:
        return EnquiryEvent(
            reference=enquiry.reference,
            registry_id=enquiry.record.registry_id,
            site_key=enquiry.site_key,
            what=what,
            criterion=criterion,
            waited=waited,
            at=at,
        )

    yield event("received", enquiry.received_at)
    if enquiry.answered_at:
        waited = enquiry.answered_at - enquiry.received_at
        yield event("answered", enquiry.answered_at, waited=int(waited.total_seconds()))
    if _DICE.random() < REACHED:
        yield event("contacted", enquiry.received_at + timedelta(days=9))
    if enquiry.answered_at and enquiry.case.stage == Stage.FAILED:
        yield event("screen-failure", enquiry.answered_at, f"I{_DICE.randrange(1, 9)}")


# Pages ------------------------------------------------------------------------------------------


def _pages() -> Iterator[tuple[str, dict[str, float]]]:
    newest = Enquiry.objects.select_related("record").latest("received_at")
    study, site = newest.record.registry_id, newest.site_key
    owner = client_of(Role.OWNER, study=study)
    coordinator = client_of(Role.COORDINATOR, study=study, site=site)
    yield "inbox, coordinator", _timed(lambda: coordinator.get("/team/enquiries/"))
    yield "inbox, owner", _timed(lambda: owner.get("/team/enquiries/"))
    yield "reminders due", _timed(lambda: owner.get("/team/enquiries/?view=due"))
    yield "overdue", _timed(lambda: owner.get("/team/enquiries/?view=overdue"))
    address = newest.address
    yield "found by e-mail", _timed(lambda: owner.get(f"/team/enquiries/?view=all&q={address}"))
    yield "one enquiry", _timed(lambda: owner.get(f"/team/enquiries/{newest.reference}/"))
    yield "numbers of one study", _timed(lambda: owner.get("/team/numbers/"))
    operator = client_of(Role.OPERATOR)
    yield "numbers of all studies", _timed(lambda: operator.get("/team/numbers/"))
    rows = Enquiry.objects.filter(record=newest.record).order_by("-received_at")
    yield "peer: the query alone", _timed(lambda: list(rows[:25]))


def _timed(ask: Callable[[], Any]) -> dict[str, float]:
    ask()
    times = []
    for _number in range(REPEATS):
        started = time.perf_counter()
        answer = ask()
        times.append((time.perf_counter() - started) * 1000)
        assert getattr(answer, "status_code", 200) == 200, answer
    return {"p50": percentile(times, 0.5), "p95": percentile(times, 0.95)}
