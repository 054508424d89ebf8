"""Studies and their sites as the operator sees them: where enquiries go, and whom the registry
names."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from trialhead.portal.contact.models import CENTRAL, Enquiry, SiteContact
from trialhead.portal.contact.sites import SiteChoice, central_contact, site_choices
from trialhead.portal.operations.paging import PAGE, Part
from trialhead.portal.operations.waiting import waiting_at
from trialhead.portal.studies.engine import gazetteer, search_index
from trialhead.portal.studies.models import StudyRecord
from trialhead.registry import Contact, Study
from trialhead.search import SearchRequest, search, understand
from trialhead.vocabulary import conditions

#: So many studies are added to a search because a site that somebody wrote to is called so.
BY_SITE = 10


@dataclass(frozen=True, kw_only=True, slots=True)
class SiteRow:
    """A site: its confirmed contact if it has one, whom the registry names, how many wait."""

    key: str
    name: str
    open: bool
    contact: SiteContact | None
    named: tuple[Contact, ...]
    waiting: int

    @property
    def differs(self) -> bool:
        """Whether the registry names addresses, and the confirmed one is none of them."""
        if self.contact is None or not self.named:
            return False
        known = {one.email.casefold() for one in self.named}
        return self.contact.email.casefold() not in known


@dataclass(frozen=True, kw_only=True, slots=True)
class StudyRow:
    """A study with the numbers of its sites."""

    record: StudyRecord
    takes: bool
    open: int
    confirmed: int
    waiting: int


def site_rows(record: StudyRecord) -> tuple[SiteRow, ...]:
    """The central contact, then every site of the record, then confirmed ones it names no more."""
    study = record.study()
    kept = {one.site_key: one for one in SiteContact.objects.filter(record=record)}
    waiting = waiting_at(record)
    choices = site_choices(record, study, near=None, on=timezone.localdate())
    central = SiteChoice(key=CENTRAL, name=_("The central contact"), contacts=study.contacts)
    known = {choice.key for choice in (central, *choices)}
    gone = [SiteChoice(key=key, name=_gone(record, key)) for key in {*kept, *waiting} - known]
    return tuple(
        SiteRow(
            key=choice.key,
            name=choice.name,
            open=choice.key in known and _open(choice, study),
            contact=kept.get(choice.key),
            named=named(choice, study),
            waiting=waiting.get(choice.key, 0),
        )
        for choice in (central, *choices, *gone)
    )


def _open(choice: SiteChoice, study: Study) -> bool:
    return choice.open if choice.key != CENTRAL else central_contact(study) is not None


def _gone(record: StudyRecord, key: str) -> str:
    """What a site was called that the record names no more."""
    asked = Enquiry.objects.filter(record=record, site_key=key)
    name = asked.values_list("site_name", flat=True).first() or key
    return _("%(site)s (no longer in the record)") % {"site": name}


def named(choice: SiteChoice, study: Study) -> tuple[Contact, ...]:
    """Whom the registry names for a site with an address, else for the whole study."""
    own = tuple(one for one in choice.contacts if one.email)
    return own or tuple(one for one in study.contacts if one.email)


def with_words(rows: Sequence[SiteRow], words: str) -> list[SiteRow]:
    """The sites whose name or key holds every word."""
    wanted = words.casefold().split()
    return [row for row in rows if all(one in f"{row.name} {row.key}".casefold() for one in wanted)]


def studies(words: str, page: int) -> Part[StudyRow]:
    """Studies found by number, words or town; without words those that take participants now.

    The first page begins with studies that have a site of this name to which somebody wrote.
    """
    request = SearchRequest(
        words=words,
        status="all" if words else "open",
        sort="relevance" if words else "updated",
        page=page,
    )
    understood = understand(request, conditions=conditions(), gazetteer=gazetteer())
    found = search(search_index(), request, understood, page_size=PAGE)
    numbers = [hit.number for hit in found.hits]
    if words and page == 1:
        numbers = list(dict.fromkeys((*_with_site(words), *numbers)))
    records = StudyRecord.objects.in_bulk(numbers)
    rows = tuple(_row(records[number]) for number in numbers if number in records)
    return Part(rows=rows, total=max(found.total, len(rows)), number=page)


def _with_site(words: str) -> list[int]:
    asked = Enquiry.objects.filter(site_name__icontains=words)
    return list(asked.order_by("record").values_list("record", flat=True).distinct()[:BY_SITE])


def _row(record: StudyRecord) -> StudyRow:
    rows = site_rows(record)
    return StudyRow(
        record=record,
        takes=any(row.open for row in rows),
        open=sum(row.open for row in rows if row.key != CENTRAL),
        confirmed=sum(row.contact is not None for row in rows),
        waiting=sum(row.waiting for row in rows),
    )
