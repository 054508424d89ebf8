"""Counts of requests, without saying who made them, and how long things are kept."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from trialhead.portal.privacy.sealing import SealedTextField


class RequestCount(models.Model):
    """How often somebody did something in the window that ends at ``ends_at``."""

    who = models.CharField(max_length=64, unique=True, help_text="Keyed digest of scope and who.")
    ends_at = models.DateTimeField(db_index=True)
    count = models.PositiveIntegerField()


class DaySecret(models.Model):
    """The secret that names clients on one day (UTC); it is deleted when the day is over."""

    day = models.DateField(unique=True)
    secret = SealedTextField()


class Kept(models.TextChoices):
    """What is kept for a time that the operator may shorten."""

    CLOSED_ENQUIRIES = "closed-enquiries", _("Enquiries after they are closed")
    SHARES = "shares", _("Notes shared through a link, at most")
    PROOF = "proof", _("Proof that somebody agreed")


class Period(models.Model):
    """How long one of these is kept; without a row, as long as it may be."""

    what = models.CharField(max_length=20, choices=Kept, unique=True)
    days = models.PositiveSmallIntegerField()
    set_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(days__gte=1), name="period_is_not_nothing")
        ]
