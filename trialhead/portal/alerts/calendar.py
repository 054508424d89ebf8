"""Dates of studies as a calendar (iCalendar, RFC 5545).

An event keeps its UID as long as the portal keeps its database. Its SEQUENCE grows with every
version that moves the date, and a date that a record no longer gives is cancelled, not just left
out: a calendar program that keeps what it once read would show it for ever.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from django.utils import formats
from django.utils.translation import gettext as _
from icalendar import STATUS, TRANSP, Calendar, Event, Timezone, vText

from trialhead.portal.alerts.feed_search import Followed, found
from trialhead.portal.alerts.feeds import Outlet
from trialhead.portal.alerts.syndication import writable
from trialhead.portal.studies import labels
from trialhead.portal.studies.models import RecordVersion, StudyRecord
from trialhead.registry import Milestone, PartialDate, Study

MILESTONES = ("start", "primary_completion", "completion")
#: How many versions back a date's story is read.
MOST_VERSIONS = 20
BETWEEN_LOOKS = timedelta(days=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Planned:
    """A date of a study, or the last one known of it if the record gives none now.

    ``number`` and ``at`` are those of the version that first told it so.
    """

    name: str
    study: Study
    milestone: Milestone
    gone: bool
    number: int
    at: datetime


def study_calendar(record: StudyRecord, outlet: Outlet) -> bytes:
    """When one study starts and ends."""
    return written(
        _("Dates of %(id)s") % {"id": record.registry_id},
        record.title,
        planned(_story(record)),
        outlet,
        uid=outlet.lasting_id("calendar", record.registry_id),
    )


def search_calendar(search: Followed, outlet: Outlet) -> bytes:
    """When the newest studies that match a search start and end."""
    keys, remarks = found(search)
    kept = StudyRecord.objects.filter(withdrawn_at=None).in_bulk(keys)
    dates = (one for key in keys if key in kept for one in planned(_story(kept[key])))
    return written(
        search.title,
        " ".join(remarks),
        dates,
        outlet,
        uid=outlet.lasting_id("calendar", "search", search.query),
    )


def _story(record: StudyRecord) -> tuple[RecordVersion, ...]:
    return tuple(record.versions.order_by("-number")[:MOST_VERSIONS])


def planned(versions: Sequence[RecordVersion]) -> Iterator[Planned]:
    """The dates that a study's versions, the newest first, tell or told."""
    told = [(version, version.study()) for version in versions]
    for name in MILESTONES:
        dated = [(v, getattr(study.standing.timeline, name)) for v, study in told]
        last = next((value for _, value in dated if value is not None), None)
        if last is None:
            continue
        since = _since(dated)
        yield Planned(
            name=name,
            study=told[0][1],
            milestone=last,
            gone=dated[0][1] is None,
            number=since.number,
            at=since.retrieved_at,
        )


def _since(dated: Sequence[tuple[RecordVersion, Milestone | None]]) -> RecordVersion:
    """The version that first told what the newest tells."""
    first, value = dated[0]
    for version, earlier in dated[1:]:
        if earlier != value:
            break
        first = version
    return first


def written(name: str, about: str, dates: Iterable[Planned], outlet: Outlet, *, uid: UUID) -> bytes:
    """The calendar's bytes, folded and with the line ends that the standard asks for."""
    made = Calendar.new(
        uid=uid,
        prodid=f"-//trialhead//studies//{outlet.language.upper()}",
        subcomponents=[_event(one, outlet) for one in dates] or [_nothing()],
    )
    # The library's own way to name a calendar leaves commas and line breaks as they are.
    texts = {"NAME": name, "X-WR-CALNAME": name, "DESCRIPTION": about, "X-WR-CALDESC": about}
    for part, text in texts.items():
        if text:
            made.add(part, vText(_text(text)))
    made.add("REFRESH-INTERVAL", BETWEEN_LOOKS, parameters={"VALUE": "DURATION"})
    return bytes(made.to_ical())


def _nothing() -> Timezone:
    """A part that shows nothing: the standard has no calendar without any part."""
    return Timezone.from_tzinfo(UTC)


def _event(one: Planned, outlet: Outlet) -> Event:
    page = outlet.study_page(one.study.registry_id)
    return Event.new(
        uid=str(outlet.lasting_id("date", one.study.registry_id, one.name)),
        stamp=one.at,
        last_modified=one.at,
        sequence=one.number - 1,
        status=_standing(one),
        summary=_text(f"{_what(one)}: {one.study.title}"),
        description=_text("\n".join((*_words(one), page))),
        url=page,
        start=one.milestone.date.first_day(),
        end=_day_after(one.milestone.date),
        transparency=TRANSP.TRANSPARENT,
    )


def _standing(one: Planned) -> STATUS:
    if one.gone:
        return STATUS.CANCELLED
    return STATUS.CONFIRMED if one.milestone.actual else STATUS.TENTATIVE


def _what(one: Planned) -> str:
    names = {
        "start": _("Study start"),
        "primary_completion": _("Last measurement of the main outcome"),
        "completion": _("Study end"),
    }
    marks = {True: _("(actual)"), False: _("(planned)"), None: ""}
    return f"{names[one.name]} {marks[one.milestone.actual]}".strip()


def _words(one: Planned) -> Iterator[str]:
    if one.study.sample:
        yield _("A sample to show the portal, not a real record.")
    if one.gone:
        yield _("The record does not give this date any more.")
    yield f"{_what(one)}: {_as_exact(one.milestone.date)}"
    if not one.milestone.date.day:
        yield _("The record names no day, so the whole month or year is marked.")
    if one.milestone.actual is None:
        yield _("The record does not say whether the date is planned or actual.")
    yield f"{one.study.registry_id}: {labels.STATUS[one.study.standing.status]}"


def _as_exact(value: PartialDate) -> str:
    style = "DATE_FORMAT" if value.day else "YEAR_MONTH_FORMAT" if value.month else "Y"
    return formats.date_format(value.first_day(), style)


def _day_after(value: PartialDate) -> date:
    """The first day that the date cannot mean."""
    if value.day:
        return value.first_day() + timedelta(days=1)
    if value.month in (0, 12):
        return date(value.year + 1, 1, 1)
    return date(value.year, value.month + 1, 1)


def _text(text: str) -> str:
    r"""Without backslashes: programs, and the library too, take a literal ``\N`` for a break."""
    return writable(text).replace("\\", "/")
