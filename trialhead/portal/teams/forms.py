"""Forms about members and approvals."""

from datetime import date
from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.utils import timezone
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


class ApprovalForm(forms.Form):
    """What a review board approved, and until when."""

    board = forms.CharField(
        label=_("Review board"), max_length=200, help_text=_("Shown on the study's page.")
    )
    number = forms.CharField(
        label=_("Number of the approval"), max_length=100, help_text=_("Shown on the study's page.")
    )
    approved_on = forms.DateField(
        label=_("Approved on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    expires_on = forms.DateField(
        label=_("Last day on which it holds"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("From the next day on the words it covers are not shown any more."),
    )

    def clean_approved_on(self) -> date:
        """No approval of the future."""
        day: date = self.cleaned_data["approved_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come. Give the day of the letter."))
        return day

    def clean_expires_on(self) -> date:
        """One that still holds."""
        day: date = self.cleaned_data["expires_on"]
        if day < timezone.localdate():
            raise forms.ValidationError(_("This approval has expired. Give one that holds today."))
        return day


class ApprovalChoice(forms.Form):
    """Which approval to confirm."""

    approval = forms.IntegerField()
