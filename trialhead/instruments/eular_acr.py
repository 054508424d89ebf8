"""2019 EULAR/ACR classification of systemic lupus: entry criterion, weighted domains, at least 10.

Source: Aringer 2019; points and wording confirmed in three printed tables, the maximum of 51 in
one more (clinical specification, section 2). Classification is for research, not for diagnosis.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from trialhead.instruments.interval import Interval
from trialhead.instruments.items import check_items
from trialhead.instruments.truth import Truth, all_of, any_of


@dataclass(frozen=True, slots=True)
class EularAcrItem:
    """One item: its domain, its points, and what it means in our own words."""

    domain: str
    points: int
    meaning: str


def _items(domain: str, *rows: tuple[str, int, str]) -> dict[str, EularAcrItem]:
    return {key: EularAcrItem(domain, points, meaning) for key, points, meaning in rows}


#: Every item by its key. Source: Aringer 2019.
EULAR_ACR_ITEMS: Mapping[str, EularAcrItem] = MappingProxyType(
    _items("constitutional", ("fever", 2, "temperature above 38.3 °C"))
    | _items(
        "hematologic",
        ("leukopenia", 3, "leukocytes below 4.0 ×10⁹/L"),
        ("thrombocytopenia", 4, "platelets below 100 ×10⁹/L"),
        ("autoimmune_hemolysis", 4, "evidence of haemolysis and a positive Coombs test"),
    )
    | _items(
        "neuropsychiatric",
        ("delirium", 2, "delirium"),
        ("psychosis", 3, "psychosis without delirium"),
        ("seizure", 5, "seizure"),
    )
    | _items(
        "mucocutaneous",
        ("nonscarring_alopecia", 2, "hair loss without scars"),
        ("oral_ulcers", 2, "ulcers of the mouth"),
        ("scle_or_dle", 4, "subacute cutaneous or discoid lupus"),
        ("acle", 6, "acute cutaneous lupus"),
    )
    | _items(
        "serosal",
        ("pleural_or_pericardial_effusion", 5, "pleural or pericardial effusion"),
        ("acute_pericarditis", 6, "acute pericarditis"),
    )
    | _items(
        "musculoskeletal",
        (
            "joint_involvement",
            6,
            "synovitis of 2 or more joints, or 2 or more tender joints with at least 30 minutes "
            "of morning stiffness",
        ),
    )
    | _items(
        "renal",
        ("proteinuria_gt_0_5", 4, "more than 0.5 g of protein in 24 h of urine"),
        ("biopsy_class_II_or_V", 8, "class II or V nephritis in a biopsy"),
        ("biopsy_class_III_or_IV", 10, "class III or IV nephritis in a biopsy"),
    )
    | _items(
        "antiphospholipid",
        (
            "acl_or_ab2gp1_or_la",
            2,
            "anticardiolipin in medium or high titre (above 40 units), anti-β2-glycoprotein 1, or "
            "lupus anticoagulant",
        ),
    )
    | _items(
        "complement",
        ("low_c3_or_c4", 3, "low C3 or low C4"),
        ("low_c3_and_c4", 4, "low C3 and low C4"),
    )
    | _items(
        "specific_antibodies",
        ("anti_dsdna_or_anti_sm", 6, "anti-dsDNA (assay at least 90 % specific) or anti-Sm"),
    )
)

#: Domains that are no clinical ones. Source: Aringer 2019.
_IMMUNOLOGICAL = frozenset({"antiphospholipid", "complement", "specific_antibodies"})
#: Points from which lupus is classified. Source: Aringer 2019.
_ENOUGH = 10


@dataclass(frozen=True, kw_only=True, slots=True)
class EularAcr:
    """A scored set of criteria. ``ana`` is the entry criterion: ANA of 1:80 or more, ever."""

    ana: Truth
    present: frozenset[str]
    missing: frozenset[str]

    @property
    def domains(self) -> dict[str, Interval]:
        """Points of each domain that has or may have any: its highest item counts."""
        touched = self.present | self.missing
        names = dict.fromkeys(i.domain for key, i in EULAR_ACR_ITEMS.items() if key in touched)
        return {name: self._highest(name) for name in names}

    @property
    def total(self) -> Interval:
        """Sum of the domains, 0 to 51, whatever ANA is."""
        return sum(self.domains.values(), start=Interval.exactly(0))

    @property
    def clinical(self) -> Truth:
        """Whether at least one clinical criterion is present."""
        return any_of(
            points.at_least(1)
            for name, points in self.domains.items()
            if name not in _IMMUNOLOGICAL
        )

    @property
    def classified(self) -> Truth:
        """Entry criterion, at least 10 points, and at least one clinical criterion."""
        return all_of([self.ana, self.total.at_least(_ENOUGH), self.clinical])

    def _highest(self, domain: str) -> Interval:
        def highest(keys: frozenset[str]) -> int:
            chosen = (EULAR_ACR_ITEMS[key] for key in keys)
            return max((item.points for item in chosen if item.domain == domain), default=0)

        return Interval(highest(self.present), highest(self.present | self.missing))


def eular_acr_2019(*, ana: bool | None, present: Iterable[str], missing: Iterable[str]) -> EularAcr:
    """Score the items ``present``; those ``missing`` were never looked for.

    ``ana``: whether ANA was ever 1:80 or more on HEp-2 cells or an equivalent test; None when never
    measured. Items need not have been present at the same time, once is enough; leave out what
    something else explains better. Raises Unreadable for an unknown item and for one in both lists.
    Source: Aringer 2019.
    """
    found, unknown = check_items("EULAR/ACR 2019", EULAR_ACR_ITEMS, present, missing)
    return EularAcr(ana=Truth.of(ana), present=found, missing=unknown)
