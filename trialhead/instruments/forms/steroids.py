"""Forms of the equivalents of glucocorticoids and of their courses."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from trialhead.errors import Unreadable
from trialhead.instruments.forms.form import Input, Instrument, Result, answered
from trialhead.instruments.forms.readers import (
    day,
    number,
    placed,
    read_day,
    read_list,
    read_mapping,
    read_text,
    text,
)
from trialhead.instruments.interval import Interval
from trialhead.instruments.quantities import check
from trialhead.instruments.steroid_course import Course, longest_course
from trialhead.instruments.steroids import (
    EQUAL_TO_PREDNISONE_5_MG,
    Segment,
    prednisone_equivalent,
    prednisone_per_kg,
)

_SOURCE = "NHS formulary 6.3 and globalrph converter; label set agrees"
_DRUG = text("drug", f"one of {', '.join(EQUAL_TO_PREDNISONE_5_MG)}")
_FIELDS = ("drug", "mg", "start", "end", "route", "every_days")


def _equivalent(values: Mapping[str, Any]) -> Result:
    return Result(interval=Interval.exactly(prednisone_equivalent(values["drug"], values["mg"])))


def _per_kg(values: Mapping[str, Any]) -> Result:
    weight = values["weight_kg"]
    dose = prednisone_per_kg(values["drug"], values["mg_per_day"], weight)
    return Result(interval=dose, missing=() if weight is not None else ("weight_kg",))


def _course(values: Mapping[str, Any]) -> Result:
    weights = values["weights"]
    course = longest_course(
        values["segments"], weights or {}, values["threshold"], on=values["on_day"]
    )
    return answered(course.sufficed, {**values, "weights": weights or None}, *_told(course))


def _told(course: Course) -> list[str]:
    runs = {"at the threshold throughout": course.steady, "that reached it": course.whole}
    return [f"Longest run {name}: {run.first} to {run.last}." for name, run in runs.items() if run]


def _read_segments(place: str, raw: object) -> list[Segment]:
    rows = read_list(place, raw)
    return [
        _read_segment(f"{place}, number {count}", row) for count, row in enumerate(rows, start=1)
    ]


def _read_segment(place: str, raw: object) -> Segment:
    row = {name: value for name, value in read_mapping(place, raw).items() if value is not None}
    if unknown := [name for name in row if name not in _FIELDS]:
        raise Unreadable(f"{place} has {unknown[0]!r}.", fix=f"Use: {', '.join(_FIELDS)}.")
    if absent := [name for name in ("drug", "start") if name not in row]:
        raise Unreadable(f"{place} has no {absent[0]}.", fix="Each segment needs drug and start.")
    readers = {"drug": read_text, "route": read_text, "start": read_day, "end": read_day}
    for name in readers.keys() & row.keys():
        row[name] = readers[name](f"{place}, {name}", row[name])
    return placed(place, Segment, **({"mg": None} | row))


def _read_weights(place: str, raw: object) -> dict[date, float]:
    return {
        read_day(f"{place}, day", on): placed(f"{place}, {on}", check, "weight_kg", weight)
        for on, weight in read_mapping(place, raw).items()
    }


STEROIDS = (
    Instrument(
        name="prednisone-equivalent",
        title="What a dose of a glucocorticoid is in prednisone",
        unit="mg",
        inputs=(_DRUG, number("mg", "dose")),
        needs=(("drug",), ("mg",)),
        compute=_equivalent,
        source=_SOURCE,
    ),
    Instrument(
        name="prednisone-per-kg",
        title="Prednisone equivalent by body weight",
        unit="mg/kg/d",
        inputs=(_DRUG, number("mg_per_day", "dose"), number("weight_kg")),
        needs=(("drug",), ("mg_per_day",)),
        compute=_per_kg,
        source=_SOURCE,
    ),
    Instrument(
        name="glucocorticoid-course",
        title="Three uninterrupted months at a dose, under both readings",
        inputs=(
            Input(
                name="segments",
                meaning=f"list of stretches, each with {', '.join(_FIELDS)}",
                read=_read_segments,
            ),
            Input(name="weights", meaning="body weight in kg by day", read=_read_weights),
            number("threshold", "prednisone equivalent to reach"),
            day("on_day", "the day of the question"),
        ),
        needs=(("segments",), ("threshold",), ("on_day",)),
        compute=_course,
        source=f"{_SOURCE}; readings of A-01",
    ),
)
