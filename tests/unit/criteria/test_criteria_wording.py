"""Criteria in plain English: every kind of leaf and combination as a sentence, question and checklist.

What is expected stands in golden/wording.txt, so that it can be read through like a text.
"""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.criteria import leaf_nodes, nodes
from tests.factories.nodes import (
    AHEAD,
    FEMALE,
    MALE,
    age,
    at,
    bounds,
    done,
    doubt,
    drug,
    found,
    ill,
    lab,
    longer_ago,
    no,
    score,
    time,
    within,
)
from tests.factories.sentences import read
from trialhead.criteria import (
    EVER,
    NOW,
    All,
    Any,
    Aspect,
    AtLeast,
    Classified,
    Judge,
    Judgement,
    Leaf,
    Moment,
    Participation,
    Reproduction,
    Timing,
    Unless,
    Unread,
    bounds_told,
    checklist,
    children,
    leaves,
    question,
    sentence,
    shipped_criteria,
    unit_told,
)

GOLDEN = Path(__file__).parent / "golden" / "wording.txt"
SINCE = Timing(moment=Moment.SINCE, event="diagnosis")
SOON = Timing(moment=Moment.AHEAD, duration=time("6 months"))
ASTHMA, COPD, STROKE = ill("Asthma"), ill("COPD"), ill("Stroke", timing=EVER)

NODES = {
    "an age": age("≥ 18"),
    "an age in months, at an event": age("≥ 6 < 24", "month", on="consent"),
    "a sex": FEMALE,
    "an illness": ASTHMA,
    "an illness, described": ill(
        "Asthma", "COPD", severity="moderate", qualities=("uncontrolled",), timing=within("1 year")
    ),
    "an illness with stages": ill("Melanoma", stages=("III", "IV"), onset=longer_ago("6 months")),
    "an illness with a grade": ill("Neuropathy", grade=bounds("≥ 2"), timing=at("consent")),
    "an illness with an exception": ill(
        "Neoplasms",
        but_not=(ill("Carcinoma, Basal Cell", qualities=("resected",)), ill("Cervix")),
    ),
    "an illness whose treatment ended": ill("Hepatitis C", treatment_ended=longer_ago("6 months")),
    "a past illness": STROKE,
    "an illness since": ill("Infections", timing=SINCE),
    "a past illness before an event": ill(
        "Stroke", timing=Timing(moment=Moment.EVER, event="first dose")
    ),
    "a treatment": drug("rituximab"),
    "a treatment now": drug("warfarin", timing=NOW),
    "a treatment in a window": drug("rituximab", timing=within("6 months", "first dose")),
    "a treatment foreseen": drug("rituximab", timing=AHEAD),
    "several treatments": drug(
        "methotrexate", "azathioprine", "leflunomide", agents=2, outcomes=("failed", "intolerant")
    ),
    "a treatment with a dose": drug(
        "glucocorticoid",
        dose=bounds("≥ 1"),
        dose_unit="mg/kg/d",
        as_prednisone=True,
        lasting=time("3 months"),
    ),
    "a treatment, described": drug(
        "antibiotic",
        qualities=("prophylactic",),
        routes=("oral", "intravenous"),
        lines=bounds("≤ 2"),
    ),
    "a stable treatment": drug("methotrexate", timing=NOW, stable_for=time("8 weeks")),
    "a result": lab("hemoglobin", "≥ 9 < 12.5", "g/dL"),
    "a multiple of a limit": lab("ALT", "≤ 2.5", "ULN", timing=within("14 days", "enrolment")),
    "results in a row": lab("UPCR", "≥ 0.5", "mg/mg", in_a_row=2),
    "a result of a specimen": lab("glucose", "< 7", "mmol/L", specimen="plasma", setting="fasting"),
    "a share": lab("HbA1c", "≥ 6.5", "%"),
    "a filtration rate": lab("eGFR", "≥ 60", "mL/min/{1.73_m2}"),
    "a result in words": found("HBsAg"),
    "a score": score(
        "SLEDAI-2K", "≥ 6", timing=within("10 days", "screening"), window=time("10 days")
    ),
    "an exact class": score("NYHA", "4"),
    "a classification": Classified(scale="EULAR/ACR 2019"),
    "a procedure": done("major surgery", timing=within("4 weeks")),
    "a procedure needed": done("dialysis", timing=NOW, needed=True, qualities=("chronic",)),
    "a procedure to come": done("hysterectomy", timing=SOON),
    "pregnancy": Reproduction(aspect=Aspect.PREGNANT),
    "breastfeeding": Reproduction(aspect=Aspect.BREASTFEEDING),
    "potential": Reproduction(aspect=Aspect.CHILDBEARING_POTENTIAL),
    "contraception": Reproduction(
        aspect=Aspect.CONTRACEPTION, until="6 months after the last dose"
    ),
    "a negative test": Reproduction(
        aspect=Aspect.TEST_NEGATIVE, specimen="blood", timing=within("7 days", "first dose")
    ),
    "a positive test": Reproduction(aspect=Aspect.TEST_POSITIVE),
    "another study": Participation(timing=NOW),
    "an earlier study": Participation(timing=within("30 days", "screening"), interventional=True),
    "a judgement of the person": Judgement(statement="Agrees to visits", judge=Judge.PERSON),
    "a judgement of the team": Judgement(statement="Fit for surgery"),
    "words not read": Unread(statement="the moon is full"),
    "all": All(parts=(age("≥ 18"), ASTHMA)),
    "any": Any(parts=(ASTHMA, COPD)),
    "at least": AtLeast(count=2, parts=(ASTHMA, COPD, STROKE)),
    "not": no(ASTHMA),
    "not any": no(Any(parts=(ASTHMA, COPD))),
    "unless": Unless(part=ASTHMA, exception=drug("prednisone", timing=NOW)),
    "two readings": doubt(All(parts=(ASTHMA, COPD)), Any(parts=(ASTHMA, COPD))),
    "all of any": All(
        parts=(
            Any(parts=(MALE, no(Reproduction(aspect=Aspect.PREGNANT)))),
            AtLeast(count=1, parts=(All(parts=(ASTHMA, STROKE)), COPD)),
        )
    ),
}


def _told(name: str) -> str:
    node = NODES[name]
    asked = [] if children(node) else [f"? {question(node)}"]  # type: ignore[arg-type]
    listed = [f"| {line}" for line in checklist(node)] if children(node) else []
    return "\n".join((f"# {name}", f"= {sentence(node)}", *asked, *listed))


def _golden() -> dict[str, str]:
    blocks = GOLDEN.read_text(encoding="utf-8").strip().split("\n\n")
    return {block.splitlines()[0].removeprefix("# "): block for block in blocks}


@pytest.mark.parametrize("name", NODES)
def test_wording(name):
    assert _told(name) == _golden()[name]


def test_every_kind_of_leaf_is_worded_here():
    shown = {type(leaf) for node in NODES.values() for leaf in leaves(node)}
    assert shown == set(Leaf.__args__)
    assert set(_golden()) == set(NODES)


@pytest.mark.parametrize(
    ("signs", "unit", "told"),
    [
        ("≥ 18", "years", "at least 18 years"),
        ("> 18", "", "above 18"),
        ("≤ 1.5", "ULN", "at most 1.5 times the upper limit of normal"),
        ("< 0.8", "LLN", "below 0.8 times the lower limit of normal"),
        ("≥ 18 < 65", "years", "at least 18 years and below 65 years"),
        ("4", "", "4"),
        ("≥ 6.5", "%", "at least 6.5%"),
        ("≥ 10000000", "{copies}/mL", "at least 10000000 copies/mL"),
        ("> 100.4", "[degF]", "above 100.4 °F"),
    ],
)
def test_bounds(signs, unit, told):
    assert bounds_told(bounds(signs), unit) == told


@pytest.mark.parametrize("unit", ["mg/dL", "g/L", "%", "", "mmol/L"])
def test_units_people_write_stay(unit):
    assert unit_told(unit) == unit


@pytest.mark.parametrize(
    "words",
    [
        "Platelets ≥ 100 x 10^9/L",
        "eGFR < 30 mL/min/1.73 m2",
        "BMI ≥ 30 kg/m2",
        "Systolic blood pressure ≥ 160 mmHg",
        "Temperature ≥ 38 °C",
        "Body weight > 110 lb",
        "HIV RNA > 50 copies/mL",
        "FSH > 40 mIU/mL",
        "TSH > 10 mIU/L",
        "AST > 80 U/L",
        "Creatinine > 133 µmol/L",
        "Potassium > 5.5 mEq/L",
        "CD4 count < 200 cells/µL",
    ],
)
def test_no_unit_is_told_as_a_key(words):
    criterion = read("E", words)
    assert not re.search(r"[\[\]{}_*]", sentence(criterion.node))


# Properties --------------------------------------------------------------------------------------

_INNER = re.compile(r"\b(?:Moment|Aspect|Use|Judge|Bounds|Timing|Duration|Span|TimeUnit)\b[.(]")
_OPENINGS = ("What ", "Is ", "Does ", "Which ")


@given(nodes())
def test_a_sentence_says_something_and_goes_on(node):
    """No full stop of its own: it stands inside others."""
    told = sentence(node)
    assert told.strip()
    assert not _INNER.search(told)
    assert "\n" not in told


@given(leaf_nodes())
def test_a_question_asks(leaf):
    told = question(leaf)
    assert told.startswith(_OPENINGS)
    assert told.endswith("?")
    assert not _INNER.search(told)


@given(leaf_nodes(), leaf_nodes())
def test_a_negation_is_always_told(one, other):
    node = no(Any(parts=(one, other)))
    assert sentence(node) == f"not: ({sentence(one)} or {sentence(other)})"


@given(nodes())
def test_a_checklist_has_a_line_for_each_part(node):
    lines = checklist(node)
    assert all(line.strip() for line in lines)
    if isinstance(node, All | Any | AtLeast):
        assert lines[0].endswith("of:")
        below = [line for part in node.parts for line in checklist(part)]
        assert lines[1:] == [f"  {line}" for line in below]
    else:
        assert lines == [sentence(node)]


@given(st.lists(leaf_nodes(), min_size=2, max_size=4))
def test_every_part_is_told(parts):
    for kind in (All, Any):
        told = sentence(kind(parts=tuple(parts)))
        assert all(sentence(part) in told for part in parts)


@pytest.mark.parametrize("number", ["NCT07318259", "NCT99900001", "NCT99900002", "NCT99900015"])
def test_authored_criteria_can_be_told(number):
    for criterion in shipped_criteria(number).criteria:
        told = [sentence(criterion.node), *checklist(criterion.node)]
        told += [question(leaf) for leaf in leaves(criterion.node)]
        assert all(line.strip() and not re.search(r"[{}\[\]]", line) for line in told)
