"""What a reviewer is working on, until it is proposed."""

from django.db import models

from trialhead.portal.accounts.models import User
from trialhead.portal.privacy.sealing import SealedTextField
from trialhead.portal.studies.models import StudyRecord


class CriteriaDraft(models.Model):
    """One reviewer's criteria for one study; nobody else's. ``stamp`` tells whether it was changed
    in another window since a page was opened."""

    record = models.ForeignKey(StudyRecord, on_delete=models.CASCADE, related_name="+")
    author = models.ForeignKey(User, on_delete=models.CASCADE, related_name="criteria_drafts")
    document = SealedTextField(help_text="In the language of criteria files.")
    begun_with = SealedTextField(help_text="The document that it began as.")
    accepted = models.JSONField(help_text="Ids of the criteria that its author accepts.")
    unfinished = SealedTextField(help_text="Criteria as typed that have faults, as JSON by id.")
    version = models.PositiveIntegerField(help_text="Number of the record's version looked at.")
    edition = models.PositiveIntegerField(help_text="Number of the newest edition looked at.")
    stamp = models.CharField(max_length=32)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["record", "author"], name="one_draft_a_reviewer")
        ]
