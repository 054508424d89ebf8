"""Enquiries to study sites, what became of them, and what people agreed to.

What a person wrote is sealed. Events and consents outlive the enquiry: they name it only by a
random reference and hold nothing of the person.
"""

import json
import uuid
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from trialhead.portal.privacy.sealing import SealedTextField
from trialhead.portal.studies.models import StudyRecord

#: The key of a study's central contact, where a site's key would stand.
CENTRAL = "central"


class Channel(models.TextChoices):
    """How the site may reach the person."""

    EMAIL = "email", _("By e-mail")
    PHONE = "phone", _("By phone")


class Behalf(models.TextChoices):
    """For whom somebody writes."""

    SELF = "self", _("For myself")
    CHILD = "child", _("For a child I am responsible for")
    RELATIVE = "relative", _("For a relative or friend, who knows about it")
    PATIENT = "patient", _("For a patient of mine, who knows about it")


class State(models.TextChoices):
    """Where an enquiry stands."""

    RECEIVED = "received", _("Received")
    DELIVERED = "delivered", _("Delivered")
    OPENED = "opened", _("Opened")
    ANSWERED = "answered", _("Answered")
    FULL = "full", _("The site is full")
    NOT_ENROLLING = "not-enrolling", _("The site takes nobody at present")
    UNANSWERED = "unanswered", _("Closed without an answer")
    WITHDRAWN = "withdrawn", _("Withdrawn")


#: States in which the site still owes an answer.
WAITING = (State.RECEIVED, State.DELIVERED, State.OPENED)
#: States a site's answer leads to.
REPLIES = (State.ANSWERED, State.FULL, State.NOT_ENROLLING)


class Side(models.TextChoices):
    """Whose link it is."""

    PERSON = "person"
    SITE = "site"


class Purpose(models.TextChoices):
    """What a person may agree to, each on its own."""

    SHARE = "share", _("Passing on to the site")
    EMAIL = "email", _("Later contact by e-mail")
    SMS = "sms", _("Later contact by text message")
    HANDOVER = "handover", _("Passing on to another site")


#: What can be taken back on its own; the others go with the enquiry.
LATER = (Purpose.EMAIL, Purpose.SMS)


class Decision(models.TextChoices):
    """What became of a proposal to hand an enquiry over."""

    YES = "yes", _("The person said yes")
    NO = "no", _("The person said no")
    LAPSED = "lapsed", _("The person did not answer in time")
    CALLED_BACK = "called-back", _("Taken back by the site")


class SiteContact(models.Model):
    """Where a site gets its mail. Nothing is sent there before the operator has confirmed it."""

    record = models.ForeignKey(StudyRecord, on_delete=models.CASCADE, related_name="+")
    site_key = models.CharField(max_length=16)
    email = models.EmailField()
    second_email = models.EmailField(help_text="Asked when the first does not answer; or empty.")
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["record", "site_key"], name="one_contact_a_site")
        ]


class SiteNotice(models.Model):
    """A site has told us that it takes nobody: until a day, or null for "we are full"."""

    record = models.ForeignKey(StudyRecord, on_delete=models.CASCADE, related_name="+")
    site_key = models.CharField(max_length=16)
    until = models.DateField(null=True)
    told_at = models.DateTimeField()


class Enquiry(models.Model):
    """What somebody wrote to a site, until it is erased."""

    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    record = models.ForeignKey(StudyRecord, on_delete=models.CASCADE, related_name="+")
    site_key = models.CharField(max_length=16)
    site_name = models.CharField(max_length=1000, help_text="Empty for the central contact.")
    to_operator = models.BooleanField(help_text="Sent to the operator: the site is unconfirmed.")
    state = models.CharField(max_length=16, choices=State, default=State.RECEIVED)

    name = SealedTextField()
    channel = models.CharField(max_length=8, choices=Channel)
    address = SealedTextField(help_text="E-mail address, or phone number as E.164.")
    times = SealedTextField(blank=True, help_text="When to phone.")
    language = models.CharField(max_length=35, help_text="BCP 47; the person's choice.")
    behalf = models.CharField(max_length=8, choices=Behalf)
    message = SealedTextField(blank=True)
    answers = SealedTextField(blank=True, help_text="One line an answer.")
    answer_data = SealedTextField(blank=True, help_text="The same answers as the questions' data.")
    notes = SealedTextField(blank=True, help_text="Notes on the page sent along, as JSON.")
    note_count = models.PositiveSmallIntegerField(
        default=0, help_text="So that lists open nothing."
    )
    near = SealedTextField(blank=True, help_text="Rounded to about 10 km, for the next site.")
    answer = SealedTextField(blank=True, help_text="What the site wrote.")
    until = models.DateField(null=True, help_text="The site takes nobody until then.")

    locale = models.CharField(max_length=10, help_text="Language of the pages and mails.")
    origin = models.CharField(max_length=200, help_text="Where links in mails lead.")
    once = models.CharField(max_length=64, unique=True, help_text="One sending of one form.")
    address_digest = models.CharField(max_length=64, help_text="Keyed digest of the address.")

    moves = models.PositiveSmallIntegerField(default=0, help_text="How often it changed sites.")

    received_at = models.DateTimeField(help_text="By the portal, for the site it is at.")
    delivered_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    second_asked_at = models.DateTimeField(null=True)
    offered_at = models.DateTimeField(null=True, help_text="When another site was offered.")
    answered_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(
        null=True, help_text="Answered, withdrawn or given up, and the team is done with it."
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["record", "site_key", "address_digest"],
                condition=~models.Q(state="withdrawn"),
                name="one_enquiry_a_site_and_address",
            )
        ]
        indexes = [
            models.Index(fields=["state", "received_at"], name="enquiry_waiting"),
            models.Index(fields=["record", "site_key", "received_at"], name="enquiry_of_site"),
        ]

    @property
    def waiting(self) -> bool:
        """Whether the site still owes an answer."""
        return self.state in WAITING

    @property
    def replied(self) -> bool:
        """Whether the site has answered."""
        return self.state in REPLIES


class LaterReply(models.Model):
    """What the site wrote after its first answer."""

    enquiry = models.ForeignKey(Enquiry, on_delete=models.CASCADE, related_name="later_replies")
    text = SealedTextField()
    at = models.DateTimeField()


class Handover(models.Model):
    """A site proposes that another one takes an enquiry; nothing moves before the person's yes."""

    enquiry = models.ForeignKey(Enquiry, on_delete=models.CASCADE, related_name="handovers")
    site_key = models.CharField(max_length=16)
    site_name = models.CharField(max_length=1000)
    message = SealedTextField(blank=True, help_text="What the site wrote about it.")
    proposed_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    decision = models.CharField(max_length=12, choices=Decision, blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["enquiry"],
                condition=models.Q(decided_at=None),
                name="one_open_handover",
            )
        ]
        indexes = [
            models.Index(
                fields=["expires_at"], condition=models.Q(decided_at=None), name="handover_open"
            )
        ]


class EarlierSite(models.Model):
    """A site that an enquiry has left, with what it answered; only the person sees it."""

    enquiry = models.ForeignKey(Enquiry, on_delete=models.CASCADE, related_name="earlier_sites")
    site_key = models.CharField(max_length=16)
    site_name = models.CharField(max_length=1000)
    answers = SealedTextField(blank=True, help_text="Texts and times, as JSON.")
    received_at = models.DateTimeField()
    left_at = models.DateTimeField()

    @property
    def letters(self) -> list[dict[str, str]]:
        """What the site answered: each ``text`` with the time it came ``at``."""
        found: list[dict[str, str]] = json.loads(self.answers or "[]")
        return found


class EnquiryLink(models.Model):
    """A private link; only the digest of its token is kept."""

    enquiry = models.ForeignKey(Enquiry, on_delete=models.CASCADE, related_name="links")
    side = models.CharField(max_length=8, choices=Side)
    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField(null=True, help_text="Null: as long as the enquiry.")


class Consent(models.Model):
    """Proof that somebody agreed to one purpose, without saying who."""

    reference = models.UUIDField(db_index=True, help_text="The enquiry's.")
    purpose = models.CharField(max_length=8, choices=Purpose)
    site_key = models.CharField(max_length=16, blank=True, help_text="Of a hand-over.")
    text_version = models.CharField(max_length=20)
    locale = models.CharField(max_length=10)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)


class EnquiryEvent(models.Model):
    """One line of the audit: what happened to an enquiry and when. Lines are only ever added."""

    reference = models.UUIDField(db_index=True, help_text="The enquiry's.")
    registry_id = models.CharField(max_length=20, db_index=True)
    site_key = models.CharField(max_length=16, blank=True)
    what = models.CharField(max_length=20)
    criterion = models.CharField(max_length=40, blank=True, help_text="The one that failed.")
    waited = models.PositiveIntegerField(
        null=True, help_text="Of a first answer: seconds since the enquiry was received."
    )
    at = models.DateTimeField()

    class Meta:
        # What numbers are made of lies in these indexes: no other line is read for them.
        indexes = [
            models.Index(
                fields=["waited", "at", "registry_id", "site_key"],
                condition=models.Q(waited__isnull=False),
                name="event_waited",
            ),
            models.Index(
                fields=["reference", "site_key"],
                condition=models.Q(waited__isnull=False),
                name="event_answered",
            ),
            models.Index(
                fields=["registry_id", "criterion", "site_key", "at", "reference"],
                condition=~models.Q(criterion=""),
                name="event_failed",
            ),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the line; a line that stands is not written again."""
        if not self._state.adding:
            raise TypeError("An event that has happened cannot be changed.")
        super().save(*args, **kwargs)
