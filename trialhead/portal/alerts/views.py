"""Asking for alerts, and confirming that one meant it."""

from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from trialhead.errors import TooMany
from trialhead.portal.alerts import actions
from trialhead.portal.alerts.consents import Agreed
from trialhead.portal.alerts.forms import AlertForm, asked_too_often
from trialhead.portal.alerts.links import link_behind
from trialhead.portal.alerts.models import Often, Use
from trialhead.portal.alerts.wish import Wish, wish_of, wished
from trialhead.portal.design.context import origin
from trialhead.portal.design.errors import explain
from trialhead.portal.design.forms import problems
from trialhead.portal.privacy.private import private
from trialhead.portal.privacy.same_site import same_site
from trialhead.portal.privacy.throttle import check_rate, client
from trialhead.portal.switches.models import Feature
from trialhead.portal.switches.offers import needs

PER_ADDRESS, PER_CLIENT = 10, 30
RATE_PERIOD = timedelta(days=1)
#: Longer than the parameters of any search.
_LONGEST_ABOUT = 4000


@private
@needs(Feature.ALERTS)
@same_site
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """The form; what is to be followed stands in its address, and in a hidden field when sent."""
    if request.method == "POST":
        told = parse_qs(request.POST.get("about", "")[:_LONGEST_ABOUT])
        wish = wished(told)
    else:
        wish = wished({name: request.GET.getlist(name) for name in request.GET})
    if wish is None:
        return _no_such_study(request)
    if wish.too_long:
        return _too_long(request)
    if request.method != "POST":
        return _form(request, wish, AlertForm(initial={"often": Often.DAILY}))
    form = AlertForm(request.POST)
    if not form.is_valid():
        return _form(request, wish, form)
    return _ask(request, wish, form)


def _ask(request: HttpRequest, wish: Wish, form: AlertForm) -> HttpResponse:
    now, address = timezone.now(), form.cleaned_data["email"]
    rates = (
        ("alert by address", address.casefold(), PER_ADDRESS),
        ("alert by client", client(request), PER_CLIENT),
    )
    try:
        for scope, who, limit in rates:
            check_rate(scope=scope, who=who, limit=limit, per=RATE_PERIOD, at=now)
    except TooMany as refusal:
        asked_too_often(form)
        return _form(request, wish, form, status=refusal.outcome.http_status)
    actions.ask(
        wish=wish,
        address=address,
        often=form.often_chosen,
        names_it=form.cleaned_data["names_it"],
        agreed=Agreed(locale=get_language() or "en"),
        origin=origin(request),
        at=now,
    )
    return redirect("alerts:asked")


def _form(request: HttpRequest, wish: Wish, form: AlertForm, *, status: int = 200) -> HttpResponse:
    page: dict[str, Any] = {"wish": wish, "form": form, "problems": problems(form)}
    return render(request, "alerts/new.html", page, status=status)


@private
@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """The same for every address: whether it is known here is told to its owner only."""
    return render(request, "alerts/asked.html")


@private
@needs(Feature.ALERTS)
@same_site
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Behind the link in the first mail. Only the button switches the alert on, once."""
    now = timezone.now()
    link = link_behind(token, use=Use.CONFIRM, now=now)
    if link is None or link.alert is None:
        return no_such_link(request)
    page: dict[str, Any] = {"alert": link.alert, "wish": wish_of(link.alert), "token": token}
    if request.method != "POST":
        return render(request, "alerts/confirm.html", page)
    manage = actions.confirm(link=link, at=now)
    if manage is None:
        return no_such_link(request)
    return render(request, "alerts/confirmed.html", page | {"manage": manage})


def no_such_link(request: HttpRequest) -> HttpResponse:
    """The one answer to a wrong, an expired, a used and a missing token."""
    return explain(
        request,
        status=404,
        title=_("This link does not work"),
        text=_(
            "It may be cut off, used or too old, or what it led to has been erased. Look for the "
            "newest mail and use the link in it, or ask for the alert again."
        ),
    )


def _no_such_study(request: HttpRequest) -> HttpResponse:
    return explain(
        request,
        status=404,
        title=_("There is no such study to follow"),
        text=_("Its number may be mistyped, or its registry may have taken it away."),
    )


def _too_long(request: HttpRequest) -> HttpResponse:
    return explain(
        request,
        status=400,
        title=_("This search is too long to follow"),
        text=_("Almost every study holds one of so many words. Search for a few, then try again."),
    )
