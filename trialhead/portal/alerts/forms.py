"""What somebody who wants alerts types, checked on the server."""

from django import forms
from django.utils.translation import gettext_lazy as _

from trialhead.portal.alerts.consents import TEXT
from trialhead.portal.alerts.models import Often
from trialhead.portal.design.forms import PublicForm


class AlertForm(PublicForm):
    """An address, how often, and what may be said where others can see it."""

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        error_messages={
            "required": _("Enter your e-mail address."),
            "invalid": _("Enter the address like this: name@example.org"),
            "max_length": _("Enter an address of up to 254 characters."),
        },
    )
    often = forms.ChoiceField(
        label=_("How often may we write?"),
        choices=Often,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose how often."),
            "invalid_choice": _("Choose how often."),
        },
    )
    names_it = forms.BooleanField(
        label=_("Name what I follow in the subject line. Others who see my mailbox can read it."),
        required=False,
    )
    agree = forms.BooleanField(
        label=TEXT,
        error_messages={"required": _("Tick that you agree. Without that we may not write.")},
    )

    @property
    def often_chosen(self) -> Often:
        """How often, once the form is valid."""
        return Often(self.cleaned_data["often"])


def asked_too_often(form: AlertForm) -> None:
    """Say that too much was asked for; what was typed stays."""
    form.add_error(
        None, _("Too many alerts were asked for from here or with this address. Try tomorrow.")
    )
