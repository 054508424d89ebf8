"""What a team keeps about an enquiry; all of it goes when the enquiry goes."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from trialhead.portal.accounts.models import User
from trialhead.portal.contact.models import Enquiry
from trialhead.portal.privacy.sealing import SealedTextField


class Stage(models.TextChoices):
    """How far the site has come with somebody; the values are those of the events."""

    NEW = "new", _("New")
    CONTACTED = "contacted", _("Contacted")
    PRESCREENED = "pre-screened", _("Pre-screened")
    VISIT = "screening-visit", _("Screening visit")
    CONSENTED = "consented", _("Consented")
    ENROLLED = "enrolled", _("Enrolled")
    FAILED = "screen-failure", _("Screen failure")
    WITHDRAWN = "no-longer-wants", _("No longer wants to take part")


#: Stages after which nothing follows; the enquiry is then kept for its time and erased.
OVER = (Stage.ENROLLED, Stage.FAILED, Stage.WITHDRAWN)


class Case(models.Model):
    """The team's side of one enquiry. ``version`` tells whether somebody else was quicker."""

    enquiry = models.OneToOneField(Enquiry, on_delete=models.CASCADE, related_name="case")
    stage = models.CharField(max_length=16, choices=Stage, default=Stage.NEW)
    criterion = models.CharField(max_length=40, blank=True, help_text="The one that failed.")
    assignee = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    remind_on = models.DateField(null=True)
    remind_by = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="+", help_text="Who set the day."
    )
    mail_on = models.DateField(null=True, help_text="When its mail is due; null once it has gone.")
    version = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(fields=["stage"], name="case_stage"),
            models.Index(
                fields=["remind_on"],
                condition=models.Q(remind_on__isnull=False),
                name="case_remind_on",
            ),
            models.Index(
                fields=["mail_on"], condition=models.Q(mail_on__isnull=False), name="case_mail_on"
            ),
        ]


#: Of a criterion's name.
LONGEST_ABOUT = 40


class Asking(models.TextChoices):
    """How something came to be asked about."""

    NOTE = "note", _("Notes")
    OPEN = "open", _("Answers left open")


class AskedAbout(models.Model):
    """How many enquiries of a day were about a criterion or a section; nothing of who or what.

    ``about`` is a criterion's name, or a section's after ``#``.
    """

    registry_id = models.CharField(max_length=20)
    site_key = models.CharField(max_length=16)
    about = models.CharField(max_length=LONGEST_ABOUT)
    asking = models.CharField(max_length=4, choices=Asking)
    day = models.DateField()
    number = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["registry_id", "site_key", "day", "about", "asking"],
                name="asked_once_a_day",
            )
        ]


class Comment(models.Model):
    """A note among colleagues; the person never sees it."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="comments")
    author = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    text = SealedTextField()
    at = models.DateTimeField()


class Worksheet(models.Model):
    """The study's criteria filled in for one person; once signed it is not changed any more."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="worksheets")
    screened_on = models.DateField(help_text="The day that windows are counted from.")
    answers = SealedTextField(help_text="As the questions write them.")
    instruments = SealedTextField(help_text="Items of scores, as JSON.")
    criteria_change = models.CharField(max_length=80, help_text="Which criteria were judged.")
    version = models.PositiveIntegerField(default=0)
    author = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    saved_at = models.DateTimeField()
    signed_name = models.CharField(max_length=150, blank=True)
    signed_at = models.DateTimeField(null=True)
