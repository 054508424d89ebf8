"""Registry records as kept here, with every earlier version, and what was refused."""

import uuid
from datetime import date

from django.db import models

from trialhead.portal.accounts.models import User
from trialhead.registry import Study, unpack


class Clock(models.Model):
    """Counts changes to study records, so that a search index knows what it has not seen.

    One row. Its lock is held to the end of a transaction, so numbers become visible in order.
    ``identity`` tells this database from every other.
    """

    identity = models.UUIDField(default=uuid.uuid4, editable=False)
    now = models.BigIntegerField(default=0)


class StudyRecord(models.Model):
    """One study of a registry: what lists and addresses need; the rest is in its versions."""

    registry_id = models.CharField(max_length=20, unique=True)
    title = models.TextField()
    latest = models.PositiveIntegerField(help_text="Number of the version in force.")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the version in force.")
    last_update = models.DateField(null=True, help_text="As the record says; null if it does not.")
    changed_at = models.DateTimeField(help_text="When the version in force was retrieved.")
    change = models.BigIntegerField(db_index=True, help_text="Clock at the last change.")
    withdrawn_at = models.DateTimeField(null=True, help_text="Set once the registry dropped it.")
    retold_at = models.DateTimeField(null=True, help_text="When a model last told its overview.")
    criteria_at = models.DateTimeField(null=True, help_text="When its team published criteria.")
    words_at = models.DateTimeField(null=True, help_text="When its team's words last changed.")

    def __str__(self) -> str:
        return self.registry_id

    def study(self) -> Study:
        """The version in force."""
        return self.versions.get(number=self.latest).study()

    @property
    def edition(self) -> str:
        """A name for the record, a model's text, and its team's criteria and words, as all are
        now."""
        times = (self.retold_at, self.criteria_at, self.words_at)
        return "-".join((self.digest, *(str(at.timestamp() if at else 0) for at in times)))

    def edition_on(self, day: date) -> str:
        """The same, with the day where a team's words may hang on it: an approval ends."""
        return f"{self.edition}-{day}" if self.words_at else self.edition


class Alias(models.Model):
    """An older id of a study; its address leads to the study."""

    registry_id = models.CharField(max_length=20, unique=True)
    record = models.ForeignKey(StudyRecord, on_delete=models.CASCADE, related_name="aliases")


class RecordVersion(models.Model):
    """A record as it was once retrieved: canonical JSON, compressed."""

    record = models.ForeignKey(StudyRecord, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    packed = models.BinaryField()
    source = models.CharField(max_length=1000)
    retrieved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["record", "number"], name="one_version_a_number")
        ]
        ordering = ["number"]

    def study(self) -> Study:
        """The study as this version tells it."""
        return unpack(bytes(self.packed))


class Refused(models.Model):
    """Something in a source that was not taken, until the source is read again without it."""

    source = models.CharField(max_length=1000, db_index=True)
    place = models.CharField(max_length=1000)
    code = models.CharField(max_length=40)
    reason = models.TextField()
    registry_id = models.CharField(max_length=20)
    seen_at = models.DateTimeField()


class ImportRun(models.Model):
    """The audit line of one import or sync; ``finished_at`` is null if it was cut off."""

    source = models.TextField()
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    new = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    older = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)


class Retelling(models.Model):
    """What a model told of a study. It is shown only as far as the gate passes it."""

    record = models.OneToOneField(StudyRecord, on_delete=models.CASCADE, related_name="retelling")
    version = models.PositiveIntegerField(help_text="Number of the version that was told.")
    model = models.CharField(max_length=200)
    draft = models.JSONField(help_text="Sentences by section, in English.")
    made_at = models.DateTimeField()


class CriteriaEdition(models.Model):
    """Criteria a team has written for a study; every one is kept. Published by a second person."""

    record = models.ForeignKey(
        StudyRecord, on_delete=models.CASCADE, related_name="criteria_editions"
    )
    number = models.PositiveIntegerField()
    document = models.TextField(help_text="In the language of criteria files.")
    version = models.PositiveIntegerField(help_text="Number of the record's version looked at.")
    accepted = models.JSONField(help_text="Ids of the criteria that its author accepts.")
    author = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    proposed_at = models.DateTimeField()
    publisher = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    published_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["record", "number"], name="one_edition_a_number")
        ]


class WordsEdition(models.Model):
    """An overview a team has written, or a translation of one; every one is kept.

    Published by a second person. ``source`` is the edition it translates, null for English.
    """

    record = models.ForeignKey(StudyRecord, on_delete=models.CASCADE, related_name="words_editions")
    language = models.CharField(max_length=10)
    number = models.PositiveIntegerField(help_text="1, 2, 3 … in its language.")
    sections = models.JSONField(help_text="Sentences by section.")
    beyond = models.JSONField(help_text="Sentences that the record did not bear out then.")
    version = models.PositiveIntegerField(help_text="Number of the record's version looked at.")
    model = models.CharField(max_length=200, blank=True, help_text="Whose words it took over.")
    by_model = models.JSONField(help_text="Sentences that the model told.")
    source = models.ForeignKey(
        "self", null=True, on_delete=models.CASCADE, related_name="translations"
    )
    author = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    proposed_at = models.DateTimeField()
    publisher = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    published_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True, help_text="Taken back, or off the page.")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["record", "language", "number"], name="one_words_edition_a_number"
            )
        ]

    @property
    def sentences(self) -> tuple[str, ...]:
        """All sentences in reading order."""
        # Every start of the program loads the models; the room of overviews need not come along.
        from trialhead.overview import Section

        parts = (self.sections.get(section, ()) for section in Section)
        return tuple(each for part in parts for each in part)


class Approval(models.Model):
    """What a review board approved: the words of one edition, from a day to a day.

    It holds once a second person has confirmed it, by itself or by publishing the edition.
    """

    edition = models.ForeignKey(WordsEdition, on_delete=models.CASCADE, related_name="approvals")
    board = models.CharField(max_length=200)
    number = models.CharField(max_length=100)
    approved_on = models.DateField()
    expires_on = models.DateField(help_text="The last day on which it holds.")
    recorder = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    recorded_at = models.DateTimeField()
    confirmer = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    warned = models.PositiveSmallIntegerField(
        null=True, help_text="Of which step its team was told: days before its end, 0 after it."
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(expires_on__gte=models.F("approved_on")),
                name="approval_ends_after_it_begins",
            )
        ]


class Rating(models.Model):
    """How easy one reader found a study's page; nothing tells who that was, nor the hour."""

    record = models.ForeignKey(StudyRecord, on_delete=models.CASCADE, related_name="ratings")
    version = models.PositiveIntegerField(help_text="Number of the version that was read.")
    section = models.CharField(max_length=20, blank=True, help_text="Empty for the whole page.")
    score = models.PositiveSmallIntegerField(help_text="1 very hard to 5 very easy.")
    sentence = models.TextField(blank=True, help_text="Words that were hard; kept for a year.")
    day = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(score__range=(1, 5)), name="rating_from_1_to_5"
            )
        ]
        indexes = [models.Index(fields=["day"], name="rating_day")]


class SyncPosition(models.Model):
    """How far one synchronisation query got, so that the next run goes on from there."""

    query = models.CharField(max_length=1000, unique=True)
    since = models.DateField(null=True, help_text="Asked for updates from this day on.")
    token = models.TextField(help_text="Next page of an unfinished run; empty when finished.")
    started_on = models.DateField(help_text="Day of the run, the next run's `since`.")
