"""iCalendar: dates of a study, or of the studies of a search, in any calendar program."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event

from tests.factories.history import BEGIN, History, index_now
from tests.factories.pages import read_page
from tests.factories.studies import make_study
from trialhead.portal.alerts.calendar import Planned, written
from trialhead.portal.alerts.feeds import Outlet
from trialhead.registry import Milestone, PartialDate

pytestmark = pytest.mark.django_db

PATH = "/studies/NCT99990001.ics"
LONG = "Ärzte prüfen 手術前の運動 دراسة سريرية 🧬👩🏽‍🔬 " * 6


@pytest.fixture
def history() -> History:
    """A study of which nothing has been imported yet."""
    return History()


def dates(
    start: str = "", primary: str = "", completion: str = "", *, kind: str = "ESTIMATED"
) -> dict[str, Any]:
    """The part of a record that gives these dates."""
    given_dates = {
        "startDateStruct": start,
        "primaryCompletionDateStruct": primary,
        "completionDateStruct": completion,
    }
    return {name: {"date": day, "type": kind} for name, day in given_dates.items() if day}


def content(client: Client, path: str = PATH) -> bytes:
    """The calendar at an address."""
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return answer.content


def events(client: Client, path: str = PATH) -> list[Event]:
    """The events of the calendar at an address, in their order there."""
    return Calendar.from_ical(content(client, path)).events


def lines_of(body: bytes, name: str) -> list[str]:
    """The unfolded lines of a property, read without the library that wrote them."""
    lines = body.replace(b"\r\n ", b"").decode().split("\r\n")
    return [line for line in lines if re.match(rf"{name}[;:]", line)]


def line_of(body: bytes, name: str) -> str:
    """The only such line."""
    (found,) = lines_of(body, name)
    return found


def test_w4_each_date_is_an_all_day_event_that_says_whether_it_is_planned(
    client: Client, history: History
) -> None:
    status = dates("2026-02-28", kind="ACTUAL") | dates(completion="2028-12-31")
    status["primaryCompletionDateStruct"] = {"date": "2028-02-29"}
    history.says(
        identificationModule={"briefTitle": "Walking; slowly, and more"}, statusModule=status
    )
    start, primary, end = events(client)
    assert str(start["SUMMARY"]) == "Study start (actual): Walking; slowly, and more"
    assert str(end["SUMMARY"]) == "Study end (planned): Walking; slowly, and more"
    assert "not say whether" in primary["DESCRIPTION"]
    spans = [(event["DTSTART"].dt, event["DTEND"].dt) for event in (start, primary, end)]
    assert spans == [
        (date(2026, 2, 28), date(2026, 3, 1)),
        (date(2028, 2, 29), date(2028, 3, 1)),
        (date(2028, 12, 31), date(2029, 1, 1)),
    ]
    assert [event["STATUS"] for event in (start, primary, end)] == [
        "CONFIRMED",
        "TENTATIVE",
        "TENTATIVE",
    ]
    for event in (start, primary, end):
        assert event["TRANSP"] == "TRANSPARENT"
        assert event["URL"] == "http://testserver/studies/NCT99990001/"
        assert event["DTSTAMP"].dt == BEGIN


@pytest.mark.parametrize(
    ("told", "first", "after", "words"),
    [
        ("2027-03", date(2027, 3, 1), date(2027, 4, 1), "March 2027"),
        ("2027-12", date(2027, 12, 1), date(2028, 1, 1), "December 2027"),
        ("2027", date(2027, 1, 1), date(2028, 1, 1), "(planned): 2027"),
    ],
)
def test_w4_a_date_without_a_day_marks_all_it_can_mean(
    client: Client, history: History, told: str, first: date, after: date, words: str
) -> None:
    history.says(statusModule=dates(told))
    (event,) = events(client)
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (first, after)
    assert words in event["DESCRIPTION"]
    assert "names no day" in event["DESCRIPTION"]


def test_w4_lines_are_folded_at_75_octets_and_no_character_is_cut(
    client: Client, history: History
) -> None:
    history.says(identificationModule={"briefTitle": LONG}, statusModule=dates("2027-03-01"))
    body = content(client)
    assert body.endswith(b"END:VCALENDAR\r\n")
    lines = body.split(b"\r\n")
    assert b"\n" not in b"".join(lines)
    assert max(map(len, lines)) <= 75
    assert sum(line.startswith(b" ") for line in lines) > 5
    assert all(line.decode() for line in lines[:-1])
    assert history.kept.study().title in line_of(body, "SUMMARY")


def test_w4_the_calendar_has_every_part_that_its_standard_demands(client: Client) -> None:
    body = content(client, "/studies.ics?q=lupus")
    assert line_of(body, "VERSION") == "VERSION:2.0"
    assert line_of(body, "PRODID").startswith("PRODID:-//trialhead//")
    assert line_of(body, "REFRESH-INTERVAL") == "REFRESH-INTERVAL;VALUE=DURATION:P1D"
    assert b"DTSTART;VALUE=DATE:2" in body
    assert not re.search(rb"DTSTART(;TZID|:)", body)
    found = Calendar.from_ical(body).events
    assert found
    uids = [event["UID"] for event in found]
    assert len(set(uids)) == len(uids)
    assert all(UUID(uid) for uid in uids)
    stamps = lines_of(body, "DTSTAMP")
    assert len(stamps) == len(found)
    assert all(re.fullmatch(r"DTSTAMP:\d{8}T\d{6}Z", line) for line in stamps)


def test_w4_a_moved_date_keeps_its_uid_and_counts_up(client: Client, history: History) -> None:
    history.says(statusModule=dates("2027-03-01", completion="2029-01-01"))
    before = events(client)
    history.says(statusModule=dates("2027-05-01", completion="2029-01-01"))
    start, end = events(client)
    assert [start["UID"], end["UID"]] == [event["UID"] for event in before]
    assert [event["SEQUENCE"] for event in before] == [0, 0]
    assert (start["SEQUENCE"], start["DTSTART"].dt) == (1, date(2027, 5, 1))
    assert start["DTSTAMP"].dt == start["LAST-MODIFIED"].dt == BEGIN + timedelta(days=1)
    assert (end["SEQUENCE"], end["DTSTAMP"].dt) == (0, BEGIN)


def test_w4_a_planned_date_that_happens_counts_up(client: Client, history: History) -> None:
    history.says(statusModule=dates("2026-11-01"))
    history.says(statusModule=dates("2026-11-01", kind="ACTUAL"))
    (event,) = events(client)
    assert (event["SEQUENCE"], event["STATUS"]) == (1, "CONFIRMED")


def test_w4_other_news_leave_a_date_as_it_is(client: Client, history: History) -> None:
    history.says(statusModule=dates("2027-03-01"))
    (before,) = events(client)
    history.says(statusModule=dates("2027-03-01"), descriptionModule={"briefSummary": "New."})
    (after,) = events(client)
    assert after == before


def test_w4_a_date_that_disappears_is_cancelled_and_may_come_back(
    client: Client, history: History
) -> None:
    history.says(statusModule=dates("2027-03-01"))
    history.says(statusModule={})
    history.says(conditionsModule={"conditions": ["Gout"]})
    (gone,) = events(client)
    assert (gone["STATUS"], gone["SEQUENCE"]) == ("CANCELLED", 1)
    assert gone["DTSTART"].dt == date(2027, 3, 1)
    assert "does not give this date any more" in gone["DESCRIPTION"]
    history.says(statusModule=dates("2027-03-01"))
    (back,) = events(client)
    assert (back["STATUS"], back["SEQUENCE"]) == ("TENTATIVE", 3)
    assert back["UID"] == gone["UID"]


def test_w4_a_study_without_dates_has_a_sound_calendar_that_no_page_offers(
    client: Client, history: History
) -> None:
    history.says()
    calendar = Calendar.from_ical(content(client))
    assert not calendar.events
    assert calendar.subcomponents  # the standard has no calendar without any part
    page = read_page(client.get("/studies/NCT99990001/").content)
    assert not page.all("a", type="text/calendar")
    history.says(statusModule=dates("2027-03-01"))
    page = read_page(client.get("/studies/NCT99990001/").content)
    assert page.one("a", type="text/calendar").attributes["href"] == PATH


def test_w4_a_search_has_the_dates_of_its_studies(
    client: Client, own_home: object, history: History
) -> None:
    other = History("NCT99990002")
    gout = {"conditionsModule": {"conditions": ["Gout"]}}
    history.says(statusModule=dates("2027-03-01", "2028-03-01"), **gout)
    other.says(statusModule=dates("2027-04-01"), **gout)
    index_now()
    link = read_page(client.get("/studies/?q=gout").content).one("a", type="text/calendar")
    found = events(client, link.attributes["href"])
    days = {event["DTSTART"].dt for event in found if "NCT9999" in event["URL"]}
    assert days == {date(2027, 3, 1), date(2028, 3, 1), date(2027, 4, 1)}
    alone = {event["UID"] for event in events(client)}
    assert alone < {event["UID"] for event in found}
    other.says(statusModule=dates("2027-04-01") | {"overallStatus": "COMPLETED"}, **gout)
    index_now()
    left = events(client, link.attributes["href"])
    assert "NCT99990002" not in "".join(event["URL"] for event in left)


@pytest.mark.parametrize("path", ["/studies/NCT99900001.ics", "/studies.ics?q=lupus"])
def test_w4_who_has_the_latest_calendar_gets_no_other(client: Client, path: str) -> None:
    first = client.get(path)
    kept = {"If-None-Match": first["ETag"]}
    assert client.get(path, headers=kept).status_code == 304
    assert client.get(path).content == first.content
    assert client.get(path, headers={"If-None-Match": '"other"'}).content == first.content


def test_w4_a_calendar_speaks_the_language_of_its_address_under_the_same_uids(
    client: Client,
) -> None:
    english = events(client, "/studies/NCT99900001.ics")
    arabic = events(client, "/ar/studies/NCT99900001.ics")
    assert english
    assert [event["UID"] for event in arabic] == [event["UID"] for event in english]
    assert not {event["SUMMARY"] for event in arabic} & {event["SUMMARY"] for event in english}


def planned(title: str) -> Planned:
    """The start of a study with this title."""
    return Planned(
        name="start",
        study=make_study(title=title),
        milestone=Milestone(PartialDate(2027, 3, 1), actual=False),
        gone=False,
        number=1,
        at=datetime(2026, 11, 23, tzinfo=UTC),
    )


def read_text(line: str) -> str:
    """The value of a TEXT property, read as the standard (RFC 5545, 3.3.11) says."""
    value = line.partition(":")[2]
    return re.sub(r"\\(.)", lambda sign: "\n" if sign[1] in "nN" else sign[1], value)


@given(title=st.text(min_size=1, max_size=300))
def test_w4_any_title_is_folded_and_read_again(title: str) -> None:
    outlet = Outlet("http://x.test", "en", UUID(int=1))
    body = written(title, title, [planned(title)], outlet, uid=UUID(int=2))
    lines = body.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert b"\n" not in b"".join(lines)
    assert [line.decode() for line in lines]
    assert [line for line in lines if line.startswith((b"BEGIN:", b"END:"))] == [
        b"BEGIN:VCALENDAR",
        b"BEGIN:VEVENT",
        b"END:VEVENT",
        b"END:VCALENDAR",
    ]
    kept = re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", title)
    meant = re.sub("\r\n?", "\n", kept).replace("\\", "/")
    assert read_text(line_of(body, "SUMMARY")) == f"Study start (planned): {meant}"
    for name in ("NAME", "X-WR-CALNAME", "DESCRIPTION", "X-WR-CALDESC"):
        assert meant in {read_text(line) for line in lines_of(body, name)}


def test_w4_a_title_cannot_add_lines_of_its_own() -> None:
    outlet = Outlet("http://x.test", "en", UUID(int=1))
    title = "A\r\nEND:VEVENT\r\nBEGIN:VALARM\nX\\NATTACH:file:///x\\n;,\u2028\u0085b"
    body = written("a", "b", [planned(title)], outlet, uid=UUID(int=2))
    (event,) = Calendar.from_ical(body).events
    assert not event.subcomponents
    assert "ATTACH" not in event
