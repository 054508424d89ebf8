"""Relation by relation beside Facebook's Clinical-Trial-Parser, on the same texts.

Its relations say what a person needs: limits of exclusions are turned round. Each is looked for
among ours: the same study, a criterion that holds or lies in the words it was read from, the same
thing limited, the same ends. "Other ends" means that we read a limit of that thing in those words,
with other numbers or signs.
"""

import csv
import gzip
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from benchmarks import corpus
from benchmarks.limits import Limit, limits, same_number
from trialhead.criteria import Criterion, Side

#: Its names for what we call otherwise.
NAMES: dict[str, tuple[str, ...]] = {
    "age": ("age",),
    "total_bilirubin_level": ("total bilirubin", "direct bilirubin"),
    "ecog": ("ECOG",),
    "bmi": ("BMI",),
    "creatinine_level": ("creatinine",),
    "platelet_count": ("platelets",),
    "sbp": ("systolic blood pressure",),
    "anc": ("neutrophils",),
    "dbp": ("diastolic blood pressure",),
    "a1c": ("HbA1c",),
    "ast": ("AST", "transaminases"),
    "alt": ("ALT", "transaminases"),
    "hb_count": ("hemoglobin",),
    "calculated_creatinine_clearance": ("creatinine clearance", "eGFR"),
    "life_expectancy": ("life expectancy",),
    "nyha": ("NYHA",),
    "weight": ("body weight",),
    "glomerular_filtration_rate": ("eGFR", "creatinine clearance"),
    "cqt": ("QTc",),
    "karnofsky_score": ("Karnofsky", "Lansky"),
    "lvef": ("LVEF",),
    "wbc": ("leukocytes",),
    "fasting_blood_sugar_level": ("fasting glucose", "glucose"),
    "inr": ("INR",),
    "heart_rate": ("heart rate",),
    "bal": ("albumin",),
    "ldl_cholesterol": ("LDL cholesterol",),
    "psa_level": ("PSA",),
    "triglyceride_level": ("triglycerides",),
    "fasting_triglyceride_level": ("triglycerides",),
    "body_temperature": ("temperature",),
    "potassium_level": ("potassium",),
    "total_cholesterol": ("total cholesterol",),
    "spo2": ("SpO2",),
    "calcium_level": ("calcium",),
    "iop": ("intraocular pressure",),
    "c_reactive_protein_level": ("CRP",),
    "cps": ("Child-Pugh class", "Child-Pugh score"),
    "gleason_score": ("Gleason",),
    "hdl_cholesterol": ("HDL cholesterol",),
    "testosterone_level": ("testosterone",),
    "ferritin_level": ("ferritin",),
}


class Relation(NamedTuple):
    """One of its relations: the study, its words, and the limit."""

    study: str
    words: str
    limit: Limit


def peer() -> list[Relation]:
    """Its relations of the kinds we have a name for, those with an end that is a number."""
    found = []
    with gzip.open(corpus.shared("clinical-trial-parser-relations.tsv.gz"), "rt") as lines:
        for row in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row[0].startswith("#"):
                continue
            limit = _limit(json.loads(row[4]))
            if limit is not None:
                found.append(Relation(row[0], _plain(row[3]), limit))
    return found


def _limit(relation: dict[str, Any]) -> Limit | None:
    if relation["name"] not in NAMES:
        return None
    try:
        if "value" in relation:
            values = sorted(map(float, relation["value"]))
            return Limit(relation["name"], values[0], True, values[-1], True)
        low, high = relation.get("lower"), relation.get("upper")
        return Limit(
            relation["name"],
            float(low["value"]) if low else None,
            bool(low and low["incl"]),
            float(high["value"]) if high else None,
            bool(high and high["incl"]),
        )
    except ValueError:
        return None


def _plain(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", "", words.lower())


class Compared(NamedTuple):
    """What became of its relations of one kind, and how many of ours it does not have."""

    theirs: int
    same: int
    other_ends: int
    missed: int
    ours: int


def compared(read: dict[str, Sequence[Criterion]], texts: dict[str, str]) -> dict[str, Compared]:
    """Its relations by kind beside ours, for the texts that were read."""
    outcomes: dict[str, Counter[str]] = defaultdict(Counter)
    ours = {study: list(_ours(criteria, texts[study])) for study, criteria in read.items()}
    for relation in peer():
        if relation.study in ours:
            outcomes[relation.limit.of][outcome(relation, ours[relation.study])] += 1
    counts = Counter(limit.of for found in ours.values() for _, limit in found)
    return {
        name: Compared(
            theirs=found.total(),
            same=found["same"],
            other_ends=found["other ends"],
            missed=found["missed"],
            ours=sum(counts[own] for own in NAMES[name]),
        )
        for name, found in outcomes.items()
    }


def _ours(criteria: Iterable[Criterion], text: str) -> Iterable[tuple[str, Limit]]:
    for criterion in criteria:
        words = _plain(criterion.words.of(text)) if criterion.words else ""
        for limit in limits(criterion.node, denied=criterion.side is Side.EXCLUSION):
            yield words, limit


def outcome(relation: Relation, ours: Iterable[tuple[str, Limit]]) -> str:
    """Whether one of its relations is among ours: same, other ends, or missed."""
    met = [
        limit
        for words, limit in ours
        if limit.of in NAMES[relation.limit.of]
        and (words in relation.words or relation.words in words)
    ]
    if any(_agrees(limit, relation.limit) for limit in met):
        return "same"
    return "other ends" if met else "missed"


def _agrees(ours: Limit, theirs: Limit) -> bool:
    """Whether every end we have is an end it has; it joins two criteria of a thing into one.

    It lists the classes of a scale from the lowest or to the highest: one end is enough.
    """
    if theirs.of in ("ecog", "nyha", "cps", "gleason_score"):
        return _end(ours.low, theirs.low) or _end(ours.high, theirs.high) or _turned(ours, theirs)
    low = ours.low is None or (
        same_number(ours.low, theirs.low) and ours.low_included == theirs.low_included
    )
    high = ours.high is None or (
        same_number(ours.high, theirs.high) and ours.high_included == theirs.high_included
    )
    return low and high


def _end(ours: float | None, theirs: float | None) -> bool:
    return ours is not None and ours == theirs


def _turned(ours: Limit, theirs: Limit) -> bool:
    """Whether a class it gives as allowed is the rest of what we exclude: NYHA 3–4 leaves 1–2."""
    return theirs.high is not None and ours.low == theirs.high + 1
