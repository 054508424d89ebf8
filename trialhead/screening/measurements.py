"""Judges results of laboratory and other measurements against a criterion."""

from collections.abc import Iterable
from dataclasses import replace

from trialhead import criteria, patients
from trialhead.criteria import Bounds
from trialhead.errors import TrialheadError
from trialhead.instruments import Truth, all_of, hcg_band, multiple_of_limit
from trialhead.screening.amounts import Amount
from trialhead.screening.judged import Judged, found, unknown
from trialhead.screening.kidney import EGFR, filtrations
from trialhead.screening.results import Choice, Result, over_results
from trialhead.screening.view import View
from trialhead.screening.words import word_is
from trialhead.vocabulary import convert, normalise

#: The vocabulary's key of the pregnancy hormone, whose levels have bands of their own.
HCG = "hCG"


def judge_measurement(leaf: criteria.Measurement, view: View) -> Judged:
    """What the results that count say about ``leaf``."""
    choice = Choice(what=leaf.analyte, timing=leaf.timing, use=leaf.use, in_a_row=leaf.in_a_row)
    results = results_of(leaf, view.patient.of(patients.Measurement))
    if leaf.analyte == EGFR and leaf.bounds is not None:
        results += filtrations(leaf.bounds, leaf.unit, view)
    return over_results(choice, results, view)


def results_of(leaf: criteria.Measurement, facts: Iterable[patients.Measurement]) -> list[Result]:
    """The results that are, or may be, of the kind ``leaf`` asks for, each judged."""
    return [
        Result(
            on=fact.on,
            what=fact.analyte,
            judged=_judge(leaf, fact).using(fact),
            sure=_kind(leaf, fact) is Truth.YES,
        )
        for fact in facts
        if normalise(fact.analyte) == normalise(leaf.analyte) and _kind(leaf, fact) is not Truth.NO
    ]


def _kind(leaf: criteria.Measurement, fact: patients.Measurement) -> Truth:
    """Whether it is of the specimen and the setting asked for."""
    specimen = _matches(_specimen(fact.specimen), _specimen(leaf.specimen))
    return all_of([specimen, _matches(fact.setting, leaf.setting)])


def _specimen(name: str) -> str:
    """Serum and plasma are blood."""
    return "blood" if normalise(name) in ("serum", "plasma", "whole blood") else name


def _matches(given: str, wanted: str) -> Truth:
    if not wanted:
        return Truth.YES
    return Truth.of(normalise(given) == normalise(wanted)) if given else Truth.UNKNOWN


def _judge(leaf: criteria.Measurement, fact: patients.Measurement) -> Judged:
    if _kind(leaf, fact) is Truth.UNKNOWN:
        asked = " and ".join(filter(None, (leaf.specimen, leaf.setting)))
        return unknown(f"how {fact.analyte} was taken (asked for is {asked})")
    if leaf.bounds is None:
        return _in_words(leaf, fact)
    try:
        return _in_numbers(leaf.bounds, leaf.unit, fact)
    except TrialheadError as error:
        return unknown(f"{fact.analyte} in {leaf.unit or 'a number'}", error.mistake)


def _in_numbers(bounds: Bounds, unit: str, fact: patients.Measurement) -> Judged:
    """The value in the unit of the criterion, or as a multiple of its own limit of normal.

    Raises TrialheadError for a unit of another kind and for a value that cannot be.
    """
    what = f"{fact.analyte}{f' of {fact.on}' if fact.on else ''}"
    if fact.value is None:
        if fact.result and word_is(fact.result, ["not detected"]) is Truth.YES:
            return Amount.of(0).compared(bounds, what, unit)
        return unknown(f"the value of {what}")
    amount = Amount.of(fact.value, fact.value_is)
    if unit in ("ULN", "LLN"):
        return _as_multiple(bounds, unit, fact, what)
    if unit != fact.unit:
        amount = amount.changed(lambda value: convert(value, fact.unit, unit, analyte=fact.analyte))
    return amount.compared(bounds, what, unit)


def _as_multiple(bounds: Bounds, unit: str, fact: patients.Measurement, what: str) -> Judged:
    upper = unit == "ULN"
    limit = fact.upper if upper else fact.lower
    if limit is None:
        side = "upper" if upper else "lower"
        return unknown(f"the {side} limit of normal printed with {what}")

    def times(value: float) -> float:
        ratio = multiple_of_limit(
            value, fact.unit, limit=limit, limit_unit=fact.limit_unit, analyte=fact.analyte
        )
        return ratio.low  # with a limit it is exact

    judged = Amount.of(fact.value, fact.value_is).changed(times).compared(bounds, what, unit)
    units = f" (in {fact.unit} and {fact.limit_unit})" if fact.limit_unit else ""
    printed = f"{what}: {fact.value:g} of a limit of {limit:g}{units}."
    return replace(judged, because=(printed, *judged.because))


def _in_words(leaf: criteria.Measurement, fact: patients.Measurement) -> Judged:
    what = f"{fact.analyte}{f' of {fact.on}' if fact.on else ''}"
    said = fact.result or _said_by_number(fact)
    if not said:
        return unknown(f"whether {what} is {' or '.join(leaf.results)}")
    line = f"{what} is {said}; asked for is {' or '.join(leaf.results)}."
    truth = word_is(said, leaf.results)
    if truth is Truth.UNKNOWN:
        return unknown(f"whether {what} is {' or '.join(leaf.results)}", line)
    return found(truth, line)


def _said_by_number(fact: patients.Measurement) -> str:
    """What a number means in words, by the limits printed with it; empty when that is open."""
    amount = Amount.of(fact.value, fact.value_is)
    if fact.analyte == HCG and fact.value is not None:
        return _hcg_in_words(fact)
    if fact.limit_unit not in ("", fact.unit) or fact.upper is None:
        return ""
    if amount.within(Bounds(low=fact.upper, low_included=False)) is Truth.YES:
        return "above reference"
    lower = Bounds(low=fact.lower or 0, high=fact.upper)
    return "normal" if amount.within(lower) is Truth.YES else ""


def _hcg_in_words(fact: patients.Measurement) -> str:
    try:
        level = convert(fact.value or 0, fact.unit, "[IU]/L", analyte=HCG)
        return str(hcg_band(level)) if fact.value_is == "=" else ""
    except TrialheadError:
        return ""
