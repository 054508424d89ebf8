"""Days that a team sets to look again: one mail to the right person, and what is due in a list."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories.enquiries import MESSAGE, STUDY, Sender
from tests.factories.pages import read_page
from tests.factories.team import member, signed_in
from trialhead.portal.accounts.models import Membership, User
from trialhead.portal.accounts.roles import Role
from trialhead.portal.contact.models import Enquiry
from trialhead.portal.desk.models import Case
from trialhead.portal.notifications import chores
from trialhead.portal.notifications.models import Message

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


@pytest.fixture
def enquiry(db: None) -> Enquiry:
    """Somebody has written to Oslo."""
    Sender(Client()).token()
    return Enquiry.objects.get()


@pytest.fixture
def setter(enquiry: Enquiry) -> User:
    """Somebody at the site, who sets the day."""
    return member(Role.COORDINATOR, study=STUDY, site=enquiry.site_key, email="sets@team.example")


@pytest.fixture
def carer(enquiry: Enquiry) -> User:
    """A colleague, to whom the enquiry is assigned."""
    return member(Role.COORDINATOR, study=STUDY, site=enquiry.site_key, email="cares@team.example")


def today() -> date:
    """The day it is."""
    return timezone.localdate()


def at(day: date, hour: int = 9) -> datetime:
    """A time on a day."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def set_day(enquiry: Enquiry, by: User, day: date | str, **changed: str) -> Any:
    """Fill in the form of a case."""
    desk, path = signed_in(by), f"/team/enquiries/{enquiry.reference}/"
    page = read_page(desk.get(path).content)
    version = page.one("input", id="id_version").attributes["value"]
    told = {"version": version, "stage": "contacted", "remind_on": str(day), **changed}
    return desk.post(f"{path}stage/", told)


def reminded() -> list[Message]:
    """The mails of reminders."""
    return [one for one in Message.objects.order_by("pk") if ":remind:" in one.key]


def test_the_mail_comes_on_the_day_and_once(enquiry: Enquiry, setter: User) -> None:
    day = today() + timedelta(days=3)
    assert set_day(enquiry, setter, day).status_code == 302
    chores.run(now=at(day) - timedelta(days=1))
    assert not reminded()
    for hour in (0, 9, 23):
        chores.run(now=at(day, hour))
    chores.run(now=at(day + timedelta(days=1)))
    [mail] = reminded()
    assert mail.to == "sets@team.example"
    assert mail.key.endswith(day.isoformat())


def test_it_holds_a_link_to_the_desk_and_nothing_of_the_person(
    enquiry: Enquiry, setter: User
) -> None:
    set_day(enquiry, setter, today())
    chores.run(now=timezone.now())
    [mail] = reminded()
    link = f"http://testserver/team/enquiries/{enquiry.reference}/"
    assert link in mail.text
    whole = mail.subject + mail.text + mail.html + mail.key
    title = enquiry.record.title
    known = ("Robin", "robin@", MESSAGE, STUDY, title, "sister", enquiry.site_name, setter.email)
    assert not [word for word in known if word in whole]
    assert signed_in(setter).get(link.removeprefix("http://testserver")).status_code == 200


def test_who_cares_for_it_gets_the_mail_before_who_set_the_day(
    enquiry: Enquiry, setter: User, carer: User
) -> None:
    set_day(enquiry, setter, today(), assignee=str(carer.pk))
    chores.run(now=timezone.now())
    assert [mail.to for mail in reminded()] == ["cares@team.example"]


@pytest.mark.parametrize("how", ["role", "account"])
def test_who_may_no_longer_see_it_gets_none(
    enquiry: Enquiry, setter: User, carer: User, how: str
) -> None:
    set_day(enquiry, setter, today(), assignee=str(carer.pk))
    if how == "role":
        Membership.objects.filter(user=carer).delete()
    else:
        User.objects.filter(pk=carer.pk).update(is_active=False)
    chores.run(now=timezone.now())
    assert [mail.to for mail in reminded()] == ["sets@team.example"]


def test_with_nobody_left_to_remind_nothing_is_written(enquiry: Enquiry, setter: User) -> None:
    set_day(enquiry, setter, today())
    Membership.objects.all().delete()
    for _again in range(2):
        chores.run(now=timezone.now())
    assert not reminded()
    assert Case.objects.get().mail_on is None


def test_a_day_moved_is_mailed_on_the_new_day_and_never_twice_on_one(
    enquiry: Enquiry, setter: User
) -> None:
    set_day(enquiry, setter, today())
    chores.run(now=timezone.now())
    later = today() + timedelta(days=2)
    set_day(enquiry, setter, later)
    set_day(enquiry, setter, today())
    chores.run(now=timezone.now() + MINUTE)
    assert len(reminded()) == 1
    set_day(enquiry, setter, later)
    chores.run(now=at(later))
    assert len(reminded()) == 2


def test_another_change_of_the_case_sends_no_second_mail(enquiry: Enquiry, setter: User) -> None:
    set_day(enquiry, setter, today())
    chores.run(now=timezone.now())
    set_day(enquiry, setter, today(), stage="pre-screened")
    chores.run(now=timezone.now() + timedelta(days=1))
    assert len(reminded()) == 1


def test_a_portal_that_stood_still_mails_when_it_runs_again(enquiry: Enquiry, setter: User) -> None:
    set_day(enquiry, setter, today())
    chores.run(now=at(today() + timedelta(days=5)))
    assert len(reminded()) == 1


@pytest.mark.parametrize("end", ["over", "withdrawn", "taken back"])
def test_nobody_is_reminded_of_what_is_over(enquiry: Enquiry, setter: User, end: str) -> None:
    tomorrow = today() + timedelta(days=1)
    set_day(enquiry, setter, tomorrow)
    if end == "over":
        set_day(enquiry, setter, tomorrow, stage="enrolled")
    elif end == "withdrawn":
        Enquiry.objects.update(state="withdrawn")
    else:
        set_day(enquiry, setter, "")
    chores.run(now=at(tomorrow))
    assert not reminded()


def test_a_mail_not_yet_sent_goes_with_the_enquiry(setter: User) -> None:
    token = Sender(Client()).token(email="other@example.org")
    enquiry = Enquiry.objects.latest("pk")
    set_day(enquiry, setter, today())
    chores.run(now=timezone.now())
    assert reminded()
    Client().post(f"/enquiry/{token}/erase/")
    assert not reminded()


def test_a_day_behind_is_refused_and_one_set_before_may_stay(
    enquiry: Enquiry, setter: User
) -> None:
    answer = set_day(enquiry, setter, today() - timedelta(days=1))
    assert answer.status_code == 422
    assert "Choose today or a later day." in read_page(answer.content).text
    set_day(enquiry, setter, today())
    yesterday = today() - timedelta(days=1)
    Case.objects.update(remind_on=yesterday)
    assert set_day(enquiry, setter, yesterday, stage="pre-screened").status_code == 302


def test_what_is_due_has_a_list_of_its_own(enquiry: Enquiry, setter: User) -> None:
    Sender(Client()).token(email="later@example.org", name="Later Sample")
    later = Enquiry.objects.latest("pk")
    set_day(enquiry, setter, today())
    set_day(later, setter, today() + timedelta(days=1))
    inbox = read_page(signed_in(setter).get("/team/enquiries/").content)
    assert "1 reminder is due." in inbox.text
    listed = read_page(signed_in(setter).get("/team/enquiries/?view=due").content)
    assert [one.text.split(",")[0].strip() for one in listed.all("a", data_row="")] == [
        "Robin Sample"
    ]
    set_day(enquiry, setter, today(), stage="enrolled")
    assert "reminder" not in read_page(signed_in(setter).get("/team/enquiries/").content).text


def test_another_site_sees_no_reminder_of_it(enquiry: Enquiry, setter: User) -> None:
    set_day(enquiry, setter, today())
    other = signed_in(member(Role.COORDINATOR, study=STUDY, site="elsewhere"))
    inbox = read_page(other.get("/team/enquiries/?view=due").content)
    assert "reminder is due" not in inbox.text
    assert not inbox.all("a", data_row="")
