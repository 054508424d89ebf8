"""A message as the bytes a mail server gets."""

from email import policy
from email.message import EmailMessage
from email.utils import format_datetime

from django.conf import settings

from trialhead.portal.notifications.models import Message

#: Nothing beyond ASCII on the wire: not every server takes more.
_POLICY = policy.SMTP.clone(cte_type="7bit")


def written(message: Message) -> bytes:
    """The whole mail. The same message gives the same head, so that a second copy is known."""
    mail = EmailMessage(policy=_POLICY)
    mail["From"] = settings.TRIALHEAD_MAIL_FROM
    mail["To"] = recipient(message)
    mail["Subject"] = message.subject
    mail["Date"] = format_datetime(message.created_at)
    mail["Message-ID"] = f"<{message.message_id}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(message.text)
    if message.html:
        mail.add_alternative(message.html, subtype="html")
    mail["Content-Language"] = message.language  # setting the content drops all Content- lines
    # Put before the rest as they are: the email package would encode a long link when it folds it.
    lines = "".join(f"{name}: {value}\r\n" for name, value in message.headers.items())
    return lines.encode("ascii") + mail.as_bytes()


def recipient(message: Message) -> str:
    """The address as mail servers write it: the domain in ASCII."""
    name, _, domain = message.to.rpartition("@")
    return f"{name}@{domain.encode('idna').decode()}"
