"""What somebody might try against the team's pages."""

import csv
import io
import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories.enquiries import STUDY, Sender
from tests.factories.pages import read_page
from tests.factories.team import PASSWORD, client_of, give_code, member, planted_in, signed_in
from trialhead.portal.accounts import actions
from trialhead.portal.accounts.models import Invitation, Membership, User
from trialhead.portal.accounts.permissions import Scope
from trialhead.portal.accounts.roles import Role
from trialhead.portal.contact.models import Enquiry, State
from trialhead.portal.desk.models import Case

pytestmark = pytest.mark.django_db


def sent(**told: Any) -> Enquiry:
    """An enquiry from somebody."""
    Sender(Client()).token(**told)
    return Enquiry.objects.latest("pk")


def coordinator(enquiry: Enquiry, email: str = "") -> Client:
    """A browser of somebody at the enquiry's site."""
    return client_of(Role.COORDINATOR, study=STUDY, site=enquiry.site_key, email=email)


def path_of(enquiry: Enquiry) -> str:
    """The enquiry's page at the desk."""
    return f"/team/enquiries/{enquiry.reference}/"


# Forms from elsewhere ---------------------------------------------------------------------------


def test_a_form_without_our_token_changes_nothing() -> None:
    enquiry = sent()
    user = member(Role.COORDINATOR, study=STUDY, site=enquiry.site_key)
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = signed_in(user).cookies
    answer = strict.post(f"{path_of(enquiry)}reply/", {"kind": "answered", "text": "Hello"})
    assert answer.status_code == 403
    enquiry.refresh_from_db()
    assert enquiry.answer == ""


def test_no_other_site_may_frame_or_keep_a_page() -> None:
    answer = coordinator(sent()).get("/team/enquiries/")
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
    assert answer["X-Frame-Options"] == "DENY"
    assert "no-store" in answer["Cache-Control"]
    assert "noindex" in answer["X-Robots-Tag"]


def test_fields_that_a_form_does_not_have_are_not_taken() -> None:
    enquiry = sent()
    desk = coordinator(enquiry)
    desk.get(path_of(enquiry))
    told = {
        "version": "0",
        "stage": "contacted",
        "criterion": "I1",
        "enquiry": "9",
        "state": "full",
    }
    assert desk.post(f"{path_of(enquiry)}stage/", told).status_code == 302
    case = Case.objects.get()
    enquiry.refresh_from_db()
    assert (case.stage, case.criterion, case.enquiry) == ("contacted", "", enquiry)
    assert enquiry.state == State.OPENED


# Signing in -------------------------------------------------------------------------------------


def sign_in(client: Client, user: User, **more: str) -> Any:
    """Password, then the code of the app."""
    told = {"login": user.email, "password": PASSWORD, **more}
    first = client.post("/team/account/login/", told)
    assert first["Location"].startswith("/team/account/2fa/authenticate/"), first.content
    return give_code(client, "/team/account/2fa/authenticate/")


def test_signing_in_takes_the_password_and_the_code_and_a_new_session() -> None:
    user = member(Role.OWNER, study=STUDY)
    client = Client()
    planted = planted_in(client)
    answer = sign_in(client, user)
    assert answer["Location"] == "/team/"
    assert client.cookies["sessionid"].value != planted
    assert client.cookies["sessionid"]["path"] == "/team/"
    assert client.get("/team/enquiries/").status_code == 200


def test_signing_in_leads_to_no_other_site() -> None:
    user = member(Role.OWNER, study=STUDY)
    answer = sign_in(Client(), user, next="https://elsewhere.example/")
    assert answer["Location"] == "/team/"


def test_a_wrong_password_opens_nothing_and_names_nobody() -> None:
    user = member(Role.OWNER, study=STUDY)
    words = [
        read_page(
            Client().post("/team/account/login/", {"login": login, "password": "wrong"}).content
        ).text
        for login in (user.email, "nobody@team.example")
    ]
    assert words[0] == words[1]


def test_nobody_signs_up_without_an_invitation() -> None:
    told = {"email": "x@y.example", "password1": "a long pass phrase here"}
    Client().post("/team/account/signup/", told)
    assert not User.objects.exists()


# Invitations ------------------------------------------------------------------------------------


def invited(email: str = "new@team.example", *, ago: timedelta = timedelta(0)) -> str:
    """The path of an invitation."""
    token = actions.invite(
        email=email,
        role=Role.OWNER,
        scope=Scope(STUDY),
        by=None,
        at=timezone.now() - ago,
    )
    return f"/team/join/{token}/"


ACCEPTED = {"name": "Kim Sample", "password": "a long pass phrase here"}


def test_an_invitation_works_once() -> None:
    path = invited()
    assert Client().post(path, ACCEPTED).status_code == 302
    again = Client().post(path, {**ACCEPTED, "password": "another long pass phrase"})
    assert again.status_code == 404
    assert User.objects.get().check_password(ACCEPTED["password"])


@pytest.mark.parametrize(("ago", "status"), [(timedelta(days=7), 404), (timedelta(days=6), 302)])
def test_an_invitation_works_for_seven_days(ago: timedelta, status: int) -> None:
    assert Client().post(invited(ago=ago), ACCEPTED).status_code == status


def test_opening_an_invitation_uses_nothing_up() -> None:
    path = invited()
    for _ in range(3):
        assert Client().get(path).status_code == 200
    assert Invitation.objects.get().used_at is None


def test_an_invitation_opens_no_account_that_stands() -> None:
    user = member(Role.READER, study=STUDY, email="known@team.example")
    answer = Client().post(invited("known@team.example"), ACCEPTED)
    assert answer.status_code == 403
    user.refresh_from_db()
    assert user.check_password(PASSWORD)
    assert Invitation.objects.filter(used_at=None).exists()
    assert signed_in(user).post(invited("known@team.example")).status_code == 302
    assert Membership.objects.filter(user=user).count() == 2


def test_an_invitation_is_of_no_use_to_another_account() -> None:
    other = signed_in(member(Role.READER, study=STUDY))
    assert other.post(invited()).status_code == 403
    assert not Membership.objects.filter(role=Role.OWNER).exists()


@pytest.mark.parametrize(
    ("role", "study"), [("operator", ""), ("owner", "NCT99900001"), ("owner", "")]
)
def test_an_owner_invites_to_the_own_study_only(role: str, study: str) -> None:
    owner = client_of(Role.OWNER, study=STUDY)
    told = {"email": "x@team.example", "role": role, "study": study, "site": ""}
    assert owner.post("/team/members/", told).status_code == 403
    assert not Invitation.objects.filter(used_at=None).exists()


# Roles that change ------------------------------------------------------------------------------


def test_a_role_taken_away_ends_with_the_next_click() -> None:
    enquiry = sent()
    user = member(Role.COORDINATOR, study=STUDY, site=enquiry.site_key)
    desk = signed_in(user)
    assert desk.get(path_of(enquiry)).status_code == 200
    owner = client_of(Role.OWNER, study=STUDY)
    held = str(Membership.objects.get(user=user).pk)
    assert owner.post("/team/members/end/", {"membership": held}).status_code == 302
    assert desk.get(path_of(enquiry)).status_code == 403


def test_a_member_can_be_signed_out_everywhere() -> None:
    enquiry = sent()
    user = member(Role.COORDINATOR, study=STUDY, site=enquiry.site_key)
    desk = signed_in(user)
    assert desk.get("/team/enquiries/").status_code == 200
    held = str(Membership.objects.get(user=user).pk)
    client_of(Role.OWNER, study=STUDY).post("/team/members/end/", {"sessions": held})
    assert "/login/" in desk.get("/team/enquiries/")["Location"]


def test_the_last_operator_stays() -> None:
    operator = client_of(Role.OPERATOR)
    held = str(Membership.objects.get().pk)
    assert operator.post("/team/members/end/", {"membership": held}).status_code == 403
    assert Membership.objects.exists()


def test_sensitive_steps_ask_again_who_one_is() -> None:
    user = member(Role.OWNER, study=STUDY)
    earlier = signed_in(user, afresh=False)
    for path in ("/team/members/", "/team/enquiries/csv/", "/team/enquiries/fhir/"):
        assert "reauthenticate" in earlier.get(path)["Location"]


# Two at once ------------------------------------------------------------------------------------


def test_the_second_answer_is_not_sent_and_not_lost() -> None:
    enquiry = sent()
    first, second = coordinator(enquiry, "a@team.example"), coordinator(enquiry, "b@team.example")
    for desk in (first, second):
        desk.get(path_of(enquiry))
    first.post(f"{path_of(enquiry)}reply/", {"kind": "answered", "text": "First words"})
    answer = second.post(f"{path_of(enquiry)}reply/", {"kind": "answered", "text": "Second words"})
    assert answer.status_code == 409
    page = read_page(answer.content).text
    assert "A colleague was quicker" in page
    assert "First words" in page
    assert "Second words" in page
    enquiry.refresh_from_db()
    assert enquiry.answer == "First words"
    assert not enquiry.later_replies.exists()


def test_the_second_change_of_a_stage_changes_nothing() -> None:
    enquiry = sent()
    first, second = coordinator(enquiry, "a@team.example"), coordinator(enquiry, "b@team.example")
    first.get(path_of(enquiry))
    contacted = {"version": "0", "stage": "contacted"}
    assert first.post(f"{path_of(enquiry)}stage/", contacted).status_code == 302
    late = second.post(f"{path_of(enquiry)}stage/", {**contacted, "stage": "consented"})
    assert late.status_code == 409
    assert Case.objects.get().stage == "contacted"


# What people write ------------------------------------------------------------------------------

SCRIPT = "<script>alert(1)</script>"


def test_what_a_person_writes_is_shown_as_words() -> None:
    enquiry = sent(name=f"Eve {SCRIPT}", message=SCRIPT)
    desk = coordinator(enquiry)
    for path in ("/team/enquiries/", path_of(enquiry), f"{path_of(enquiry)}worksheet/"):
        assert SCRIPT not in desk.get(path).content.decode()


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_a_table_holds_no_formula(start: str) -> None:
    enquiry = sent(name=f"{start}HYPERLINK(1)", message=f"{start}1+1")
    answer = coordinator(enquiry).get("/team/enquiries/csv/")
    [row] = csv.DictReader(io.StringIO(answer.getvalue().decode()))
    assert row["name"] == f"'{start}HYPERLINK(1)"
    assert row["message"] == f"'{start}1+1"
    assert not [cell for cell in row.values() if cell.startswith(("=", "+", "-", "@"))]


def test_the_bundle_names_person_study_and_status() -> None:
    enquiry = sent()
    answer = coordinator(enquiry).get("/team/enquiries/fhir/")
    assert answer["Content-Type"] == "application/fhir+json"
    patient, subject = (entry["resource"] for entry in json.loads(answer.content)["entry"])
    assert patient["name"] == [{"text": "Robin Sample"}]
    assert subject["status"] == "candidate"
    assert subject["study"]["identifier"]["value"] == STUDY


def test_who_withdraws_can_no_longer_be_read_or_written_to() -> None:
    token = Sender(Client()).token()
    enquiry = Enquiry.objects.get()
    desk = coordinator(enquiry)
    Client().post(f"/enquiry/{token}/withdraw/")
    for path in ("/team/enquiries/?view=all", path_of(enquiry), "/team/enquiries/csv/"):
        assert "Robin" not in desk.get(path).getvalue().decode()
    answer = desk.post(f"{path_of(enquiry)}reply/", {"kind": "answered", "text": "Hello"})
    assert answer.status_code == 403
