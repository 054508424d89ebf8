"""Where a criterion is looked at from: whose record, on which day, in which reading."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from trialhead.criteria import SCREENING, Leaf
from trialhead.instruments import Truth
from trialhead.patients import PatientRecord
from trialhead.screening.judged import Judged
from trialhead.vocabulary import normalise

#: Events that are taken to fall on the day of screening while nobody says when they were. Their
#: names stand as `normalise` writes them.
_LIKE_SCREENING = frozenset(
    map(
        normalise,
        (
            "consent",
            "informed consent",
            "enrolment",
            "enrollment",
            "inclusion",
            "randomisation",
            "baseline",
            "study entry",
            "first dose",
            "study treatment",
        ),
    )
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Anchor:
    """The day a time hangs on; ``assumption`` is empty when somebody gave it."""

    event: str
    day: date
    assumption: str = ""

    def __str__(self) -> str:
        return f"{self.event} {self.day}"


@dataclass(frozen=True, kw_only=True, slots=True)
class View:
    """One reading of a criterion for one person.

    ``on`` is the day of screening. ``lenient`` is the reading. ``broad`` is the direction: whether
    a doubtful edge counts as holding. ``swapped`` are doubts (names of ambiguities, leaves) that
    are read the other way than the reading says. ``supposed`` are leaves whose truth is given
    beforehand, to see what an answer would change. ``judged`` keeps what each leaf was judged to
    be: given where one record is judged again and again, of which only the reading changes.
    """

    patient: PatientRecord
    on: date
    events: Mapping[str, date] = field(default_factory=dict)
    lenient: bool = False
    broad: bool = False
    swapped: frozenset[object] = frozenset()
    supposed: Mapping[Leaf, Truth] = field(default_factory=dict)
    judged: dict[object, tuple[Leaf, Judged]] | None = field(
        default=None, compare=False, repr=False
    )

    @property
    def broad_reading(self) -> str:
        """The name of the reading in which a doubtful edge counts as holding here."""
        return "lenient" if self.broad is self.lenient else "conservative"

    def turned(self) -> "View":
        """The view on something denied: what counted broadly counts strictly."""
        return replace(self, broad=not self.broad)

    def anchor(self, event: str) -> Anchor | None:
        """The day of ``event``: given, or screening where that is the usual meaning; None while
        it is unknown."""
        name = normalise(event)
        given = (day for known, day in self.events.items() if normalise(known) == name)
        if (day := next(given, None)) is not None:
            return Anchor(event=event, day=day)
        if name == SCREENING:
            return Anchor(event=event, day=self.on)
        if name in _LIKE_SCREENING:
            assumption = f"The day of {event} is not given; {self.on}, the day of screening, is."
            return Anchor(event=event, day=self.on, assumption=assumption)
        return None
