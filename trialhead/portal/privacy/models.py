"""Counts of requests, without saying who made them."""

from django.db import models

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
