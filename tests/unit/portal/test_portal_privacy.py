"""Sealed columns, keys, tokens, limits on requests, and what is forgotten."""

import re
import stat
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.fernet import Fernet
from django.core.exceptions import FieldError
from django.db import connection
from django.test import RequestFactory

from trialhead.errors import NotReady, TooMany
from trialhead.portal.notifications.actions import post
from trialhead.portal.notifications.models import Message
from trialhead.portal.privacy import keys, retention, sealing, throttle, tokens
from trialhead.portal.privacy.actions import forget_counts
from trialhead.portal.privacy.models import DaySecret, RequestCount
from trialhead.portal.privacy.rotating import sealed_columns

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 6, 15, 12, 0, tzinfo=UTC)
SECRET = "I have lupus and write to you"


#: The column in which the tests seal.
HERE = "notifications.message.text"


def seal(text: str) -> str:
    """Sealed for that column."""
    return sealing.seal(text, place=HERE)


def unseal(sealed: str, place: str = HERE) -> str:
    """Opened for that column, or for another."""
    return sealing.unseal(sealed, place=place)


def reseal(sealed: str) -> str:
    """Sealed anew for that column."""
    return sealing.reseal(sealed, place=HERE)


@pytest.fixture(autouse=True)
def _own_keys(tmp_path, settings):
    settings.TRIALHEAD_HOME = tmp_path
    settings.TRIALHEAD_KEYS = ""


def kept() -> Message:
    """A message with a sealed text."""
    return post(key="k1", to="ann@example.org", subject="About", text=SECRET, at=NOON)


def raw_rows() -> str:
    """Everything the table of messages holds, as a thief would read it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM notifications_message")
        return repr(cursor.fetchall())


def test_a_sealed_column_reads_as_what_was_written():
    message = Message.objects.get(pk=kept().pk)
    assert (message.to, message.text) == ("ann@example.org", SECRET)


@pytest.mark.parametrize("words", [SECRET, "lupus", "ann@example.org", "example.org", "About"])
def test_the_database_holds_no_plain_word(words):
    kept()
    assert words not in raw_rows()


def test_the_same_text_is_sealed_differently_each_time():
    assert seal(SECRET) != seal(SECRET)


@pytest.mark.parametrize("text", ["", "a", "é ≥ 3 µg", "x" * 10_000, "\x00", "عربي"])
def test_any_text_comes_back(text):
    assert unseal(seal(text)) == text


def test_empty_stays_empty():
    assert seal("") == ""


def test_a_sealed_column_cannot_be_searched():
    with pytest.raises(FieldError):
        Message.objects.filter(text=SECRET).exists()


def test_the_first_key_is_made_for_the_owner_alone(tmp_path):
    seal(SECRET)
    mode = stat.S_IMODE((tmp_path / "keys").stat().st_mode)
    assert mode == 0o600


def test_without_its_key_a_text_is_not_read_and_the_remedy_is_told(tmp_path):
    sealed = seal(SECRET)
    (tmp_path / "keys").write_text(Fernet.generate_key().decode())
    with pytest.raises(NotReady) as told:
        unseal(sealed)
    assert str(tmp_path / "keys") in str(told.value)
    assert SECRET not in str(told.value)


@pytest.mark.parametrize("content", ["", "\n\n", "not a key", "abc def"])
def test_a_damaged_key_file_is_refused(tmp_path, content):
    (tmp_path / "keys").write_text(content)
    with pytest.raises(NotReady, match="key"):
        seal(SECRET)
    assert (tmp_path / "keys").read_text() == content


def test_an_older_key_still_opens_after_a_new_one_came():
    sealed = seal(SECRET)
    keys.add_key()
    assert unseal(sealed) == SECRET


def test_what_is_sealed_anew_needs_the_old_key_no_more():
    old = seal(SECRET)
    keys.add_key()
    anew = reseal(old)
    keys.add_key()
    assert unseal(anew) == SECRET
    with pytest.raises(NotReady):
        unseal(old)


def test_what_is_sealed_in_one_column_opens_in_no_other():
    sealed = seal(SECRET)
    for other in ("notifications.message.subject", "contact.enquiry.text", "", HERE.upper()):
        with pytest.raises(NotReady, match="moved to a column") as told:
            unseal(sealed, place=other)
        assert SECRET not in str(told.value)
    with pytest.raises(NotReady):
        unseal(sealed.removeprefix("c:"))
    with pytest.raises(NotReady):
        sealing.reseal(sealed, place="notifications.message.subject")


def test_a_text_put_into_another_column_is_not_shown_under_it():
    message = kept()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE notifications_message SET subject = text")
    with pytest.raises(NotReady, match="moved to a column"):
        Message.objects.get(pk=message.pk)
    assert Message.objects.defer("subject").get(pk=message.pk).text == SECRET


def test_every_sealed_column_has_a_name_of_its_own():
    places = [field.place for _model, field in sealed_columns()]
    assert len(places) == len(set(places)) > 25
    assert HERE in places


def test_what_was_sealed_before_columns_had_keys_opens_and_is_bound_when_sealed_anew():
    before = keys.ring().encrypt_at_time(SECRET.encode(), 1_700_000_000).decode()
    assert unseal(before) == SECRET
    anew = reseal(before)
    assert unseal(anew) == SECRET
    with pytest.raises(NotReady):
        unseal(anew, place="notifications.message.subject")
    assert keys.ring(HERE).extract_timestamp(anew.removeprefix("c:")) == 1_700_000_000


def test_keys_may_come_from_the_environment(settings, tmp_path):
    first, second = (Fernet.generate_key().decode() for _ in range(2))
    settings.TRIALHEAD_KEYS = first
    sealed = seal(SECRET)
    settings.TRIALHEAD_KEYS = f"{second} {first}"
    assert unseal(sealed) == SECRET
    assert not (tmp_path / "keys").exists()


def test_tokens_are_long_and_fit_into_an_address():
    made = {tokens.new_token() for _ in range(50)}
    assert len(made) == 50
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{43}", token) for token in made)


def test_only_a_digest_is_kept_of_a_token():
    token = tokens.new_token()
    assert re.fullmatch(r"[0-9a-f]{64}", tokens.digest(token))
    assert tokens.digest(token) == tokens.digest(token) != tokens.digest(f"{token}x")


def ask(count: int, *, who: str = "ann", scope: str = "send", at: datetime = NOON) -> None:
    """Ask ``count`` times; three are allowed in an hour."""
    for _ in range(count):
        throttle.check_rate(scope=scope, who=who, limit=3, per=timedelta(hours=1), at=at)


def test_as_many_as_allowed_pass_and_the_next_is_told_when():
    ask(3)
    with pytest.raises(TooMany) as told:
        ask(1)
    assert told.value.fix


def test_another_person_and_another_purpose_count_for_themselves():
    ask(3)
    ask(3, who="bob")
    ask(3, scope="search")


@pytest.mark.parametrize(
    ("later", "passes"), [(timedelta(minutes=59), False), (timedelta(hours=1), True)]
)
def test_the_window_ends_to_the_second(later, passes):
    ask(3)
    if passes:
        ask(1, at=NOON + later)
    else:
        with pytest.raises(TooMany):
            ask(1, at=NOON + later)


def test_nobody_is_named_in_the_counts():
    ask(1, who="ann@example.org")
    assert "ann" not in repr(list(RequestCount.objects.values()))


def test_counts_are_forgotten_when_their_window_is_over():
    ask(1)
    assert forget_counts(now=NOON + timedelta(minutes=59)) == 0
    assert forget_counts(now=NOON + timedelta(hours=1)) == 1


def test_a_name_for_an_address_holds_for_a_day():
    morning, evening = (NOON.replace(hour=hour) for hour in (1, 23))
    first = throttle.name_of("192.0.2.7", at=morning)
    assert throttle.name_of("192.0.2.7", at=evening) == first
    assert "192.0.2.7" not in first
    assert throttle.name_of("192.0.2.8", at=evening) != first


def test_the_secret_of_a_day_goes_with_it():
    before = throttle.name_of("192.0.2.7", at=NOON)
    throttle.name_of("192.0.2.7", at=NOON + timedelta(days=1))
    assert DaySecret.objects.count() == 1
    assert throttle.name_of("192.0.2.7", at=NOON) != before


@pytest.mark.parametrize(
    ("address", "named"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("not an address", "unknown"),
        ("", "unknown"),
    ],
)
def test_whom_a_request_comes_from(address, named):
    request = RequestFactory().get("/", REMOTE_ADDR=address)
    assert throttle.client_address(request) == named


def test_without_a_proxy_nobody_can_make_up_an_address():
    request = RequestFactory().get(
        "/", REMOTE_ADDR="192.0.2.7", headers={"X-Forwarded-For": "198.51.100.1"}
    )
    assert throttle.client_address(request) == "192.0.2.7"


def test_behind_the_proxy_only_its_own_word_counts(settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    request = RequestFactory().get(
        "/", REMOTE_ADDR="10.0.0.1", headers={"X-Forwarded-For": "6.6.6.6, 192.0.2.7"}
    )
    assert throttle.client_address(request) == "192.0.2.7"


def test_every_feature_forgets_something():
    removed = retention.run(now=NOON)
    assert {"privacy: counts of requests", "notifications: old messages"} <= set(removed)
    assert all(count == 0 for count in removed.values())
