"""The outbox: what waits, what was given up and why, what was sent and when."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from trialhead.errors import Unreadable
from trialhead.portal.accounts.door import Member, members
from trialhead.portal.accounts.roles import Permission
from trialhead.portal.notifications import actions
from trialhead.portal.notifications.models import Message
from trialhead.portal.operations.forms import MailForm
from trialhead.portal.operations.mail import VIEWS, listed, mails, standing
from trialhead.portal.operations.paging import asked_page, part


@members(Permission.RUN)
@require_safe
def mail(request: Member) -> HttpResponse:
    """One view of the outbox. No mail's words are read for it."""
    view = request.GET.get("view", "")
    view = view if view in VIEWS else "waiting"
    now = standing()
    labels = {"waiting": _("Waiting"), "given-up": _("Given up"), "sent": _("Sent")}
    found = part(mails(view), asked_page(request))
    page = {
        "view": view,
        "views": [(name, label, now.count(name)) for name, label in labels.items()],
        "standing": now,
        "part": found,
        "mails": [listed(message) for message in found.rows],
    }
    return render(request, "operations/mail.html", page)


@members(Permission.RUN)
@require_POST
def change(request: Member) -> HttpResponse:
    """Try a mail again, or give it up."""
    form = MailForm(request.POST)
    if not form.is_valid():
        raise Unreadable("Nothing was chosen.", fix="Go back and choose one mail.")
    what, now = form.cleaned_data["do"], timezone.now()
    if what == "retry-all":
        count = actions.revive_dead(at=now, by=request.user)
        messages.success(request, _("%(n)s mails are tried again.") % {"n": count})
        return redirect("operations:mail")
    message = Message.objects.filter(pk=form.cleaned_data["mail"] or 0).only("pk").first()
    done = message is not None and (
        actions.retry(message=message, at=now, by=request.user)
        if what == "retry"
        else actions.give_up(message=message, at=now, by=request.user)
    )
    if not done:
        said = _("This mail is being sent, was sent, or is gone. Nothing was changed.")
        messages.warning(request, said)
    elif what == "retry":
        messages.success(request, _("It is tried again now."))
    else:
        messages.success(request, _("It is given up: it stands under “Given up” for 30 days."))
    return redirect("operations:mail")
