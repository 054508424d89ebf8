"""Whether systemic glucocorticoids were high enough for long enough, counted as prednisone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from trialhead import criteria, patients
from trialhead.errors import TrialheadError
from trialhead.instruments import (
    EQUAL_TO_PREDNISONE_5_MG,
    STEROID_ROUTES,
    Course,
    Duration,
    Run,
    Segment,
    Truth,
    longest_course,
)
from trialhead.screening.courses import Part, Stretch, stretches
from trialhead.screening.doses import in_unit
from trialhead.screening.judged import Judged, found, unknown
from trialhead.screening.routes import is_route
from trialhead.screening.view import View
from trialhead.screening.weights import weights

_PER_KG, _PER_DAY = "mg/kg/d", "mg/d"


@dataclass(frozen=True, slots=True)
class SteroidCourse:
    """What is asked for: ``threshold`` in ``unit`` of prednisone or more, for ``lasting``."""

    threshold: float
    unit: str
    lasting: Duration

    def __str__(self) -> str:
        return f"{self.threshold:g} {self.unit} or more, for {self.lasting}"


def steroid_threshold(leaf: criteria.Treatment) -> float | None:
    """The least dose, where ``leaf`` asks for prednisone equivalents of some dose or more."""
    bounds = leaf.dose
    if not leaf.as_prednisone or leaf.dose_unit not in (_PER_KG, _PER_DAY) or bounds is None:
        return None
    return bounds.low if bounds.low_included and bounds.high is None else None


def judge_steroid_course(
    leaf: criteria.Treatment, asked: SteroidCourse, parts: Sequence[Part], view: View
) -> Judged:
    """Whether the course was long enough: with ``throughout`` at the dose on each of its days,
    otherwise of any dose that reached it. The direction of the view makes no difference.

    Parts that may count are tried as not given and as given; only what both say is known.
    """
    try:
        tried = [_course(asked, parts, view, hopeful=hopeful) for hopeful in (False, True)]
    except TrialheadError as error:
        return unknown("the course of glucocorticoids", error.mistake)
    said = {_answer(leaf, course) for course in tried}
    line = _told(asked, tried[0].steady if leaf.throughout else tried[0].whole)
    if len(said) > 1 or Truth.UNKNOWN in said:
        return unknown(_lacking(asked, parts, view), line)
    return found(said.pop(), line)


def is_systemic(fact: patients.Treatment) -> Truth:
    """Whether a dose of a steroid reaches the whole body."""
    if fact.drug not in EQUAL_TO_PREDNISONE_5_MG:
        return Truth.UNKNOWN
    day = date.min  # any will do: the route alone decides
    return Segment(drug=fact.drug, mg=None, start=day, end=day, route=_route(fact)).systemic


def _answer(leaf: criteria.Treatment, course: Course) -> Truth:
    return course.sufficed.conservative if leaf.throughout else course.sufficed.lenient


def _course(asked: SteroidCourse, parts: Sequence[Part], view: View, *, hopeful: bool) -> Course:
    """Raises TrialheadError for doses and weights that cannot be."""
    known, unit = _weights(asked, view)
    listed = stretches(parts, asked.lasting, view, hopeful=hopeful)
    segments = [_segment(one, unit, view) for one in listed if hopeful or _is_known(one)]
    return longest_course(segments, known, asked.threshold, on=view.on, lasting=asked.lasting)


def _weights(asked: SteroidCourse, view: View) -> tuple[Mapping[date, float], str]:
    """Weights to relate doses to, and the unit of the doses that are.

    Without a weight only doses given by the kilogram can be compared with others of the kind; at a
    weight of 1 kg their numbers, and those of doses by the day, stay what they are.
    """
    known = weights(view)
    if asked.unit == _PER_KG and known:
        return known, _PER_DAY
    return {view.on: 1.0}, asked.unit


def _is_known(stretch: Stretch) -> bool:
    return stretch.fact.drug in EQUAL_TO_PREDNISONE_5_MG


def _segment(stretch: Stretch, unit: str, view: View) -> Segment:
    """What is given, with its dose in ``unit``; one of a steroid nobody can convert is unknown."""
    fact, known = stretch.fact, _is_known(stretch)
    dose = in_unit(fact, unit, view)
    return Segment(
        drug=fact.drug if known else "prednisone",
        mg=dose.amount.low if known and not dose.lacking else None,
        start=stretch.first,
        end=stretch.last,
        route=_route(fact),
    )


def _route(fact: patients.Treatment) -> str:
    """The route as instruments call it; empty where they know none."""
    return next((one for one in STEROID_ROUTES if one and is_route(fact.route, one)), "")


def _lacking(asked: SteroidCourse, parts: Sequence[Part], view: View) -> str:
    """What would have to be known."""
    names = " and ".join(dict.fromkeys(fact.drug for fact, _ in parts))
    if asked.unit == _PER_KG and not weights(view):
        return f"body weight at the time of {names}"
    return f"exact dates, doses and routes of {names}"


def _told(asked: SteroidCourse, run: Run | None) -> str:
    if run is None:
        return f"No sure course of glucocorticoids; asked for is {asked}."
    days = (run.last - run.first).days + 1
    return (
        f"Longest sure course of glucocorticoids at the dose: {run.first} to {run.last}, "
        f"{days} days; asked for is {asked}."
    )
