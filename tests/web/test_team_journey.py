"""From an invitation to a screen failure on the dashboard, through the pages alone."""

import re

import pytest
from django.test import Client

from tests.factories.enquiries import STUDY, Sender, site_at
from tests.factories.pages import read_page
from tests.factories.team import client_of, give_code, member, signed_in
from trialhead.portal.accounts.models import User
from trialhead.portal.accounts.roles import Role
from trialhead.portal.contact.models import Enquiry
from trialhead.portal.notifications.models import Message

pytestmark = pytest.mark.django_db


def text_of(answer: object) -> str:
    """The words of a page."""
    return read_page(answer.content).text  # type: ignore[attr-defined]


def test_an_invited_coordinator_sets_up_an_account_and_reaches_the_inbox() -> None:
    owner = client_of(Role.OWNER, study=STUDY)
    told = {"email": "new@site.example", "role": "coordinator", "study": STUDY}
    answer = owner.post("/team/members/", {**told, "site": site_at("Oslo")})
    assert answer.status_code == 302
    mail = next(one for one in Message.objects.all() if one.to == "new@site.example")
    assert "password" not in mail.text.casefold()
    link = re.search(r"/team/join/\S+/", mail.text)[0]
    newcomer = Client()
    assert "Site coordinator" in text_of(newcomer.get(link))
    answer = newcomer.post(link, {"name": "Kim Sample", "password": "quite a long pass phrase"})
    assert answer["Location"] == "/team/account/2fa/"
    assert newcomer.get("/team/enquiries/")["Location"] == "/team/account/2fa/"
    page = read_page(newcomer.get("/team/account/2fa/totp/activate/").content)
    secret = page.one("input", id="authenticator_secret").attributes["value"]
    answer = give_code(newcomer, "/team/account/2fa/totp/activate/", secret=secret)
    assert answer.status_code == 302
    assert newcomer.get("/team/enquiries/").status_code == 200
    assert User.objects.get(email="new@site.example").name == "Kim Sample"
    assert "closed" in text_of(Client().get(link))


def test_an_enquiry_is_answered_staged_and_counted() -> None:
    Sender(Client()).token(message="Could my sister take part? (made up)")
    enquiry = Enquiry.objects.get()
    desk = client_of(Role.COORDINATOR, study=STUDY, site=enquiry.site_key)
    assert "Robin Sample" in text_of(desk.get("/team/enquiries/"))
    path = f"/team/enquiries/{enquiry.reference}/"
    opened = text_of(desk.get(path))
    assert "Could my sister take part?" in opened
    assert "robin@example.org" not in opened
    assert "robin@example.org" in text_of(desk.post(f"{path}contact/"))
    answer = desk.post(f"{path}reply/", {"kind": "answered", "text": "Please call us."})
    assert answer.status_code == 302
    enquiry.refresh_from_db()
    assert enquiry.answer == "Please call us."
    version = read_page(desk.get(path).content).one("input", id="id_version").attributes["value"]
    failure = {"version": version, "stage": "screen-failure", "criterion": "other"}
    assert desk.post(f"{path}stage/", failure).status_code == 302
    assert "Screen failure" in text_of(desk.get(path))
    assert "fewer than 5" in text_of(desk.get("/team/numbers/"))


def test_a_coordinator_of_another_site_sees_nothing_of_it() -> None:
    Sender(Client()).token()
    enquiry = Enquiry.objects.get()
    other = client_of(Role.COORDINATOR, study=STUDY, site="another")
    assert "Robin" not in text_of(other.get("/team/enquiries/"))
    assert other.get(f"/team/enquiries/{enquiry.reference}/").status_code == 404


def test_who_has_no_second_factor_is_sent_to_set_one_up() -> None:
    user = member(Role.OWNER, study=STUDY, second_factor=False)
    assert signed_in(user).get("/team/enquiries/")["Location"] == "/team/account/2fa/"
