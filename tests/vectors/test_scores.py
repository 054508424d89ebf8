"""The instruments give what the clinical specification's own cases expect."""

import json
import os
from datetime import date
from pathlib import Path

import pytest

from trialhead.instruments import (
    SLEDAI_BANDS,
    Duration,
    Interval,
    TimeUnit,
    Truth,
    TwoReadings,
    ViralLoad,
    ckd_epi_2009,
    ckd_epi_2021,
    cockcroft_gault,
    creatinine_from_umol_l,
    egfr_below,
    eular_acr_2019,
    hepatitis_b,
    hepatitis_c,
    hiv,
    longer_ago,
    mdrd_175,
    multiple_of_limit,
    prednisone_equivalent,
    prednisone_per_kg,
    sledai_2k,
    sledai_item,
    syphilis,
    within,
)

TRUTHS = {
    "met": Truth.YES,
    "yes": Truth.YES,
    True: Truth.YES,
    "not_met": Truth.NO,
    "no": Truth.NO,
    False: Truth.NO,
    "unknown": Truth.UNKNOWN,
    None: Truth.UNKNOWN,
}
SEXES = {"F": "female", "M": "male"}
UNITS = {"d": TimeUnit.DAY, "w": TimeUnit.WEEK, "m": TimeUnit.MONTH, "y": TimeUnit.YEAR}
FORMULAS = {
    "ckd_epi_2021": ckd_epi_2021,
    "ckd_epi_2009": ckd_epi_2009,
    "mdrd_175": mdrd_175,
    "cockcroft_gault": cockcroft_gault,
}


def cases(section: str) -> list:
    """The cases of a section as parameters; one that is skipped when there is no such file."""
    path = Path(os.environ.get("TRIALHEAD_SHARED", ""), "vectors", "clinical.json")
    if not os.environ.get("TRIALHEAD_SHARED") or not path.exists():
        reason = "TRIALHEAD_SHARED does not name a folder with vectors/clinical.json"
        return [pytest.param({}, marks=pytest.mark.skip(reason=reason))]
    found = json.loads(path.read_text(encoding="utf-8"))[section]
    return [pytest.param(case, id=str(case.get("id", place))) for place, case in enumerate(found)]


def readings(expected: object) -> TwoReadings:
    """What a case expects: one word for both readings, or one each."""
    if isinstance(expected, dict):
        return TwoReadings(
            conservative=TRUTHS[expected["conservative"]], lenient=TRUTHS[expected["lenient"]]
        )
    return TwoReadings.alike(TRUTHS[expected])


@pytest.mark.parametrize("case", cases("sledai_2k"))
def test_sledai_2k(case):
    expected = case["expected"]
    result = sledai_2k(present=case["present"], missing=case["missing"])
    assert result.total == Interval(expected["min"], expected["max"])
    assert result.total.value == expected["score"]
    assert result.clinical.total.low == expected["clinical_min"]
    assert result.total.at_least(8) is TRUTHS[expected["ge_8"]]


@pytest.mark.parametrize(("key", "banding"), [("band_6_10", "6-10"), ("band_boumpas", "boumpas")])
@pytest.mark.parametrize("case", cases("sledai_2k"))
def test_sledai_2k_bands(case, key, banding):
    result = sledai_2k(present=case["present"], missing=case["missing"])
    expected = case["expected"][key]
    if not result.total.value:  # none printed for an interval, and each has its word for 0
        assert set(result.bands(banding)) <= SLEDAI_BANDS[banding].keys()
    else:
        assert result.bands(banding) == (expected.replace("_", " "),)


@pytest.mark.parametrize("case", cases("sledai_2k_item_rules"))
def test_sledai_2k_items(case):
    settings = {
        "threshold_ge2": {"arthritis_min_joints": 2},
        "threshold_gt2": {"arthritis_min_joints": 3},
        "window_10d": {"window_days": 10},
        "window_28d": {"window_days": 28},
        "window_30d": {"window_days": 30},
    }
    expected = case["expected"]
    wanted = expected if isinstance(expected, dict) else {"": expected}
    for setting, truth in wanted.items():
        found = sledai_item(case["item"], case["facts"], **settings.get(setting, {}))
        assert found.counts is TRUTHS[truth], setting


@pytest.mark.parametrize("case", cases("eular_acr_2019"))
def test_eular_acr_2019(case):
    expected = case["expected"]
    result = eular_acr_2019(ana=case["ana_ge_1_80"], present=case["items"], missing=[])
    assert result.total.value == expected["total"]
    assert result.classified is TRUTHS[expected["classified"]]
    assert result.clinical is TRUTHS[expected["clinical_criterion"]]
    domains = {name: points.value for name, points in result.domains.items()}
    assert domains == expected["domains"]


@pytest.mark.parametrize("case", cases("egfr"))
def test_egfr(case):
    inputs = dict(case["inputs"])
    divisor = inputs.pop("divisor", None)
    umol_l = inputs.pop("creatinine_umol_l", None)
    if umol_l is not None:
        inputs["creatinine_mg_dl"] = umol_l / divisor if divisor else creatinine_from_umol_l(umol_l)
    person = {"age_years": inputs.pop("age"), "sex": SEXES[inputs.pop("sex")]}
    found = FORMULAS[case["equation"]](**person, **inputs)
    digits = case["round_to_decimals"]
    assert round(found, digits) == case["expected"]


@pytest.mark.parametrize("case", cases("egfr_threshold_30"))
def test_creatinine_that_gives_exactly_30(case):
    person = {"age_years": case["age"], "sex": SEXES[case["sex"]]}
    from_mg = ckd_epi_2021(creatinine_mg_dl=case["creatinine_mg_dl_at_egfr_30"], **person)
    converted = creatinine_from_umol_l(case["creatinine_umol_l"])
    assert from_mg == pytest.approx(30, abs=0.002)
    assert ckd_epi_2021(creatinine_mg_dl=converted, **person) == pytest.approx(30, abs=0.002)


@pytest.mark.parametrize("case", cases("egfr_compare"))
def test_egfr_against_a_limit(case):
    found = egfr_below(
        case["threshold"], calculated=case["value"], printed=case.get("printed_integer")
    )
    assert case["op"] == "<"
    if isinstance(case["expected"], bool):
        assert found == TwoReadings.alike(TRUTHS[case["expected"]])
    else:
        assert case["expected"].startswith("reading-dependent")
        assert found == TwoReadings(conservative=Truth.YES, lenient=Truth.NO)


@pytest.mark.parametrize("case", cases("glucocorticoid_equivalence"))
def test_glucocorticoid_equivalence(case):
    found = prednisone_equivalent(case["drug"], case["mg"])
    assert found == pytest.approx(case["expected_prednisone_mg"], rel=1e-9)


@pytest.mark.parametrize("case", cases("glucocorticoid_mg_per_kg"))
def test_glucocorticoid_mg_per_kg(case):
    found = prednisone_per_kg(case["drug"], case["mg_per_day"], case["weight_kg"])
    expected = case["expected_mg_kg_d"]
    assert (found.value is None) is (expected is None)
    assert found.value == (None if expected is None else pytest.approx(expected, abs=5e-5))
    assert found.at_least(1) is TRUTHS[case["ge_1"]]


@pytest.mark.parametrize("case", cases("uln_multiples"))
def test_uln_multiples(case):
    # The cases name no analyte; the only one with two units is a bilirubin, as its note says.
    found = multiple_of_limit(
        case["value"],
        case["value_unit"],
        limit=case["uln"],
        limit_unit=case["uln_unit"] or "",
        analyte="total bilirubin" if case["value_unit"] != "U/L" else None,
    )
    expected = case["expected_ratio"]
    assert found.value == (None if expected is None else pytest.approx(expected, rel=1e-9))
    for name, exceeds in case["expected_exceeds"].items():
        assert found.above(float(name.removeprefix("gt_"))) is TRUTHS[exceeds]


@pytest.mark.parametrize("case", cases("windows"))
def test_windows(case):
    duration = Duration(int(case["window"][:-1]), UNITS[case["window"][-1]])
    event, anchor = date.fromisoformat(case["event"]), date.fromisoformat(case["anchor"])
    assert within(event, anchor, duration, broad=True) is case["conservative"]
    assert within(event, anchor, duration, broad=False) is case["lenient"]


@pytest.mark.parametrize("case", cases("five_year_rule"))
def test_five_year_rule(case):
    five_years = Duration(5, TimeUnit.YEAR)
    ended, anchor = (date.fromisoformat(case[name]) for name in ("treatment_end", "anchor"))
    expected = case["more_than_5y"]
    assert longer_ago(ended, anchor, five_years, broad=False) is expected["conservative"]
    assert longer_ago(ended, anchor, five_years, broad=True) is expected["lenient"]


def load(name: str | None) -> ViralLoad | None:
    """A viral load as a case writes it."""
    return None if name is None else ViralLoad(name)


@pytest.mark.parametrize("case", cases("virology"))
def test_virology(case):
    if "hbsag" in case:
        found = hepatitis_b(hbsag=case["hbsag"], hbcab=case["hbcab"], hbv_dna=load(case["hbv_dna"]))
    elif "hcv_ab" in case:
        found = hepatitis_c(hcv_ab=case["hcv_ab"], hcv_rna=load(case["hcv_rna"]))
    elif "hiv_ab" in case:
        found = hiv(hiv_ab=case["hiv_ab"])
    else:
        found = syphilis(
            treponemal=case["syphilis_treponemal"], nontreponemal=case["syphilis_nontreponemal"]
        )
    assert found == readings(case["expected"])
