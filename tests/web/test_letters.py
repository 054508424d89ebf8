"""Every letter in every language: nothing missing in it, a subject that names nobody and nothing,
and links that lead where they say."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings as site_settings
from django.template import Engine
from django.test import Client
from django.urls import resolve, translate_url
from django.utils import timezone, translation

import trialhead.portal
from tests.factories import alerts
from tests.factories.enquiries import STUDY, site_at
from tests.factories.team import join
from trialhead.portal.accounts.permissions import Scope
from trialhead.portal.accounts.roles import Role
from trialhead.portal.alerts.gathering import gather
from trialhead.portal.contact import actions as contact
from trialhead.portal.contact.consents import Agreed
from trialhead.portal.contact.draft import Draft
from trialhead.portal.contact.handover import actions as handover
from trialhead.portal.contact.handover.choices import sites_for
from trialhead.portal.contact.models import Behalf, Channel, Enquiry, Purpose, State
from trialhead.portal.contact.sent_notes import SentNote
from trialhead.portal.desk.models import Case
from trialhead.portal.desk.reminders import remind
from trialhead.portal.notifications import letters
from trialhead.portal.notifications.models import Message
from trialhead.portal.notifications.spoken import texts_of
from trialhead.portal.studies.actions import withdraw_study
from trialhead.portal.studies.models import StudyRecord
from trialhead.portal.teams import actions as teams

pytestmark = pytest.mark.django_db

LANGUAGES = [code for code, _ in site_settings.LANGUAGES]
#: Languages into which the letters are translated; those of the others are in English so far.
WHOLE = ("en", "es", "fr")
PORTAL = Path(trialhead.portal.__file__).parent
NAME, ADDRESS = "Robin Sample-Person", "robin.unusual@example.org"
MESSAGE, NOTE = "Peculiar question (made up)", "Peculiar remark (made up)"
#: What the templates put where a variable is missing.
HOLE = "«missing %s»"
#: Letters to a person; those to sites and teams are in the portal's own language.
OF_A_PERSON = {"copy", "again", "answered", "offer", "handover", "confirm", "already", "news"}
LINK = re.compile(r"https?://\S+")
#: Letters that only a text in this language has.
SCRIPTS = {"zh-hans": re.compile("[\u4e00-\u9fff]"), "ar": re.compile("[\u0600-\u06ff]")}


@pytest.fixture
def holes(monkeypatch: pytest.MonkeyPatch) -> None:
    """A variable that nobody gives is seen."""
    monkeypatch.setattr(Engine.get_default(), "string_if_invalid", HOLE)


def every_letter() -> set[str]:
    """The names of all letters among the templates."""
    found = PORTAL.glob("*/templates/notifications/letters/*.subject.txt")
    return {path.name.removesuffix(".subject.txt") for path in found}


def write(language: str, *, mark: str = "one", city: str = "Oslo") -> contact.Sent:
    """Somebody writes to a site in a language."""
    return contact.send_enquiry(
        target=contact.Target(
            record=StudyRecord.objects.get(registry_id=STUDY),
            site_key=site_at(city),
            site_name=f"Clinic of {city}",
        ),
        draft=Draft(
            name=NAME,
            channel=Channel.EMAIL,
            address=ADDRESS,
            language=language,
            behalf=Behalf.SELF,
            message=MESSAGE,
            notes=(SentNote(quote="ECOG", passage="ECOG status", note=NOTE),),
        ),
        agreed=Agreed(purposes=(Purpose.SHARE,), locale=language),
        mark=mark,
        origin="http://testserver",
        at=timezone.now(),
    )


def enquiry_letters(language: str) -> list[Message]:
    """Every letter about enquiries, and the reminder of a team; a move takes back what has not
    left."""
    now = timezone.now()
    enquiry = write(language).enquiry
    write(language, mark="two")
    contact.note_delivery(enquiry=enquiry, at=now)
    contact.remind_site(enquiry=enquiry, at=now)
    contact.offer_another_site(enquiry=enquiry, at=now)
    user = join("nurse@team.test", Role.COORDINATOR, Scope(STUDY, enquiry.site_key))
    Case.objects.create(enquiry=enquiry, assignee=user, mail_on=timezone.localdate(now))
    assert remind(now=now) == 1
    proposal = handover.propose(
        enquiry=enquiry,
        to=sites_for(enquiry, now.date())[0],
        message="They have room.",
        by=user,
        at=now,
    )
    assert proposal is not None
    before = list(Message.objects.all())
    agreed = Agreed(purposes=(Purpose.HANDOVER,), locale=language)
    assert handover.accept(proposal=proposal, agreed=agreed, at=now)
    moved = Enquiry.objects.get()
    answered = {"text": "Please ring us.", "until": date(2030, 1, 31), "at": now}
    contact.answer_enquiry(enquiry=moved, state=State.NOT_ENROLLING, **answered)
    contact.reply_again(enquiry=moved, text="We called.", at=now, by=user)
    contact.withdraw_enquiry(enquiry=moved, at=now)
    return list({one.key: one for one in (*before, *Message.objects.all())}.values())


def other_letters(language: str) -> None:
    """Cause every letter about alerts and the invitation to a team."""
    now = timezone.now()
    prefix = "" if language == "en" else f"/{language}"
    for about in (f"study={STUDY}", "q=cancer"):
        told = alerts.filled(about, email=ADDRESS)
        assert Client().post(f"{prefix}/alerts/new/", told).status_code == 302
        confirm = [one for one in alerts.mails() if ":confirm:" in one.key][-1]
        assert Client().post(LINK.findall(confirm.text)[0].split("testserver")[1]).status_code
        Client().post(f"{prefix}/alerts/new/", told)
    gather(now=now)
    withdraw_study(registry_id=STUDY, at=now)
    gather(now=now + timedelta(hours=1))
    invited = teams.Invited(email="new@team.test", role=Role.OWNER, scope=Scope(STUDY))
    teams.invite(invited=invited, by=None, origin="http://testserver", language=language, at=now)


def kind(message: Message) -> str:
    """Which letter a mail is, by its key."""
    last = message.key.split(":")
    return last[2].partition("@")[0] if len(last) > 2 else last[0]


def looked_at(message: Message, language: str) -> None:
    """What holds of every mail."""
    where = (message.key, language)
    assert message.subject.strip() == message.subject, where
    assert message.subject, where
    title = StudyRecord.objects.get(registry_id=STUDY).title
    for told in (NAME, ADDRESS, MESSAGE, NOTE, STUDY, title, "cancer", "Oslo", "http", "@"):
        assert told.casefold() not in message.subject.casefold(), where
    whole = f"{message.subject}\n{message.text}\n{message.html}"
    for hole in ("«missing", "{{", "{%", "%(", "None\n"):
        assert hole not in whole, (*where, whole)
    assert not [
        line for line in message.text.splitlines() if LINK.search(line) and " " in line.strip()
    ]
    for link in LINK.findall(message.text):
        assert link.startswith("http://testserver/"), where
        path = link.removeprefix("http://testserver")
        with translation.override(translation.get_language_from_path(path) or "en"):
            resolve(path)
    assert message.language == written_in(message, language), where


def written_in(message: Message, language: str) -> str:
    """The language of a mail that was caused in another language than English, by its letters or
    its subject."""
    own = SCRIPTS.get(language)
    if own is not None:
        return language if own.search(f"{message.subject} {message.text}") else "en"
    with translation.override("en"):
        subjects = {" ".join(subject_of(name, "en").split()) for name in every_letter()}
    return "en" if message.subject in subjects else language


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_letter_about_an_enquiry_is_whole_and_its_links_open(
    holes: None, language: str
) -> None:
    mails = enquiry_letters(language)
    kinds = {kind(one) for one in mails}
    assert kinds == {
        name.removeprefix("enquiry_").replace("case_reminder", "remind")
        for name in every_letter()
        if name.startswith(("enquiry_", "case_"))
    } - {"erase"}
    for one in mails:
        looked_at(one, language)
        person = kind(one) in OF_A_PERSON
        assert one.language == (written_in(one, language) if person else "en")
        assert one.to == (ADDRESS if person else one.to)
        if not person:
            for told in (NAME, ADDRESS, MESSAGE, NOTE):
                assert told not in one.text, one.key
        for link in LINK.findall(one.text):
            path = link.removeprefix("http://testserver")
            if person:
                assert path.startswith(f"/{language}/") == (language != "en")
                assert Client().get(path).status_code == 200, one.key
                assert translate_url(path, language) == path
    copy = next(one for one in mails if kind(one) == "copy")
    assert all(told in copy.text for told in (NAME, MESSAGE, NOTE))
    contact.note_delivery(enquiry=Enquiry.objects.get(), at=timezone.now())
    contact.erase_enquiry(enquiry=Enquiry.objects.get(), at=timezone.now())
    (last,) = Message.objects.filter(key__startswith="enquiry:")
    assert kind(last) == "erase"
    looked_at(last, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_letter_about_alerts_and_teams_is_whole_and_its_links_open(
    holes: None, language: str
) -> None:
    other_letters(language)
    mails = list(Message.objects.order_by("pk"))
    assert {kind(one) for one in mails} == {"confirm", "already", "news", "invitation"}
    assert len([one for one in mails if kind(one) == "news"]) == 2
    for one in mails:
        looked_at(one, language)
        for link in LINK.findall(one.text):
            path = link.removeprefix("http://testserver")
            if "/studies/" not in path and "/confirm/" not in path:
                assert Client().get(path).status_code == 200, (one.key, path)


def test_a_letter_is_in_one_language_and_says_which(holes: None) -> None:
    for name in sorted(every_letter()):
        for language in ("en", *SCRIPTS):
            written = letters.render(name, {}, language)
            whole = f"{written.subject} {written.text}"
            found = [one for one, script in SCRIPTS.items() if script.search(whole)]
            assert found == ([] if written.language == "en" else [language]), name
            assert written.language in ("en", language)


def test_a_letter_that_is_translated_is_sent_translated() -> None:
    for name in every_letter() & {f"enquiry_{one}" for one in OF_A_PERSON}:
        for language in WHOLE:
            assert letters.render(name, {}, language).language == language, name


def test_every_text_of_a_letter_is_looked_at_that_of_branches_and_parts_too() -> None:
    found = texts_of("notifications/letters/approval_ends.txt")
    assert "Open the edition after you sign in:" in found
    assert "Sign in to your team's pages and open “Words”." in found
    assert any("%(study)s ended on %(day)s" in text for text in found)
    foot = texts_of("notifications/letters/_alert_foot.txt")
    assert foot
    assert foot < texts_of("notifications/letters/alert_study.txt")


def test_subjects_are_in_the_language_of_the_reader() -> None:
    for name in every_letter() & {f"enquiry_{one}" for one in OF_A_PERSON}:
        subjects = {subject_of(name, language) for language in WHOLE}
        assert len(subjects) == len(WHOLE), name


def subject_of(name: str, language: str) -> str:
    """The subject of a letter to which nobody gives anything."""
    with translation.override(language):
        return Engine.get_default().render_to_string(f"notifications/letters/{name}.subject.txt")


def test_only_who_wants_it_gets_a_subject_with_a_variable() -> None:
    holding = set()
    for path in PORTAL.glob("*/templates/notifications/letters/*.subject.txt"):
        words = path.read_text()
        if "{{" in words or "blocktranslate" in words:
            holding.add(path.name)
            assert words.index("{% if names_it %}") < words.index("{{")
    assert holding == {"alert_study.subject.txt", "alert_search.subject.txt"}
