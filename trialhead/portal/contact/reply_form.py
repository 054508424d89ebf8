"""What a site answers, checked on the server."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from trialhead.portal.contact.checks import within
from trialhead.portal.contact.models import State

LONGEST_REPLY = 5000


class ReplyForm(forms.Form):
    """What a site answers."""

    kind = forms.ChoiceField(
        label=_("What do you answer?"),
        choices=[
            (State.ANSWERED, _("We write an answer")),
            (State.FULL, _("We are full: we take nobody more")),
            (State.NOT_ENROLLING, _("We take nobody until a certain day")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the three.")},
    )
    text = forms.CharField(
        label=_("Text for the person"), required=False, widget=forms.Textarea, strip=True
    )
    until = forms.DateField(
        label=_("Until which day?"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": _("Enter the day like this: 2027-01-31")},
    )

    def clean_text(self) -> str:
        """The text with plain line ends; a refusal says how long it is."""
        return within(self.cleaned_data["text"], LONGEST_REPLY)

    def clean(self) -> dict[str, Any]:
        """A written answer needs its text, a pause its last day."""
        told = self.cleaned_data
        kind = told.get("kind")
        if kind == State.ANSWERED and not told.get("text") and "text" not in self.errors:
            self.add_error("text", _("Write the answer."))
        if kind == State.NOT_ENROLLING:
            self._check_until()
        else:
            told["until"] = None
            self.errors.pop("until", None)
        return told

    def _check_until(self) -> None:
        until = self.cleaned_data.get("until")
        if "until" in self.errors:
            return
        if until is None or until <= timezone.localdate():
            self.add_error("until", _("Enter a day in the future."))

    def state(self) -> State:
        """The state the answer leads to."""
        return State(self.cleaned_data["kind"])
