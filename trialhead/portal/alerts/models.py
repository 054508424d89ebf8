"""What people follow by mail, what is still to be told to them, and what they agreed to.

The address and the words of a search are sealed. A consent outlives what it was given for: it
names it only by a random reference and holds nothing of the person.
"""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from trialhead.portal.privacy.sealing import SealedTextField
from trialhead.portal.studies.models import StudyRecord
from trialhead.registry import Status


class Often(models.TextChoices):
    """How often somebody wants mail."""

    AT_ONCE = "at-once", _("At once")
    DAILY = "daily", _("Once a day at most")
    WEEKLY = "weekly", _("Once a week at most")


class State(models.TextChoices):
    """Where an alert stands."""

    WAITING = "waiting", _("Not confirmed yet")
    ACTIVE = "active", _("On")
    PAUSED = "paused", _("Paused")


class Use(models.TextChoices):
    """What a link is for."""

    CONFIRM = "confirm"
    MANAGE = "manage"
    STOP = "stop"


class Subscriber(models.Model):
    """Somebody who gets alerts at one address."""

    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    address = SealedTextField()
    address_digest = models.CharField(max_length=64, unique=True, help_text="Keyed digest.")
    locale = models.CharField(max_length=10, help_text="Language of the pages and mails.")
    origin = models.CharField(max_length=200, help_text="Where links in mails lead.")


class Alert(models.Model):
    """One study or one search that somebody follows."""

    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="alerts")
    record = models.ForeignKey(
        StudyRecord, null=True, on_delete=models.CASCADE, related_name="+", help_text="A study."
    )
    query = SealedTextField(blank=True, help_text="A search, as in its address; no study then.")
    about_digest = models.CharField(max_length=64, help_text="Keyed digest of what is followed.")
    often = models.CharField(max_length=8, choices=Often)
    names_it = models.BooleanField(help_text="The subject line may say what it is about.")
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    since = models.BigIntegerField(default=0, help_text="Clock when it was last switched on.")
    newest = models.BigIntegerField(default=0, help_text="Key of the newest version then.")
    mails = models.PositiveIntegerField(default=0, help_text="How many have told news.")
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subscriber", "about_digest"], name="followed_once")
        ]
        indexes = [models.Index(fields=["state", "asked_at"], name="alert_unconfirmed")]


class AlertLink(models.Model):
    """A private link; only the digest of its token is kept."""

    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="links")
    alert = models.ForeignKey(Alert, null=True, on_delete=models.CASCADE, related_name="links")
    use = models.CharField(max_length=8, choices=Use)
    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField(null=True, help_text="Null: as long as the alert.")


class AlertConsent(models.Model):
    """Proof that somebody agreed to get alerts, without saying who."""

    reference = models.UUIDField(db_index=True, help_text="The alert's.")
    text_version = models.CharField(max_length=20)
    locale = models.CharField(max_length=10)
    given_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, help_text="By the link in a mail.")
    withdrawn_at = models.DateTimeField(null=True)


class Watch(models.Model):
    """How far the changes of studies have been compared with what people follow. One row."""

    position = models.BigIntegerField(help_text="The clock then.")
    newest = models.BigIntegerField(help_text="Key of the newest version then.")
    round = models.BigIntegerField(help_text="Number of the latest round, ended or not.")


class Gone(models.Model):
    """A study that its registry had taken away when the changes were last compared."""

    record = models.OneToOneField(StudyRecord, on_delete=models.CASCADE, related_name="+")


class Finding(models.Model):
    """A change of one study that one alert has still to tell.

    A further change before the mail is written moves only the later side: what is told lies
    between the last mail and now. A version number is null while the study is in no registry.
    """

    alert = models.ForeignKey(Alert, on_delete=models.CASCADE, related_name="findings")
    record = models.ForeignKey(StudyRecord, on_delete=models.CASCADE, related_name="+")
    earlier = models.PositiveIntegerField(null=True, help_text="Version last told or seen.")
    newest = models.PositiveIntegerField(null=True, help_text="Version in force.")
    matched = models.BooleanField(help_text="Whether the search found the earlier version.")
    matches = models.BooleanField(help_text="Whether it finds the newest.")
    was = models.CharField(max_length=40, help_text="Status of the earlier; empty if unknown.")
    status = models.CharField(max_length=40, help_text="Status of the newest; likewise.")
    found_at = models.DateTimeField(help_text="When the first of the changes was seen.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["alert", "record"], name="one_finding_a_study")
        ]

    @property
    def opened(self) -> bool:
        """Whether a study that fits as before takes participants now and did not."""
        open_now = bool(self.status) and Status(self.status).enrolling
        was_open = bool(self.was) and Status(self.was).enrolling
        return self.matched and self.matches and open_now and not was_open
