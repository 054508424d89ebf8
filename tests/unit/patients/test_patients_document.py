"""Our own format for one person: what it says, and how it tells mistakes."""

import json
import random
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from trialhead.errors import TrialheadError, Unreadable
from trialhead.patients import (
    Answer,
    Birth,
    Completeness,
    Condition,
    DocumentError,
    Fact,
    Kind,
    Measurement,
    Outcome,
    Participation,
    PatientRecord,
    Procedure,
    Reproduction,
    ScoreFact,
    Severity,
    Sex,
    SexFact,
    Treatment,
    checked,
    read_document,
    read_when,
)

DESCRIPTION = Path(__file__).parents[3] / "docs" / "patients.md"
EXAMPLE = DESCRIPTION.read_text("utf-8").partition("```yaml\n")[2].partition("```")[0]


def read(text: str) -> PatientRecord:
    """The record of a file called anna.yaml."""
    return read_document(text, "anna.yaml")


def only(text: str) -> Any:
    """The only fact of a file."""
    (fact,) = read(text).facts
    return fact


def mistakes(text: str) -> tuple[tuple[int, str], ...]:
    """Lines and problems of a file that is refused."""
    with pytest.raises(DocumentError) as refused:
        read(text)
    return refused.value.mistakes


def test_the_example_of_the_description_is_read_without_a_finding() -> None:
    record = read(EXAMPLE)
    assert len(record.facts) == 25
    assert {type(fact) for fact in record.facts} == {
        *(Birth, SexFact, Condition, Treatment, Measurement, ScoreFact, Procedure),
        *(Participation, Reproduction, Answer, Completeness),
    }
    assert {finding.message for finding in record.findings} <= {
        "Unknown scale 'EULAR/ACR 2019': it is compared with criteria letter by letter.",
        "Unknown procedure 'kidney biopsy': it is compared with criteria letter by letter.",
    }
    assert checked(record, date(2026, 6, 15)).facts == record.facts


def test_the_example_means_what_it_says() -> None:
    record = read(EXAMPLE)
    lupus = record.of(Condition)[0]
    assert lupus.concepts == ("Lupus Erythematosus, Systemic",)
    assert (lupus.onset, lupus.severity) == (read_when("2019-03"), Severity.SEVERE)
    assert lupus.qualities == {"active": True}
    prednisone = record.of(Treatment)[0]
    assert (prednisone.dose, prednisone.dose_unit, prednisone.route) == (60, "mg/d", "oral")
    assert (prednisone.outcome, prednisone.reason) == (Outcome.FAILED, "lupus nephritis")
    assert [fact.given for fact in record.of(Treatment)] == [True, True, False]
    assert record.of(Procedure)[1].done is False
    assert record.sex is Sex.FEMALE
    assert record.is_complete(Kind.PROCEDURES)
    assert not record.is_complete(Kind.CONDITIONS)


def test_json_says_the_same_as_yaml() -> None:
    data = yaml.load(EXAMPLE, Loader=yaml.BaseLoader)  # noqa: S506 - it makes only texts
    record = read(json.dumps(data, indent=1))
    bare = [(type(one), {**_fields(one), "source": ""}) for one in record.facts]
    assert bare == [(type(one), {**_fields(one), "source": ""}) for one in read(EXAMPLE).facts]


def _fields(fact: Fact) -> dict[str, Any]:
    return {name: getattr(fact, name) for name in fact.__dataclass_fields__}


@pytest.mark.parametrize("name", ["fits", "does-not-fit", "cannot-tell"])
def test_the_sample_patients_are_read_without_a_finding(name: str) -> None:
    path = DESCRIPTION.parents[1] / "sample" / "patients" / f"{name}.yaml"
    record = read(path.read_text("utf-8"))
    assert record.findings == ()
    assert checked(record, date(2026, 11, 23)).facts == record.facts


def test_every_fact_knows_its_line() -> None:
    record = read("born: 1980\nconditions:\n  - is: gout\n    since: 2020\n  - is: asthma\n")
    assert [fact.source for fact in record.facts] == [
        "anna.yaml, line 1",
        "anna.yaml, line 3",
        "anna.yaml, line 5",
    ]


@pytest.mark.parametrize(
    ("entry", "fact"),
    [
        ("{is: gout, never: yes}", {"name": "gout", "present": False}),
        ("{is: gout, never: no}", {"present": True}),
        ("{is: gout, until: 2020}", {"ended": read_when("2020"), "ongoing": None}),
        ("{is: gout, ongoing: unknown, active: unknown}", {"ongoing": None, "qualities": {}}),
        ("{is: gout, active: no}", {"qualities": {"active": False}}),
        (
            "{is: gout, active: no, qualities: {chronic: yes, painful: unknown}}",
            {"qualities": {"active": False, "chronic": True}},
        ),
        ("{is: gout, grade: 2.5, stage: IIIA}", {"grade": 2.5, "stage": "IIIA"}),
        ("{is: gout, since: , severity: null}", {"onset": None, "severity": None}),
        ("{is: 'acute  gout'}", {"name": "acute gout", "concepts": ("Gout",)}),
        ("{is: chronic severe gout}", {"concepts": ("Gout",)}),
        ("{is: viral gout}", {"name": "viral gout", "concepts": ()}),
    ],
)
def test_a_condition(entry: str, fact: dict[str, Any]) -> None:
    assert fact.items() <= _fields(only(f"conditions: [{entry}]")).items()


@pytest.mark.parametrize(
    ("entry", "fact"),
    [
        ("{drug: Deltasone}", {"drug": "prednisone", "given": True, "dose": None}),
        ("{drug: prednisone, dose: 1 mg/kg/day}", {"dose": 1, "dose_unit": "mg/kg/d"}),
        ("{drug: prednisone, line: 3}", {"line": 3}),
        ("{drug: xyzumab, never: yes}", {"drug": "xyzumab", "given": False}),
        ("{drug: prednisone, to: 2020}", {"end": read_when("2020"), "start": None}),
    ],
)
def test_a_treatment(entry: str, fact: dict[str, Any]) -> None:
    assert fact.items() <= _fields(only(f"treatments: [{entry}]")).items()


@pytest.mark.parametrize(
    ("entry", "fact"),
    [
        ("{of: Cr, value: 1.2 mg/dL}", {"value": 1.2, "unit": "mg/dL", "value_is": "="}),
        ("{of: CRP, value: <5 mg/L}", {"value": 5, "value_is": "<"}),
        ("{of: CRP, value: ≥ 5 mg/L}", {"value": 5, "value_is": ">="}),
        ("{of: HBsAg, result: negative}", {"analyte": "HBsAg", "value": None, "unit": ""}),
        (
            "{of: platelets, value: 150000 /uL, lower: 150000, upper: 400000}",
            {"value": 150, "unit": "10*9/L", "lower": 150, "upper": 400, "limit_unit": ""},
        ),
        (
            "{of: total bilirubin, value: 9 umol/L, upper: 1.2 mg/dL}",
            {"upper": 1.2, "limit_unit": "mg/dL"},
        ),
        ("{of: ALT, value: 30 U/L, upper: 40 IU/L}", {"upper": 40, "limit_unit": ""}),
        ("{of: frogs, value: 3 frogs/pond}", {"analyte": "frogs", "unit": "frogs/pond"}),
    ],
)
def test_a_measurement(entry: str, fact: dict[str, Any]) -> None:
    read_fact = _fields(only(f"measurements: [{entry}]"))
    assert {name: read_fact[name] for name in fact} == {
        name: pytest.approx(value) if isinstance(value, float | int) else value
        for name, value in fact.items()
    }


@pytest.mark.parametrize(
    ("entry", "fact"),
    [
        ("{scale: NYHA, value: II}", {"scale": "NYHA", "value": 2, "missing": None}),
        ("{scale: Child-Pugh class, value: B}", {"value": 2}),
        ("{scale: SLEDAI-2K, value: 8}", {"value": 8}),
        (
            "{scale: SLEDAI-2K, present: [ fever, new  rash ], missing: []}",
            {"present": ("fever", "new rash"), "missing": ()},
        ),
        (
            "{scale: SLEDAI-2K, present: [], missing: [fever]}",
            {"present": (), "missing": ("fever",), "value": None},
        ),
        (
            "{scale: EULAR/ACR 2019, inputs: {ana: yes, classified: unknown}}",
            {"inputs": {"ana": True, "classified": None}, "missing": None},
        ),
    ],
)
def test_a_score(entry: str, fact: dict[str, Any]) -> None:
    assert fact.items() <= _fields(only(f"scores: [{entry}]")).items()


@pytest.mark.parametrize(
    ("entry", "done", "needed"),
    [
        ("{is: dialysis}", True, None),
        ("{is: dialysis, on: 2020}", True, None),
        ("{is: dialysis, never: yes}", False, None),
        ("{is: dialysis, needed: yes}", None, True),
        ("{is: dialysis, needed: no, done: yes}", True, False),
        ("{is: dialysis, never: yes, needed: no}", False, False),
        ("{is: dialysis, done: no}", False, None),
        ("{is: dialysis, done: unknown}", None, None),
    ],
)
def test_a_procedure(entry: str, done: bool | None, needed: bool | None) -> None:
    fact = only(f"procedures: [{entry}]")
    assert (fact.done, fact.needed) == (done, needed)


def test_taking_part_and_having_children() -> None:
    part = only("participations: [{last_contact: 2026-01}]")
    assert (part.took_part, part.interventional) == (True, None)
    assert only("participations: [{never: yes}]").took_part is False
    assert only("reproduction: {pregnant: unknown, breastfeeding: no}").pregnant is None
    assert [one.pregnant for one in read("reproduction: [{pregnant: no}, {pregnant: yes}]").facts]


def test_an_answer_not_known_is_no_fact() -> None:
    facts = read("answers: [{question: q, holds: unknown}, {question: r, holds: no}]").facts
    assert [(fact.question, fact.holds) for fact in facts if isinstance(fact, Answer)] == [
        ("r", False)
    ]


BAD = [
    ("born: 10.02.1992", 1, "write 2026-11-23"),
    ("born: 1992-02-30", 1, "no calendar"),
    ("born: [1992]", 1, "single value"),
    ("sex: f", 1, "female, male"),
    ("sexe: female", 1, "did you mean 'sex'"),
    ("synthetic: perhaps", 1, "neither yes, no nor unknown"),
    ("conditions: gout", 1, "should be a list"),
    ("conditions: {is: gout}", 1, "should be a list"),
    ("conditions: [gout]", 1, "fields with their values"),
    ("conditions:\n- {since: 2020}", 2, "lacks 'is'"),
    ("conditions:\n- {is: gout, sinse: 2020}", 2, "did you mean 'since'"),
    ("conditions:\n- {is: gout, never: unknown}", 2, "leave the entry out"),
    ("conditions:\n- {is: gout, severity: awful}", 2, "mild, moderate, severe"),
    ("conditions:\n- {is: gout, grade: two}", 2, "no number"),
    ("conditions:\n- {is: gout, qualities: [chronic]}", 2, "fields with their values"),
    ("conditions:\n- {is: gout, active: no, qualities: {active: yes}}", 2, "given twice"),
    ("treatments: [{drug: x, dose: lots}]", 1, "is no number"),
    ("treatments: [{drug: x, dose: <5 mg/d}]", 1, "one number"),
    ("treatments: [{drug: x, line: 0}]", 1, "whole number"),
    ("treatments: [{drug: x, outcome: cured}]", 1, "worked, failed"),
    ("measurements: [{of: CRP}]", 1, "'value' or 'result'"),
    ("measurements: [{of: CRP, value: '1,5 mg/L'}]", 1, "is no number"),
    ("measurements: [{of: ALT, value: 9 U/L, lower: 1 g/L, upper: 2 mg/dL}]", 1, "different units"),
    ("scores: [{scale: SLEDAI-2K, present: [fever]}]", 1, "belong together"),
    ("scores: [{scale: SLEDAI-2K, present: fever, missing: []}]", 1, "should be a list"),
    ("scores: [{scale: NYHA, value: V}]", 1, "no value of NYHA"),
    ("scores: [{scale: unheard of, value: high}]", 1, "no value of unheard of"),
    ("procedures: [{is: dialysis, never: yes, done: yes}]", 1, "leave one out"),
    ("participations: [{}]", 1, "needs 'last_contact'"),
    ("reproduction: yes", 1, "should be a list"),
    ("answers: [{question: q}]", 1, "lacks 'holds'"),
    ("complete: conditions", 1, "should be a list"),
    ("complete: [illnesses]", 1, "none of conditions"),
    ("[gout]", 1, "fields with their values"),
    ("gout", 1, "fields with their values"),
]


@pytest.mark.parametrize(("text", "line", "problem"), BAD, ids=[text for text, _, _ in BAD])
def test_a_mistake_is_told_with_its_line_and_remedy(text: str, line: int, problem: str) -> None:
    told = mistakes(text)
    assert any(where == line and problem in words for where, words in told), told


def test_several_mistakes_are_told_at_once_in_their_order() -> None:
    text = "sex: f\nborn: soon\nconditions:\n- {is: gout, since: x}\nscoress: []\n"
    assert [line for line, _ in mistakes(text)] == [1, 2, 4, 5]
    with pytest.raises(DocumentError) as refused:
        read(text)
    assert str(refused.value).startswith("anna.yaml holds mistakes. Line 1: sex:")


def test_of_many_mistakes_the_first_are_told() -> None:
    text = "conditions:\n" + "- {}\n" * 500
    with pytest.raises(DocumentError, match="And 480 more"):
        read(text)


def test_names_nobody_knows_are_told_once_with_their_count() -> None:
    record = read("conditions: [{is: zumpf}, {is: gout}, {is: zumpf}]\ntreatments: [{drug: zumpf}]")
    assert [(finding.message, finding.source) for finding in record.findings] == [
        (
            "Unknown condition 'zumpf': it is compared with criteria letter by letter. (2 entries)",
            "anna.yaml, line 1",
        ),
        (
            "Unknown drug 'zumpf': it is compared with criteria letter by letter.",
            "anna.yaml, line 2",
        ),
    ]


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ("{of: creatinine, value: 85}", "without a unit"),
        ("{of: creatinine, value: 85 zumpf}", "unit 'zumpf' is not known"),
    ],
)
def test_a_number_that_cannot_be_compared_is_told(entry: str, told: str) -> None:
    assert told in read(f"measurements: [{entry}]").findings[0].message


def test_a_number_of_something_without_a_unit_is_fine() -> None:
    assert read("measurements: [{of: INR, value: 1.1}]").findings == ()


@given(st.permutations(["a", "b", "c", "d"]), st.randoms(use_true_random=False))
def test_the_order_of_entries_makes_no_difference(order: list[str], shuffle: random.Random) -> None:
    sections = {
        "a": ("conditions", ["{is: gout}", "{is: asthma, never: yes}", "{is: stroke}"]),
        "b": ("treatments", ["{drug: prednisone}", "{drug: aspirin, never: yes}"]),
        "c": ("procedures", ["{is: dialysis}", "{is: surgery}"]),
        "d": ("complete", ["conditions", "procedures"]),
    }

    def said(names: list[str], shuffled: bool) -> set[Any]:
        lines = []
        for name in names:
            key, entries = sections[name]
            listed = shuffle.sample(entries, len(entries)) if shuffled else entries
            lines.append(f"{key}: [{', '.join(listed)}]")
        return {
            (type(fact), *(str(v) for k, v in _fields(fact).items() if k != "source"))
            for fact in read("\n".join(lines)).facts
        }

    assert said(order, shuffled=True) == said(sorted(order), shuffled=False)


FIELD_NAMES = (
    "born sex conditions treatments measurements scores procedures participations reproduction "
    "answers complete is drug of value on scale present missing inputs qualities never holds "
    "question dose"
)
KEYS = st.sampled_from(FIELD_NAMES.split())
VALUES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
VALUES |= st.sampled_from(["2020-01", "5 mg/L", "<3", "yes", "gout", "prednisone", "NYHA"])
ANY_JSON = st.recursive(
    VALUES,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(KEYS | st.text(), inner, max_size=5)
    ),
    max_leaves=30,
)


@given(ANY_JSON)
def test_any_json_is_a_record_or_refused(data: Any) -> None:
    try:
        record = read(json.dumps(data))
    except TrialheadError as error:
        assert error.fix  # noqa: PT017 - either outcome is right
    else:
        checked(record, date(2026, 6, 15))


@given(st.text())
def test_any_text_is_a_record_or_refused(text: str) -> None:
    try:
        read(text)
    except Unreadable as error:
        assert error.fix  # noqa: PT017 - either outcome is right


def test_a_hundred_thousand_facts_are_read_and_checked_in_bounded_time() -> None:
    result = "- {{of: creatinine, value: {} umol/L, on: 20{:02}-0{}-11, upper: 104}}"
    listed = [result.format(60 + n % 60, 10 + n % 16, 1 + n % 9) for n in range(100_000)]
    text = "born: 1960-01-01\nmeasurements:\n" + "\n".join(listed)
    begun = time.monotonic()
    record = checked(read(text), date(2026, 6, 15))
    assert time.monotonic() - begun < 60  # about 8 s on one slow core; a square would take hours
    assert len(record.facts) == 100_001
