"""The outbox on the operator's page: states, reasons and times; no address, no words."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.operations import Operator, logged, mail
from tests.factories.pages import read_page
from trialhead.portal.notifications.actions import claim_next
from trialhead.portal.notifications.models import Message, State
from trialhead.portal.operations.mail import masked

NOW = timezone.now()


@pytest.fixture
def operator(db: None) -> Operator:
    """Somebody who runs the portal."""
    return Operator()


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("robin@example.org", "r…@example.org"),
        ("r@example.org", "…@example.org"),
        ("ro@example.org", "r…@example.org"),
        ("", ""),
        ("nobody", ""),
    ],
)
def test_an_address_is_masked(address: str, shown: str) -> None:
    assert masked(address) == shown


@given(name=st.text(min_size=1).filter(lambda name: "@" not in name))
def test_no_more_than_one_letter_of_a_name_is_shown(name: str) -> None:
    assert len(masked(f"{name}@example.org").removesuffix("@example.org")) <= 2


def test_each_view_holds_its_states_and_is_counted(operator: Operator) -> None:
    for key, state in (
        ("q:1", State.QUEUED),
        ("f:1", State.FAILED),
        ("s:1", State.SENDING),
        ("d:1", State.DEAD),
        ("t:1", State.SENT),
    ):
        mail(key, state, at=NOW, error="the recipient was refused with 550 5.1.1")
    for view, held in (
        ("waiting", {"q:1", "f:1", "s:1"}),
        ("given-up", {"d:1"}),
        ("sent", {"t:1"}),
        ("nonsense", {"q:1", "f:1", "s:1"}),
    ):
        page = operator.read("mail/", view=view)
        assert {one.text for one in page.all("bdi") if one.text[1:] == ":1"} == held, view
    page = operator.read("mail/", view="given-up")
    assert "Waiting (3)" in page.text
    assert "Given up (1)" in page.text
    assert "Sent (1)" in page.text
    assert "the recipient was refused with 550 5.1.1" in page.text


def test_no_whole_address_and_no_word_of_a_mail_is_on_any_page(operator: Operator) -> None:
    for number, state in enumerate(State):
        mail(f"k:{number}", state, at=NOW, to="quillfeather@example.org")
    for view in ("waiting", "given-up", "sent"):
        answer = operator.client.get("/team/operations/mail/", {"view": view})
        html = answer.content.decode()
        assert "quillfeather" not in html
        assert "Words." not in html
    assert "q…@example.org" in operator.read("mail/").text


def test_a_mail_whose_key_is_missing_is_listed_all_the_same(
    operator: Operator, settings: object
) -> None:
    mail("k", State.DEAD, at=NOW)
    from cryptography.fernet import Fernet

    settings.TRIALHEAD_KEYS = Fernet.generate_key().decode()  # type: ignore[attr-defined]
    answer = operator.client.get("/team/operations/mail/", {"view": "given-up"})
    assert answer.status_code == 200
    assert "to ?" in " ".join(read_page(answer.content).text.split())


def test_one_that_was_given_up_is_tried_again_from_the_beginning(operator: Operator) -> None:
    message = mail("k", State.DEAD, at=NOW, error="refused")
    Message.objects.update(attempts=10)
    other = mail("l", State.DEAD, at=NOW)
    answer = operator.send("mail/change/", mail=message.pk, do="retry")
    assert "It is tried again now." in read_page(answer.content).text
    message.refresh_from_db()
    other.refresh_from_db()
    assert (message.state, message.attempts, other.state) == (State.QUEUED, 0, State.DEAD)
    assert [line.subject for line in logged("mail tried again")] == [f"mail:{message.pk}"]


def test_all_that_were_given_up_are_tried_again(operator: Operator) -> None:
    for key in "ab":
        mail(key, State.DEAD, at=NOW)
    answer = operator.send("mail/change/", do="retry-all")
    assert "2 mails are tried again." in read_page(answer.content).text
    assert set(Message.objects.values_list("state", flat=True)) == {State.QUEUED}
    (line,) = logged("mails tried again")
    assert line.detail == "2 given up"
    operator.send("mail/change/", do="retry-all")
    assert len(logged("mails tried again")) == 1


def test_one_that_waits_is_given_up_and_never_claimed(operator: Operator) -> None:
    message = mail("k", State.FAILED, at=NOW - timedelta(hours=1))
    operator.send("mail/change/", mail=message.pk, do="give-up")
    message.refresh_from_db()
    assert message.state == State.DEAD
    assert claim_next(sender="test", now=timezone.now()) is None
    assert [line.subject for line in logged("mail given up")] == [f"mail:{message.pk}"]


@pytest.mark.parametrize("what", ["retry", "give-up"])
@pytest.mark.parametrize("state", [State.SENT, State.SENDING])
def test_what_is_sent_or_being_sent_is_left_alone(
    operator: Operator, state: State, what: str
) -> None:
    message = mail("k", state, at=NOW)
    answer = operator.send("mail/change/", mail=message.pk, do=what)
    assert "Nothing was changed." in read_page(answer.content).text
    message.refresh_from_db()
    assert message.state == state
    assert not logged("mail tried again")
    assert not logged("mail given up")


@pytest.mark.parametrize("told", [{}, {"do": "burn", "mail": "1"}, {"do": "retry", "mail": "x"}])
def test_a_form_that_makes_no_sense_is_refused(operator: Operator, told: dict[str, str]) -> None:
    assert operator.client.post("/team/operations/mail/change/", told).status_code == 400


def test_a_mail_that_is_gone_changes_nothing(operator: Operator) -> None:
    answer = operator.send("mail/change/", mail="987654321", do="retry")
    assert "Nothing was changed." in read_page(answer.content).text


def test_many_mails_come_in_pages(operator: Operator) -> None:
    for number in range(30):
        mail(f"m:{number}", State.QUEUED, at=NOW + timedelta(seconds=number))
    page = operator.read("mail/", page="2")
    assert "26 to 30 of 30" in page.text
    assert [one.text for one in page.all("bdi") if one.text.startswith("m:")] == [
        f"m:{number}" for number in range(25, 30)
    ]
    assert page.all("a", href="?page=1")
