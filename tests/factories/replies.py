"""Replies to the pages' questions, worked out from what a record says of the person."""

from datetime import date
from typing import Any

from trialhead.criteria import Leaf
from trialhead.instruments import Truth, completed_years
from trialhead.patients import Measurement, PatientRecord, ScoreFact
from trialhead.screening import View, judge_leaf

_SAID = {
    (Truth.YES, Truth.YES): "yes",
    (Truth.NO, Truth.NO): "no",
    (Truth.NO, Truth.YES): "at the limit",
}
UNSURE = {"answer": "not sure"}


class FromRecord:
    """Somebody who knows what the record says, and no more."""

    def __init__(self, record: PatientRecord, on: date) -> None:
        self.record, self.on = record, on

    def __call__(self, topic: dict[str, Any], leaf: Leaf | None) -> dict[str, str]:
        """The fields of the form, filled in."""
        match topic["about"]:
            case "age":
                return self._age()
            case "sex":
                return {"answer": str(self.record.sex)} if self.record.sex else UNSURE
            case "result":
                return self._result(topic["name"]) or self._in_words(leaf)
            case "score":
                return self._score(topic["name"]) or self._in_words(leaf)
            case _:
                return self._in_words(leaf)

    def _age(self) -> dict[str, str]:
        born = self.record.born[0].on.earliest
        return {"answer": "number", "number": str(completed_years(born, self.on)), "unit": "year"}

    def _in_words(self, leaf: Leaf | None) -> dict[str, str]:
        if leaf is None:
            return UNSURE
        strict, broad = (
            judge_leaf(leaf, View(patient=self.record, on=self.on, broad=one)).truth
            for one in (False, True)
        )
        said = _SAID.get((strict, broad))
        return {"answer": said} if said else UNSURE

    def _result(self, analyte: str) -> dict[str, str]:
        """The printed result, if there is just one such number with its unit."""
        listed = self.record.of(Measurement)
        found = [fact for fact in listed if fact.analyte == analyte and fact.value is not None]
        derived = analyte == "eGFR" and any(fact.analyte == "creatinine" for fact in listed)
        if len(found) != 1 or derived:
            return {}
        (fact,) = found
        limits = {
            name: f"{limit!r}"
            for name, limit in (("lower", fact.lower), ("upper", fact.upper))
            if limit is not None
        }
        unit = f"{fact.analyte}|{fact.unit}"
        return {"answer": "number", "number": repr(fact.value), "unit": unit, **limits}

    def _score(self, scale: str) -> dict[str, str]:
        values = [fact.value for fact in self.record.of(ScoreFact) if fact.scale == scale]
        if len(values) != 1 or values[0] is None:
            return {}
        return {"answer": "number", "number": repr(values[0])}
