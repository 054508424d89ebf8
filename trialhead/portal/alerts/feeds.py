"""What a feed holds: an entry for each version of a study that a reader can tell from the last.

An entry tells its version and no later one, and its id is made of the study's number and the
version's: a change adds an entry and leaves the others as they are.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from uuid import UUID, uuid5

from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trialhead.portal.alerts.feed_search import Followed, found
from trialhead.portal.studies.labels import SECTION
from trialhead.portal.studies.models import RecordVersion, StudyRecord
from trialhead.registry import Change, Study, differences

MOST_ENTRIES = 50
MOST_LINES = 30  # of one changed field; the study page has the rest


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """Something that happened to a study: ``html`` tells it, ``link`` is the study's page."""

    id: UUID
    title: str
    link: str
    at: datetime
    html: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Feed:
    """Entries, the newest first. ``link`` is the page it follows, ``address`` its own."""

    id: UUID
    title: str
    about: str
    link: str
    address: str
    language: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Outlet:
    """Where a feed or calendar is given out: ``origin`` before every path, and the language.

    ``identity`` is the database's own. Ids made of it stay when the portal's address changes; a
    new database, whose version numbers begin anew, makes new ones.
    """

    origin: str
    language: str
    identity: UUID

    def lasting_id(self, *parts: object) -> UUID:
        """The same id for the same parts, at every look."""
        return uuid5(self.identity, "/".join(map(str, parts)))

    def study_page(self, registry_id: str) -> str:
        """The absolute address of a study's page."""
        return self.origin + reverse("studies:study", args=[registry_id])

    def search_page(self, query: str) -> str:
        """The absolute address of a search."""
        return self.origin + reverse("studies:search") + (f"?{query}" if query else "")


def study_feed(record: StudyRecord, outlet: Outlet, *, address: str) -> Feed:
    """The changes of one study, down to its first version as far as the feed reaches."""
    versions = record.versions.order_by("-number")
    return Feed(
        id=outlet.lasting_id("feed", outlet.language, record.registry_id),
        title=f"{record.title} ({record.registry_id})",
        about=_("What changes in the record of this study."),
        link=outlet.study_page(record.registry_id),
        address=address,
        language=outlet.language,
        entries=_entries(versions[:MOST_ENTRIES], outlet),
    )


def search_feed(search: Followed, outlet: Outlet, *, address: str) -> Feed:
    """What is new about the studies that match a search."""
    records, remarks = found(search)
    kept = RecordVersion.objects.filter(record__in=records, record__withdrawn_at=None)
    versions = kept.order_by("-retrieved_at", "-pk")
    return Feed(
        id=outlet.lasting_id("feed", outlet.language, "search", search.query),
        title=search.title,
        about=" ".join((_("New studies of this search, and what changes in them."), *remarks)),
        link=outlet.search_page(search.query),
        address=address,
        language=outlet.language,
        entries=_entries(versions[:MOST_ENTRIES], outlet),
    )


def _entries(versions: Iterable[RecordVersion], outlet: Outlet) -> tuple[Entry, ...]:
    """First versions, and later ones in which a reader sees a difference."""
    newest = tuple(versions)
    before = _predecessors(newest)
    made = (_entry(v, before.get((v.record_id, v.number - 1)), outlet) for v in newest)
    return tuple(entry for entry in made if entry)


def _predecessors(versions: Sequence[RecordVersion]) -> dict[tuple[int, int], Study]:
    """The studies as the versions before these told them, by record and number."""
    wanted = [Q(record=v.record_id, number=v.number - 1) for v in versions if v.number > 1]
    if not wanted:
        return {}
    kept = RecordVersion.objects.filter(reduce(or_, wanted))
    return {(version.record_id, version.number): version.study() for version in kept}


def _entry(version: RecordVersion, before: Study | None, outlet: Outlet) -> Entry | None:
    study = version.study()
    changes = differences(before, study) if before else ()
    if before and not changes:
        return None
    sections = dict.fromkeys(str(SECTION[change.section]) for change in changes)
    return Entry(
        id=outlet.lasting_id("version", outlet.language, study.registry_id, version.number),
        title=f"{study.title} – {', '.join(sections)}" if sections else study.title,
        link=outlet.study_page(study.registry_id),
        at=version.retrieved_at,
        html=_html(study, changes, outlet),
    )


def _html(study: Study, changes: Sequence[Change], outlet: Outlet) -> str:
    page = {
        "study": study,
        "changes": [_told(change) for change in changes],
        "asks_anew": any(change.section == "eligibility" for change in changes),
        "could_i": outlet.origin + reverse("prescreen:study", args=[study.registry_id]),
    }
    return render_to_string("alerts/feed_entry.html", page)


def _told(change: Change) -> dict[str, object]:
    """A changed field as an entry shows it: the first lines of many, and how many more."""
    left = max(len(change.removed), len(change.added)) - MOST_LINES
    more = ngettext("and %(n)s more line", "and %(n)s more lines", left) % {"n": left}
    return {
        "section": change.section,
        "removed": change.removed[:MOST_LINES],
        "added": change.added[:MOST_LINES],
        "more": more if left > 0 else "",
    }
