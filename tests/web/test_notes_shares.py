"""What the host does with shared notes: hands them out rarely, tells nothing else, forgets."""

import base64
import secrets
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from trialhead.portal.notes import actions
from trialhead.portal.notes.models import Answer, Opening, Share, Tries
from trialhead.portal.notes.shares import opened_with, owned_with, state_of
from trialhead.portal.notes.views import MADE
from trialhead.portal.privacy import retention
from trialhead.portal.privacy.tokens import digest

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
WEEK = timedelta(days=7)
SECOND = timedelta(seconds=1)


def coded(length: int) -> str:
    """So many random bytes as a browser sends them."""
    return base64.urlsafe_b64encode(secrets.token_bytes(length)).rstrip(b"=").decode()


def keys() -> dict[str, str]:
    """What a browser derives from a new link and its passcode."""
    return {"id": coded(16), "verifier": coded(32)}


def made(client: Client, **other: Any) -> tuple[dict[str, str], str]:
    """A new share: its keys and its owner's token."""
    own = keys()
    given = {**own, "sealed": coded(200), "days": 7, "openings": 10, **other}
    answer = client.post("/shared-notes/make/", given)
    assert answer.status_code == 200, answer.content
    return own, answer.json()["owner"]


def kept(own: dict[str, str], *, days: int = 7, openings: int = 10) -> str:
    """A share kept at NOW; the owner's token."""
    token = actions.make_share(
        share_id=own["id"],
        verifier=own["verifier"],
        sealed=coded(200),
        days=days,
        openings=openings,
        at=NOW,
    )
    assert token
    return token


def opened(own: dict[str, str], at: datetime = NOW) -> bool:
    """Whether link and passcode open the share."""
    return opened_with(share_id=own["id"], verifier=own["verifier"], at=at) is not None


def wrong(own: dict[str, str]) -> dict[str, str]:
    """The keys of somebody with the link and another passcode."""
    return {**own, "verifier": coded(32)}


def told(answer: HttpResponse) -> tuple[int, bytes, dict[str, str]]:
    """All of an answer that somebody can see."""
    return answer.status_code, answer.content, dict(answer.headers)


# Handing out ------------------------------------------------------------------------------------


def test_what_was_sealed_is_handed_out_as_it_was(client: Client) -> None:
    sealed = coded(3000)
    own, _ = made(client, sealed=sealed)
    answer = client.post("/shared-notes/open/", own)
    assert answer.json()["sealed"] == sealed
    assert Opening.objects.count() == 1


def test_p8_looking_at_the_page_uses_nothing_up_and_is_the_same_for_every_link(
    client: Client,
) -> None:
    own, token = made(client, openings=1)
    pages = {client.get("/shared-notes/").content for _ in range(3)}
    assert len(pages) == 1
    assert client.get("/shared-notes/open/").status_code == 405
    assert client.post("/shared-notes/open/", own).status_code == 200
    assert client.post("/shared-notes/open/", own).status_code == 404
    assert client.post("/shared-notes/state/", {"owner": token}).json()["left"] == 0


def test_p8_private_pages_are_neither_kept_nor_listed_nor_told(client: Client) -> None:
    own, token = made(client)
    answers = [
        client.get("/shared-notes/"),
        client.post("/shared-notes/open/", own),
        client.post("/shared-notes/state/", {"owner": token}),
        client.post("/shared-notes/open/", keys()),
    ]
    for answer in answers:
        assert "no-store" in answer["Cache-Control"]
        assert "noindex" in answer["X-Robots-Tag"]
        assert answer["Referrer-Policy"] == "no-referrer"


def test_p8_wrong_locked_expired_revoked_and_absent_look_the_same(client: Client) -> None:
    locked, _ = made(client)
    for _ in range(5):
        client.post("/shared-notes/open/", wrong(locked))
    revoked, token = made(client)
    client.post("/shared-notes/revoke/", {"owner": token})
    expired, _ = made(client)
    Share.objects.filter(digest=digest(expired["id"])).update(expires_at=timezone.now())
    alive, _ = made(client)
    asked = [wrong(alive), locked, expired, revoked, keys()]
    seen = [told(client.post("/shared-notes/open/", each)) for each in asked]
    assert seen[0][0] == 404
    assert all(one == seen[0] for one in seen)
    answers = [
        told(client.post("/shared-notes/answer/", {**each, "sealed": coded(50)})) for each in asked
    ]
    assert all(one == answers[0] for one in answers)
    assert not Answer.objects.exists()


def test_every_try_costs_the_host_the_same_rows_whether_there_is_a_share_or_not(
    client: Client,
) -> None:
    own, _ = made(client)
    for each in (wrong(own), keys()):
        client.post("/shared-notes/open/", each)
    assert list(Tries.objects.values_list("wrong", flat=True)) == [1, 1]


# Guessing ---------------------------------------------------------------------------------------


def test_p8_five_wrong_passcodes_lock_the_link_for_good() -> None:
    own = keys()
    token = kept(own)
    for _ in range(4):
        assert not opened(wrong(own))
    assert opened(own)  # a right one takes no try away
    assert not opened(wrong(own))
    assert not opened(own)
    assert not opened(own, at=NOW + timedelta(days=6))
    share = owned_with(token, at=NOW)
    assert share
    assert state_of(share).locked


def test_p8_tries_from_many_clients_count_together(client: Client) -> None:
    own, _ = made(client)
    for number in range(5):
        Client(REMOTE_ADDR=f"198.51.100.{number}").post("/shared-notes/open/", wrong(own))
    assert client.post("/shared-notes/open/", own).status_code == 404


def test_one_client_does_not_try_without_end(client: Client) -> None:
    seen = [client.post("/shared-notes/open/", keys()).status_code for _ in range(61)]
    assert set(seen[:60]) == {404}
    assert seen[60] == 429
    assert Client(REMOTE_ADDR="198.51.100.7").post("/shared-notes/open/", keys()).status_code == 404


def test_one_client_does_not_make_links_without_end(client: Client) -> None:
    for _ in range(MADE):
        made(client)
    given = {**keys(), "sealed": coded(50), "days": 7, "openings": 1}
    assert client.post("/shared-notes/make/", given).status_code == 429
    assert Share.objects.count() == MADE


# The sharer -------------------------------------------------------------------------------------


def test_the_sharer_learns_when_it_was_opened_and_what_was_answered(client: Client) -> None:
    own, token = made(client)
    sealed = coded(60)
    client.post("/shared-notes/open/", own)
    assert client.post("/shared-notes/answer/", {**own, "sealed": sealed}).status_code == 200
    state = client.post("/shared-notes/state/", {"owner": token}).json()
    assert len(state["openings"]) == 1
    assert (state["left"], state["locked"], state["answers"]) == (9, False, [sealed])
    assert set(state) == {"expires", "left", "locked", "openings", "answers"}


def test_answers_can_be_sent_after_the_last_opening(client: Client) -> None:
    own, token = made(client, openings=1)
    client.post("/shared-notes/open/", own)
    client.post("/shared-notes/answer/", {**own, "sealed": coded(60)})
    assert len(client.post("/shared-notes/state/", {"owner": token}).json()["answers"]) == 1


def test_a_share_takes_so_many_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "ANSWERS", 2)
    own = keys()
    kept(own)
    share = Share.objects.get()
    taken = [actions.keep_answer(share=share, sealed=coded(60), at=NOW) for _ in range(3)]
    assert taken == [True, True, False]


def test_revoking_leaves_nothing(client: Client) -> None:
    own, token = made(client)
    client.post("/shared-notes/open/", own)
    client.post("/shared-notes/answer/", {**own, "sealed": coded(60)})
    assert client.post("/shared-notes/revoke/", {"owner": token}).status_code == 200
    assert [model.objects.count() for model in (Share, Opening, Answer)] == [0, 0, 0]
    assert client.post("/shared-notes/revoke/", {"owner": token}).status_code == 404


@pytest.mark.parametrize("door", ["state", "extend", "revoke"])
def test_only_the_owner_gets_through(client: Client, door: str) -> None:
    own, _ = made(client)
    for token in (own["id"], own["verifier"], "", "x" * 43):
        answer = client.post(f"/shared-notes/{door}/", {"owner": token, "days": 7})
        assert answer.status_code in (400, 404)
    assert Share.objects.count() == 1


# Time -------------------------------------------------------------------------------------------


def test_p8_after_seven_days_a_link_is_over_to_the_second() -> None:
    own = keys()
    token = kept(own)
    before, after = NOW + WEEK - SECOND, NOW + WEEK + SECOND
    assert opened(own, at=before)
    assert not opened(own, at=NOW + WEEK)
    assert not opened(own, at=after)
    assert owned_with(token, at=before)
    assert owned_with(token, at=after) is None


def test_p4_p8_a_share_that_is_over_is_deleted_with_all_that_is_its_own() -> None:
    own = keys()
    kept(own)
    share = Share.objects.get()
    actions.note_opening(share=share, at=NOW)
    actions.keep_answer(share=share, sealed=coded(60), at=NOW)
    assert retention.run(now=NOW + WEEK - SECOND)["notes: shares that are over"] == 0
    assert Share.objects.exists()
    assert retention.run(now=NOW + WEEK + SECOND)["notes: shares that are over"] == 1
    assert [model.objects.count() for model in (Share, Opening, Answer)] == [0, 0, 0]


def test_counts_of_tries_outlive_every_share_and_then_go() -> None:
    opened(keys())
    retention.run(now=NOW + timedelta(days=30))
    assert Tries.objects.exists()
    retention.run(now=NOW + timedelta(days=31))
    assert not Tries.objects.exists()


def test_extending_reaches_thirty_days_from_the_beginning_and_never_shortens() -> None:
    kept(keys())
    share = Share.objects.get()
    steps = [(0, 1, 7), (5, 7, 12), (12, 7, 19), (19, 7, 26), (26, 7, 30), (29, 30, 30)]
    for day, days, until in steps:
        now = NOW + timedelta(days=day)
        assert actions.extend_share(share=share, days=days, at=now) == NOW + timedelta(days=until)
        share.refresh_from_db()
        assert share.expires_at == NOW + timedelta(days=until)


# What comes in ----------------------------------------------------------------------------------


BAD: list[dict[str, Any]] = [
    {"id": ""},
    {"id": "short"},
    {"id": "a" * 21 + "!"},
    {"verifier": "a" * 42},
    {"verifier": "ä" * 43},
    {"sealed": ""},
    {"sealed": "<b>" * 20},
    {"sealed": "a" * 350_001},
    {"days": 0},
    {"days": 31},
    {"days": "soon"},
    {"openings": 0},
    {"openings": 51},
]


@pytest.mark.parametrize("change", BAD)
def test_what_makes_no_sense_is_refused(client: Client, change: dict[str, Any]) -> None:
    given = {**keys(), "sealed": coded(50), "days": 7, "openings": 1, **change}
    assert client.post("/shared-notes/make/", given).status_code == 400
    assert not Share.objects.exists()


def test_an_id_that_is_taken_stays_with_its_owner(client: Client) -> None:
    own, token = made(client)
    given = {**own, "verifier": coded(32), "sealed": coded(50), "days": 7, "openings": 1}
    assert client.post("/shared-notes/make/", given).status_code == 404
    assert client.post("/shared-notes/open/", own).status_code == 200
    assert client.post("/shared-notes/state/", {"owner": token}).status_code == 200


@pytest.mark.parametrize("door", ["make", "open", "answer", "state", "extend", "revoke"])
def test_pages_of_other_sites_are_refused(client: Client, door: str) -> None:
    answer = client.post(f"/shared-notes/{door}/", keys(), headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert not Tries.objects.exists()


# What is kept -----------------------------------------------------------------------------------


def everything() -> str:
    """Every column of every row that features of the portal keep for people."""
    rows = []
    for label in ("notes", "privacy", "notifications"):
        for model in apps.get_app_config(label).get_models():
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT * FROM {model._meta.db_table}")
                rows += [str(row) for row in cursor.fetchall()]
    return "\n".join(rows)


def test_neither_id_nor_verifier_nor_token_can_be_read_from_the_database(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(0)
    own, token = made(client)
    client.post("/shared-notes/open/", own)
    client.post("/shared-notes/open/", wrong(own))
    client.post("/shared-notes/state/", {"owner": token})
    stored = everything()
    assert "$argon2id$" in stored
    for secret in (own["id"], own["verifier"], token, "127.0.0.1"):
        assert secret not in stored
        assert secret not in caplog.text
