"""Whether a feature is offered, asked of the database for each page: a change holds at once, in
every process. Nothing is remembered longer; who keeps a page made with an answer keeps it under
its :func:`edition`.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from trialhead.portal.design.errors import explain
from trialhead.portal.switches.models import Feature, TurnedOff

View = Callable[..., HttpResponse]


def off() -> frozenset[Feature]:
    """Every feature that is off; a name that this version does not know is none."""
    named = TurnedOff.objects.values_list("feature", flat=True)
    return frozenset(Feature(name) for name in named if name in Feature)


def offered(feature: Feature) -> bool:
    """Whether a feature is on."""
    return not TurnedOff.objects.filter(feature=feature).exists()


def off_for(request: HttpRequest) -> frozenset[Feature]:
    """Every feature that is off, asked of the database once for one page."""
    found: frozenset[Feature] | None = getattr(request, "off", None)
    if found is None:
        found = off()
        request.off = found  # type: ignore[attr-defined]
    return found


def edition(request: HttpRequest) -> str:
    """A name for what is offered now."""
    return "-".join(sorted(off_for(request)))


def context(request: HttpRequest) -> dict[str, Any]:
    """For templates: ``offers.enquiries`` and so on; the database is asked when one is met."""

    def by_name() -> dict[str, bool]:
        out = off_for(request)
        return {feature.value: feature not in out for feature in Feature}

    return {"offers": SimpleLazyObject(by_name)}


def needs(feature: Feature) -> Callable[[View], View]:
    """Open while a feature is on; otherwise a plain page says that this portal does not offer it,
    whatever the method."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if offered(feature):
                return view(request, *args, **kwargs)
            return not_offered(request, feature)

        return guarded

    return guard


def not_offered(request: HttpRequest, feature: Feature) -> HttpResponse:
    """The page in the place of what is off and has addresses. Links that somebody holds already
    still withdraw, stop and erase: those pages ask no switch."""
    return explain(request, status=404, title=_titles()[feature], text=_texts()[feature])


def _titles() -> dict[Feature, str]:
    return {
        Feature.ENQUIRIES: _("This portal does not offer enquiries to study sites"),
        Feature.ALERTS: _("This portal does not offer alerts by mail"),
        Feature.NOTES: _("This portal does not offer shared notes"),
        Feature.RATINGS: _("This portal does not ask how easy a page is"),
    }


def _texts() -> dict[Feature, str]:
    return {
        Feature.ENQUIRIES: _(
            "The page of each study names the contacts that its registry gives. If you have "
            "written to a site before, the link to your private page still works."
        ),
        Feature.ALERTS: _(
            "You can follow studies and searches as a feed or a calendar, without an address. If "
            "you get alerts, the links in their mails still change, stop and erase them."
        ),
        Feature.NOTES: _(
            "Your own notes stay on your device. Links you have made can still be revoked on the "
            "page of their study."
        ),
        Feature.RATINGS: _("You can read every study as before."),
    }
