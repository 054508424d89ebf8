"""The sites one can write to: which are open, how far they are, and which is the next nearest."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from trialhead.portal.contact.models import CENTRAL, SiteNotice
from trialhead.portal.studies.models import StudyRecord
from trialhead.portal.studies.site_list import ListedSite, listed_sites
from trialhead.registry import Contact, Site, Status, Study
from trialhead.vocabulary import Place

KM_A_MILE = 1.609344
#: Countries whose roads are signed in miles.
MILES = frozenset({"US", "GB", "LR", "MM"})
UNITS = ("km", "mi")
#: How long "we are full" counts; after that people may ask again.
FULL_FOR = timedelta(days=90)
#: A study that may still take somebody; at others an enquiry would only cost the site time.
MAY_ENROL = frozenset(
    {
        Status.RECRUITING,
        Status.NOT_YET_RECRUITING,
        Status.ENROLLING_BY_INVITATION,
        Status.SUSPENDED,
        Status.UNKNOWN,
        Status.AVAILABLE,
        Status.TEMPORARILY_NOT_AVAILABLE,
    }
)


@dataclass(frozen=True, kw_only=True, slots=True)
class SiteChoice:
    """A site as somebody who wants to write meets it.

    ``distance`` is in the reader's unit, None without a place. ``notice`` is what the site has told
    us itself. The central contact is a choice too; it has no site.
    """

    key: str
    name: str
    listed: ListedSite | None = None
    distance: float | None = None
    notice: SiteNotice | None = None
    contacts: tuple[Contact, ...] = ()

    @property
    def open(self) -> bool:
        """Whether one can write to it now."""
        if self.listed is None:
            return True
        return self.listed.enrolling and self.notice is None


def site_key(site: Site) -> str:
    """What tells a site from the others of its study, in every version of the record."""
    parts = (site.facility, site.city, site.state, site.postcode, site.country)
    told = "\n".join(" ".join(part.casefold().split()) for part in parts)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def site_name(site: Site) -> str:
    """The site on one line."""
    return ", ".join(filter(None, (site.facility, site.city, site.country)))


def unit_for(asked: str, near: Place | None) -> str:
    """The unit asked for, or else the one of the place."""
    if asked in UNITS:
        return asked
    return "mi" if near is not None and near.country_code in MILES else "km"


def site_choices(
    record: StudyRecord, study: Study, *, near: Place | None, unit: str = "km", on: date
) -> tuple[SiteChoice, ...]:
    """Every site once: open ones first, the nearest first among them."""
    notices = _notices(record, on)
    found: dict[str, SiteChoice] = {}
    for listed in listed_sites(study, near=near):
        key = site_key(listed.site)
        choice = SiteChoice(
            key=key,
            name=site_name(listed.site),
            listed=listed,
            distance=None if listed.km is None else listed.km / _km_a(unit),
            notice=notices.get(key),
            contacts=listed.site.contacts,
        )
        found.setdefault(key, choice)
    return tuple(sorted(found.values(), key=lambda choice: not choice.open))


def central_contact(study: Study) -> SiteChoice | None:
    """The contact for the whole study, offered when no site can be written to; None once the study
    is closed. Where the record names nobody, the operator may know whom to ask."""
    if study.standing.status not in MAY_ENROL:
        return None
    return SiteChoice(key=CENTRAL, name="", contacts=study.contacts)


def choice_with_key(
    key: str, choices: tuple[SiteChoice, ...], central: SiteChoice | None
) -> SiteChoice | None:
    """The site or central contact with this key."""
    if key == CENTRAL:
        return central
    return next((choice for choice in choices if choice.key == key), None)


def next_nearest(
    choices: tuple[SiteChoice, ...], *, without: Collection[str] = ()
) -> SiteChoice | None:
    """The nearest open site that has not been tried."""
    return next((one for one in choices if one.open and one.key not in without), None)


def _notices(record: StudyRecord, on: date) -> dict[str, SiteNotice]:
    still = Q(until__gte=on) | Q(until=None, told_at__date__gt=on - FULL_FOR)
    kept = SiteNotice.objects.filter(still, record=record).order_by("told_at")
    return {notice.site_key: notice for notice in kept}


def _km_a(unit: str) -> float:
    return KM_A_MILE if unit == "mi" else 1.0


def rough_place(near: Place | None) -> str:
    """A place to keep with an enquiry: to a tenth of a degree, about 10 km; empty without one."""
    return "" if near is None else f"{near.latitude:.1f} {near.longitude:.1f}"


def place_from_rough(rough: str) -> Place | None:
    """The place kept by :func:`rough_place`."""
    return _point(*map(float, rough.split())) if rough else None


def place_of(choice: SiteChoice | None) -> Place | None:
    """Where a site is, if its record says."""
    point = choice.listed.site.point if choice and choice.listed else None
    return None if point is None else _point(point.latitude, point.longitude)


def _point(latitude: float, longitude: float) -> Place:
    return Place(
        name="?",
        region="",
        country="?",
        country_code="",
        latitude=latitude,
        longitude=longitude,
        population=None,
        kind="town",
    )
