"""What a browser may send about shared notes."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator

from trialhead.portal.privacy.models import Kept
from trialhead.portal.privacy.periods import BOUNDS, kept_days

#: Characters of base64url: 256 KiB of sealed notes, 16 KiB of a sealed answer.
NOTES_LENGTH, ANSWER_LENGTH = 350_000, 22_000
OPENINGS = 50
LONGEST_DAYS = BOUNDS[Kept.SHARES].longest_days

#: 128 random bits and 256 derived ones, in base64url.
_ID = RegexValidator(r"\A[A-Za-z0-9_-]{22}\Z")
_VERIFIER = RegexValidator(r"\A[A-Za-z0-9_-]{43}\Z")
_SEALED = RegexValidator(r"\A[A-Za-z0-9_-]{38,}\Z")  # a nonce of 12 bytes and a tag of 16, at least


class _KeyForm(forms.Form):
    id = forms.CharField(validators=[_ID])
    verifier = forms.CharField(validators=[_VERIFIER])


class ShareForm(_KeyForm):
    """A new share."""

    sealed = forms.CharField(max_length=NOTES_LENGTH, validators=[_SEALED])
    days = forms.IntegerField(min_value=1, max_value=LONGEST_DAYS)
    openings = forms.IntegerField(min_value=1, max_value=OPENINGS)

    def clean_days(self) -> int:
        """No longer than shares are kept here."""
        days: int = self.cleaned_data["days"]
        if days > kept_days(Kept.SHARES):
            raise ValidationError("too long")
        return days


class OpenForm(_KeyForm):
    """Somebody has typed a passcode."""


class AnswerForm(_KeyForm):
    """A receiver answers a note."""

    sealed = forms.CharField(max_length=ANSWER_LENGTH, validators=[_SEALED])


class OwnerForm(forms.Form):
    """The sharer's own link to a share."""

    owner = forms.CharField(max_length=100)


class ExtendForm(OwnerForm):
    """The sharer lets a link live longer."""

    days = forms.IntegerField(min_value=1, max_value=LONGEST_DAYS)
