"""Private notes that a person sends along with an enquiry: what they wrote, beside which words.

They come from the reader's own device through the form's script, so nothing in them is trusted.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from trialhead.errors import Unreadable

MOST_NOTES = 30
LONGEST_NOTE, LONGEST_QUOTE, LONGEST_PASSAGE = 5000, 1000, 1600
#: Characters of all notes of one enquiry with their words, and of the same as JSON.
LONGEST_TOGETHER, LONGEST_WRITTEN = 60_000, 150_000
_ROW = re.compile(r"note-(\d{1,4})-text")
_SECTION = re.compile(r"[a-z][a-z-]{0,29}")
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True, kw_only=True, slots=True)
class SentNote:
    """``quote`` are words of the study's page, ``passage`` the same with what stands around them,
    ``section`` the part of the page; ``note`` is what the person wrote."""

    quote: str
    passage: str
    note: str
    section: str = ""

    @property
    def around(self) -> tuple[str, str]:
        """What stands before and after the words."""
        if not self.quote:
            return self.passage, ""
        before, _same, after = self.passage.partition(self.quote)
        return before, after


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One note in the form. ``id`` is its name on the device, so that it is not offered twice."""

    number: int
    note: SentNote
    sent: bool
    id: str = ""


def written(notes: Iterable[SentNote]) -> str:
    """The notes as JSON; empty for none."""
    told = [asdict(note) for note in notes]
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")) if told else ""


def read(text: str) -> tuple[SentNote, ...]:
    """The notes that :func:`written` wrote. Unreadable for anything else."""
    if not text:
        return ()
    try:
        return tuple(_note(one) for one in json.loads(text[:LONGEST_WRITTEN]))[:MOST_NOTES]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise Unreadable("The notes cannot be read.", fix="Make them on the page again.") from None


def _note(told: Mapping[str, Any]) -> SentNote:
    quote = _plain(told["quote"])[:LONGEST_QUOTE]
    passage = _plain(told["passage"])[:LONGEST_PASSAGE]
    section = _plain(told.get("section", ""))
    return SentNote(
        quote=quote,
        passage=passage if quote in passage else quote,
        note=_plain(told["note"]),
        section=section if _SECTION.fullmatch(section) else "",
    )


def _plain(text: str) -> str:
    """Text with plain line ends and nothing that cannot be kept or mailed."""
    whole = text.replace("\r\n", "\n").encode(errors="replace").decode()
    return _UNSEEN.sub("", whole).strip()


def rows_carried(text: str) -> tuple[Row, ...]:
    """The rows of a form that begins with notes of an earlier one; none if they are damaged."""
    try:
        notes = read(text)
    except Unreadable:
        return ()
    return tuple(Row(number=n, note=note, sent=True) for n, note in enumerate(notes))


def rows_posted(posted: Mapping[str, Any]) -> tuple[Row, ...]:
    """The rows of a posted form, in their order."""
    numbers = sorted({int(found[1]) for name in posted if (found := _ROW.fullmatch(name))})
    return tuple(_row(posted, number) for number in numbers[: 2 * MOST_NOTES])


def _row(posted: Mapping[str, Any], number: int) -> Row:
    def field(name: str) -> str:
        return str(posted.get(f"note-{number}-{name}", ""))

    told = {name: field(name) for name in ("quote", "passage", "section")}
    return Row(
        number=number,
        note=_note({**told, "note": field("text")}),
        sent=bool(field("send")),
        id=field("id")[:60],
    )


def chosen(rows: Iterable[Row]) -> tuple[SentNote, ...]:
    """The notes to send. ValidationError if there are too many, or one is empty or too long."""
    notes = tuple(row.note for row in rows if row.sent)
    if len(notes) > MOST_NOTES:
        wanted = _("These are %(number)s notes; send up to %(most)s of them.")
        raise ValidationError(wanted, params={"number": len(notes), "most": MOST_NOTES})
    for place, note in enumerate(notes, start=1):
        _check(place, note)
    together = sum(len(one.note) + len(one.passage) for one in notes)
    if together > LONGEST_TOGETHER:
        wanted = _("Your notes are too long together. Leave some of them out.")
        raise ValidationError(wanted)
    return notes


def _check(place: int, note: SentNote) -> None:
    if not note.note or not note.quote:
        wanted = _("Note %(place)s of those you send is empty: write it, or leave it out.")
        raise ValidationError(wanted, params={"place": place})
    if len(note.note) > LONGEST_NOTE:
        wanted = _("Note %(place)s is %(length)s characters long; shorten it to %(longest)s.")
        told = {"place": place, "length": len(note.note), "longest": LONGEST_NOTE}
        raise ValidationError(wanted, params=told)
