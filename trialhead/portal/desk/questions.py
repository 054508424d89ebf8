"""What people ask about most: counted when an enquiry comes, without a word and without a name."""

from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone

from trialhead.portal.contact.models import Enquiry
from trialhead.portal.contact.sent_notes import read
from trialhead.portal.desk import actions
from trialhead.portal.desk.models import LONGEST_ABOUT, Asking
from trialhead.portal.desk.passages import placed
from trialhead.portal.desk.standing import answers_of, criteria_of, standing
from trialhead.portal.privacy.models import Kept
from trialhead.portal.privacy.periods import kept_for


def count(enquiry: Enquiry, *, at: datetime) -> None:
    """Count what an enquiry is about, each criterion or section once."""
    about = set(_noted(enquiry)) | set(_open(enquiry, at))
    actions.count_questions(enquiry=enquiry, about=frozenset(about), on=timezone.localdate(at))


def _noted(enquiry: Enquiry) -> Iterator[tuple[Asking, str]]:
    """The criteria and sections that notes were made on."""
    for note in read(enquiry.notes):
        found = placed(note, criteria_of(enquiry))
        yield Asking.NOTE, (found.criterion or f"#{found.section}")[:LONGEST_ABOUT]


def _open(enquiry: Enquiry, at: datetime) -> Iterator[tuple[Asking, str]]:
    """The criteria that the answers leave open."""
    if not answers_of(enquiry).given:
        return
    found = standing(enquiry, timezone.localdate(at))
    for line in found.lines if found else ():
        if line.state == "open":
            yield Asking.OPEN, line.id[:LONGEST_ABOUT]


def forget(*, now: datetime) -> int:
    """Erase counts as old as the events they stand beside may be; returns how many rows."""
    return actions.forget_questions(before=(now - kept_for(Kept.PROOF)).date())
