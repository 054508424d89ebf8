"""The numbers of a team: what is counted, for whom, and what is too small to tell."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories.enquiries import STUDY, Sender, site_at
from tests.factories.pages import Page, read_page
from tests.factories.sent_notes import NOTE, note, with_notes
from tests.factories.team import client_of
from trialhead.portal.accounts.roles import Role
from trialhead.portal.contact.models import Enquiry, EnquiryEvent
from trialhead.portal.desk.models import AskedAbout
from trialhead.portal.privacy import retention
from trialhead.portal.studies.models import Rating, StudyRecord
from trialhead.portal.studies.understanding import Understanding, understanding

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
ELSEWHERE = "NCT99900001"


def row(page: Page, name: str) -> list[str]:
    """The cells of the row of this name."""
    found = [one.text for one in page.all("tr") if one.text.startswith(name)]
    assert len(found) == 1, (name, found)
    return found[0].removeprefix(name).split()


def numbers(role: Role = Role.OWNER, **scope: str) -> Page:
    """The dashboard of a new member."""
    where = scope or {"study": STUDY}
    return read_page(client_of(role, **where).get("/team/numbers/").content)


def happened(count: int, *story: tuple[str, float], site: str = "oslo", study: str = STUDY) -> None:
    """So many enquiries with the same story: what, and how many days after it came. They came as
    long ago as the number of ``received`` says."""
    ago = dict(story)["received"]
    for _number in range(count):
        reference, came = uuid.uuid4(), timezone.now() - ago * DAY
        for what, after in story:
            later = timedelta(0) if what == "received" else after * DAY
            answer = what in ("answered", "full")
            EnquiryEvent.objects.create(
                reference=reference,
                registry_id=study,
                site_key=site,
                what=what,
                criterion="I1" if what == "screen-failure" else "",
                waited=int(later.total_seconds()) if answer else None,
                at=came + later,
            )


# Time to the first answer -----------------------------------------------------------------------


def test_answers_are_told_by_how_long_they_took() -> None:
    for count, days in ((5, 0.5), (6, 2.0), (7, 7.0), (8, 13.0), (9, 20.0)):
        happened(count, ("received", 60), ("answered", days))
    happened(10, ("received", 15))
    happened(20, ("received", 13))  # may still be answered in time
    page = numbers()
    names = ("Within a day", "Within 3 days", "Within a week", "Within 2 weeks", "Later", "Never")
    cells = [row(page, name)[-1] for name in names]
    assert cells == ["5", "6", "7", "8", "9", "10"]
    assert row(page, "Together") == ["45"]
    assert "Half of the answers came within 7 days, 0 hours" in page.text


def test_one_number_too_small_takes_another_with_it() -> None:
    for count, days in ((2, 0.5), (7, 2.0), (30, 7.0)):
        happened(count, ("received", 60), ("answered", days))
    page = numbers()
    assert row(page, "Within a day") == ["not", "told"]
    assert row(page, "Within 3 days") == ["not", "told"]
    assert row(page, "Within a week") == ["30"]
    assert row(page, "Together") == ["39"]


def test_an_answer_keeps_how_long_it_took() -> None:
    Sender(Client()).token()
    Enquiry.objects.update(received_at=timezone.now() - 3 * DAY)
    enquiry = Enquiry.objects.get()
    desk = client_of(Role.COORDINATOR, study=STUDY, site=enquiry.site_key)
    answer = {"kind": "answered", "text": "Hello"}
    desk.post(f"/team/enquiries/{enquiry.reference}/reply/", answer)
    waited = EnquiryEvent.objects.get(what="answered").waited
    assert waited is not None
    assert 0 <= waited - 3 * DAY.total_seconds() < 600
    assert set(EnquiryEvent.objects.exclude(what="answered").values_list("waited")) == {(None,)}


# The funnel -------------------------------------------------------------------------------------


def test_each_step_has_its_share_of_the_one_before_and_skipped_steps_count() -> None:
    happened(10, ("received", 30))
    happened(5, ("received", 30), ("contacted", 1))
    happened(5, ("received", 30), ("contacted", 1), ("screening-visit", 2))  # no pre-screening
    happened(2, ("received", 30), ("consented", 3))
    page = numbers()
    assert row(page, "Enquiries") == ["22", "–"]
    assert row(page, "Contacted") == ["12", "55", "%"]
    assert row(page, "Pre-screened") == ["7", "58", "%"]
    assert row(page, "Screening visit") == ["7", "100", "%"]
    assert row(page, "Consented") == ["fewer", "than", "5", "–"]
    assert row(page, "Enrolled") == ["0", "–"]


def test_a_coordinator_counts_the_own_site_and_nobody_another_study() -> None:
    happened(6, ("received", 30), site="oslo")
    happened(7, ("received", 30), site="bergen")
    happened(8, ("received", 30), study=ELSEWHERE)
    assert row(numbers(Role.COORDINATOR, study=STUDY, site="bergen"), "Enquiries")[0] == "7"
    assert row(numbers(Role.OWNER, study=STUDY), "Enquiries")[0] == "13"
    assert row(numbers(Role.OPERATOR, study=""), "Enquiries")[0] == "21"


# What is asked about ----------------------------------------------------------------------------


def told_about(**named: Any) -> set[tuple[str, str, int]]:
    """What was counted."""
    return set(AskedAbout.objects.filter(**named).values_list("about", "asking", "number"))


def test_notes_and_open_answers_are_counted_once_each_without_a_word() -> None:
    on_head = note(section="overview", quote="nowhere", passage="nowhere", text="What is this?")
    given = '{"who":"self","given":[{"about":"sex","answer":"female"}]}'
    for person in ("a", "b"):
        Sender(Client()).token(
            email=f"{person}@example.org",
            **with_notes(note(), note(text="And again?"), on_head),
            answers="Sex: female",
            answer_data=given,
            include_answers="on",
        )
    assert told_about(asking="note") == {("I4", "note", 2), ("#overview", "note", 2)}
    opened = told_about(asking="open")
    assert ("Sex", "open", 2) not in opened
    assert len(opened) > 3
    whole = str(list(AskedAbout.objects.values()))
    for word in ("example.org", "Robin", NOTE["text"], NOTE["quote"], "again"):
        assert word not in whole
    assert not [field for field in AskedAbout._meta.get_fields() if field.is_relation]


def test_what_is_asked_most_is_told_from_five_on_with_the_words_of_the_study() -> None:
    common = {"registry_id": STUDY, "site_key": "oslo", "day": timezone.localdate()}
    AskedAbout.objects.create(**common, about="I4", asking="note", number=5)
    AskedAbout.objects.create(**common, about="#overview", asking="note", number=4)
    AskedAbout.objects.create(**{**common, "registry_id": ELSEWHERE}, about="I1", asking="open")
    page = numbers()
    told = next(one.text for one in page.all("tr") if one.text.startswith("I4"))
    assert "Pathological complete response" in told
    assert told.endswith(f"{STUDY}, Notes 5")
    assert row(page, "Overview")[-3:] == ["fewer", "than", "5"]
    assert ELSEWHERE not in page.text


def test_answers_that_cannot_be_read_lose_no_enquiry() -> None:
    told = {"answers": "Age: 40", "answer_data": "{damaged", "include_answers": "on"}
    Sender(Client()).token(**told)
    assert Enquiry.objects.exists()
    assert not AskedAbout.objects.exists()


def test_counts_are_forgotten_with_the_events_beside_them() -> None:
    old, new = timezone.localdate() - 1100 * DAY, timezone.localdate() - 1000 * DAY
    for day in (old, new):
        AskedAbout.objects.create(
            registry_id=STUDY, site_key="oslo", about="I1", asking="note", day=day
        )
    retention.run(now=timezone.now())
    assert [one.day for one in AskedAbout.objects.all()] == [new]


# How easy the page was --------------------------------------------------------------------------


def rate(
    count: int,
    score: int,
    *,
    section: str = "",
    sentence: str = "",
    study: str = STUDY,
    ago: int = 0,
) -> None:
    """So many readers say the same."""
    record = StudyRecord.objects.get(registry_id=study)
    for _number in range(count):
        Rating.objects.create(
            record=record,
            version=1,
            section=section,
            score=score,
            sentence=sentence,
            day=timezone.localdate() - ago * DAY,
        )


def test_ratings_are_told_by_section_in_whole_groups() -> None:
    rate(5, 2, section="eligibility")
    rate(4, 5, section="eligibility")  # nine readers: the last four wait for a fifth
    rate(4, 1, section="treatment")
    rate(10, 4)
    rate(5, 1, study=ELSEWHERE)
    page = numbers()
    assert row(page, "Who can take part") == [STUDY, "5", "2.0"]
    assert row(page, "The whole page") == [STUDY, "10", "4.0"]
    assert "What happens" not in page.text
    assert ELSEWHERE not in page.text


def test_a_page_and_its_sections_give_no_small_group_away() -> None:
    rate(5, 4, section="eligibility")
    rate(4, 1, section="treatment")  # too few to tell, and nobody can subtract them
    rate(6, 5)
    told = understanding(StudyRecord.objects.get(registry_id=STUDY))
    assert told == Understanding(readers=10, mean=4.5)
    page = numbers()
    assert row(page, "Who can take part") == [STUDY, "5", "4.0"]
    assert row(page, "The whole page") == [STUDY, "5", "5.0"]


def test_a_group_leaves_the_year_as_a_whole() -> None:
    rate(1, 1, ago=366)
    rate(5, 5, ago=1)
    assert "Too few ratings to tell." in numbers().text
    rate(4, 3)
    assert row(numbers(Role.READER), "The whole page") == [STUDY, "5", "3.4"]


def test_a_sentence_is_told_once_five_readers_called_it_hard() -> None:
    rate(5, 1, sentence="ECOG performance status 0-1.")
    rate(4, 1, sentence="Mentioned by four only.")
    page = numbers()
    assert "5 readers: ECOG performance status 0-1." in page.text
    assert "Mentioned by four" not in page.text


def test_every_chart_is_drawn_and_has_its_table() -> None:
    happened(6, ("received", 60), ("answered", 1.0), ("screen-failure", 2.0))
    rate(5, 3)
    AskedAbout.objects.create(
        registry_id=STUDY,
        site_key=site_at("Oslo"),
        about="I4",
        asking="note",
        day=timezone.localdate(),
        number=9,
    )
    page = numbers()
    tables = page.all("table")
    assert len(tables) == 5
    headings = {one.attributes["id"] for one in page.all("h2")}
    assert {one.attributes["aria-labelledby"] for one in tables} == headings
    assert all(svg.attributes["aria-hidden"] == "true" for svg in page.all("svg"))
    assert len(page.all("svg")) >= 6 + 6 + 1 + 1 + 1
    assert not page.all("script", type="module")
