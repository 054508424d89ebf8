"""What a reader says about how easy a page was."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

SCORES = (
    ("1", _("1: very hard")),
    ("2", _("2: hard")),
    ("3", _("3: neither hard nor easy")),
    ("4", _("4: easy")),
    ("5", _("5: very easy")),
)
LONGEST_SENTENCE = 600
_SECTIONS = ("overview", "description", "eligibility", "treatment", "outcomes")


class RatingForm(forms.Form):
    """A score, and if the reader likes the sentence that was hard."""

    score = forms.TypedChoiceField(
        label=_("How easy was this page to understand?"),
        choices=SCORES,
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
    version = forms.IntegerField(min_value=1, required=False)
    section = forms.ChoiceField(choices=[(name, name) for name in _SECTIONS], required=False)
    #: Hidden from people; programs that fill in every field give themselves away.
    website = forms.CharField(required=False)

    def clean_website(self) -> str:
        """Nothing."""
        if self.cleaned_data["website"]:
            raise ValidationError(
                _("One field is hidden and must stay empty. It is empty now: please send again.")
            )
        return ""

    @property
    def problems(self) -> list[tuple[str, str]]:
        """Every problem with the id of the field it leads to; empty where none can be reached."""
        targets = {"score": "id_score_1", "sentence": "id_sentence"}
        found = [("", str(text)) for text in self.non_field_errors()]
        for name in self.fields:
            found += [(targets.get(name, ""), str(text)) for text in self[name].errors]
        return found


def asked_too_often(form: RatingForm) -> None:
    """Say that too much came from here; what was written stays."""
    form.add_error(None, _("Too many answers came from here today. Try again tomorrow."))
