"""Private notes on a study that a person sends along: who gets them, who sees them, what goes."""

import csv
import io
import json
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.enquiries import STUDY, Sender, mails, token_in
from tests.factories.pages import Page, read_page
from tests.factories.sent_notes import NOTE, note, with_notes
from tests.factories.team import client_of
from trialhead.portal.accounts.roles import Role
from trialhead.portal.contact import sent_notes
from trialhead.portal.contact.models import Enquiry
from trialhead.portal.contact.sent_notes import (
    LONGEST_NOTE,
    LONGEST_PASSAGE,
    LONGEST_QUOTE,
    LONGEST_TOGETHER,
    MOST_NOTES,
    SentNote,
)

pytestmark = pytest.mark.django_db

SCRIPT = "<script>alert(1)</script>"
OTHER = note(quote="Stage IV disease", passage="Stage IV disease.", text="What is stage four?")
#: A word of each note, and where the study's page has the words it is about.
QUESTION = "ten weeks ago"


@pytest.fixture
def sender(client: Client, db: None) -> Sender:
    """Somebody before the form."""
    return Sender(client)


def coordinator(enquiry: Enquiry) -> Client:
    """A browser of somebody at the enquiry's site."""
    return client_of(Role.COORDINATOR, study=STUDY, site=enquiry.site_key)


def page_at(client: Client, path: str) -> Page:
    """The page a path leads to."""
    return read_page(client.get(path).content)


def desk_page(enquiry: Enquiry, desk: Client | None = None) -> Page:
    """The enquiry at the desk."""
    return page_at(desk or coordinator(enquiry), f"/team/enquiries/{enquiry.reference}/")


# From the form to everybody who may see them ----------------------------------------------------


def test_notes_reach_the_desk_beside_their_words_and_their_criterion(sender: Sender) -> None:
    sender.token(**with_notes(note(), OTHER))
    enquiry = Enquiry.objects.get()
    desk = coordinator(enquiry)
    page = desk_page(enquiry, desk)
    assert "Questions and notes on the page" in page.text
    assert [mark.text for mark in page.all("mark")] == [NOTE["quote"], "Stage IV disease"]
    assert [one.text for one in page.all("p", class_="note-about")] == [
        "On criterion I4",
        "On criterion E1",
    ]
    assert QUESTION in page.text
    inbox = page_at(desk, "/team/enquiries/")
    assert [tag.text for tag in inbox.all("span", class_="tag")] == ["2 notes"]


def test_an_enquiry_without_notes_is_not_marked(sender: Sender) -> None:
    sender.token()
    enquiry = Enquiry.objects.get()
    assert enquiry.note_count == 0
    desk = coordinator(enquiry)
    assert not desk_page(enquiry, desk).all("mark")
    assert not page_at(desk, "/team/enquiries/").all("span", class_="tag")


def test_a_note_that_is_left_out_is_not_kept(sender: Sender) -> None:
    sender.token(**with_notes(note(), OTHER, left_out=[0]))
    enquiry = Enquiry.objects.get()
    assert [one.note for one in sent_notes.read(enquiry.notes)] == ["What is stage four?"]
    assert QUESTION not in desk_page(enquiry).text


def test_without_the_first_tick_no_note_is_kept(sender: Sender) -> None:
    sender.token(**with_notes(note(), ticked=False))
    enquiry = Enquiry.objects.get()
    assert (enquiry.notes, enquiry.note_count) == ("", 0)


def test_the_person_finds_them_on_the_page_in_the_mail_and_in_the_file(sender: Sender) -> None:
    token = sender.token(**with_notes(note()))
    assert QUESTION in read_page(sender.client.get(f"/enquiry/{token}/").content).text
    assert QUESTION in mails()["copy"].text
    told = json.loads(sender.client.get(f"/enquiry/{token}/export/").content)
    assert told["notes"] == [
        {"quote": NOTE["quote"], "passage": NOTE["passage"], "note": NOTE["text"]}
        | {"section": "eligibility"}
    ]


def test_a_site_without_an_account_sees_them_behind_its_link_and_not_in_its_mail(
    sender: Sender,
) -> None:
    sender.token(**with_notes(note()))
    mail = mails()["to_site"]
    assert QUESTION not in mail.text
    answer = Client().post(f"/site-answer/{token_in(mail)}/")
    assert QUESTION in read_page(answer.content).text


def test_they_go_when_the_enquiry_goes(sender: Sender) -> None:
    token = sender.token(**with_notes(note()))
    Client().post(f"/enquiry/{token}/erase/")
    assert not Enquiry.objects.exists()


def test_who_withdraws_is_not_read_any_more(sender: Sender) -> None:
    token = sender.token(**with_notes(note()))
    enquiry = Enquiry.objects.get()
    desk = coordinator(enquiry)
    Client().post(f"/enquiry/{token}/withdraw/")
    answers = (
        desk.get("/team/enquiries/?view=all"),
        desk.get(f"/team/enquiries/{enquiry.reference}/"),
    )
    for answer in answers:
        assert QUESTION not in answer.content.decode()
        assert "1 note" not in answer.content.decode()


def test_a_table_of_enquiries_has_them_and_no_formula(sender: Sender) -> None:
    sender.token(**with_notes(note(quote="=1+1", passage="=1+1", text="=2+2")))
    answer = coordinator(Enquiry.objects.get()).get("/team/enquiries/csv/")
    [row] = csv.DictReader(io.StringIO(answer.getvalue().decode()))
    assert row["notes"] == "'=1+1\n=2+2"


def test_they_are_kept_sealed(sender: Sender) -> None:
    from django.db import connection

    sender.token(**with_notes(note(text="peculiar-word")))
    with connection.cursor() as cursor:
        cursor.execute("select notes from contact_enquiry")
        [(kept,)] = cursor.fetchall()
    assert kept
    assert "peculiar-word" not in kept
    assert NOTE["quote"] not in kept


def test_another_site_can_be_sent_the_same_notes(sender: Sender) -> None:
    token = sender.token(**with_notes(note()), near="Oslo")
    site = token_in(mails()["to_site"])
    Client().post(f"/site-answer/{site}/", {"answer": "1", "kind": "full"})
    page = read_page(sender.client.get(f"/enquiry/{token}/").content)
    carried = page.one("input", name="notes").attributes["value"]
    path = next(
        form.attributes["action"]
        for form in page.all("form")
        if "/contact/" in form.attributes.get("action", "")
    )
    form = read_page(sender.client.post(path, {"notes": carried}).content)
    assert form.one("textarea", name="note-0-text").text == NOTE["text"]
    assert "checked" not in form.one("input", name="include_notes").attributes
    assert "hidden" not in form.one("section", data_notes_along="").attributes


# Without JavaScript, and forms that are not right -----------------------------------------------


def test_without_notes_the_part_of_the_form_is_hidden(sender: Sender) -> None:
    page = sender.open()
    part = page.one("section", data_notes_along="")
    assert "hidden" in part.attributes
    assert part.attributes["data-source"] == f"/studies/{STUDY}/"


def test_nothing_typed_is_lost_when_the_form_comes_back(sender: Sender) -> None:
    told = with_notes(note(text="changed words"), OTHER, left_out=[1])
    answer = sender.send(**told, share=None)
    page = read_page(answer.content)
    assert page.one("textarea", name="note-0-text").text == "changed words"
    assert "checked" in page.one("input", name="note-0-send").attributes
    assert "checked" not in page.one("input", name="note-1-send").attributes
    assert "checked" in page.one("input", name="include_notes").attributes
    assert not Enquiry.objects.exists()


@pytest.mark.parametrize(
    ("notes", "said"),
    [
        ([note(text=" \n ")], "Note 1 of those you send is empty"),
        ([note(), note(text="x" * (LONGEST_NOTE + 1))], "Note 2 is 5001 characters long"),
        ([note()] * (MOST_NOTES + 1), f"These are {MOST_NOTES + 1} notes"),
        ([note(text="x" * LONGEST_NOTE)] * 13, "too long together"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_sent(
    sender: Sender, notes: list[dict[str, str]], said: str
) -> None:
    answer = sender.send(**with_notes(*notes))
    assert said in read_page(answer.content).text
    assert not Enquiry.objects.exists()


def test_as_many_and_as_long_as_may_be_are_taken(sender: Sender) -> None:
    sender.token(**with_notes(*[note(text="é" * 1500)] * MOST_NOTES))
    enquiry = Enquiry.objects.get()
    kept = sent_notes.read(enquiry.notes)
    assert len(kept) == enquiry.note_count == MOST_NOTES
    assert {one.note for one in kept} == {"é" * 1500}


def test_what_a_person_writes_is_shown_as_words_everywhere(sender: Sender) -> None:
    hostile = note(quote=SCRIPT, passage=f"a {SCRIPT} b", text=SCRIPT, section=SCRIPT)
    form = sender.send(**with_notes({**hostile, "id": SCRIPT}), share=None)
    assert SCRIPT not in form.content.decode()
    token = sender.token(**with_notes(hostile))
    enquiry = Enquiry.objects.get()
    desk = coordinator(enquiry)
    pages = [
        sender.client.get(f"/enquiry/{token}/"),
        Client().post(f"/site-answer/{token_in(mails()['to_site'])}/"),
        desk.get("/team/enquiries/"),
        desk.get(f"/team/enquiries/{enquiry.reference}/"),
    ]
    for page in pages:
        assert page.status_code == 200
        assert SCRIPT not in page.content.decode()
    assert "Another part of the page" in read_page(pages[3].content).text


@pytest.mark.parametrize(
    "damaged", ["{", "[1]", '[{"quote": 1}]', "null", "7", '["x"]', "[" * 9999]
)
def test_damaged_notes_of_an_earlier_form_are_left_out(sender: Sender, damaged: str) -> None:
    page = read_page(sender.client.post(sender.path, {"notes": damaged}).content)
    assert not page.all("textarea", name="note-0-text")
    assert page.one("form", method="post")


# Properties -------------------------------------------------------------------------------------


texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1)
notes_made = st.builds(
    lambda quote, before, after, words: SentNote(
        quote=quote, passage=f"{before}{quote}{after}", note=words, section="eligibility"
    ),
    *[texts.map(str.strip).filter(bool)] * 4,
)


@given(st.lists(notes_made, max_size=4))
def test_what_is_written_is_read_again(notes: list[SentNote]) -> None:
    assert sent_notes.read(sent_notes.written(notes)) == tuple(notes)


@given(
    st.dictionaries(
        st.from_regex(r"note-\d{1,2}-(text|quote|send|passage)", fullmatch=True), st.text()
    )
)
def test_whatever_is_posted_what_is_kept_is_bounded(posted: dict[str, Any]) -> None:
    rows = sent_notes.rows_posted(posted)
    assert len(rows) <= 2 * MOST_NOTES
    for row in rows:
        assert len(row.note.quote) <= LONGEST_QUOTE
        assert len(row.note.passage) <= LONGEST_PASSAGE
        assert row.note.quote in row.note.passage
        before, after = row.note.around
        assert before + row.note.quote + after == row.note.passage
    assert sum(len(row.note.quote) for row in rows) <= LONGEST_TOGETHER
