"""An enquiry as its author wrote it, checked but not yet sent."""

from dataclasses import dataclass

from trialhead.portal.contact.models import Behalf, Channel, Purpose
from trialhead.portal.contact.sent_notes import SentNote


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """``address`` is an e-mail address or a phone number as E.164, as ``channel`` says.

    ``later`` are the purposes agreed to beside passing the enquiry on.
    """

    name: str
    channel: Channel
    address: str
    language: str
    behalf: Behalf
    times: str = ""
    message: str = ""
    answers: str = ""
    answer_data: str = ""
    notes: tuple[SentNote, ...] = ()
    later: tuple[Purpose, ...] = ()
