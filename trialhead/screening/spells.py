"""When something was so, as far as it is known, and how that stands to the time asked about."""

from dataclasses import dataclass
from datetime import date, timedelta

from trialhead.criteria import Moment, Timing
from trialhead.instruments import Duration, Truth, all_of, edges_after, edges_before
from trialhead.patients import When
from trialhead.screening.judged import Judged, found, unknown
from trialhead.screening.view import Anchor, View

_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Spell:
    """Something that lasted from ``start`` to ``end``, both days included; None is unknown.

    ``lasting``: whether it goes on at the day of screening; None is unknown.
    """

    start: When | None = None
    end: When | None = None
    lasting: bool | None = None

    @classmethod
    def on(cls, when: When | None) -> "Spell":
        """Something that happened on one day."""
        return cls(start=when, end=when, lasting=False)

    def begun_by(self, day: date, today: date) -> Truth:
        """Whether it had begun on ``day``; what a record holds began by ``today``."""
        if self.start is not None:
            return by(self.start, day)
        if day >= today or (self.end is not None and self.end.latest <= day):
            return Truth.YES
        return Truth.UNKNOWN

    def over_before(self, day: date, today: date) -> Truth:
        """Whether it was over before ``day``."""
        if self.end is not None:
            return by(self.end, day - _DAY)
        if self.lasting and day <= today:
            return Truth.NO
        if self.lasting is False and day >= today:
            return Truth.YES
        if self.start is not None and self.start.earliest >= day:
            return Truth.NO
        return Truth.UNKNOWN

    def __str__(self) -> str:
        if self.start is not None and self.start == self.end:
            return told(self.start)
        since = f"from {told(self.start)}" if self.start is not None else ""
        until = f"to {told(self.end)}" if self.end is not None else ""
        return f"{since} {until or 'until now' * (self.lasting is True)}".strip() or "day not told"


def told(when: When) -> str:
    """A day, month or year as people write it, or both ends of what is possible."""
    first, last = when.earliest, when.latest
    if first == last:
        return first.isoformat()
    if first.day == 1 and (last + _DAY).day == 1:
        if (first.year, first.month) == (last.year, last.month):
            return f"{first:%Y-%m}"
        if (first.month, last.month) == (1, 12) and first.year == last.year:
            return f"{first:%Y}"
    return str(when)


def by(when: When, day: date) -> Truth:
    """Whether ``when`` is on ``day`` or earlier; unknown while a partial date allows both."""
    if when.latest <= day:
        return Truth.YES
    return Truth.NO if when.earliest > day else Truth.UNKNOWN


def timed(timing: Timing, spell: Spell, what: str, view: View) -> Judged:
    """Whether ``spell`` of ``what`` stands to the event of ``timing`` as asked."""
    anchor = view.anchor(timing.event)
    if anchor is None:
        return unknown(f"the day of {timing.event}")
    truth = _truth(timing, spell, anchor.day, view)
    line = f"{what} ({spell}){_told(timing, spell, anchor, view)}."
    if truth is Truth.UNKNOWN:
        return unknown(f"when exactly: {what}", line).assuming(anchor.assumption)
    return found(truth, line).assuming(anchor.assumption)


def _truth(timing: Timing, spell: Spell, day: date, view: View) -> Truth:
    begun = spell.begun_by(day, view.on)
    match timing.moment:
        case Moment.EVER:
            return begun
        case Moment.NOW | Moment.SINCE:
            over = spell.over_before(day, view.on)
            return ~over if timing.moment is Moment.SINCE else all_of([begun, ~over])
        case Moment.WITHIN:
            first = first_day(day, _length(timing), broad=view.broad)
            return all_of([begun, ~spell.over_before(first, view.on)])
        case Moment.LONGER_AGO:
            first = first_day(day, _length(timing), broad=not view.broad)
            return spell.over_before(first, view.on)
        case Moment.AHEAD:
            return _ahead(timing, spell, day, view)


def _ahead(timing: Timing, spell: Spell, day: date, view: View) -> Truth:
    """Whether it is foreseen to begin after ``day``, and by the end of the time asked about."""
    if spell.start is None:
        return Truth.UNKNOWN
    later = ~by(spell.start, day)
    if timing.duration is None:
        return later
    longer, shorter = edges_after(day, timing.duration)
    return all_of([later, by(spell.start, longer if view.broad else shorter - _DAY)])


def first_day(anchor: date, duration: Duration, *, broad: bool) -> date:
    """The first day of a window that looks back from ``anchor``; a broad one is the longer."""
    longer, shorter = edges_before(anchor, duration)
    return longer if broad else shorter + _DAY


def _length(timing: Timing) -> Duration:
    if timing.duration is None:
        raise ValueError(f"{timing} has no length.")
    return timing.duration


def _told(timing: Timing, spell: Spell, anchor: Anchor, view: View) -> str:
    """How far it lies from the event, and where the time asked about begins."""
    if timing.moment in (Moment.WITHIN, Moment.LONGER_AGO):
        return f"{_distance(spell, anchor)}; {_window(timing, spell, anchor.day, view)}"
    if timing.moment is Moment.AHEAD:
        return f"{_distance(spell, anchor)}; asked about is the time after it"
    return ""


def _distance(spell: Spell, anchor: Anchor) -> str:
    last = spell.end or (None if spell.lasting else spell.start)
    if last is None or last.earliest != last.latest:
        return f", seen from {anchor}"
    days = (anchor.day - last.latest).days
    number = f"{abs(days)} day{'' if abs(days) == 1 else 's'}"
    lies = "is" if spell.start == spell.end or spell.end is None else "ended"
    return f" {lies} {number} {'before' if days >= 0 else 'after'} {anchor}"


def _window(timing: Timing, spell: Spell, day: date, view: View) -> str:
    longer, shorter = edges_before(day, _length(timing))
    firsts = [longer] if longer == shorter else [longer, shorter]
    back = " or ".join(str((day - first).days) for first in firsts)
    told = f"the window of {timing.duration} begins {back} days before, on "
    told += " or ".join(map(str, firsts))
    last = spell.end or spell.start
    if last is not None and longer <= last.latest and last.earliest <= shorter:
        told += f"; this far end counts in the {_counting(timing, view)} reading only"
    return told


def _counting(timing: Timing, view: View) -> str:
    """The name of the reading in which the far end lies inside the window."""
    broad = view.broad_reading
    within = timing.moment is Moment.WITHIN
    return broad if within else {"lenient": "conservative", "conservative": "lenient"}[broad]
