"""Signing in under attack: guessing, codes used twice, planted sessions, ways to other sites."""

import re
import subprocess
import sys
from datetime import timedelta
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from allauth.usersessions.models import UserSession
from cryptography.fernet import Fernet
from django.contrib.sessions.models import Session
from django.core import signing
from django.core.cache import caches
from django.core.cache.backends.locmem import LocMemCache
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.enquiries import STUDY
from tests.factories.pages import read_page
from tests.factories.team import PASSWORD, give_code, member, planted_in, session_of, signed_in
from trialhead.portal.accounts import forgetting
from trialhead.portal.accounts.models import Remembered, User
from trialhead.portal.accounts.own_sessions import kind_of_browser
from trialhead.portal.accounts.roles import Role
from trialhead.portal.teams.adapter import TeamAdapter

pytestmark = pytest.mark.django_db

LOGIN = "/team/account/login/"
SECOND = "/team/account/2fa/authenticate/"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def owner() -> User:
    """Somebody with a password and an authenticator app."""
    return member(Role.OWNER, study=STUDY)


def give_password(
    client: Client, user: User, password: str = PASSWORD, **more: str
) -> HttpResponse:
    """The first step."""
    return client.post(LOGIN, {"login": user.email, "password": password, **more})


def other_process() -> None:
    """What another process of the portal shares with this one is the database and nothing else."""
    for name in caches.settings:
        if isinstance(caches[name], LocMemCache):
            caches[name].clear()
        del caches[name]


# Guessing ---------------------------------------------------------------------------------------


def test_guessing_a_password_is_over_after_a_few_tries_whichever_process_answers(
    owner: User,
) -> None:
    for _ in range(5):
        give_password(Client(), owner, "wrong words of somebody")
        other_process()
    answer = give_password(Client(), owner)
    assert answer.status_code == 200
    assert "Too many failed login attempts" in read_page(answer.content).text


def test_a_few_wrong_tries_shut_nobody_out(owner: User) -> None:
    for _ in range(3):
        give_password(Client(), owner, "wrong words of somebody")
    assert give_password(Client(), owner)["Location"].startswith(SECOND)


def test_guessing_codes_is_over_after_a_few_tries_whichever_process_answers(owner: User) -> None:
    client = Client()
    give_password(client, owner)
    for _ in range(6):
        client.post(SECOND, {"code": "000000"})
        other_process()
    give_code(client, SECOND)
    assert "/login/" in client.get("/team/enquiries/")["Location"]


def test_a_code_that_was_used_opens_nothing_in_another_process(owner: User) -> None:
    first, second = Client(), Client()
    for client in (first, second):
        give_password(client, owner)
    accepted = give_code(first, SECOND)
    assert accepted["Location"] == "/team/"
    code = accepted.wsgi_request.POST["code"]
    other_process()
    assert second.post(SECOND, {"code": code}).status_code == 200
    assert "/login/" in second.get("/team/enquiries/")["Location"]


def test_tries_are_counted_by_who_asks_and_not_by_the_proxy(settings: object) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")  # type: ignore[attr-defined]
    told = {"REMOTE_ADDR": "10.0.0.1", "HTTP_X_FORWARDED_FOR": "1.2.3.4, 203.0.113.9"}
    assert TeamAdapter().get_client_ip(RequestFactory().get("/", **told)) == "203.0.113.9"


def test_what_is_remembered_of_tries_names_nobody(owner: User) -> None:
    give_password(Client(REMOTE_ADDR="203.0.113.9"), owner, "wrong words of somebody")
    rows = str(list(Remembered.objects.values()))
    assert Remembered.objects.count() > 1
    for told in (owner.email, "203.0.113.9", "login", f"user:{owner.pk}"):
        assert told not in rows


def test_what_is_remembered_ends(owner: User) -> None:
    give_password(Client(), owner, "wrong words of somebody")
    assert forgetting.forget(now=timezone.now() + timedelta(days=1, seconds=1)) > 0
    assert not Remembered.objects.exists()


# A memory for all processes ----------------------------------------------------------------------


def test_of_two_who_add_one_is_first_until_the_time_is_over() -> None:
    memory = caches["default"]
    assert memory.add("a", 1, timeout=60)
    assert not memory.add("a", 2, timeout=60)
    assert memory.get("a") == 1
    Remembered.objects.update(ends_at=timezone.now())
    assert memory.get("a", "gone") == "gone"
    assert memory.add("a", 3, timeout=60)
    assert memory.get("a") == 3
    assert memory.delete("a")
    assert not memory.delete("a")


@pytest.mark.parametrize("value", [[1.5, 2.5], "y", True, {"a": None}])
def test_what_is_set_is_what_is_got(value: object) -> None:
    caches["default"].set("b", value, timeout=None)
    assert caches["default"].get("b") == value
    caches["default"].clear()
    assert caches["default"].get("b") is None


# Sessions ---------------------------------------------------------------------------------------


def test_the_session_gets_a_new_key_at_the_password_and_a_new_one_at_the_code(
    owner: User,
) -> None:
    client = Client()
    planted = planted_in(client)
    give_password(client, owner)
    half = client.cookies["sessionid"].value
    give_code(client, SECOND)
    whole = client.cookies["sessionid"].value
    assert client.get("/team/enquiries/").status_code == 200
    for early in {planted, half} - {whole}:
        thief = Client()
        thief.cookies["sessionid"] = early
        assert "/login/" in thief.get("/team/enquiries/")["Location"]
    assert whole != planted


def test_what_the_database_holds_of_a_session_opens_nothing(owner: User) -> None:
    client = signed_in(owner)
    assert client.get("/team/enquiries/").status_code == 200
    secret = client.cookies["sessionid"].value
    [listed] = UserSession.objects.all()
    [kept] = Session.objects.all()
    assert listed.session_key == kept.session_key != secret
    assert secret not in f"{dict(session_of(client))} {kept.session_data} {listed.data}"
    thief = Client()
    thief.cookies["sessionid"] = kept.session_key
    assert "/login/" in thief.get("/team/enquiries/")["Location"]
    assert client.get("/team/enquiries/").status_code == 200


def test_the_secret_of_a_factor_that_is_being_set_up_is_not_in_the_database(owner: User) -> None:
    user = member(Role.OWNER, study=STUDY, email="new@team.example", second_factor=False)
    client = signed_in(user)
    page = read_page(client.get("/team/account/2fa/totp/activate/").content)
    secret = page.one("input", id="authenticator_secret").attributes["value"]
    assert session_of(client)["mfa.totp.secret"] == secret
    kept = Session.objects.get(session_key=session_of(client).session_key)
    with pytest.raises(signing.BadSignature):
        signing.loads(kept.session_data, salt="django.contrib.sessions.SessionStore")


def test_a_session_ends_with_the_secret_key_and_not_with_the_keys(
    owner: User, settings: Any
) -> None:
    client = signed_in(owner)
    settings.TRIALHEAD_KEYS = Fernet.generate_key().decode()
    assert client.get("/team/you/").status_code == 200
    settings.SECRET_KEY = "another secret key " * 3
    assert "/login/" in client.get("/team/you/")["Location"]


def test_a_member_knows_the_own_session_and_ends_the_others(owner: User) -> None:
    mine, other = signed_in(owner), signed_in(owner)
    for client in (mine, other):
        assert client.get("/team/enquiries/").status_code == 200
    assert read_page(mine.get("/team/account/sessions/").content).text.count("(this one)") == 1
    mine.post("/team/account/sessions/")
    assert mine.get("/team/enquiries/").status_code == 200
    assert "/login/" in other.get("/team/enquiries/")["Location"]
    assert [one.session_key for one in UserSession.objects.all()] == [session_of(mine).session_key]


def test_a_cookie_that_opens_nothing_is_answered_by_a_new_secret(owner: User) -> None:
    for planted in ("a" * 40, "x", "\u00fc" * 43, "a" * 5000):
        client = Client()
        client.cookies["sessionid"] = planted
        assert "/login/" in client.get("/team/enquiries/")["Location"]
        give_password(client, owner)
        assert client.cookies["sessionid"].value not in (planted, "")
        assert session_of(client).exists(session_of(client).session_key)


def test_half_signed_in_opens_nothing(owner: User) -> None:
    client = Client()
    give_password(client, owner)
    for path in ("/team/", "/team/enquiries/", "/team/members/", "/team/you/", "/team/log/"):
        assert "/login/" in client.get(path)["Location"], path


def test_of_a_session_no_address_and_no_full_name_of_the_browser_is_kept(owner: User) -> None:
    client = Client(REMOTE_ADDR="203.0.113.9", HTTP_USER_AGENT=FIREFOX)
    give_password(client, owner)
    give_code(client, SECOND)
    client.get("/team/enquiries/")
    [kept] = UserSession.objects.values("ip", "user_agent")
    assert kept == {"ip": "0.0.0.0", "user_agent": "Firefox on Linux"}
    page = read_page(client.get("/team/account/sessions/").content).text
    assert "Firefox on Linux" in page
    assert "0.0.0.0" not in page


def test_a_session_that_is_over_is_listed_no_more(owner: User) -> None:
    one, other = signed_in(owner), signed_in(owner)
    for client in (one, other):
        client.get("/team/enquiries/")
    assert UserSession.objects.count() == 2
    Session.objects.filter(session_key=session_of(one).session_key).delete()
    forgetting.forget(now=timezone.now())
    assert UserSession.objects.get().session_key == session_of(other).session_key


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        (FIREFOX, "Firefox on Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140 Safari/537 Edg/140", "Edge on Windows"),
        ("Mozilla/5.0 (iPhone; like Mac OS X) Safari/604", "Safari on iPhone or iPad"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/140 Safari/537", "Chrome on Android"),
        ("", "another browser"),
        ("curl/8.0", "another browser"),
    ],
)  # fmt: skip
def test_the_kind_of_a_browser(told: str, kind: str) -> None:
    assert kind_of_browser(told) == kind


@given(told=st.text())
def test_the_kind_of_a_browser_repeats_nothing_of_what_it_says(told: str) -> None:
    assert kind_of_browser(f"robin-7 {told}").replace("robin", "") == kind_of_browser(told)


# Ways to other sites ----------------------------------------------------------------------------

ELSEWHERE = (
    "https://evil.example/",
    "//evil.example",
    "///evil.example",
    "\\\\evil.example",
    "/\\evil.example",
    "https:evil.example",
    "javascript:alert(1)",
    "data:text/html,hi",
    "%2F%2Fevil.example",
    "\t//evil.example",
    "https://testserver@evil.example/",
    "http://testserver.evil.example/",
)


def stays(answer: HttpResponse) -> bool:
    """Whether an answer leads nowhere but to this site."""
    told = re.sub(r"[\x00-\x20]", "", answer.get("Location", "")).replace("\\", "/")
    reached = urlsplit(urljoin("http://testserver/team/account/", told))
    return (reached.scheme, reached.netloc) == ("http", "testserver")


@pytest.mark.parametrize("place", ELSEWHERE)
def test_no_page_of_an_account_leads_to_another_site(owner: User, place: str) -> None:
    half = Client()
    assert stays(give_password(half, owner, next=place))
    assert stays(give_code(half, SECOND, next=place))
    assert half.get("/team/enquiries/").status_code == 200
    for path in ("reauthenticate/", "logout/", "login/", "2fa/reauthenticate/"):
        client = signed_in(owner)
        for method in (client.get, client.post):
            answer = method(f"/team/account/{path}", {"next": place, "password": PASSWORD})
            assert stays(answer), (path, answer["Location"])
            assert f'href="{place}"' not in answer.content.decode()
    for path in ("login/", "login/?next="):
        words = Client().get(f"/team/account/{path}", {"next": place}).content.decode()
        assert f'href="{place}"' not in words


# The portal in two processes --------------------------------------------------------------------


def test_the_limit_lies_in_the_database_and_not_in_the_process(owner: User) -> None:
    """The same keys and table are used by a process that has not been here before."""
    caches["default"].set("tries", [1.0], timeout=60)
    [digest] = Remembered.objects.filter(value=[1.0]).values_list("digest", flat=True)
    told = (
        "from trialhead.portal import start; start()\n"
        "from trialhead.portal.accounts.shared_memory import SharedMemory\n"
        "print(SharedMemory('', {})._digest('tries', None))"
    )
    done = subprocess.run(
        [sys.executable, "-c", told], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == digest
