"""An enquiry handed over to another site: proposed by the team, decided by the person."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories.enquiries import MESSAGE, STUDY, Sender, mails, site_at, token_in
from tests.factories.pages import Page, read_page
from tests.factories.sent_notes import note, with_notes
from tests.factories.team import client_of
from trialhead.portal.accounts.audit import verify
from trialhead.portal.accounts.models import AuditEntry
from trialhead.portal.accounts.roles import Role
from trialhead.portal.contact import actions as contact
from trialhead.portal.contact.consents import Agreed
from trialhead.portal.contact.follow_up import follow_up
from trialhead.portal.contact.handover import actions as handover
from trialhead.portal.contact.models import (
    Consent,
    EarlierSite,
    Enquiry,
    EnquiryEvent,
    Handover,
    Purpose,
    SiteNotice,
)
from trialhead.portal.desk.models import Case, Comment
from trialhead.portal.notifications.models import Message
from trialhead.portal.privacy import retention
from trialhead.portal.studies.models import StudyRecord

pytestmark = pytest.mark.django_db

COMMENT = "Sounded hoarse on the phone (a made-up remark)."
WORD = "Bergen is nearer to you."
#: What nobody but the site that has the enquiry may see.
SECRETS = ("Robin Sample", "robin@example.org", MESSAGE, "ten weeks ago")


@dataclass
class People:
    """A person who wrote to Oslo, and coordinators there and in Bergen."""

    token: str
    person: Client = field(default_factory=Client)

    def __post_init__(self) -> None:
        self.oslo, self.bergen = site_at("Oslo"), site_at("Bergen")
        self.old = client_of(Role.COORDINATOR, study=STUDY, site=self.oslo)
        self.new = client_of(Role.COORDINATOR, study=STUDY, site=self.bergen)

    @property
    def enquiry(self) -> Enquiry:
        """As it stands."""
        return Enquiry.objects.get(address_digest=self.first)

    @property
    def first(self) -> str:
        """The digest of the person's address."""
        from trialhead.portal.contact import keys

        return keys.address_digest("robin@example.org")

    @property
    def path(self) -> str:
        """The enquiry at the desk."""
        return f"/team/enquiries/{self.enquiry.reference}/"

    def version(self, desk: Client) -> str:
        """The version of the case that a page shows."""
        page = read_page(desk.get(self.path).content)
        return page.one("input", id="id_version").attributes["value"]

    def propose(self, desk: Client | None = None, **changed: str) -> Any:
        """Oslo proposes Bergen."""
        desk = desk or self.old
        told = {"version": self.version(desk), "site": self.bergen, "message": WORD, **changed}
        return desk.post(f"{self.path}another-site/", told)

    def decide(self, decision: str, **changed: str) -> Any:
        """The person answers."""
        told = {"decision": decision, "agree": "on", "proposal": self.asked(), **changed}
        return self.person.post(f"/enquiry/{self.token}/another-site/", told)

    def asked(self) -> str:
        """The number of the proposal that the person's page shows; empty without one."""
        found = self.page().all("input", name="proposal")
        return found[0].attributes["value"] if found else ""

    def page(self) -> Page:
        """The person's private page."""
        return read_page(self.person.get(f"/enquiry/{self.token}/").content)


@pytest.fixture
def people(db: None) -> People:
    """Somebody has written to Oslo, with a note."""
    return People(Sender(Client()).token(**with_notes(note())))


def told_of(desk: Client, path: str) -> list[str]:
    """What of the person a desk can see, by every page that shows enquiries."""
    pages = ("/team/enquiries/?view=all", path, f"{path}worksheet/", "/team/enquiries/csv/")
    pages += ("/team/enquiries/fhir/", "/team/enquiries/?view=all&q=robin")
    words = "".join(desk.get(page).getvalue().decode() for page in pages)
    return [secret for secret in SECRETS if secret in words]


# Proposing --------------------------------------------------------------------------------------


def test_open_sites_are_offered_the_nearest_first_and_never_the_own(people: People) -> None:
    page = read_page(people.old.get(people.path).content)
    offered = [one.text for one in page.all("option") if "km)" in one.text]
    assert offered[0].startswith("Sample General Hospital Copenhagen") or "Gothenburg" in offered[0]
    kilometres = [int(one.rsplit("(", 1)[1].split()[0]) for one in offered]
    assert kilometres == sorted(kilometres)
    assert not [one for one in offered if "Oslo" in one or "Tampere" in one]  # Tampere is closed


def test_nothing_is_passed_on_before_the_yes(people: People) -> None:
    assert people.propose().status_code == 302
    assert set(told_of(people.old, people.path)) >= {"Robin Sample", MESSAGE}
    assert told_of(people.new, people.path) == []
    assert people.new.get(people.path).status_code == 404
    assert not Consent.objects.filter(purpose=Purpose.HANDOVER).exists()
    assert mails()["to_site"].to == "operator@localhost"
    assert "to_site@1" not in mails()


def test_the_person_gets_a_letter_and_reads_the_word_of_the_site(people: People) -> None:
    people.propose()
    letter = next(mail for key, mail in mails().items() if key.startswith("handover:"))
    assert letter.to == "robin@example.org"
    assert "Example Teaching Hospital Bergen" in letter.text
    assert WORD in letter.text
    people.token = token_in(letter)
    assert "May another site have your enquiry?" in people.page().text
    assert WORD in people.page().text
    assert "checked" not in people.page().one("input", name="agree").attributes


def test_somebody_who_is_phoned_gets_no_letter_and_the_team_is_told_so() -> None:
    Sender(Client()).token(channel="phone", email=None, phone="+44 113 496 0000")
    enquiry = Enquiry.objects.get()
    desk = client_of(Role.COORDINATOR, study=STUDY, site=enquiry.site_key)
    path = f"/team/enquiries/{enquiry.reference}/"
    assert "they get no letter: call them" in read_page(desk.get(path).content).text
    desk.post(f"{path}another-site/", {"version": "0", "site": site_at("Bergen")})
    assert Handover.objects.get().site_key == site_at("Bergen")
    assert set(mails()) == {"to_site"}


@pytest.mark.parametrize("site", ["", "elsewhere", "central", "Tampere", "Oslo"])
def test_only_an_open_site_of_the_study_can_be_proposed(people: People, site: str) -> None:
    key = site_at(site) if site in ("Tampere", "Oslo") else site
    answer = people.propose(site=key)
    assert answer.status_code == 422
    page = read_page(answer.content)
    assert "Choose a site." in page.text
    assert page.one("textarea", id="handover-message").text == WORD
    assert not Handover.objects.exists()


def test_a_word_that_is_too_long_is_not_sent(people: People) -> None:
    assert people.propose(message="x" * 1001).status_code == 422
    assert not Handover.objects.exists()


@pytest.mark.parametrize("role", [Role.READER, Role.REVIEWER, Role.OPERATOR])
def test_who_may_not_answer_may_not_propose(people: People, role: Role) -> None:
    Enquiry.objects.update(to_operator=False)
    scope = {} if role is Role.OPERATOR else {"study": STUDY}
    desk = client_of(role, **scope)
    told = {"version": "0", "site": people.bergen}
    for path in ("another-site/", "another-site/back/"):
        assert desk.post(f"{people.path}{path}", told).status_code in (403, 404)
    assert people.new.post(f"{people.path}another-site/", told).status_code == 404
    assert not Handover.objects.exists()


# Deciding ---------------------------------------------------------------------------------------


def test_with_the_yes_the_enquiry_moves_and_the_old_site_sees_nothing_of_it(people: People) -> None:
    desk = people.old
    desk.post(f"{people.path}comment/", {"text": COMMENT})
    people.propose()
    old_link = token_in(mails()["to_site"])
    before, path = people.enquiry, people.path
    assert people.decide("yes").status_code == 302
    after = people.enquiry
    assert (after.site_key, after.state) == (people.bergen, "received")
    assert (after.reference, after.message) == (before.reference, before.message)
    assert told_of(people.old, path) == []
    assert people.old.get(path).status_code == 404
    assert Client().get(f"/site-answer/{old_link}/").status_code == 404
    assert set(told_of(people.new, path)) >= {"Robin Sample", MESSAGE, "ten weeks ago"}
    page = read_page(people.new.get(path).content).text
    assert COMMENT not in page
    assert WORD not in page
    assert not Comment.objects.exists()


def test_the_new_site_gets_its_own_mail_and_the_old_one_is_told_without_a_word_of_the_person(
    people: People,
) -> None:
    contact.confirm_contact(
        record=StudyRecord.objects.get(registry_id=STUDY),
        site_key=people.bergen,
        email="desk@bergen.test",
        second_email="",
        at=timezone.now(),
    )
    people.propose()
    people.decide("yes")
    told = mails()
    assert told["to_site@1"].to == "desk@bergen.test"
    assert "Bergen" in told["to_site@1"].text
    assert told["moved"].to == "operator@localhost"
    for mail in (told["to_site@1"], told["moved"]):
        assert not [word for word in (*SECRETS, WORD) if word in mail.text + mail.subject]
    answer = Client().post(f"/site-answer/{token_in(told['to_site@1'])}/")
    assert MESSAGE in read_page(answer.content).text
    assert not people.enquiry.to_operator


def test_the_consent_to_the_other_site_is_its_own(people: People) -> None:
    people.propose()
    people.decide("yes")
    given = Consent.objects.get(purpose=Purpose.HANDOVER)
    assert (given.site_key, given.locale) == (people.bergen, "en")
    assert Consent.objects.get(purpose=Purpose.SHARE).withdrawn_at is None
    assert "Passing on to another site" in people.page().text
    assert "Take back: Passing on" not in people.page().text
    people.person.post(f"/enquiry/{people.token}/consent/", {"purpose": "handover"})
    assert Consent.objects.get(purpose=Purpose.HANDOVER).withdrawn_at is None
    people.person.post(f"/enquiry/{people.token}/withdraw/")
    assert not Consent.objects.filter(withdrawn_at=None).exists()


def test_without_the_tick_nothing_moves(people: People) -> None:
    people.propose()
    told = {"decision": "yes", "proposal": people.asked()}
    answer = people.person.post(f"/enquiry/{people.token}/another-site/", told)
    assert answer.status_code == 422
    assert "Tick that you agree" in read_page(answer.content).text
    assert people.enquiry.site_key == people.oslo
    assert people.asked()


def test_the_no_keeps_it_and_the_same_site_is_not_proposed_again(people: People) -> None:
    people.propose()
    people.decide("no")
    assert people.enquiry.site_key == people.oslo
    assert told_of(people.new, people.path) == []
    assert "The person said no" in read_page(people.old.get(people.path).content).text
    assert "You said no" in people.page().text
    assert people.propose().status_code == 422
    assert people.propose(site=site_at("Stockholm")).status_code == 302


def test_a_double_click_moves_once(people: People) -> None:
    people.propose()
    number = people.asked()
    assert people.decide("yes", proposal=number).status_code == 302
    for again in ("yes", "no"):
        assert people.decide(again, proposal=number).status_code == 302
    assert people.enquiry.moves == 1
    assert Consent.objects.filter(purpose=Purpose.HANDOVER).count() == 1
    assert [key for key in mails() if key.startswith("to_site")] == ["to_site@1"]


def test_two_clicks_at_the_same_moment_move_once(people: People) -> None:
    people.propose()
    proposal = Handover.objects.get()
    agreed = Agreed(purposes=(Purpose.HANDOVER,), locale="en")
    now = timezone.now()
    assert handover.accept(proposal=proposal, agreed=agreed, at=now)
    assert not handover.accept(proposal=proposal, agreed=agreed, at=now)  # its rows are gone
    assert Enquiry.objects.count() == 1


def test_a_yes_to_an_old_page_is_no_yes_to_another_proposal(people: People) -> None:
    people.propose()
    old = people.asked()
    version = people.version(people.old)
    people.old.post(f"{people.path}another-site/back/", {"version": version})
    people.propose(site=site_at("Stockholm"))
    people.decide("yes", proposal=old)
    assert people.enquiry.site_key == people.oslo


def test_a_site_that_has_closed_meanwhile_gets_nothing(people: People) -> None:
    people.propose()
    SiteNotice.objects.create(
        record=people.enquiry.record, site_key=people.bergen, told_at=timezone.now()
    )
    assert "That site takes nobody at present" in people.page().text
    assert people.decide("yes").status_code == 302
    assert people.enquiry.site_key == people.oslo
    people.decide("no")
    assert not people.asked()


def test_who_has_written_there_before_is_told_and_the_team_learns_nothing(people: People) -> None:
    Sender(Client(), path=f"/studies/{STUDY}/contact/{people.bergen}/").token()
    mine = Enquiry.objects.get(site_key=people.oslo)
    path = f"/team/enquiries/{mine.reference}/"
    told = {"version": "0", "site": people.bergen}
    assert people.old.post(f"{path}another-site/", told).status_code == 302
    assert "You have written to that site yourself already" in people.page().text
    assert people.decide("yes").status_code == 302
    assert Enquiry.objects.filter(site_key=people.oslo).exists()
    assert Enquiry.objects.count() == 2


def test_what_the_old_site_answered_stays_with_the_person_alone(people: People) -> None:
    answer = {"kind": "answered", "text": "Peculiar first answer"}
    people.old.post(f"{people.path}reply/", answer)
    people.old.post(f"{people.path}reply/", {"again": "1", "text": "Peculiar second answer"})
    people.propose()
    people.decide("yes")
    text = people.page().text
    assert "Peculiar first answer" in text
    assert "Peculiar second answer" in text
    page = read_page(people.new.get(people.path).content).text
    assert "Peculiar" not in page
    assert not people.enquiry.replied
    told = json.loads(people.person.get(f"/enquiry/{people.token}/export/").content)
    assert [one["text"] for one in told["earlier_sites"][0]["answers"]] == [
        "Peculiar first answer",
        "Peculiar second answer",
    ]
    assert told["proposals"][0]["decision"] == "yes"


def test_the_clock_of_the_new_site_begins_anew(people: People) -> None:
    monday = datetime(2026, 11, 23, 10, tzinfo=UTC)
    Enquiry.objects.update(received_at=monday - timedelta(days=20))
    follow_up(now=monday)
    follow_up(now=monday + timedelta(days=3))
    assert people.enquiry.offered_at is not None
    assert people.propose().status_code == 302
    people.decide("yes")
    moved = people.enquiry
    assert (moved.reminded_at, moved.offered_at, moved.delivered_at) == (None, None, None)
    follow_up(now=moved.received_at + timedelta(days=7))
    assert "reminder@1" in mails()
    steps = people.page().text
    assert steps.index("Received here") < steps.index("You agreed, and the enquiry was passed on")


def test_it_can_move_twice_and_never_back(people: People) -> None:
    people.propose()
    people.decide("yes")
    page = read_page(people.new.get(people.path).content)
    assert not [one for one in page.all("option") if "Oslo" in one.text]
    people.propose(people.new, site=site_at("Stockholm"))
    people.decide("yes")
    assert people.enquiry.site_key == site_at("Stockholm")
    assert people.enquiry.moves == 2
    assert told_of(people.new, people.path) == []
    assert EarlierSite.objects.count() == 2
    assert "to_site@2" in mails()
    people.person.post(f"/enquiry/{people.token}/erase/")
    assert not Enquiry.objects.exists()
    assert not EarlierSite.objects.exists()
    assert not Handover.objects.exists()


# Time, colleagues, and what is kept ------------------------------------------------------------


@pytest.mark.parametrize(("late", "moves"), [(-1, 1), (0, 0), (1, 0)])
def test_a_proposal_stands_for_fourteen_days(people: People, late: int, moves: int) -> None:
    people.propose()
    proposal = Handover.objects.get()
    at = proposal.proposed_at + timedelta(days=14, seconds=late)
    agreed = Agreed(purposes=(Purpose.HANDOVER,), locale="en")
    assert handover.accept(proposal=proposal, agreed=agreed, at=at) == bool(moves)
    assert people.enquiry.moves == moves


def test_a_proposal_nobody_answers_ends(people: People) -> None:
    people.propose()
    Handover.objects.update(expires_at=timezone.now())
    assert not people.asked()
    retention.run(now=timezone.now())
    assert Handover.objects.get().decision == "lapsed"
    assert "did not answer in time" in people.page().text
    assert people.propose().status_code == 302


def test_who_withdraws_is_asked_nothing(people: People) -> None:
    people.propose()
    number = people.asked()
    people.person.post(f"/enquiry/{people.token}/withdraw/")
    assert not people.asked()
    people.decide("yes", proposal=number)
    assert people.enquiry.site_key == people.oslo
    assert told_of(people.new, people.path) == []


@pytest.fixture
def colleague(people: People) -> Client:
    """A second coordinator of Oslo."""
    where = {"study": STUDY, "site": people.oslo}
    return client_of(Role.COORDINATOR, **where, email="second@team.example")


Change = Callable[[People, Client, str], Any]


def _stage(people: People, desk: Client, version: str) -> Any:
    told = {"version": version, "stage": "contacted"}
    return desk.post(f"{people.path}stage/", told)


def _propose(people: People, desk: Client, version: str) -> Any:
    return people.propose(desk, version=version)


@pytest.mark.parametrize("first", [_stage, _propose])
@pytest.mark.parametrize("second", [_stage, _propose])
def test_of_two_colleagues_the_second_sees_that_and_changes_nothing(
    people: People, colleague: Client, first: Change, second: Change
) -> None:
    version = people.version(people.old)
    assert first(people, people.old, version).status_code == 302
    kept = list(Case.objects.values()), list(Handover.objects.values())
    answer = second(people, colleague, version)
    assert answer.status_code == 409
    assert "A colleague was quicker" in read_page(answer.content).text
    assert (list(Case.objects.values()), list(Handover.objects.values())) == kept
    if second is _propose and first is _stage:  # what was typed is still there
        page = read_page(answer.content)
        assert page.one("textarea", id="handover-message").text == WORD


def test_taking_a_proposal_back_needs_the_newest_page(people: People, colleague: Client) -> None:
    people.propose()
    version = people.version(people.old)
    _stage(people, colleague, version)
    back = f"{people.path}another-site/back/"
    assert people.old.post(back, {"version": version}).status_code == 409
    assert people.asked()
    assert people.old.post(back, {"version": people.version(people.old)}).status_code == 302
    assert not people.asked()
    answer = people.old.post(back, {"version": people.version(people.old)}, follow=True)
    assert "The proposal is no longer open." in read_page(answer.content).text


def test_an_enquiry_that_is_over_is_not_handed_over(people: People) -> None:
    told = {"version": people.version(people.old), "stage": "no-longer-wants"}
    people.old.post(f"{people.path}stage/", told)
    assert people.propose().status_code == 403
    assert not Handover.objects.exists()


def test_every_step_is_in_the_log_without_a_word_of_the_person(people: People) -> None:
    people.propose()
    people.decide("yes")
    lines = AuditEntry.objects.filter(action__contains="hand").order_by("number")
    told = [(one.action, one.detail, bool(one.actor)) for one in lines]
    assert told == [
        ("enquiry handover-proposed", people.bergen, True),
        ("enquiry handed-over", people.bergen, False),
    ]
    assert verify().fault == ""
    whole = json.dumps(list(AuditEntry.objects.values_list("action", "subject", "detail")))
    assert not [word for word in (*SECRETS, WORD) if word in whole]


def test_both_sites_numbers_count_it_and_the_studys_once(people: People) -> None:
    people.propose()
    people.decide("yes")
    received = EnquiryEvent.objects.filter(what="received")
    assert sorted(received.values_list("site_key", flat=True)) == sorted(
        [people.oslo, people.bergen]
    )
    assert received.values("reference").distinct().count() == 1


def test_the_word_of_a_site_is_shown_as_words(people: People) -> None:
    script = "<script>alert(1)</script>"
    people.propose(message=script)
    for answer in (
        people.old.get(people.path),
        people.person.get(f"/enquiry/{people.token}/"),
    ):
        assert script not in answer.content.decode()
    assert [mail for mail in Message.objects.all() if script in mail.text]  # a letter is plain text
