"""Which criterion or section of a study's page the words of a note stand in."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from trialhead.portal.contact.sent_notes import SentNote
from trialhead.portal.prescreen.asked import Asked, asked_by
from trialhead.portal.studies.models import StudyRecord

#: The section that the criteria stand in, and what a note elsewhere than in a section is about.
ELIGIBILITY, OTHER = "eligibility", "other"
#: Characters shown of a criterion in a table.
_SHOWN = 120
#: The sections of a study's page by what the page calls them.
SECTIONS = {
    "header": _("The head of the page"),
    "overview": _("Overview"),
    "description": _("Description"),
    ELIGIBILITY: _("Who can take part"),
    "treatment": _("What happens"),
    "outcomes": _("What is measured"),
    "where": _("Where"),
    "contacts": _("Contacts"),
    "sponsor": _("Who runs the study"),
    "references": _("References and data sharing"),
    "record": _("About this record"),
    OTHER: _("Another part of the page"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Placed:
    """A note with what it is about: a criterion's name, or empty, and its section."""

    note: SentNote
    criterion: str
    section: str


def placed(note: SentNote, asked: Asked) -> Placed:
    """Where a note's words stand. One made before sections were kept may be on a criterion too."""
    criterion = ""
    if note.section in ("", ELIGIBILITY):
        criterion = _criterion(note, asked.words)
    told = note.section if note.section in SECTIONS else OTHER
    section = ELIGIBILITY if criterion else told
    return Placed(note=note, criterion=criterion, section=section)


def words_of(study: str, criterion: str) -> str:
    """The beginning of a criterion's words; empty once the study or the criterion is gone."""
    record = StudyRecord.objects.filter(registry_id=study, withdrawn_at=None).first()
    if record is None or criterion.startswith("#"):
        return ""
    words = asked_by(record, record.study()).words.get(criterion, "")
    return Truncator(" ".join(words.split())).chars(_SHOWN)


def _criterion(note: SentNote, words: Mapping[str, str]) -> str:
    """The criterion that holds the words, or that they hold; of several the one whose text goes on
    as the passage does. Empty if none does, or two do alike."""
    quote = _folded(note.quote)
    before, after = map(_folded, note.around)
    found = []
    for name, text in words.items():
        whole = _folded(text)
        if whole and quote and (quote in whole or whole in quote):
            start, _same, end = whole.partition(quote)
            found.append((_alike(start[::-1], before[::-1]) + _alike(end, after), name))
    best = sorted(found, reverse=True)[:2]
    if not best or (len(best) > 1 and best[0][0] == best[1][0]):
        return ""
    return best[0][1]


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _alike(one: str, other: str) -> int:
    """How many characters from the beginning on are the same."""
    pairs = zip(one.lstrip(), other.lstrip(), strict=False)
    return next(
        (place for place, (mine, theirs) in enumerate(pairs) if mine != theirs),
        min(len(one.lstrip()), len(other.lstrip())),
    )
