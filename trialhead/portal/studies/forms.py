"""What a reader says about how easy a page was."""

from django import forms
from django.utils.translation import gettext_lazy as _

from trialhead.portal.design.forms import PublicForm

SCORES = (
    ("1", _("1: very hard")),
    ("2", _("2: hard")),
    ("3", _("3: neither hard nor easy")),
    ("4", _("4: easy")),
    ("5", _("5: very easy")),
)
LONGEST_SENTENCE = 600
_SECTIONS = ("overview", "description", "eligibility", "treatment", "outcomes")


class RatingForm(PublicForm):
    """A score, and if the reader likes the sentence that was hard."""

    score = forms.TypedChoiceField(
        label=_("How easy was this page to understand?"),
        choices=SCORES,
        widget=forms.RadioSelect,
        coerce=int,
        error_messages={
            "required": _("Choose a number from 1 to 5."),
            "invalid_choice": _("Choose a number from 1 to 5."),
        },
    )
    sentence = forms.CharField(
        label=_("Which sentence was hard? (optional)"),
        required=False,
        max_length=LONGEST_SENTENCE,
        error_messages={"max_length": _("Give one sentence, of up to 600 characters.")},
    )
    version = forms.IntegerField(min_value=1, required=False, widget=forms.HiddenInput)
    section = forms.ChoiceField(
        choices=[(name, name) for name in _SECTIONS], required=False, widget=forms.HiddenInput
    )


def asked_too_often(form: RatingForm) -> None:
    """Say that too much came from here; what was written stays."""
    form.add_error(None, _("Too many answers came from here today. Try again tomorrow."))
