"""A study's sites in the order a reader needs them, and their small map."""

from dataclasses import dataclass
from itertools import groupby

from trialhead.registry import GeoPoint, Site, Study
from trialhead.vocabulary import Place, distance_km

#: The bundled outlines count in tenths of a degree.
SCALE = 10
MARGIN = 4.0  # degrees of land shown around the outermost sites
SMALLEST = 14.0  # degrees: closer than this the outlines are too coarse


@dataclass(frozen=True, kw_only=True, slots=True)
class ListedSite:
    """A site with what the page says about it; ``km`` is None without a place or a point."""

    site: Site
    enrolling: bool
    km: float | None


@dataclass(frozen=True, kw_only=True, slots=True)
class SiteGroup:
    """The sites of one country."""

    country: str
    sites: tuple[ListedSite, ...]

    @property
    def enrolling(self) -> int:
        """How many of them take participants now."""
        return sum(listed.enrolling for listed in self.sites)


@dataclass(frozen=True, slots=True)
class Dot:
    """A site on the map, in units of the outlines."""

    x: float
    y: float
    enrolling: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class SiteMap:
    """What part of the world to show (SVG ``viewBox``) and the dots on it."""

    left: float
    top: float
    width: float
    height: float
    radius: float
    dots: tuple[Dot, ...]

    @property
    def view_box(self) -> str:
        """The SVG attribute."""
        return f"{self.left:.0f} {self.top:.0f} {self.width:.0f} {self.height:.0f}"


def listed_sites(study: Study, *, near: Place | None) -> tuple[ListedSite, ...]:
    """Enrolling sites first, the nearest first if a place is given, then by country and town."""
    status = study.standing.status
    listed = [
        ListedSite(site=site, enrolling=site.enrolling(status), km=_km(near, site.point))
        for site in study.sites
    ]
    return tuple(sorted(listed, key=_order))


def by_country(listed: tuple[ListedSite, ...]) -> tuple[SiteGroup, ...]:
    """The sites by country; countries in the order of their first site."""
    first = {item.site.country: place for place, item in reversed(list(enumerate(listed)))}
    ordered = sorted(listed, key=lambda item: first[item.site.country])
    return tuple(
        SiteGroup(country=country, sites=tuple(sites))
        for country, sites in groupby(ordered, key=lambda item: item.site.country)
    )


def _order(item: ListedSite) -> tuple[bool, float, str, str, str]:
    site = item.site
    away = float("inf") if item.km is None else item.km
    return (not item.enrolling, away, site.country, site.city, site.facility)


def _km(near: Place | None, point: GeoPoint | None) -> float | None:
    if near is None or point is None:
        return None
    return distance_km(near.latitude, near.longitude, point.latitude, point.longitude)


def site_map(listed: tuple[ListedSite, ...]) -> SiteMap | None:
    """The map of all sites with a point; None when no site has one."""
    dots = tuple(
        Dot(
            round(item.site.point.longitude * SCALE, 1),
            round(-item.site.point.latitude * SCALE, 1),
            item.enrolling,
        )
        for item in reversed(listed)  # enrolling ones are drawn last, on top
        if item.site.point
    )
    if not dots:
        return None
    left, width = _span([dot.x for dot in dots], 2 * SMALLEST * SCALE)
    top, height = _span([dot.y for dot in dots], SMALLEST * SCALE)
    if width > 2 * height:
        top, height = top - (width / 2 - height) / 2, width / 2
    else:
        left, width = left - (2 * height - width) / 2, 2 * height
    return SiteMap(
        left=left,
        top=top,
        width=width,
        height=height,
        radius=round(width / 110, 1),
        dots=_once(dots),
    )


def _once(dots: tuple[Dot, ...]) -> tuple[Dot, ...]:
    """Each place once; a town with an enrolling site shows as enrolling."""
    return tuple({(dot.x, dot.y): dot for dot in dots}.values())


def _span(values: list[float], smallest: float) -> tuple[float, float]:
    low, high = min(values) - MARGIN * SCALE, max(values) + MARGIN * SCALE
    short = max(0.0, smallest - (high - low))
    return low - short / 2, high - low + short
