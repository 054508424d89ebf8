"""When a SLEDAI-2K descriptor counts as present: the finding, its cause, and its date.

Source: Gladman 2002 and the printed forms named in the clinical specification, section 1, in our
own words, unless a line says otherwise.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from trialhead.errors import Unreadable
from trialhead.instruments.interval import UNKNOWN_QUANTITY, Interval
from trialhead.instruments.items import check_items
from trialhead.instruments.quantities import QUANTITIES, check
from trialhead.instruments.sledai import SLEDAI_2K_WEIGHTS
from trialhead.instruments.truth import Truth, all_of, any_of

Facts = Mapping[str, bool | float | None]

#: Look-back in days: the original form, a review table, Touma 2010.
SLEDAI_WINDOWS = (10, 28, 30)

#: The measurement of a descriptor and the number it must be strictly above.
_ABOVE = {
    "proteinuria": ("protein_g_24h", 0.5),
    "hematuria": ("rbc_hpf", 5),
    "pyuria": ("wbc_hpf", 5),
    "fever": ("temperature_c", 38),  # general knowledge for the exact figure
}
#: ... and strictly below. Source: figures printed for SLE-DAS, the same here (general knowledge).
_BELOW = {"thrombocytopenia": ("platelets_e9_l", 100), "leukopenia": ("wbc_e9_l", 3)}
#: Urine protein to creatinine in g/g may stand for g/24 h. Source: convention, a project choice.
_UPCR = "upcr_g_g"
_COMPLEMENT = ("c3", "c4", "ch50")
_DATES = ("present_at_visit", "days_before_visit")

#: Causes that take a finding away; ``scarring`` is damage, which is no activity.
_NOT_FROM: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "seizure": ("metabolic_cause", "infection", "drug_cause"),
        "psychosis": ("uraemia", "drug_cause"),
        "organic_brain_syndrome": ("metabolic_cause", "infection", "drug_cause"),
        "visual_disturbance": ("hypertension", "infection", "drug_cause"),
        "cva": ("arteriosclerosis",),
        "hematuria": ("stone", "urinary_infection", "other_cause"),
        "pyuria": ("urinary_infection",),
        "alopecia": ("scarring",),
        "fever": ("infection",),
        "thrombocytopenia": ("drug_cause",),
        "leukopenia": ("drug_cause",),
    }
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """Whether a descriptor counts; ``substituted`` when another measurement stood in."""

    counts: Truth
    substituted: bool = False


def sledai_item(
    item: str, facts: Facts, *, window_days: int = 10, arthritis_min_joints: int = 2
) -> Finding:
    """Whether the descriptor ``item`` counts, from ``facts`` about it.

    ``facts`` holds measurements with the unit in their name, causes (true or false), and when it
    was: ``present_at_visit`` or ``days_before_visit``. None is unknown. A cause that is not named
    at all does not stand against the finding, since it was the assessor who attributed it; a
    measurement without a date is one of the visit. The window is closed. ``arthritis_min_joints``
    is 2, or 3 for forms that print "more than 2" (clinical specification, S-A1).

    Raises Unreadable for an unknown item, a fact the item has no use for, and an impossible value.
    """
    check_items("SLEDAI-2K", SLEDAI_2K_WEIGHTS, [item], [])
    _check_settings(window_days, arthritis_min_joints)
    _check_facts(item, facts)
    found = _found(item, facts, arthritis_min_joints)
    causes = [_told(facts, cause) for cause in _NOT_FROM.get(item, ()) if cause in facts]
    counts = all_of([found, ~any_of(causes), _recent(facts, window_days, measured=_measured(item))])
    return Finding(counts=counts, substituted=item == "proteinuria" and _stands_in(facts))


def sledai_item_facts(item: str) -> tuple[str, ...]:
    """The names of the facts :func:`sledai_item` takes for ``item``."""
    return (*_measured(item), *_NOT_FROM.get(item, ()), *_DATES)


def _measured(item: str) -> tuple[str, ...]:
    match item:
        case "proteinuria":
            return ("protein_g_24h", _UPCR)
        case "arthritis":
            return ("joints_pain_and_inflammation",)
        case "low_complement":
            return tuple(name for part in _COMPLEMENT for name in (part, f"{part}_lln"))
        case "increased_dna_binding":
            return ("anti_dsdna", "anti_dsdna_uln")
    numbers = {**_ABOVE, **_BELOW}
    return (numbers[item][0],) if item in numbers else ()


def _found(item: str, facts: Facts, min_joints: int) -> Truth:
    match item:
        case "arthritis":
            return _value(facts, "joints_pain_and_inflammation").at_least(min_joints)
        case "low_complement":
            return _low_complement(facts)
        case "increased_dna_binding":
            return _against(facts, "anti_dsdna", "anti_dsdna_uln", above=True)
        case "proteinuria" if _stands_in(facts):
            return _value(facts, _UPCR).above(_ABOVE[item][1])
    if item in _ABOVE:
        name, limit = _ABOVE[item]
        return _value(facts, name).above(limit)
    if item in _BELOW:
        name, limit = _BELOW[item]
        return _value(facts, name).below(limit)
    return Truth.YES  # a sign, seen when it is dated


def _low_complement(facts: Facts) -> Truth:
    """Low when any part is; not low when C3 and C4 are known not to be, whatever CH50 is."""
    c3, c4, ch50 = (_against(facts, part, f"{part}_lln", above=False) for part in _COMPLEMENT)
    return Truth.YES if ch50 is Truth.YES else any_of([c3, c4])


def _against(facts: Facts, name: str, limit_name: str, *, above: bool) -> Truth:
    """Against the limit the laboratory printed with the value; unknown without one."""
    limit = _value(facts, limit_name).value
    if limit is None:
        return Truth.UNKNOWN
    return _value(facts, name).above(limit) if above else _value(facts, name).below(limit)


def _recent(facts: Facts, window_days: int, *, measured: tuple[str, ...]) -> Truth:
    if measured and not any(name in facts for name in _DATES):
        return Truth.YES
    now = _told(facts, "present_at_visit")
    return (
        Truth.YES if now is Truth.YES else _value(facts, "days_before_visit").at_most(window_days)
    )


def _stands_in(facts: Facts) -> bool:
    return facts.get("protein_g_24h") is None and facts.get(_UPCR) is not None


def _value(facts: Facts, name: str) -> Interval:
    value = facts.get(name)
    return UNKNOWN_QUANTITY if value is None else Interval.exactly(check(name, value))


def _told(facts: Facts, name: str) -> Truth:
    return Truth.of(bool(facts[name]) if facts.get(name) is not None else None)


def _check_settings(window_days: int, arthritis_min_joints: int) -> None:
    if window_days not in SLEDAI_WINDOWS:
        raise Unreadable(f"A window of {window_days} days is not in use.", fix="Take 10, 28 or 30.")
    if arthritis_min_joints not in (2, 3):
        raise Unreadable(
            f"Arthritis from {arthritis_min_joints} joints is in no definition.",
            fix="Take 2, or 3 for forms that print more than 2.",
        )


def _check_facts(item: str, facts: Facts) -> None:
    takes = sledai_item_facts(item)
    for name, value in facts.items():
        if name not in takes:
            raise Unreadable(
                f"{item} has no use for {name!r}.", fix=f"Give any of: {', '.join(takes)}."
            )
        if value is None:
            continue
        if name in QUANTITIES:
            check(name, value)
        elif not isinstance(value, bool):
            raise Unreadable(f"{name} is {value!r}.", fix="Write true, false or null (unknown).")
