"""The outbox: what is to be sent, to whom, what became of it, and which workers are at it."""

import json

from django.db import models
from django.utils.translation import gettext_lazy as _

from trialhead.portal.privacy.sealing import SealedTextField


class State(models.TextChoices):
    """Where a message stands."""

    QUEUED = "queued", _("Waiting")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("To be tried again")
    DEAD = "dead", _("Given up")


#: States in which a message waits for its turn.
WAITING = (State.QUEUED, State.FAILED)


class Message(models.Model):
    """One mail to one address. Once it is sent, only its key and its times are left."""

    key = models.CharField(max_length=200, unique=True, help_text="One message a key, for ever.")
    message_id = models.CharField(max_length=255, unique=True, help_text="Without the brackets.")
    to = SealedTextField()
    subject = SealedTextField()
    text = SealedTextField()
    html = SealedTextField(blank=True)
    more_headers = SealedTextField(blank=True, help_text="JSON; they can hold secret links.")
    language = models.CharField(max_length=35, help_text="BCP 47.")

    state = models.CharField(max_length=8, choices=State, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(
        null=True, help_text="Of one being sent: when its sender is taken for dead."
    )
    sender = models.CharField(max_length=32, blank=True, help_text="Which worker is sending it.")
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=200, blank=True, help_text="Never holds an address.")

    class Meta:
        indexes = [models.Index(fields=["state", "next_attempt_at"], name="message_due")]

    def __str__(self) -> str:
        return f"message {self.pk}"

    @property
    def headers(self) -> dict[str, str]:
        """Header lines beyond the usual ones."""
        headers: dict[str, str] = json.loads(self.more_headers) if self.more_headers else {}
        return headers


class Heartbeat(models.Model):
    """That a worker is at work, as it says itself every half minute: one row a worker."""

    worker = models.CharField(max_length=32, unique=True, help_text="Random; tells no machine.")
    version = models.CharField(max_length=40, help_text="Of trialhead.")
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()


def count_unsent() -> tuple[int, int]:
    """How many messages wait for their turn, and how many were given up."""
    waiting = Message.objects.filter(state__in=[*WAITING, State.SENDING]).count()
    return waiting, Message.objects.filter(state=State.DEAD).count()
