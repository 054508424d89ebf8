"""Sealing everything anew: nothing is lost on the way, and old keys open nothing afterwards."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from django.db import connection
from django.test import override_settings

from trialhead.errors import NotReady
from trialhead.portal.notifications.actions import post
from trialhead.portal.notifications.models import Message
from trialhead.portal.privacy import actions, keys, rotating
from trialhead.portal.privacy.rotating import reseal_everything, rotate, sealed_columns
from trialhead.portal.privacy.sealing import unseal
from trialhead.portal.privacy.throttle import name_of

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 6, 15, 12, 0, tzinfo=UTC)
TEXTS = {"to": "ann@example.org", "subject": "About", "text": "Synthetic words"}


@pytest.fixture(autouse=True)
def _own_keys(tmp_path: Path, settings: object) -> None:
    settings.TRIALHEAD_HOME = tmp_path  # type: ignore[attr-defined]
    settings.TRIALHEAD_KEYS = ""  # type: ignore[attr-defined]


def stored(column: str = "text") -> list[str]:
    """A column of messages as the database has it."""
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT "{column}" FROM notifications_message ORDER BY id')
        return [row[0] for row in cursor.fetchall()]


def key_lines() -> list[str]:
    """The keys in the file, the newest first."""
    return keys.keys_file().read_text().split()


def opens(key: str, sealed: str, column: str = "text") -> bool:
    """Whether this key alone opens a ciphertext of a column of messages."""
    with override_settings(TRIALHEAD_KEYS=key):
        try:
            unseal(sealed, place=f"notifications.message.{column}")
        except NotReady:
            return False
        return True


def texts() -> list[tuple[str, str, str]]:
    """What the messages say."""
    return [(m.to, m.subject, m.text) for m in Message.objects.order_by("pk")]


def test_every_sealed_text_is_sealed_with_the_new_key_and_says_the_same() -> None:
    for number in range(3):
        post(key=f"k{number}", at=NOON, **TEXTS)
    name = name_of("192.0.2.7", at=NOON)  # its secret is sealed as well
    before, (old,) = texts(), key_lines()
    assert rotate() == 3 * len(TEXTS) + 1
    new, kept = key_lines()
    assert kept == old
    for column in TEXTS:
        for one in stored(column):
            assert (opens(new, one, column), opens(old, one, column)) == (True, False)
    assert texts() == before
    assert name_of("192.0.2.7", at=NOON) == name
    assert set(stored("html")) == {""}


def test_a_rotation_that_was_cut_off_is_done_again_and_loses_nothing() -> None:
    post(key="a", at=NOON, **TEXTS)
    keys.add_key()  # as far as the first run came
    post(key="b", at=NOON, **TEXTS)
    rotate()
    assert texts() == [tuple(TEXTS.values())] * 2
    assert all(opens(key_lines()[0], one) for one in stored())


def test_many_pages_of_texts_are_all_sealed_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rotating, "PAGE", 2)
    for number in range(5):
        post(key=f"k{number}", at=NOON, **TEXTS)
    assert rotate() == 5 * len(TEXTS)
    assert all(opens(key_lines()[0], one, "subject") for one in stored("subject"))


def test_what_is_written_while_it_runs_is_not_written_over() -> None:
    message = post(key="a", at=NOON, **TEXTS)
    (old,) = stored()
    Message.objects.filter(pk=message.pk).update(text="Written meanwhile")
    actions.replace_sealed(model=Message, column="text", pk=message.pk, old=old, new="stale")
    assert Message.objects.get().text == "Written meanwhile"


def test_while_one_text_cannot_be_opened_no_key_goes() -> None:
    post(key="a", at=NOON, **TEXTS)
    lost = key_lines()
    keys.keys_file().write_text(Fernet.generate_key().decode())
    present = key_lines()
    with pytest.raises(NotReady, match="keys"):
        rotate()
    assert key_lines() == present
    keys.keys_file().write_text("\n".join(present + lost))  # the remedy
    rotate()
    assert texts() == [tuple(TEXTS.values())]


def test_keys_of_the_environment_are_the_operators(settings: object) -> None:
    old, new = (Fernet.generate_key().decode() for _ in range(2))
    settings.TRIALHEAD_KEYS = old  # type: ignore[attr-defined]
    post(key="a", at=NOON, **TEXTS)
    settings.TRIALHEAD_KEYS = f"{new} {old}"  # type: ignore[attr-defined]
    assert rotate() == len(TEXTS)
    settings.TRIALHEAD_KEYS = new  # type: ignore[attr-defined]
    assert texts() == [tuple(TEXTS.values())]
    assert not keys.keys_file().exists()


def test_what_was_sealed_before_columns_had_keys_is_bound_by_a_rotation() -> None:
    message = post(key="a", at=NOON, **TEXTS)
    before = keys.ring().encrypt(b"Written long ago").decode()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE notifications_message SET text = %s", [before])
    assert Message.objects.get(pk=message.pk).text == "Written long ago"
    rotate()
    assert Message.objects.get(pk=message.pk).text == "Written long ago"
    [bound] = stored()
    assert opens(key_lines()[0], bound)
    assert not opens(key_lines()[0], bound, "subject")


def test_an_empty_database_has_nothing_to_seal() -> None:
    assert reseal_everything() == 0


def test_sealed_columns_of_every_feature_are_found() -> None:
    found = {(model.__name__, field.name) for model, field in sealed_columns()}
    assert {("Message", "to"), ("DaySecret", "secret"), ("Enquiry", "message")} <= found
