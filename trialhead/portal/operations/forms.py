"""What the operator types."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from trialhead.portal.privacy.models import Kept
from trialhead.portal.privacy.periods import BOUNDS
from trialhead.portal.switches.models import Feature


class ContactForm(forms.Form):
    """Where a site gets its enquiries."""

    email = forms.EmailField(
        label=_("E-mail address of the site"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": _("Enter the address at which the site wants its enquiries."),
            "invalid": _("Enter one address like this: team@example.org"),
        },
    )
    second_email = forms.EmailField(
        label=_("Second address, asked when the first does not answer (may stay empty)"),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"invalid": _("Enter one address like this: team@example.org")},
    )

    def clean(self) -> dict[str, Any]:
        """The second is another address."""
        told = self.cleaned_data
        first, second = told.get("email", ""), told.get("second_email", "")
        if second and first.casefold() == second.casefold():
            self.add_error("second_email", _("Enter another address than the first, or none."))
        return told


class PeriodForm(forms.Form):
    """How long something is kept."""

    what = forms.ChoiceField(choices=Kept, widget=forms.HiddenInput)
    days = forms.IntegerField(label=_("Days"))

    def __init__(self, *args: Any, what: Kept, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = f"id_{what}_%s"
        bounds = BOUNDS[what]
        self.fields["days"] = forms.IntegerField(
            label=_("Days"),
            min_value=bounds.shortest_days,
            max_value=bounds.longest_days,
            help_text=_("From %(least)s to %(most)s days.")
            % {"least": bounds.shortest_days, "most": bounds.longest_days},
            error_messages={
                name: _("Enter a whole number of days from %(least)s to %(most)s.")
                % {"least": bounds.shortest_days, "most": bounds.longest_days}
                for name in ("required", "invalid", "min_value", "max_value")
            },
        )


class SwitchForm(forms.Form):
    """Which feature to turn, and whether on or off."""

    feature = forms.ChoiceField(choices=Feature)
    turn = forms.ChoiceField(choices=[("on", ""), ("off", "")])


class MailForm(forms.Form):
    """What to do with one mail, or to try again all that were given up."""

    mail = forms.IntegerField(required=False, min_value=1)
    do = forms.ChoiceField(choices=[("retry", ""), ("give-up", ""), ("retry-all", "")])
