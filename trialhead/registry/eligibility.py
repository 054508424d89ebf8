"""Who may take part, as the record says it: age bounds, sex, and the criteria's own words."""

import re
from dataclasses import dataclass
from enum import StrEnum


class Sex(StrEnum):
    """Which sexes a study takes."""

    ALL = "ALL"
    FEMALE = "FEMALE"
    MALE = "MALE"


#: Days in each unit of age. A year is the mean Gregorian year (365.2425 days), a month a twelfth.
DAYS = {
    "YEAR": 365.2425,
    "MONTH": 365.2425 / 12,
    "WEEK": 7.0,
    "DAY": 1.0,
    "HOUR": 1 / 24,
    "MINUTE": 1 / 1440,
}
_AGE = re.compile(r"(\d{1,4}(?:\.\d+)?)\s*(year|month|week|day|hour|minute)s?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Age:
    """An age in the unit the record uses; ``unit`` is a key of :data:`DAYS`."""

    amount: float
    unit: str

    def __post_init__(self) -> None:
        if self.unit not in DAYS:
            raise ValueError(f"{self.unit!r} is no unit of age.")
        if not 0 <= self.amount * DAYS[self.unit] <= 200 * DAYS["YEAR"]:
            raise ValueError(f"{self.amount:g} {self.unit.lower()}s is no age.")

    @property
    def days(self) -> float:
        """The age in days, to compare ages of different units."""
        return self.amount * DAYS[self.unit]

    def __str__(self) -> str:
        return f"{self.amount:g} {self.unit.lower()}{'' if self.amount == 1 else 's'}"


def read_age(text: str) -> Age:
    """The age in ``18 Years`` or ``6 Months``; ValueError otherwise."""
    found = _AGE.fullmatch(text.strip())
    if not found:
        raise ValueError(f"{text[:40]!r} is not an age; write a number and a unit, as in 18 Years.")
    return Age(float(found.group(1)), found.group(2).upper())


@dataclass(frozen=True, kw_only=True, slots=True)
class AgeRange:
    """The ages a study takes, both ends included; None is an open end, not 0."""

    minimum: Age | None = None
    maximum: Age | None = None

    def holds(self, years: float) -> bool:
        """Whether somebody of that age in years may be inside.

        People say their age in whole years: someone of 18 is below 19, so an upper bound of
        18 years still holds them.
        """
        below = self.minimum is not None and (years + 1) * DAYS["YEAR"] <= self.minimum.days
        above = self.maximum is not None and years * DAYS["YEAR"] > self.maximum.days
        return not below and not above


@dataclass(frozen=True, kw_only=True, slots=True)
class Eligibility:
    """The record's eligibility module; ``criteria`` keeps its line breaks."""

    criteria: str = ""
    ages: AgeRange = AgeRange()
    age_groups: tuple[str, ...] = ()
    sex: Sex | None = None
    gender_based: bool | None = None
    gender_description: str = ""
    healthy_volunteers: bool | None = None
    sampling_method: str = ""
    population: str = ""
