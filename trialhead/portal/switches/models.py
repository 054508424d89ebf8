"""Which features are off; a feature without a row is on."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Feature(models.TextChoices):
    """What can be turned off."""

    ENQUIRIES = "enquiries", _("Enquiries to study sites")
    ALERTS = "alerts", _("Alerts by mail")
    NOTES = "notes", _("Shared notes")
    RATINGS = "ratings", _("Ratings of how easy a page is")
    MODEL = "model", _("Overviews told by a model")


class TurnedOff(models.Model):
    """One feature that is off."""

    feature = models.CharField(max_length=12, choices=Feature, unique=True)
    since = models.DateTimeField()
