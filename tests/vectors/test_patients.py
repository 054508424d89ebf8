"""The synthetic people of the clinical vectors, and its rules, through the doors everybody uses."""

import json
from datetime import date
from typing import Any

from tests.factories.people import length
from tests.factories.vector_people import RESULTS, document
from trialhead.criteria import (
    Bounds,
    Criterion,
    Measurement,
    Moment,
    Side,
    StudyCriteria,
    Timing,
    Treatment,
    shipped_criteria,
)
from trialhead.instruments import Truth
from trialhead.patients import PatientRecord, checked, read_document
from trialhead.screening import Screening, screen

STUDY = "NCT07318259"
MET = {Truth.YES: "met", Truth.NO: "not_met", Truth.UNKNOWN: "unknown"}
ELIGIBLE = {
    "may fit": "eligible",
    "cannot tell yet": "indeterminate",
    "not possible now": "not_eligible",
}
ON = "2026-06-15"


def cases(shared, section: str) -> list[dict[str, Any]]:
    """One section of the vectors."""
    listed = json.loads((shared / "vectors" / "clinical.json").read_text())[section]
    assert listed, f"no case in {section}"
    return listed


def record(file: dict[str, Any], on: str) -> PatientRecord:
    """A patient file, read and checked."""
    return checked(read_document(json.dumps(file), "vector"), date.fromisoformat(on))


def criteria() -> StudyCriteria:
    """The criteria that are shipped."""
    shipped = shipped_criteria(STUDY)
    assert shipped is not None
    return shipped


def readings(node: Any, file: dict[str, Any], on: str) -> tuple[str, str]:
    """What a part of an exclusion says in the conservative and the lenient reading."""
    study = StudyCriteria(study="X", criteria=(Criterion(id="E1", side=Side.EXCLUSION, node=node),))
    (verdict,) = screen(study, record(file, on), on=date.fromisoformat(on)).verdicts
    return MET[verdict.conservative], MET[verdict.lenient]


def expected(said: Any) -> tuple[str, str]:
    """Both readings of an expectation, which may be one word for both."""
    if isinstance(said, dict):
        return said["conservative"], said["lenient"]
    return said, said


def overall(found: Screening, scope: str) -> dict[str, str]:
    """The overall verdict in the words of the vectors."""
    verdict = getattr(found, scope)
    return {
        reading: ELIGIBLE[getattr(verdict, reading)]
        for reading in ("conservative", "lenient", "reported")
    }


def test_every_person_is_judged_as_expected(shared, subtests):
    study = criteria()
    for case in cases(shared, "patients"):
        with subtests.test(case["id"], title=case["title"]):
            on = case["facts"]["screening_date"]
            person = record(document(case["facts"]), on)
            found = screen(study, person, on=date.fromisoformat(on))
            wanted = case["expected"]
            for reading, truth in (
                ("conservative", lambda one: one.conservative),
                ("lenient", lambda one: one.lenient),
                ("reported", lambda one: one.holds),
            ):
                said = {one.criterion.id: MET[truth(one)] for one in found.verdicts}
                assert said == wanted[reading], reading
            wording = [one.criterion.id for one in found.verdicts if one.hangs_on_wording]
            assert wording == wanted["reading_dependent"]
            assert all(one.doubts for one in found.verdicts if one.hangs_on_wording)
            assert overall(found, "prescreen") == wanted["overall_prescreen"]
            assert overall(found, "full") == wanted["overall_full"]


def test_every_window_has_both_of_its_edges(shared, subtests):
    units = {"d": "day", "w": "week", "m": "month", "y": "year"}
    for case in cases(shared, "windows"):
        with subtests.test(case["id"], note=case["note"]):
            text = f"{case['window'][:-1]} {units[case['window'][-1]]}"
            node = Treatment(
                of=("live vaccine",),
                timing=Timing(moment=Moment.WITHIN, duration=length(text)),
            )
            given = {"drug": "live vaccine", "from": case["event"], "to": case["event"]}
            file = {"treatments": [given], "complete": ["treatments"]}
            wanted = tuple(
                "met" if case[reading] else "not_met" for reading in ("conservative", "lenient")
            )
            assert readings(node, file, case["anchor"]) == wanted


def test_five_years_are_counted_by_the_calendar(shared, subtests):
    """More than five years since treatment lift the exclusion."""
    node = criteria().criterion("E10").node
    for case in cases(shared, "five_year_rule"):
        with subtests.test(case["id"]):
            tumour = {
                "is": "breast cancer",
                "treatment_ended": case["treatment_end"],
                "qualities": {"without active lesion": True},
            }
            file = {"conditions": [tumour], "complete": ["conditions"]}
            longer = case["more_than_5y"]
            wanted = tuple(
                "not_met" if longer[reading] else "met" for reading in ("conservative", "lenient")
            )
            assert readings(node, file, case["anchor"]) == wanted


def test_viruses_are_judged_by_antibody_and_load(shared, subtests):
    hepatitis_b, hepatitis_c, hiv, syphilis = criteria().criterion("E6").node.parts
    for case in cases(shared, "virology"):
        with subtests.test(case["id"]):
            parts = {"hb": hepatitis_b, "hc": hepatitis_c, "hi": hiv, "sy": syphilis}
            tested = next(name for name in case if name[:2] in parts)
            results = [
                {"of": name, "result": "positive" if case[key] else "negative"}
                for key, name in RESULTS.items()
                if case.get(key) is not None
            ]
            results += [
                {"of": name, "result": case[key]}
                for key, name in (("hbv_dna", "HBV DNA"), ("hcv_rna", "HCV RNA"))
                if case.get(key) is not None
            ]
            said = readings(parts[tested[:2]], {"measurements": results}, ON)
            assert said == expected(case["expected"])


def test_multiples_are_of_the_limit_printed_with_the_result(shared, subtests):
    truths = {True: "met", False: "not_met", None: "unknown"}
    for case in cases(shared, "uln_multiples"):
        for limit, exceeds in case["expected_exceeds"].items():
            with subtests.test(case["id"], limit=limit):
                analyte = "AST" if case["value_unit"] == "U/L" else "total bilirubin"
                bounds = Bounds(low=float(limit.removeprefix("gt_")), low_included=False)
                node = Measurement(analyte=analyte, bounds=bounds, unit="ULN")
                result = {"of": analyte, "value": f"{case['value']} {case['value_unit']}"}
                if case["uln"] is not None:
                    result["upper"] = f"{case['uln']} {case['uln_unit']}"
                said = readings(node, {"measurements": [result]}, ON)
                assert said == (truths[exceeds], truths[exceeds])
