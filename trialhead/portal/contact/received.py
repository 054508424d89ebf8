"""Who else is told that an enquiry has come: each feature registers a listener."""

import logging
from datetime import datetime
from typing import Protocol

from django.db import transaction

from trialhead.portal.contact.models import Enquiry

logger = logging.getLogger(__name__)


class Listener(Protocol):
    """Does something with an enquiry that was just kept, in the same transaction."""

    def __call__(self, enquiry: Enquiry, *, at: datetime) -> None: ...


_listeners: dict[str, Listener] = {}


def register(name: str, listener: Listener) -> None:
    """Have a listener told of every enquiry. A feature calls this when it starts."""
    if _listeners.setdefault(name, listener) is not listener:
        raise ValueError(f"there is already a listener named {name!r}")


def tell(enquiry: Enquiry, *, at: datetime) -> None:
    """Tell all of them. One that fails takes nothing of the enquiry with it, and the log says
    nothing of what was in it."""
    for name, listener in _listeners.items():
        try:
            with transaction.atomic():
                listener(enquiry, at=at)
        except Exception as error:
            logger.error("The listener %r failed: %s.", name, type(error).__name__)
