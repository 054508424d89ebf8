"""The people of the clinical vectors, written as our own patient file.

Everything the vectors say is said by facts that any file could hold. "Never" is an explicit
denial; a last date is a fact of that day and a denial from the day after.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from trialhead.vocabulary import conditions

Entry = dict[str, Any]
Section = tuple[str, Entry]

FOR_INFECTION = "for an active infection"
NEUROLUPUS = ("neuropsychiatric lupus", "Lupus Vasculitis, Central Nervous System")
INFARCTION, GVHD = "Myocardial Infarction", "Graft vs Host Disease"
HSCT, RRT = "hematopoietic stem cell transplantation", "renal replacement therapy"

#: Kinds of tumour of the vectors by the names of a patient file.
TUMOURS = {
    "breast_invasive": "breast cancer",
    "thyroid": "thyroid cancer",
    "dcis": "ductal carcinoma in situ",
    "bcc": "basal cell carcinoma",
    "cutaneous_scc": "cutaneous squamous cell carcinoma",
    "cervical_cis": "cervical carcinoma in situ",
}
UNNAMED_TUMOURS = ("cutaneous squamous cell carcinoma", "cervical carcinoma in situ")

OUTCOMES = {"failed": "failed", "intolerant": "intolerant", "effective": "worked"}
EFFUSIONS = {"none": {"never": True}, "small": {"severity": "mild"}}
EFFUSIONS |= {"moderate": {"severity": "moderate"}}

#: Arrhythmias that are severe by the word of the study.
EXAMPLES = (
    {"is": "ventricular tachycardia"},
    {"is": "supraventricular tachycardia", "qualities": {"frequent": True, "multifocal": True}},
)

STATEMENTS = {
    "meets_leukapheresis": "meets the standards for leukapheresis",
    "meets_venous": "meets the standards for collecting blood from a vein",
    "leukapheresis_contraindication": "has a contraindication to leukapheresis",
    "consent_signed": "has given informed consent in writing",
    "investigator_unsuitable": "is unsuitable for the study in the view of the investigators",
}

RESULTS = {
    "hbsag": "HBsAg",
    "hbcab": "anti-HBc",
    "hcv_ab": "anti-HCV",
    "hiv_ab": "HIV antibody",
    "syphilis_treponemal": "treponemal syphilis test",
    "syphilis_nontreponemal": "non-treponemal syphilis test",
}


def document(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The patient file of one person of the vectors."""
    file: dict[str, Any] = {
        "synthetic": True,
        "born": facts["birth_date"],
        "sex": {"F": "female", "M": "male"}[facts["sex"]],
        "complete": list(_complete(facts)),
    }
    for section, entry in _entries(facts):
        file.setdefault(section, []).append(entry)
    return file


def _entries(facts: Mapping[str, Any]) -> Iterator[Section]:
    on = facts["screening_date"]
    yield from _lupus(facts, on)
    yield from _treated(facts)
    yield from _answers({**(facts.get("collection") or {}), **facts})
    yield from _pregnancy(facts.get("pregnancy") or {}, on)
    yield from _brain(facts.get("cns") or {})
    yield from _heart(facts.get("cardiac") or {})
    yield from _organs(facts, on)
    yield from _infections(facts)
    yield from _transplants(facts)
    yield from _tumours(facts.get("malignancy") or {})
    yield from _studies(facts.get("other_study") or {})


def _complete(facts: Mapping[str, Any]) -> Iterator[str]:
    """Lists that the vectors leave nothing out of; a gap in one makes it incomplete."""
    heart, infection = facts.get("cardiac") or {}, facts.get("infection") or {}
    treated = [facts.get(name) for name in ("live_vaccine", "hcq", "gc_intolerant", "dmards")]
    treated += [heart.get("vasopressor"), heart.get("iv_antihypertensive")]
    if _told(*treated, infection.get("last_systemic_treatment")):
        yield "treatments"
    ill = [heart.get(name) for name in ("congenital", "ami", "severe_arrhythmia", "effusion")]
    ill += [heart.get(name) for name in ("serious_myocarditis", "unstable_vitals")]
    ill += [facts.get("tb"), (facts.get("malignancy") or {}).get("status")]
    ill += [infection.get("uncontrolled_now"), facts.get("gvhd_ge2_last")]
    ill += [(facts.get("cns") or {}).get("last_intervention")]
    if _told(*ill):
        yield "conditions"
    if _told((facts.get("other_study") or {}).get("last_participation")):
        yield "participations"


def _told(*values: Any) -> bool:
    """Whether the vectors say something about each."""
    silent = (None, "unknown", {"status": "unknown"})
    return not any(value in silent for value in values)


def _lupus(facts: Mapping[str, Any], on: str) -> Iterator[Section]:
    scores = (("EULAR/ACR 2019", facts.get("eular_acr")), ("SLEDAI-2K", facts.get("sledai")))
    for scale, found in scores:
        if found is not None:
            entry: Entry = {"scale": scale, "on": on, "missing": found.get("missing") or []}
            entry["present"] = found.get("items") or found.get("present") or []
            if "ana_ge_1_80" in found:
                entry["inputs"] = {"ana_1_80": _flag(found["ana_ge_1_80"])}
            yield "scores", entry


def _treated(facts: Mapping[str, Any]) -> Iterator[Section]:
    steroids = facts.get("glucocorticoid") or {}
    if steroids.get("weight_kg") is not None:
        yield "measurements", {"of": "body weight", "value": f"{steroids['weight_kg']} kg"}
    for part in steroids.get("segments") or ():
        yield (
            "treatments",
            {
                "drug": _words(part["drug"]),
                "dose": f"{part['mg_per_day']} mg/day",
                "from": part["start"],
                "to": part["end"],
                "route": part.get("route", "oral"),
            },
        )
    if facts.get("gc_intolerant") is not None:
        yield "treatments", _if(facts["gc_intolerant"], drug="glucocorticoid", outcome="intolerant")
    if facts.get("hcq") == "not_tried":
        yield "treatments", {"drug": "hydroxychloroquine", "never": True}
    elif facts.get("hcq"):
        yield "treatments", {"drug": "hydroxychloroquine"} | _outcome(facts["hcq"])
    for part in facts.get("dmards") or ():
        yield "treatments", {"drug": _words(part["drug"])} | _outcome(part["outcome"])
    yield from _last("treatments", facts.get("live_vaccine"), drug="live vaccine")


def _answers(facts: Mapping[str, Any]) -> Iterator[Section]:
    for name, statement in STATEMENTS.items():
        if facts.get(name) is not None:
            yield "answers", {"question": statement, "holds": facts[name]}


def _pregnancy(facts: Mapping[str, Any], on: str) -> Iterator[Section]:
    stated = {
        name: facts[name]
        for name in ("childbearing_potential", "contraception_agreed")
        if facts.get(name) is not None
    }
    if stated:
        yield "reproduction", {"on": on, **stated}
    for name, specimen in (("test", {}), ("blood_test", {"specimen": "blood"})):
        if facts.get(name):
            yield (
                "measurements",
                {"of": "pregnancy test", "result": facts[name], "on": on, **specimen},
            )


def _brain(facts: Mapping[str, Any]) -> Iterator[Section]:
    last, due = facts.get("last_intervention"), facts.get("needs_intervention_now")
    if not _told(last):
        return
    if last["status"] == "never" and due is False:
        for name in NEUROLUPUS:
            yield "conditions", {"is": name, "never": True}
        return
    qualities = {"treated": last["status"] == "date"}
    if due is not None:
        qualities["needing intervention now"] = due
    ended = {"treatment_ended": last["date"]} if "date" in last else {}
    yield "conditions", {"is": NEUROLUPUS[0], "qualities": qualities, **ended}


def _heart(facts: Mapping[str, Any]) -> Iterator[Section]:
    for name, ill in (
        ("congenital", {"is": "congenital heart disease"}),
        ("serious_myocarditis", {"is": "myocarditis", "severity": "severe"}),
        ("unstable_vitals", {"is": "unstable vital signs"}),
    ):
        if facts.get(name) is not None:
            yield "conditions", _if(facts[name], **ill)
    yield from _last("conditions", facts.get("ami"), **{"is": INFARCTION})
    rhythm = facts.get("severe_arrhythmia")
    if rhythm is not None:
        severe = {"is": "arrhythmia", "severity": "severe"}
        if rhythm != "never":
            yield "conditions", severe | {"ongoing": rhythm == "current"}
        for never in (severe, *EXAMPLES) if rhythm == "never" else ():
            yield "conditions", never | {"never": True}
    if facts.get("nyha") is not None:
        yield "scores", {"scale": "NYHA", "value": facts["nyha"]}
    if facts.get("effusion") is not None:
        extent = EFFUSIONS.get(facts["effusion"], {"severity": "severe"})
        yield "conditions", {"is": "pericardial effusion", **extent}
    for name, drug in (("vasopressor", "vasopressor"), ("iv_antihypertensive", "antihypertensive")):
        if facts.get(name) is not None:
            by_vein = {"route": "intravenous"} if name == "iv_antihypertensive" else {}
            given = {"ongoing": True} if facts[name] else {"never": True}
            yield "treatments", {"drug": drug, **by_vein, **given}


def _organs(facts: Mapping[str, Any], on: str) -> Iterator[Section]:
    kidney, liver = facts.get("renal") or {}, facts.get("liver") or {}
    if kidney.get("egfr_reported") is not None:
        yield "measurements", _result("eGFR", kidney["egfr_reported"], "mL/min/1.73 m2", on)
    if kidney.get("creatinine_umol") is not None:
        yield "measurements", _result("creatinine", kidney["creatinine_umol"], "umol/L", on)
    if kidney.get("rrt") is not None:
        yield "procedures", {"is": RRT, "needed": kidney["rrt"]}
    bilirubin = liver.get("tbil_unit", "umol/L")
    for key, name, unit in (
        ("ast", "AST", "U/L"),
        ("alt", "ALT", "U/L"),
        ("tbil", "total bilirubin", bilirubin),
    ):
        if liver.get(key) is not None:
            limit = liver.get(f"{key}_uln")
            upper = {} if limit is None else {"upper": f"{limit} {unit}"}
            yield "measurements", _result(name, liver[key], unit, on) | upper
    if facts.get("spo2_room_air") is not None:
        spo2 = _result("SpO2", facts["spo2_room_air"], "%", on)
        yield "measurements", spo2 | {"setting": "room air"}


def _infections(facts: Mapping[str, Any]) -> Iterator[Section]:
    infection, tests = facts.get("infection") or {}, facts.get("virology") or {}
    if infection.get("uncontrolled_now") is not None:
        uncontrolled = {"is": "infection", "qualities": {"uncontrolled": True}}
        yield "conditions", _if(infection["uncontrolled_now"], **uncontrolled)
    yield from _last(
        "treatments",
        infection.get("last_systemic_treatment"),
        drug="anti-infective",
        route="systemic",
        qualities={FOR_INFECTION: True},
    )
    for key, name in RESULTS.items():
        if tests.get(key) is not None:
            result = "positive" if tests[key] else "negative"
            yield "measurements", {"of": name, "result": result}
    for key, name in (("hbv_dna", "HBV DNA"), ("hcv_rna", "HCV RNA")):
        if tests.get(key) is not None:
            yield "measurements", {"of": name, "result": tests[key]}
    state = facts.get("tb")
    if state == "active_pulmonary":
        yield "conditions", {"is": "pulmonary tuberculosis", "active": True}
    elif state in ("none", "latent", "active_extrapulmonary"):
        yield "conditions", {"is": "pulmonary tuberculosis", "never": True}
    if state == "latent":
        yield "conditions", {"is": "latent tuberculosis"}


def _transplants(facts: Mapping[str, Any]) -> Iterator[Section]:
    transplant, gvhd = facts.get("hsct"), facts.get("gvhd_ge2_last")
    if _told(transplant) and transplant["status"] == "never":
        yield "procedures", {"is": HSCT, "never": True}
    elif _told(transplant):
        yield "procedures", {"is": HSCT, "on": transplant["date"]}
        yield "procedures", {"is": HSCT, "never": True, "on": _day_after(transplant["date"])}
    if _told(gvhd) and gvhd["status"] == "never":
        yield "conditions", {"is": GVHD, "never": True}
    elif _told(gvhd):
        day = gvhd["date"]
        yield "conditions", {"is": GVHD, "grade": 2, "since": day, "until": day}
        yield "conditions", {"is": GVHD, "never": True, "since": _day_after(day)}


def _tumours(facts: Mapping[str, Any]) -> Iterator[Section]:
    status = facts.get("status")
    if status == "none":
        for name in ("cancer", *UNNAMED_TUMOURS):
            yield "conditions", {"is": name, "never": True}
    elif _told(status):
        qualities = {
            name: facts[key] is value
            for key, name, value in (
                ("active_lesions", "without active lesion", False),
                ("fully_treated", "fully treated", True),
                ("radical_resection", "radically resected", True),
            )
            if facts.get(key) is not None
        }
        ended = facts.get("treatment_end")
        yield (
            "conditions",
            {
                "is": _tumour(facts.get("type") or ""),
                "qualities": qualities,
                **({"treatment_ended": ended} if ended else {}),
            },
        )


def _tumour(kind: str) -> str:
    """A name the vocabulary knows; a tumour of a kind it does not know is any tumour."""
    named = TUMOURS.get(kind, _words(kind))
    return named if kind in TUMOURS or conditions().named(named) else "cancer"


def _studies(facts: Mapping[str, Any]) -> Iterator[Section]:
    last = facts.get("last_participation")
    if not _told(last):
        return
    if last["status"] == "never":
        yield "participations", {"never": True}
        return
    tested = facts.get("interventional")
    kind = {} if tested is None else {"interventional": tested}
    yield "participations", {"last_contact": last["date"], **kind}


def _last(section: str, last: Mapping[str, Any] | None, **what: Any) -> Iterator[Section]:
    """Something of which the last day is known, or that it never was; nothing for unknown."""
    if not _told(last):
        return
    if last["status"] == "never":
        yield section, {**what, "never": True}
        return
    first, end = ("from", "to") if section == "treatments" else ("since", "until")
    yield section, {**what, first: last["date"], end: last["date"]}
    yield section, {**what, "never": True, first: _day_after(last["date"])}


def _outcome(word: str) -> Entry:
    """The outcome of a treatment; a word nobody knows tells none."""
    return {"outcome": OUTCOMES[word]} if word in OUTCOMES else {}


def _if(holds: bool, **what: Any) -> Entry:
    return what if holds else {**what, "never": True}


def _result(name: str, value: float, unit: str, on: str) -> Entry:
    return {"of": name, "value": f"{value} {unit}", "on": on}


def _flag(value: bool | None) -> str:
    return {True: "yes", False: "no", None: "unknown"}[value]


def _words(name: str) -> str:
    return name.replace("_", " ")


def _day_after(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()
