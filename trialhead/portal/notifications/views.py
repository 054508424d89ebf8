"""Local mail as it would have gone out, for those who develop on this machine."""

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

#: So many mails are shown, the newest first.
MOST = 50


@require_safe
@never_cache
def outbox(request: HttpRequest) -> HttpResponse:
    """The mails in the local folder; there is no such page unless defects are shown."""
    if not settings.DEBUG:
        raise Http404
    folder = settings.TRIALHEAD_HOME / "outbox"
    files = sorted(folder.glob("*.eml"), key=lambda file: file.stat().st_mtime, reverse=True)
    mails = [_told(file.read_bytes()) for file in files[:MOST]]
    return render(request, "notifications/outbox.html", {"mails": mails})


def _told(content: bytes) -> dict[str, str]:
    mail = message_from_bytes(content, policy=default)
    body = mail.get_body(("plain",)) if isinstance(mail, EmailMessage) else None
    return {
        "to": str(mail["To"]),
        "subject": str(mail["Subject"]),
        "date": str(mail["Date"]),
        "text": body.get_content() if body else "",
    }
