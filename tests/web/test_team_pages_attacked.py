"""Attacks tried on every address of the site, read from the site itself: a page added later is
attacked too."""

import csv
import io
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.enquiries import STUDY, Sender
from tests.factories.team import client_of, member, signed_in
from tests.web.test_team_isolation import places
from trialhead.portal.accounts.models import User
from trialhead.portal.accounts.roles import Role
from trialhead.portal.contact.models import Enquiry
from trialhead.portal.desk.exports import harmless
from trialhead.portal.desk.models import Case, Comment

pytestmark = pytest.mark.django_db

SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'><b id=planted>"
#: What takes posts from anywhere, and why that does no harm.
FROM_ANYWHERE = {
    f"/studies/{STUDY}/could-i-take-part/": "keeps nothing: what is sent is answered, and gone",
    "/studies-that-may-fit/": "likewise",
    "/alerts/stop/no-such-token/": "mail programs post here by themselves; the token is the proof",
}


@pytest.fixture
def enquiry() -> Enquiry:
    """Somebody's enquiry, with a script in every field that takes words."""
    Sender(Client()).token(name=f"Eve {SCRIPT}", message=SCRIPT)
    Enquiry.objects.update(to_operator=False)
    return Enquiry.objects.get()


@pytest.fixture
def attacked(enquiry: Enquiry) -> list[Any]:
    """Every address of the site."""
    found = list(places(enquiry))
    assert len(found) > 80
    return found


def everybody(enquiry: Enquiry) -> dict[Role, User]:
    """One member of each role around the enquiry, each with a script for a name."""
    made = {}
    for role in Role:
        scope = {} if role is Role.OPERATOR else {"study": STUDY}
        if role is Role.COORDINATOR:
            scope["site"] = enquiry.site_key
        made[role] = member(role, **scope)
    User.objects.update(name=f"Eve {SCRIPT}")
    return made


def test_no_address_takes_what_a_page_of_another_site_sends(
    enquiry: Enquiry, attacked: list[Any]
) -> None:
    owner = everybody(enquiry)[Role.OWNER]
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = signed_in(owner).cookies
    taken = {}
    for place in attacked:
        answer = strict.post(place.path, {"text": "x"}, headers={"sec-fetch-site": "cross-site"})
        if answer.status_code not in (403, 405):
            taken[place.path] = answer.status_code
    assert set(taken) == set(FROM_ANYWHERE), taken


def test_no_page_may_be_framed_kept_or_given_scripts(enquiry: Enquiry, attacked: list[Any]) -> None:
    owner = signed_in(everybody(enquiry)[Role.OWNER])
    for place in attacked:
        answer = owner.get(place.path)
        kind = answer.get("Content-Type", "")
        if answer.status_code != 200 or not kind.startswith("text/html"):
            continue
        policy = answer["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in policy, place.path
        assert "script-src 'self';" in f"{policy};", place.path
        assert answer["X-Frame-Options"] == "DENY", place.path
        assert answer["X-Content-Type-Options"] == "nosniff", place.path
        if place.path.startswith("/team/"):
            assert "no-store" in answer["Cache-Control"], place.path


@pytest.mark.parametrize("role", list(Role))
def test_no_page_runs_what_people_and_members_wrote(
    role: Role, enquiry: Enquiry, attacked: list[Any]
) -> None:
    team = everybody(enquiry)
    desk, path = signed_in(team[Role.COORDINATOR]), f"/team/enquiries/{enquiry.reference}/"
    desk.get(path)
    desk.post(f"{path}comment/", {"text": SCRIPT})
    desk.post(f"{path}reply/", {"kind": "answered", "text": SCRIPT})
    desk.post(f"{path}reply/", {"kind": "answered", "text": SCRIPT})
    assert Comment.objects.get().text == SCRIPT
    reader, seen = signed_in(team[role]), 0
    for place in attacked:
        if "logout" in place.path:
            continue
        answer = reader.get(place.path)
        if not answer.get("Content-Type", "").startswith("text/html"):
            continue
        words = answer.content.decode()
        seen += "&lt;script&gt;alert(1)" in words
        assert "<script>alert(1)" not in words, place.path
        assert "onerror=alert(2)>" not in words, place.path
        assert "<b id=planted>" not in words, place.path
    assert seen > (2 if role is Role.COORDINATOR else 0) or role is Role.OPERATOR


# Fields that a form does not have ----------------------------------------------------------------

#: Columns somebody might hope to set by naming them in a form.
HOPED_FOR = {
    "id": "1",
    "pk": "1",
    "user": "1",
    "is_active": "",
    "is_superuser": "on",
    "is_staff": "on",
    "role": "operator",
    "registry_id": "NCT99900001",
    "site_key": "elsewhere",
    "case": "1",
    "author": "1",
    "assignee": "1",
    "enquiry": "1",
    "state": "withdrawn",
    "to_operator": "on",
    "address": "eve@evil.example",
    "email": "eve@evil.example",
    "signed_name": "Somebody Else",
    "signed_at": "2020-01-01",
    "closed_at": "2020-01-01",
    "published_at": "2020-01-01",
    "used_at": "2020-01-01",
}


def test_naming_columns_in_a_form_sets_none_of_them(enquiry: Enquiry, attacked: list[Any]) -> None:
    team = everybody(enquiry)
    desk = signed_in(team[Role.COORDINATOR])
    desk.get(f"/team/enquiries/{enquiry.reference}/")
    people = {"accounts.user", "accounts.membership", "account.emailaddress", "accounts.invitation"}
    before = _rows(people, enquiry)
    statuses = {}
    team_pages = [place for place in attacked if place.path.startswith("/team/")]
    # Pages of the account come last: some end the session, or take the second factor away.
    for place in sorted(team_pages, key=lambda place: "/account/" in place.path):
        told = {**HOPED_FOR, "text": "Hello", "kind": "answered"}
        statuses[place.name] = desk.post(place.path, told).status_code
        if "/account/" in place.path:
            desk = signed_in(team[Role.COORDINATOR])
    assert (statuses["reply"], statuses["comment"]) == (302, 302)  # forms that were right else
    enquiry.refresh_from_db()
    assert (enquiry.address, enquiry.state) == ("robin@example.org", "answered")
    assert enquiry.closed_at is None or enquiry.closed_at.year > 2020
    assert _rows(people, enquiry) == before
    case = Case.objects.get()
    assert (case.enquiry, case.assignee) == (enquiry, None)
    assert {one.author for one in Comment.objects.all()} == {team[Role.COORDINATOR]}


def _rows(labels: set[str], enquiry: Enquiry) -> dict[str, list[Any]]:
    from django.apps import apps

    rows = {
        label: [
            {k: v for k, v in row.items() if k not in ("last_login", "password")}
            for row in apps.get_model(label)._base_manager.order_by("pk").values()
        ]
        for label in labels
    }
    kept = Enquiry.objects.filter(pk=enquiry.pk)
    rows["enquiry"] = list(kept.values("to_operator", "site_key", "record"))
    return rows


# Tables -----------------------------------------------------------------------------------------

STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "﹦", "﹢", "﹣", "﹫")


@pytest.mark.parametrize("before", ["", " ", "\u00a0", "\u200b", "\ufeff", "\t "])
def test_no_cell_begins_as_a_formula(before: str) -> None:
    starts = STARTS if not before.strip() and before in ("", "\t ") else STARTS[:4] + STARTS[7:]
    for start in starts:
        assert harmless(f"{before}{start}1+1") == f"'{before}{start}1+1"


@given(cell=st.text())
def test_a_cell_that_is_no_formula_is_left_alone(cell: str) -> None:
    told = harmless(cell)
    assert told in (cell, f"'{cell}")
    assert harmless(f"a{cell}") == f"a{cell}"


@pytest.mark.parametrize("start", ["＝", "－", "﹫"])
def test_no_cell_of_the_table_is_a_formula(start: str) -> None:
    Sender(Client()).token(name=f"{start}HYPERLINK(1)", message=f" {start}1+1")
    enquiry = Enquiry.objects.get()
    answer = client_of(Role.COORDINATOR, study=STUDY, site=enquiry.site_key).get(
        "/team/enquiries/csv/"
    )
    [row] = csv.DictReader(io.StringIO(answer.getvalue().decode()))
    assert row["name"].startswith(f"'{start}")
    assert row["message"].startswith("'")
