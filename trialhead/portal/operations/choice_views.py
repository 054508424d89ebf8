"""What the operator chooses: how long things are kept, and what the portal offers."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from trialhead.errors import Unreadable
from trialhead.portal.accounts.door import Member, members
from trialhead.portal.accounts.roles import Permission
from trialhead.portal.operations import actions
from trialhead.portal.operations.forms import PeriodForm, SwitchForm
from trialhead.portal.privacy import retention
from trialhead.portal.privacy.models import Kept
from trialhead.portal.privacy.periods import kept_days, told
from trialhead.portal.switches.models import Feature, TurnedOff


@members(Permission.RUN, afresh=True)
@require_http_methods(["GET", "HEAD", "POST"])
def periods(request: Member) -> HttpResponse:
    """What is kept how long, and a form for each period that may be shortened."""
    typed: PeriodForm | None = None
    what = request.POST.get("what", "")
    if request.method == "POST":
        if what not in Kept:
            raise Unreadable("Nothing was chosen.", fix="Go back and choose a period.")
        typed = PeriodForm(request.POST, what=Kept(what))
        if typed.is_valid():
            return _set(request, Kept(what), typed.cleaned_data["days"])
    rows = [
        {
            "what": one,
            "now": told(kept_days(one)),
            "form": typed if typed and one == what else _period_form(one),
        }
        for one in Kept
    ]
    page = {"rows": rows, "duties": retention.duties(), "wrong": typed}
    return render(request, "operations/retention.html", page, status=422 if typed else 200)


def _period_form(what: Kept) -> PeriodForm:
    return PeriodForm(initial={"what": what, "days": kept_days(what)}, what=what)


def _set(request: Member, what: Kept, days: int) -> HttpResponse:
    if actions.set_period(what=what, days=days, by=request.user, at=timezone.now()):
        said = _("%(what)s: %(period)s from now on.")
        messages.success(request, said % {"what": what.label, "period": told(days)})
    return redirect("operations:retention")


@members(Permission.RUN, afresh=True)
@require_http_methods(["GET", "HEAD", "POST"])
def switches(request: Member) -> HttpResponse:
    """Every feature that can be turned, with what turning it off does."""
    if request.method == "POST":
        return _turn(request)
    since = dict(TurnedOff.objects.values_list("feature", "since"))
    page = {
        "rows": [
            {"feature": one, "since": since.get(one), "on": one not in since, "does": does}
            for one, does in _when_off().items()
        ]
    }
    return render(request, "operations/switches.html", page)


def _turn(request: Member) -> HttpResponse:
    form = SwitchForm(request.POST)
    if not form.is_valid():
        raise Unreadable("Nothing was chosen.", fix="Go back and choose a switch.")
    feature, on = Feature(form.cleaned_data["feature"]), form.cleaned_data["turn"] == "on"
    if actions.turn(feature=feature, on=on, by=request.user, at=timezone.now()):
        said = _("%(what)s: on.") if on else _("%(what)s: off.")
        messages.success(request, said % {"what": feature.label})
    return redirect("operations:switches")


def _when_off() -> dict[Feature, Any]:
    return {
        Feature.ENQUIRIES: _(
            "Off: nobody can write to a site. Enquiries that were sent are still answered, "
            "followed up, withdrawn and erased."
        ),
        Feature.ALERTS: _(
            "Off: nobody can ask for alerts or confirm one, and no alert is written. Links in "
            "earlier mails still change, stop and erase. Turned on again, alerts tell what changed "
            "meanwhile. Feeds and calendars go on."
        ),
        Feature.NOTES: _(
            "Off: no link is made, opened, answered or made to last longer. Who made one still "
            "sees how it stands and can revoke it. Private notes stay on people's devices."
        ),
        Feature.RATINGS: _("Off: nobody is asked how easy a page is. What was said is kept."),
        Feature.MODEL: _(
            "Off: rules alone make every overview, and no model is asked. What a model told is "
            "kept."
        ),
    }
