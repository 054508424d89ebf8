"""The outbox: what is put in goes out once, whatever the mail server says."""

from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default

import pytest
from django.db import transaction

from tests.factories.mail import mail_server
from trialhead.errors import NotReady, Unreadable
from trialhead.portal.notifications import actions
from trialhead.portal.notifications.actions import BACK_OFF, LEASE, post
from trialhead.portal.notifications.delivery import deliver_due
from trialhead.portal.notifications.mail_server import read_mail_server
from trialhead.portal.notifications.models import Message, State, count_unsent

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 6, 15, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _own_home(tmp_path, settings):
    settings.TRIALHEAD_HOME = tmp_path
    settings.TRIALHEAD_MAIL = ""
    settings.TRIALHEAD_MAIL_FROM = "portal@example.org"


def put(key: str = "k1", **given: object) -> Message:
    """One mail in the outbox."""
    mail = {"to": "ann@example.org", "subject": "Hello", "text": "Words.\n", "at": NOON}
    return post(key=key, **{**mail, **given})  # type: ignore[arg-type]


def state(message: Message) -> State:
    """Where a message stands now."""
    return State(Message.objects.get(pk=message.pk).state)


def use(settings, server) -> None:
    """Hand mail to this server."""
    settings.TRIALHEAD_MAIL = f"smtp://127.0.0.1:{server.port}"


def test_a_mail_arrives_with_its_words_and_sender(settings):
    message = put(text="Grüße ≥ 3\n", language="fr", headers={"X-Kind": "test"})
    with mail_server() as server:
        use(settings, server)
        assert deliver_due(now=NOON) == {State.SENT: 1}
    (mail,) = server.taken
    assert mail["From"] == "portal@example.org"
    assert mail["To"] == "ann@example.org"
    assert mail["Subject"] == "Hello"
    assert mail["X-Kind"] == "test"
    assert mail["Content-Language"] == "fr"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert "Grüße ≥ 3" in mail.get_body(("plain",)).get_content()
    assert server.ids == [f"<{message.message_id}>"]


def test_text_and_html_go_together(settings):
    put(html="<p>Words.</p>")
    with mail_server() as server:
        use(settings, server)
        deliver_due(now=NOON)
    (mail,) = server.taken
    assert mail.get_content_type() == "multipart/alternative"
    assert "<p>Words.</p>" in mail.get_body(("html",)).get_content()


def test_what_was_sent_is_not_sent_again_and_its_words_are_forgotten(settings):
    message = put()
    with mail_server() as server:
        use(settings, server)
        deliver_due(now=NOON)
        assert deliver_due(now=NOON + timedelta(days=1)) == {}
    assert len(server.taken) == 1
    kept = Message.objects.get(pk=message.pk)
    assert (kept.to, kept.subject, kept.text, kept.state) == ("", "", "", State.SENT)


def test_the_same_key_is_one_mail():
    assert put().pk == put(text="Other words.").pk
    assert Message.objects.count() == 1


def test_a_message_id_tells_nothing_and_is_the_same_for_a_key():
    message = put(key="enquiry:ann@example.org".replace("ann@example.org", "7"))
    assert message.message_id.endswith("@example.org")
    assert "enquiry" not in message.message_id
    Message.objects.all().delete()
    assert put(key="enquiry:7").message_id == message.message_id


def test_nothing_is_kept_if_what_caused_it_is_not():
    with transaction.atomic():
        put()
        transaction.set_rollback(True)
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    "given",
    [
        {"subject": "Hello\r\nBcc: all@example.org"},
        {"subject": "Hello\nBcc: all@example.org"},
        {"to": "ann@example.org\nBcc: all@example.org"},
        {"to": "ann@example.org, bob@example.org"},
        {"to": "not an address"},
        {"to": ""},
        {"headers": {"X-Kind": "a\r\nBcc: all@example.org"}},
        {"headers": {"Bcc": "all@example.org"}},
        {"headers": {"X Kind": "a"}},
        {"headers": {"From": "else@example.org"}},
    ],
)
def test_nobody_smuggles_in_a_header_or_a_recipient(given):
    with pytest.raises(Unreadable) as told:
        put(**given)
    assert "all@example.org" not in str(told.value)
    assert not Message.objects.exists()


def test_a_server_that_is_busy_is_asked_again_later_and_later(settings):
    message = put()
    with mail_server(lambda number: "451 busy") as server:
        use(settings, server)
        at = NOON
        for wait in BACK_OFF[:4]:
            assert deliver_due(now=at) == {State.FAILED: 1}
            assert deliver_due(now=at + wait - timedelta(seconds=5)) == {}
            at += wait + timedelta(seconds=5)
    assert state(message) is State.FAILED
    assert server.seen == 4


def test_after_the_last_wait_it_is_given_up_and_an_operator_can_try_again(settings):
    message = put()
    with mail_server(lambda number: "451 busy") as server:
        use(settings, server)
        at = NOON
        for wait in (*BACK_OFF, timedelta()):
            deliver_due(now=at)
            at += wait + timedelta(minutes=1)
    assert state(message) is State.DEAD
    assert count_unsent() == (0, 1)
    with mail_server() as server:
        use(settings, server)
        assert actions.revive_dead(at=at) == 1
        deliver_due(now=at + timedelta(seconds=1))
    assert len(server.taken) == 1


def test_a_recipient_that_is_refused_for_good_is_given_up_at_once(settings):
    message = put()
    with mail_server(lambda number: "550 no such mailbox ann@example.org") as server:
        use(settings, server)
        deliver_due(now=NOON)
    kept = Message.objects.get(pk=message.pk)
    assert kept.state == State.DEAD
    assert kept.last_error
    assert "ann" not in kept.last_error


def test_one_that_is_refused_does_not_hold_up_the_others(settings):
    for number in range(5):
        put(key=f"k{number}")
    with mail_server(lambda number: "550 no" if number == 2 else "250 OK") as server:
        use(settings, server)
        assert deliver_due(now=NOON) == {State.SENT: 4, State.DEAD: 1}
    assert len(set(server.ids)) == 4


def test_while_nobody_answers_nothing_is_lost(settings):
    with mail_server() as server:
        pass  # it is gone now, its port is free
    use(settings, server)
    for number in range(3):
        put(key=f"k{number}")
    deliver_due(now=NOON)
    assert Message.objects.exclude(state=State.SENT).count() == 3
    with mail_server() as server:
        use(settings, server)
        deliver_due(now=NOON + timedelta(days=1))
    assert len(set(server.ids)) == 3


def test_a_mail_waits_for_its_time(settings):
    put(at=NOON + timedelta(hours=1))
    with mail_server() as server:
        use(settings, server)
        assert deliver_due(now=NOON) == {}
        assert deliver_due(now=NOON + timedelta(hours=1)) == {State.SENT: 1}
    assert server.seen == 1


def test_what_one_worker_sends_no_other_takes_until_its_lease_is_over():
    put()
    first = actions.claim_next(sender="one", now=NOON)
    assert first is not None
    assert actions.claim_next(sender="two", now=NOON + LEASE - timedelta(seconds=1)) is None
    again = actions.claim_next(sender="two", now=NOON + LEASE)
    assert again is not None
    assert again.pk == first.pk


def test_a_worker_that_comes_back_takes_up_what_it_was_sending():
    put()
    actions.claim_next(sender="one", now=NOON)
    assert actions.release_claims(sender="two", now=NOON) == 0
    assert actions.release_claims(sender="one", now=NOON) == 1
    assert actions.claim_next(sender="one", now=NOON) is not None


def test_without_a_server_mail_lies_in_a_folder_once(tmp_path):
    message = put(text="Local words.\n")
    deliver_due(now=NOON)
    (file,) = (tmp_path / "outbox").glob("*.eml")
    mail = message_from_bytes(file.read_bytes(), policy=default)
    assert mail["Message-ID"] == f"<{message.message_id}>"
    assert "Local words." in mail.get_body(("plain",)).get_content()


def test_local_mail_is_shown_only_where_defects_are(client, settings):
    put(subject="Seen here")
    deliver_due(now=NOON)
    assert client.get("/dev/outbox").status_code == 404
    settings.DEBUG = True
    page = client.get("/dev/outbox")
    assert page.status_code == 200
    assert "Seen here" in page.content.decode()


def test_old_messages_are_forgotten(settings):
    message = put()
    deliver_due(now=NOON)
    assert actions.forget_old(now=NOON + timedelta(days=179)) == 0
    assert actions.forget_old(now=NOON + timedelta(days=181)) == 1
    assert not Message.objects.filter(pk=message.pk).exists()


def test_all_mails_of_one_matter_can_be_taken_back():
    for key in ("enquiry:1:a", "enquiry:1:b", "enquiry:12:a"):
        put(key=key)
    assert actions.forget(start="enquiry:1:") == 2
    assert Message.objects.get().key == "enquiry:12:a"


@pytest.mark.parametrize(
    ("address", "port", "tls"),
    [
        ("smtp://mail.example.org", 25, ""),
        ("smtp://mail.example.org?tls=starttls", 587, "starttls"),
        ("smtp://u:p%40ss@mail.example.org:2525?tls=implicit", 2525, "implicit"),
    ],
)
def test_addresses_of_mail_servers(address, port, tls):
    if "@" not in address and not tls:
        address = address.replace("mail.example.org", "localhost")
    server = read_mail_server(address)
    assert (server.port, server.tls) == (port, tls)
    assert "p@ss" not in repr(server)


@pytest.mark.parametrize(
    "address",
    [
        "mail.example.org",
        "http://mail.example.org",
        "smtp://",
        "smtp://h:port",
        "smtp://h?tls=ssl3",
    ],
)
def test_misspelt_addresses_of_mail_servers_are_refused(address):
    with pytest.raises(NotReady, match="TRIALHEAD_MAIL"):
        read_mail_server(address)
