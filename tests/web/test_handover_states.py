"""Whatever a person and two teams do to an enquiry, in any order: one site at most can see it,
nothing the site before wrote reaches the next, and each move has its line and its consent."""

import json
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.factories.enquiries import STUDY, site_at
from tests.factories.team import member
from trialhead.errors import NotFound
from trialhead.portal.accounts.models import AuditEntry, User
from trialhead.portal.accounts.roles import Role
from trialhead.portal.contact import actions as contact
from trialhead.portal.contact.consents import Agreed
from trialhead.portal.contact.draft import Draft
from trialhead.portal.contact.handover import actions as handover
from trialhead.portal.contact.handover.choices import open_proposal, sites_for
from trialhead.portal.contact.links import enquiry_behind
from trialhead.portal.contact.models import (
    Behalf,
    Channel,
    Consent,
    EarlierSite,
    Enquiry,
    EnquiryEvent,
    EnquiryLink,
    Handover,
    LaterReply,
    Purpose,
    Side,
    State,
)
from trialhead.portal.desk.listing import visible
from trialhead.portal.desk.models import Case, Comment
from trialhead.portal.notifications.models import Message
from trialhead.portal.studies.models import StudyRecord

pytestmark = pytest.mark.django_db

BEGIN = datetime(2026, 11, 2, 9, tzinfo=UTC)
TOWNS = ("Oslo", "Bergen", "Stockholm")
MESSAGE = "A made-up question of the person."
AGREED = Agreed(purposes=(Purpose.HANDOVER,), locale="en")
#: Everything a team writes holds this, with the key of its site after it.
SAID = "words-of-"


class Moving(RuleBasedStateMachine):
    """An enquiry to Oslo, with a coordinator at each of three sites."""

    teams: dict[str, User]

    def __init__(self) -> None:
        super().__init__()
        self.whole = transaction.atomic()
        self.whole.__enter__()
        self.now = BEGIN
        self.moved: list[str] = []
        self.old: list[Handover] = []
        self.tokens: dict[str, str] = {}
        self.over = False

    def teardown(self) -> None:
        """Nothing of one run is left for the next."""
        transaction.set_rollback(True)
        self.whole.__exit__(None, None, None)

    @initialize()
    def written(self) -> None:
        """Somebody writes to Oslo."""
        record = StudyRecord.objects.get(registry_id=STUDY)
        sent = contact.send_enquiry(
            target=contact.Target(record=record, site_key=site_at("Oslo"), site_name="Oslo"),
            draft=Draft(
                name="Robin Sample",
                channel=Channel.EMAIL,
                address="robin@example.org",
                language="en",
                behalf=Behalf.SELF,
                message=MESSAGE,
            ),
            agreed=Agreed(purposes=(Purpose.SHARE,), locale="en"),
            mark="mark",
            origin="http://testserver",
            at=self.now,
        )
        self.reference = sent.enquiry.reference
        self.person = sent.token
        self.site = sent.enquiry.site_key
        self.keep_link()

    @property
    def enquiry(self) -> Enquiry | None:
        """As it stands; None once it is erased."""
        return Enquiry.objects.filter(reference=self.reference).first()

    def here(self) -> Enquiry:
        """The enquiry, which is there."""
        found = self.enquiry
        assert found is not None
        return found

    def keep_link(self) -> None:
        """A link in a mail to the site where the enquiry is."""
        until = self.now + timedelta(days=300)
        self.tokens[self.site] = contact.new_link(self.here(), Side.SITE, until=until)

    def open(self) -> Handover | None:
        """What the person is asked now."""
        return open_proposal(self.here(), self.now)

    # What may happen ----------------------------------------------------------------------------

    @rule(hours=st.sampled_from([1, 24 * 3, 24 * 14]))
    def time_passes(self, hours: int) -> None:
        """Nobody does anything."""
        self.now += timedelta(hours=hours)

    @precondition(lambda self: self.enquiry)
    @rule(pick=st.integers(0, 2))
    def propose(self, pick: int) -> None:
        """The team proposes another site."""
        enquiry = self.here()
        choices = sites_for(enquiry, self.now.date())
        asked, withdrawn = self.open(), enquiry.state == State.WITHDRAWN
        assert enquiry.site_key not in {one.key for one in choices}
        assert not {one.key for one in choices} & set(self.moved)
        if not choices:
            return
        made = handover.propose(
            enquiry=enquiry,
            to=choices[pick % len(choices)],
            message=f"{SAID}{self.site}",
            by=self.teams.get(self.site) or next(iter(self.teams.values())),
            at=self.now,
        )
        assert (made is None) == (asked is not None or withdrawn)
        self.old += [made] if made else []

    @precondition(lambda self: self.enquiry)
    @rule()
    def call_back(self) -> None:
        """The team takes its proposal back."""
        asked = Handover.objects.filter(decided_at=None).first()
        if asked:
            by = next(iter(self.teams.values()))
            assert handover.call_back(proposal=asked, by=by, at=self.now)
            assert not handover.call_back(proposal=asked, by=by, at=self.now)
            assert not handover.decline(proposal=asked, at=self.now)

    @precondition(lambda self: self.enquiry)
    @rule()
    def say_no(self) -> None:
        """The person says no, and is not asked about that site again."""
        asked = self.open()
        if asked:
            assert handover.decline(proposal=asked, at=self.now)
            keys = {one.key for one in sites_for(self.here(), self.now.date())}
            assert asked.site_key not in keys

    @precondition(lambda self: self.enquiry)
    @rule()
    def say_yes(self) -> None:
        """The person says yes: the enquiry moves if it was asked for, and only then."""
        last = Handover.objects.order_by("-pk").first()
        if last is None:
            return
        asked = self.open()
        may = asked is not None and asked.pk == last.pk
        assert handover.accept(proposal=last, agreed=AGREED, at=self.now) == may
        if may:
            self.moved.append(self.site)
            self.site = last.site_key
            self.keep_link()

    @precondition(lambda self: self.old)
    @rule(pick=st.integers(0, 9))
    def say_yes_to_an_old_page(self, pick: int) -> None:
        """A page with a proposal that was decided, or whose enquiry has moved, is of no use."""
        proposal = self.old[pick % len(self.old)]
        asked = open_proposal(self.here(), self.now) if self.enquiry else None
        if asked is None or asked.pk != proposal.pk:
            assert not handover.accept(proposal=proposal, agreed=AGREED, at=self.now)

    @rule()
    def lapse(self) -> None:
        """The hourly tidying ends what was not answered in time."""
        late = Handover.objects.filter(decided_at=None, expires_at__lte=self.now).count()
        assert handover.lapse_proposals(now=self.now) == late
        assert handover.lapse_proposals(now=self.now) == 0

    @precondition(lambda self: self.enquiry)
    @rule()
    def answer(self) -> None:
        """The site answers, and once more."""
        enquiry, by = self.here(), next(iter(self.teams.values()))
        told: dict[str, Any] = {"text": f"{SAID}{self.site}", "at": self.now, "by": by}
        contact.answer_enquiry(enquiry=enquiry, state=State.ANSWERED, until=None, **told)
        contact.reply_again(enquiry=enquiry, **told)

    @precondition(lambda self: self.enquiry)
    @rule()
    def comment(self) -> None:
        """The team notes something for itself."""
        case, _ = Case.objects.get_or_create(enquiry=self.here())
        Comment.objects.create(case=case, text=f"{SAID}{self.site}", at=self.now)

    @precondition(lambda self: self.enquiry)
    @rule()
    def read(self) -> None:
        """The site opens its mail."""
        contact.open_enquiry(enquiry=self.here(), at=self.now)

    @precondition(lambda self: self.enquiry)
    @rule(sure=st.integers(0, 2))
    def withdraw(self, sure: int) -> None:
        """The person wants no answer any more; not in every run."""
        if not sure:
            contact.withdraw_enquiry(enquiry=self.here(), at=self.now)
            self.over = True
            assert self.open() is None

    @precondition(lambda self: self.enquiry)
    @rule(sure=st.integers(0, 4))
    def erase(self, sure: int) -> None:
        """The person erases everything; not in every run."""
        if not sure:
            stale = self.here()
            contact.erase_enquiry(enquiry=stale, at=self.now)
            self.over = True
            with pytest.raises(NotFound):
                contact.locked(stale)

    # What always holds --------------------------------------------------------------------------

    @invariant()
    def one_site_can_see_it(self) -> None:
        """The one where it is, by its desk and by its link; none once it is erased."""
        seeing = {key for key, user in self.teams.items() if visible(user).exists()}
        there = {self.site} & self.teams.keys() if self.enquiry else set()
        assert seeing == there
        behind = {
            key
            for key, token in self.tokens.items()
            if enquiry_behind(token, side=Side.SITE, now=BEGIN)
        }
        assert behind == ({self.site} if self.enquiry else set())

    @invariant()
    def the_person_finds_it_by_the_first_link(self) -> None:
        """However often it has moved."""
        found = enquiry_behind(self.person, side=Side.PERSON, now=self.now)
        assert (found and found.pk) == (self.enquiry and self.enquiry.pk)
        assert enquiry_behind(self.person, side=Side.SITE, now=self.now) is None

    @invariant()
    def nothing_of_a_site_before_reaches_the_next(self) -> None:
        """What hangs on the enquiry for its team was written by that team."""
        enquiry = self.enquiry
        if enquiry is None:
            return
        assert (enquiry.message, enquiry.name) == (MESSAGE, "Robin Sample")
        written = [enquiry.answer, *LaterReply.objects.values_list("text", flat=True)]
        written += Comment.objects.values_list("text", flat=True)
        assert {text for text in written if text} <= {f"{SAID}{self.site}"}
        mails = Message.objects.filter(to__isnull=False)
        to_sites = [one for one in mails if one.to != "robin@example.org"]
        assert not [one for one in to_sites if SAID in one.text or MESSAGE in one.text]
        fresh = {"opened_at", "delivered_at", "reminded_at", "answered_at"}
        for name in fresh:
            at = getattr(enquiry, name)
            assert at is None or at >= enquiry.received_at

    @invariant()
    def each_move_has_its_line_its_consent_and_its_site(self) -> None:
        """And nothing else has."""
        moves = EnquiryEvent.objects.filter(what="handed-over").order_by("pk")
        assert [one.site_key for one in moves] == self.moved
        ways = [*self.moved, self.site][1:]
        lines = AuditEntry.objects.filter(action="enquiry handed-over").order_by("number")
        assert [one.detail for one in lines] == ways
        given = Consent.objects.filter(purpose=Purpose.HANDOVER).order_by("pk")
        assert [one.site_key for one in given] == ways
        assert not (self.over and Consent.objects.filter(withdrawn_at=None).exists())
        if self.enquiry:
            assert self.enquiry.moves == len(self.moved)
            left = EarlierSite.objects.order_by("pk")
            assert [one.site_key for one in left] == self.moved
            for one in left:
                assert {told["text"] for told in one.letters} <= {f"{SAID}{one.site_key}"}

    @invariant()
    def every_step_is_in_the_log_and_no_word_of_anybody(self) -> None:
        """As many lines as events, and none holds what somebody wrote."""
        events = EnquiryEvent.objects.order_by("pk").values_list("what", flat=True)
        lines = AuditEntry.objects.filter(subject=f"enquiry:{self.reference}").order_by("number")
        assert [f"enquiry {what}" for what in events] == [one.action for one in lines]
        told = json.dumps(list(lines.values_list("action", "detail")))
        assert SAID not in told
        assert "Robin" not in told

    @invariant()
    def at_most_one_thing_is_asked_and_nothing_of_who_is_gone_is_left(self) -> None:
        """Not even a proposal or a link."""
        assert Handover.objects.filter(decided_at=None).count() <= 1
        if self.enquiry is None:
            for kept in (Handover, EarlierSite, EnquiryLink, LaterReply, Case, Comment):
                assert not kept.objects.exists()
            assert not [one for one in Message.objects.all() if SAID in one.text]


def test_no_order_of_steps_shows_an_enquiry_to_two_sites() -> None:
    Moving.teams = {
        site_at(town): member(
            Role.COORDINATOR, study=STUDY, site=site_at(town), email=f"{town}@x.test".lower()
        )
        for town in TOWNS
    }
    run_state_machine_as_test(
        Moving,
        settings=settings(
            max_examples=12,
            stateful_step_count=16,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_a_long_way_through_every_step_holds_too() -> None:
    Moving.teams = {
        site_at(town): member(
            Role.COORDINATOR, study=STUDY, site=site_at(town), email=f"{town}@x.test".lower()
        )
        for town in TOWNS
    }
    run = Moving()
    run.written()
    late = partial(run.time_passes, 24 * 14)
    ask = partial(run.propose, 0)
    steps = [run.read, run.comment, run.answer, ask, late, run.say_yes, run.lapse]
    steps += [ask, run.say_yes, run.comment, run.answer, ask, run.say_no, ask, run.call_back]
    steps += [ask, run.say_yes, partial(run.withdraw, 0), run.say_yes, partial(run.erase, 0)]
    for step in steps:
        step()
        for always in (
            run.one_site_can_see_it,
            run.nothing_of_a_site_before_reaches_the_next,
            run.each_move_has_its_line_its_consent_and_its_site,
            run.every_step_is_in_the_log_and_no_word_of_anybody,
        ):
            always()
    assert len(run.moved) == 2
    run.teardown()
