"""A place on the map, as found or suggested."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["town", "postcode"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """A town or the middle of a postcode's area.

    ``region`` is empty where it is not known, ``population`` None. Latitude and longitude are in
    degrees, north and east positive. ``guessed`` says that what was asked for was not found as
    written and this is the likeliest meaning.
    """

    name: str
    region: str
    country: str
    country_code: str
    latitude: float
    longitude: float
    population: int | None
    kind: Kind
    guessed: bool = False

    def __post_init__(self) -> None:
        if not self.name or not self.country:
            raise ValueError(f"A place needs a name and a country: {self!r}")
        # Written so that "not a number" fails too.
        if not (-90 <= self.latitude <= 90 and -180 <= self.longitude <= 180):
            raise ValueError(f"{self.name} is not on the map: {self.latitude}, {self.longitude}")
        if self.population is not None and self.population < 0:
            raise ValueError(f"{self.name} has fewer than no inhabitants: {self.population}")

    @property
    def label(self) -> str:
        """The full name: "Leeds, England, United Kingdom"; nothing is said twice."""
        region = "" if self.name.endswith(self.region) else self.region
        return ", ".join(dict.fromkeys(filter(None, (self.name, region, self.country))))
