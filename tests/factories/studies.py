"""Makes studies that say only what a test is about."""

from typing import Any

from trialhead.registry import (
    Age,
    AgeRange,
    Arm,
    Design,
    Eligibility,
    GeoPoint,
    Intervention,
    Kind,
    Milestone,
    PartialDate,
    Phase,
    Sex,
    Site,
    Standing,
    Status,
    Study,
    Timeline,
)

Point = tuple[float, float]


def registry_id(number: int) -> str:
    """The registry id with this number."""
    return f"NCT{number:08d}"


def make_site(
    point: Point | None = None, *, country: str = "", city: str = "", status: Status | None = None
) -> Site:
    """A site at a point (latitude, longitude), or one whose place is not known."""
    where = GeoPoint(*point) if point else None
    return Site(point=where, country=country, city=city, status=status)


def make_age(text: str) -> Age | None:
    """The age in "18 YEAR"; None for an empty text."""
    amount, _, unit = text.partition(" ")
    return Age(float(amount), unit) if text else None


def make_eligibility(
    *, youngest: str = "", oldest: str = "", sex: Sex | None = None, criteria: str = ""
) -> Eligibility:
    """Who may take part; ages as "18 YEAR", empty where the record gives none."""
    ages = AgeRange(minimum=make_age(youngest), maximum=make_age(oldest))
    return Eligibility(ages=ages, sex=sex, criteria=criteria)


def make_standing(status: Status, updated: PartialDate | None = None) -> Standing:
    """Where a study stands, and when its record was last updated."""
    posted = Milestone(updated) if updated else None
    return Standing(status=status, timeline=Timeline(last_update_posted=posted))


def make_study(
    number: int = 1,
    *,
    title: str = "A study",
    status: Status = Status.RECRUITING,
    updated: PartialDate | None = None,
    kind: Kind = Kind.INTERVENTIONAL,
    phases: tuple[Phase, ...] = (),
    drugs: tuple[str, ...] = (),
    arms: tuple[str, ...] = (),
    **others: Any,
) -> Study:
    """A study that recruits and of which nothing else is known but what is given.

    ``others`` are fields of Study as they are.
    """
    return Study(
        registry_id=registry_id(number),
        title=title,
        standing=make_standing(status, updated),
        design=Design(kind=kind, phases=phases),
        interventions=tuple(Intervention(name=drug) for drug in drugs),
        arms=tuple(Arm(label=label) for label in arms),
        **others,
    )
