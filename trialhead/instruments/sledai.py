"""SLEDAI-2K: activity of systemic lupus in the days before a visit, 0 to 105 points.

Source: Gladman 2002 (SLEDAI-2K); weights cross-checked (clinical specification, section 1).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from trialhead.instruments.interval import Interval
from trialhead.instruments.items import check_items

#: Points of the 24 descriptors. Source: Gladman 2002; weights cross-checked.
SLEDAI_2K_WEIGHTS: Mapping[str, int] = MappingProxyType(
    {
        "seizure": 8,
        "psychosis": 8,
        "organic_brain_syndrome": 8,
        "visual_disturbance": 8,
        "cranial_nerve": 8,
        "lupus_headache": 8,
        "cva": 8,
        "vasculitis": 8,
        "arthritis": 4,
        "myositis": 4,
        "urinary_casts": 4,
        "hematuria": 4,
        "proteinuria": 4,
        "pyuria": 4,
        "rash": 2,
        "alopecia": 2,
        "mucosal_ulcers": 2,
        "pleurisy": 2,
        "pericarditis": 2,
        "low_complement": 2,
        "increased_dna_binding": 2,
        "fever": 1,
        "thrombocytopenia": 1,
        "leukopenia": 1,
    }
)

#: Left out of the clinical SLEDAI. Source: DORIS 2021.
_SEROLOGY = frozenset({"low_complement", "increased_dna_binding"})

#: Least points of each band, by the two bandings in use; neither stands in the 2002 paper.
#: Source: "6-10" is convention; "boumpas" a 2020 review table (clinical specification, section 1).
SLEDAI_BANDS: Mapping[str, Mapping[str, int]] = MappingProxyType(
    {
        "6-10": {"no activity": 0, "mild": 1, "moderate": 6, "high": 11, "very high": 20},
        "boumpas": {"no activity": 0, "low": 1, "moderate": 5, "high": 11},
    }
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Sledai:
    """A scored SLEDAI-2K. ``present`` and ``missing`` are disjoint sets of descriptors."""

    present: frozenset[str]
    missing: frozenset[str]

    @property
    def total(self) -> Interval:
        """Points: from none to all of the missing descriptors present."""
        return _points(self.present, self.missing)

    @property
    def clinical(self) -> "Sledai":
        """The same without low complement and anti-dsDNA (clinical SLEDAI). Source: DORIS 2021."""
        return Sledai(present=self.present - _SEROLOGY, missing=self.missing - _SEROLOGY)

    @property
    def parts(self) -> dict[str, int]:
        """Points of each descriptor present, in the order of the form."""
        return {item: SLEDAI_2K_WEIGHTS[item] for item in in_order(self.present)}

    def bands(self, banding: str) -> tuple[str, ...]:
        """The bands the total may lie in, lowest first; KeyError for an unknown ``banding``."""
        floors = SLEDAI_BANDS[banding]
        lowest = max(floor for floor in floors.values() if floor <= self.total.low)
        return tuple(name for name, floor in floors.items() if lowest <= floor <= self.total.high)

    def hinges_on(self, item: str, threshold: float) -> bool:
        """Whether ``total >= threshold`` would be answered otherwise were ``item`` not present.

        Two joints count as arthritis or not depending on the printed definition, so arthritis from
        exactly two joints that decides is to be shown. Source: clinical specification, S-A1.
        """
        rest = Sledai(present=self.present - {item}, missing=self.missing)
        return self.total.at_least(threshold) is not rest.total.at_least(threshold)


def sledai_2k(*, present: Iterable[str], missing: Iterable[str]) -> Sledai:
    """Score the descriptors ``present``; those ``missing`` were not assessed.

    Descriptors in neither list were looked for and not found. Raises Unreadable for an unknown
    descriptor and for one in both lists. Source: Gladman 2002; weights cross-checked.
    """
    found, unassessed = check_items("SLEDAI-2K", SLEDAI_2K_WEIGHTS, present, missing)
    return Sledai(present=found, missing=unassessed)


def in_order(items: Iterable[str]) -> tuple[str, ...]:
    """``items`` in the order of the form."""
    chosen = frozenset(items)
    return tuple(item for item in SLEDAI_2K_WEIGHTS if item in chosen)


def _points(present: frozenset[str], missing: frozenset[str]) -> Interval:
    sure = sum(SLEDAI_2K_WEIGHTS[item] for item in present)
    return Interval(sure, sure + sum(SLEDAI_2K_WEIGHTS[item] for item in missing))
