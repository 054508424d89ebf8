"""Forms about members."""

from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.utils.translation import gettext_lazy as _

from trialhead.portal.accounts.roles import Role


class InviteForm(forms.Form):
    """Whom to invite, and to what."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
    study = forms.CharField(
        label=_("Study"),
        max_length=20,
        required=False,
        help_text=_("Its number; empty only for an operator."),
    )
    site = forms.CharField(
        label=_("Site"),
        max_length=16,
        required=False,
        help_text=_("Its key from the list of sites; empty for the whole study."),
    )

    def clean_study(self) -> str:
        """Numbers are written in capitals."""
        study: str = self.cleaned_data["study"]
        return study.strip().upper()


class JoinForm(forms.Form):
    """Name and password of a new account."""

    name = forms.CharField(label=_("Your name, as your team knows you"), max_length=150)
    password = forms.CharField(
        label=_("A new password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 12 characters. Pasting from a password manager is fine."),
    )

    def clean_password(self) -> str:
        """Held to the rules of all passwords here."""
        password: str = self.cleaned_data["password"]
        password_validation.validate_password(password)
        return password


class EndForm(forms.Form):
    """Which membership to end, or whose sessions."""

    membership = forms.IntegerField(required=False)
    sessions = forms.IntegerField(required=False)
    invitation = forms.IntegerField(required=False)

    def clean(self) -> dict[str, Any]:
        """Exactly one of them."""
        told = {name: value for name, value in self.cleaned_data.items() if value is not None}
        if len(told) != 1:
            raise forms.ValidationError(_("Choose one."))
        return told
