"""Accounts, what they may do, invitations, and the log of everything done to people's data.

A scope is a study's number and a site's key as plain text, so that it outlives a record; empty
means every one. The log names accounts, enquiries and studies by number and holds nothing of what
people wrote.
"""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

from trialhead.portal.accounts.roles import Role
from trialhead.portal.privacy.sealing import SealedTextField


class User(AbstractBaseUser):
    """Somebody of a study team, or the operator. People who look for a study need no account."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=150)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField()

    objects = BaseUserManager["User"]()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A role in a study, at a site of it, or in the whole portal."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=12, choices=Role)
    registry_id = models.CharField(max_length=20, blank=True, help_text="Empty: every study.")
    site_key = models.CharField(max_length=16, blank=True, help_text="Empty: every site.")
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "registry_id", "site_key"], name="one_membership_a_scope"
            )
        ]


class Invitation(models.Model):
    """An open door for one person; only the digest of its link is kept."""

    email = models.EmailField()
    role = models.CharField(max_length=12, choices=Role)
    registry_id = models.CharField(max_length=20, blank=True)
    site_key = models.CharField(max_length=16, blank=True)
    digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, help_text="Accepted or called back.")


class Remembered(models.Model):
    """What every process must know of who tries to come in: how often, and which codes were used.

    The account library names these by addresses and accounts; only a keyed digest is kept.
    """

    digest = models.CharField(max_length=64, primary_key=True, help_text="Keyed digest of a name.")
    value = models.JSONField()
    ends_at = models.DateTimeField(db_index=True)


class AuditEntry(models.Model):
    """One line of the log; lines are only ever added, each sealed to the one before."""

    number = models.PositiveBigIntegerField(unique=True, help_text="1, 2, 3 … without a gap.")
    at = models.DateTimeField()
    actor = models.CharField(max_length=40, help_text="`account:7`; empty: the portal or a person.")
    action = models.CharField(max_length=40)
    subject = models.CharField(max_length=80, db_index=True)
    detail = models.TextField()
    mac = models.CharField(max_length=64)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the line; a line that stands is not written again."""
        if not self._state.adding:
            raise TypeError("A line of the log cannot be changed.")
        super().save(*args, **kwargs)


class AuditHead(models.Model):
    """Where the log ends, so that lines cut off its end are missed too; one row.

    ``key`` makes the lines' codes. It is sealed: who can write to the database but has not the keys
    beside it cannot make a line that fits.
    """

    number = models.PositiveBigIntegerField(default=0)
    mac = models.CharField(max_length=64, blank=True)
    key = SealedTextField()
