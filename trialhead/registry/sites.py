"""Where a study takes place and whom to ask."""

from dataclasses import dataclass

from trialhead.registry.status import Status


@dataclass(frozen=True, slots=True)
class GeoPoint:
    """A place on Earth in degrees (WGS 84)."""

    latitude: float
    longitude: float

    def __post_init__(self) -> None:
        if not (-90 <= self.latitude <= 90 and -180 <= self.longitude <= 180):
            raise ValueError(f"({self.latitude}, {self.longitude}) is no place on Earth.")


@dataclass(frozen=True, kw_only=True, slots=True)
class Contact:
    """Someone to ask; any part may be empty."""

    name: str = ""
    role: str = ""
    phone: str = ""
    extension: str = ""
    email: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Official:
    """Someone responsible for the study as a whole."""

    name: str = ""
    role: str = ""
    affiliation: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Site:
    """One place where the study is run; ``status`` is None where the record gives none."""

    facility: str = ""
    city: str = ""
    state: str = ""
    postcode: str = ""
    country: str = ""
    status: Status | None = None
    point: GeoPoint | None = None
    contacts: tuple[Contact, ...] = ()

    def enrolling(self, study: Status) -> bool:
        """Whether this site takes participants now: its own status, or the study's if it has none.

        A site of a study that is not recruiting never enrols, whatever an old site entry says.
        """
        return study.enrolling and (self.status or study).enrolling
