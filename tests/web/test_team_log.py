"""The log: every read and change is in it, and no line can be changed unnoticed."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.factories.enquiries import MESSAGE, STUDY, Sender
from tests.factories.team import client_of
from trialhead.errors import NotReady
from trialhead.portal.accounts import actions, audit
from trialhead.portal.accounts.models import AuditEntry, AuditHead
from trialhead.portal.accounts.roles import Role
from trialhead.portal.contact.models import Enquiry
from trialhead.portal.privacy import keys


def raw(statement: str, *values: object) -> None:
    """Change the database past the portal, as somebody with its password could."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def write(*actions_done: str) -> None:
    """Lines, one after the other."""
    for what in actions_done:
        actions.note(actor=None, action=what, subject="enquiry:1", at=timezone.now())


@pytest.mark.django_db
def test_every_read_and_change_of_an_enquiry_is_a_line() -> None:
    Sender(Client()).token()
    enquiry = Enquiry.objects.get()
    desk = client_of(Role.COORDINATOR, study=STUDY, site=enquiry.site_key)
    path = f"/team/enquiries/{enquiry.reference}/"
    desk.get("/team/enquiries/")
    desk.get(path)
    desk.post(f"{path}contact/")
    desk.post(f"{path}comment/", {"text": "Call on Monday"})
    desk.post(f"{path}reply/", {"kind": "answered", "text": "Hello"})
    desk.get("/team/enquiries/csv/")
    told = list(AuditEntry.objects.order_by("number").values_list("action", flat=True))
    wanted = [
        "enquiry received",
        "list read",
        "enquiry opened",
        "enquiry read",
        "enquiry contact shown",
        "enquiry commented",
        "enquiry answered",
        "csv taken",
    ]
    assert [what for what in dict.fromkeys(told) if what in wanted] == wanted
    assert audit.verify() == audit.Finding(len(told))


@pytest.mark.django_db
def test_the_log_holds_nothing_of_what_people_wrote() -> None:
    Sender(Client()).token()
    enquiry = Enquiry.objects.get()
    desk = client_of(Role.COORDINATOR, study=STUDY, site=enquiry.site_key)
    desk.get(f"/team/enquiries/{enquiry.reference}/")
    whole = "".join(audit.as_text(audit.entries()))
    assert whole.count("\n") == AuditEntry.objects.count() > 3
    for word in ("Robin", "robin@example.org", MESSAGE, "team.example"):
        assert word not in whole


def test_a_line_that_stands_is_not_written_again(db: None) -> None:
    write("one")
    with pytest.raises(TypeError):
        AuditEntry.objects.get().save()


class TestChanges(TestCase):
    """Whatever is changed from outside is noticed, and where."""

    @given(
        line=st.integers(1, 5),
        column=st.sampled_from(["actor", "action", "subject", "detail", "mac"]),
    )
    def test_an_edited_line(self, line: int, column: str) -> None:
        write("a", "b", "c", "d", "e")
        raw(f"UPDATE accounts_auditentry SET {column} = 'x' WHERE number = %s", line)
        found = audit.verify()
        assert found.lines == line - 1
        assert f"Line {line}" in found.fault

    @given(line=st.integers(1, 5))
    def test_a_line_taken_out(self, line: int) -> None:
        write("a", "b", "c", "d", "e")
        raw("DELETE FROM accounts_auditentry WHERE number = %s", line)
        assert audit.verify().fault

    @given(line=st.integers(1, 5))
    def test_a_line_taken_out_with_the_gap_closed(self, line: int) -> None:
        write("a", "b", "c", "d", "e")
        raw("DELETE FROM accounts_auditentry WHERE number = %s", line)
        for later in range(line + 1, 6):
            raw("UPDATE accounts_auditentry SET number = %s WHERE number = %s", later - 1, later)
        assert audit.verify().fault

    @given(pair=st.sets(st.integers(1, 5), min_size=2, max_size=2))
    def test_two_lines_in_each_others_place(self, pair: set[int]) -> None:
        write("a", "b", "c", "d", "e")
        one, other = pair
        for old, new in ((one, 99), (other, one), (99, other)):
            raw("UPDATE accounts_auditentry SET number = %s WHERE number = %s", new, old)
        assert audit.verify().fault


CUTS: dict[str, Callable[[], None]] = {
    "end cut off, head moved back": lambda: (
        raw("DELETE FROM accounts_auditentry WHERE number = 3"),
        raw("UPDATE accounts_audithead SET number = 2"),
    ),
    "everything gone": lambda: raw("DELETE FROM accounts_auditentry"),
    "head gone": lambda: raw("DELETE FROM accounts_audithead"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("cut", CUTS)
def test_an_end_cut_off_is_noticed(cut: str) -> None:
    write("a", "b", "c")
    CUTS[cut]()
    assert audit.verify().fault


# Forging ----------------------------------------------------------------------------------------


def forged(key: str) -> None:
    """The log written anew with another second line, by the rules, with this key."""
    before = ""
    for entry in AuditEntry.objects.order_by("number"):
        action = "harmless" if entry.number == 2 else entry.action
        line = audit.Line(entry.number, entry.at, entry.actor, action, entry.subject, entry.detail)
        before = audit.code(line, before=before, key=key)
        raw(
            "UPDATE accounts_auditentry SET action = %s, mac = %s WHERE number = %s",
            action,
            before,
            entry.number,
        )
    raw("UPDATE accounts_audithead SET mac = %s", before)


@pytest.mark.django_db
def test_a_log_forged_with_the_right_key_stands() -> None:
    """Forging itself is done right, so that the tests below fail for the key alone."""
    write("a", "b", "c")
    forged(AuditHead.objects.get().key)
    assert audit.verify() == audit.Finding(3)


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["", "0" * 64, "a key somebody made up"])
def test_a_log_forged_with_another_key_is_noticed(key: str) -> None:
    write("a", "b", "c")
    forged(key)
    assert audit.verify() == audit.Finding(0, "Line 1 is not what was written.")


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["my own key", "\0log:my own key", audit.MARK + "my own key"])
def test_a_text_sealed_by_the_portal_is_no_key_for_a_forger(key: str) -> None:
    """Somebody sends an enquiry, and puts its sealed message where the sealed key was."""
    write("a", "b", "c")
    Sender(Client()).send(message=key)
    sent = Enquiry.objects.first()
    if sent is None:  # the form took no such text
        assert "\0" in key
        return
    raw(
        "UPDATE accounts_audithead SET key = (SELECT message FROM contact_enquiry WHERE id = %s)",
        sent.pk,
    )
    forged(sent.message)
    with pytest.raises(NotReady, match="moved to a column that it was not sealed for"):
        audit.verify()


@pytest.mark.django_db
def test_a_key_without_its_mark_is_not_the_logs() -> None:
    """Sealed for the right column, as before columns had keys of their own."""
    write("a", "b", "c")
    raw("UPDATE accounts_audithead SET key = %s", keys.ring().encrypt(b"my own key").decode())
    forged("my own key")
    assert audit.verify().fault == "The log's key is not the one that was made for it."


@pytest.mark.django_db
@pytest.mark.parametrize("line", ["0", "1", "3", "4"])
def test_a_line_added_from_outside_is_noticed(line: str) -> None:
    write("a", "b", "c")
    free = "NOT EXISTS (SELECT 1 FROM accounts_auditentry WHERE number = %s)"
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO accounts_auditentry (number, at, actor, action, subject, detail, mac) "
            f"SELECT %s, at, actor, action, subject, detail, mac FROM accounts_auditentry "
            f"WHERE number = 2 AND {free}",
            [int(line), int(line)],
        )
        added = cursor.rowcount
    assert bool(audit.verify().fault) == bool(added)
    assert added == (line in "04")


@pytest.mark.django_db
def test_the_key_of_the_log_is_sealed_and_outlives_rotation() -> None:
    from trialhead.portal.privacy.rotating import rotate

    write("a", "b")
    key = AuditHead.objects.get().key
    with connection.cursor() as cursor:
        cursor.execute("SELECT key FROM accounts_audithead")
        [stored] = cursor.fetchone()
    assert key not in stored
    for _ in range(3):
        rotate()
    write("c")
    assert audit.verify() == audit.Finding(3)


@pytest.mark.django_db
def test_the_operator_sees_that_the_log_stands_and_takes_it_along() -> None:
    write("a")
    operator = client_of(Role.OPERATOR)
    assert "unbroken" in operator.get("/team/log/").content.decode()
    assert '"action": "a"' in operator.get("/team/log/file/").getvalue().decode()
    raw("UPDATE accounts_auditentry SET action = 'b' WHERE number = 1")
    assert "changed from outside" in operator.get("/team/log/").content.decode()
