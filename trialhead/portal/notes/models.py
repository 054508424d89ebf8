"""Shared notes as the host has them: ciphertext, and what it needs to hand that out or not."""

from django.db import models


class Share(models.Model):
    """Notes sealed in the sharer's browser. Neither notes, passcode, key nor study are known here.

    Row and ciphertext go when the sharer revokes the link or its time is over.
    """

    digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the link's id.")
    owner = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the owner's token.")
    verifier = models.CharField(max_length=200, help_text="Argon2id of what the passcode opens.")
    sealed = models.TextField()
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    openings_left = models.PositiveSmallIntegerField()


class Opening(models.Model):
    """A share was opened; nothing is kept of who did it."""

    share = models.ForeignKey(Share, on_delete=models.CASCADE, related_name="openings")
    at = models.DateTimeField()


class Answer(models.Model):
    """What a receiver answered, sealed for the sharer in the receiver's browser."""

    share = models.ForeignKey(Share, on_delete=models.CASCADE, related_name="answers")
    sealed = models.TextField()
    at = models.DateTimeField()


class Tries(models.Model):
    """Wrong passcodes for an id, counted whether or not there is a share with it.

    So that an id without a share costs the host the same work, and looks the same, as one with.
    """

    digest = models.CharField(max_length=64, unique=True)
    wrong = models.PositiveSmallIntegerField(default=0)
    last_at = models.DateTimeField(db_index=True)
