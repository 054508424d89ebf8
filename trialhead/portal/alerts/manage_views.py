"""The private page of somebody who gets alerts: change them, stop them, take everything along."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trialhead.portal.alerts import actions
from trialhead.portal.alerts.export import export
from trialhead.portal.alerts.links import link_behind
from trialhead.portal.alerts.models import Alert, Often, State, Subscriber, Use
from trialhead.portal.alerts.views import no_such_link
from trialhead.portal.alerts.wish import wish_of
from trialhead.portal.privacy.private import private
from trialhead.portal.privacy.same_site import same_site


@private
@require_safe
def absent(request: HttpRequest) -> HttpResponse:
    """An address without its token."""
    return no_such_link(request)


@private
@require_safe
def manage(request: HttpRequest, token: str) -> HttpResponse:
    """Everything somebody follows."""
    subscriber = _subscriber(token)
    if subscriber is None:
        return no_such_link(request)
    alerts = subscriber.alerts.select_related("record").exclude(state=State.WAITING)
    page = {
        "subscriber": subscriber,
        "token": token,
        "alerts": [(alert, wish_of(alert)) for alert in alerts.order_by("pk")],
        "often": Often.choices,
    }
    return render(request, "alerts/manage.html", page)


@private
@same_site
@require_POST
def change(request: HttpRequest, token: str) -> HttpResponse:
    """Do one thing with one alert; anything unknown changes nothing."""
    subscriber = _subscriber(token)
    if subscriber is None:
        return no_such_link(request)
    number = request.POST.get("alert", "")[:18]
    mine = subscriber.alerts.exclude(state=State.WAITING)
    alert = mine.filter(pk=number).first() if number.isascii() and number.isdecimal() else None
    if alert is not None:
        _do(alert, request.POST.get("do", ""), often=request.POST.get("often", ""))
    if Subscriber.objects.filter(pk=subscriber.pk).exists():
        return redirect("alerts:manage", token)
    return render(request, "alerts/erased.html")


def _do(alert: Alert, what: str, *, often: str) -> None:
    match what:
        case "pause":
            actions.pause(alert=alert)
        case "resume":
            actions.resume(alert=alert)
        case "stop":
            actions.stop(alert=alert, at=timezone.now())
        case "often" if often in Often:
            actions.choose_often(alert=alert, often=Often(often))


@private
@same_site
@require_POST
def erase(request: HttpRequest, token: str) -> HttpResponse:
    """The person wants everything gone. From then on no link works any more."""
    subscriber = _subscriber(token)
    if subscriber is None:
        return no_such_link(request)
    actions.erase(subscriber=subscriber, at=timezone.now())
    return render(request, "alerts/erased.html")


@private
@require_safe
def export_json(request: HttpRequest, token: str) -> HttpResponse:
    """Everything kept about the person, as a file."""
    subscriber = _subscriber(token)
    if subscriber is None:
        return no_such_link(request)
    answer = JsonResponse(
        export(subscriber), json_dumps_params={"ensure_ascii": False, "indent": 2}
    )
    answer["Content-Disposition"] = 'attachment; filename="alerts.json"'
    return answer


@private
@csrf_exempt  # mail programs post here by themselves (RFC 8058); the token is the proof
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Ends one alert: by a button for people, at once for mail programs."""
    now = timezone.now()
    link = link_behind(token, use=Use.STOP, now=now)
    if link is None or link.alert is None:
        return no_such_link(request)
    page = {"alert": link.alert, "wish": wish_of(link.alert), "token": token}
    if request.method != "POST":
        return render(request, "alerts/stop.html", page)
    actions.stop(alert=link.alert, at=now)
    return render(request, "alerts/stopped.html")


def _subscriber(token: str) -> Subscriber | None:
    link = link_behind(token, use=Use.MANAGE, now=timezone.now())
    return link.subscriber if link else None
