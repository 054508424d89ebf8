"""What somebody who writes to a site types, checked on the server."""

from typing import Any, cast

import phonenumbers
from django import forms
from django.conf import settings
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from trialhead.portal.contact.checks import one_line, within
from trialhead.portal.contact.consents import TEXTS
from trialhead.portal.contact.draft import Draft
from trialhead.portal.contact.languages import language_choices
from trialhead.portal.contact.models import Behalf, Channel, Purpose
from trialhead.portal.contact.sent_notes import Row, SentNote, chosen, rows_carried, rows_posted
from trialhead.portal.design.forms import PublicForm

LONGEST_MESSAGE = 2000
LONGEST_ANSWERS = 20_000
LONGEST_DATA = 200_000


class EnquiryForm(PublicForm):
    """A name, one way to be reached, and as much more as the person likes."""

    name = forms.CharField(
        label=_("Your name, or any name the site may call you by"),
        max_length=80,
        validators=[one_line],
        error_messages={
            "required": _("Enter a name. It need not be your real one."),
            "max_length": _("Enter a name of up to 80 characters."),
        },
    )
    channel = forms.ChoiceField(
        label=_("How may the site reach you?"),
        choices=Channel,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose e-mail or phone.")},
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        max_length=254,
        error_messages={
            "invalid": _("Enter the address like this: name@example.org"),
            "max_length": _("Enter an e-mail address of up to 254 characters."),
        },
    )
    phone = forms.CharField(
        label=_("Phone number with its country code"),
        required=False,
        max_length=40,
        error_messages={"max_length": _("Enter one phone number, such as +44 113 496 0000.")},
    )
    times = forms.CharField(
        label=_("When is a good time to phone? (if you like)"),
        required=False,
        max_length=120,
        validators=[one_line],
        error_messages={"max_length": _("Shorten this to 120 characters.")},
    )
    language = forms.ChoiceField(
        label=_("Language you would like the answer in"),
        error_messages={
            "required": _("Choose a language."),
            "invalid_choice": _("Choose one of the languages in the list."),
        },
    )
    behalf = forms.ChoiceField(
        label=_("For whom are you writing?"),
        choices=Behalf,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose for whom you are writing.")},
    )
    message = forms.CharField(
        label=_("Message (if you like)"), required=False, widget=forms.Textarea, strip=True
    )
    answers = forms.CharField(required=False, strip=True, widget=forms.HiddenInput)
    answer_data = forms.CharField(
        required=False, strip=True, max_length=LONGEST_DATA, widget=forms.HiddenInput
    )
    include_answers = forms.BooleanField(
        label=_("Include my answers in what the site gets."), required=False
    )
    include_notes = forms.BooleanField(
        label=_("Send my notes on this study along."), required=False
    )
    share = forms.BooleanField(
        label=TEXTS[Purpose.SHARE],
        error_messages={
            "required": _("Tick that it may be passed on. Without that it cannot be sent.")
        },
    )
    later_email = forms.BooleanField(label=TEXTS[Purpose.EMAIL], required=False)
    later_sms = forms.BooleanField(label=TEXTS[Purpose.SMS], required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        languages = cast(forms.ChoiceField, self.fields["language"])
        languages.choices = language_choices()
        self.initial.setdefault("language", get_language())
        self.initial.setdefault("behalf", Behalf.SELF)
        self.initial.setdefault("channel", Channel.EMAIL)
        if not settings.TRIALHEAD_SMS:
            del self.fields["later_sms"]

    def clean_message(self) -> str:
        """The message with plain line ends; a refusal says how long it is."""
        return within(self.cleaned_data["message"], LONGEST_MESSAGE)

    def clean_answers(self) -> str:
        """The answers handed over by the questions, if they are of a possible length."""
        return within(self.cleaned_data["answers"], LONGEST_ANSWERS)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The notes in the form: as posted, or as an earlier form had them."""
        return (
            rows_posted(self.data) if self.is_bound else rows_carried(self.initial.get("notes", ""))
        )

    def clean_include_notes(self) -> tuple[SentNote, ...]:
        """The notes to send along: none without this tick."""
        return chosen(self.rows) if self.cleaned_data["include_notes"] else ()

    def clean(self) -> dict[str, Any]:
        """What is typed for the way that was chosen; the other way is left out."""
        told = self.cleaned_data
        match told.get("channel"):
            case Channel.EMAIL:
                told["phone"], told["times"] = "", ""
                self.errors.pop("phone", None)
                self.errors.pop("times", None)
                if not told.get("email") and "email" not in self.errors:
                    self.add_error("email", _("Enter your e-mail address."))
            case Channel.PHONE:
                told["email"] = ""
                self.errors.pop("email", None)
                if "phone" not in self.errors:
                    self._check_phone()
        self._check_later()
        return told

    def _check_phone(self) -> None:
        try:
            told = phonenumbers.parse(self.cleaned_data.get("phone", ""))
        except phonenumbers.NumberParseException:
            told = None
        if told is None or not phonenumbers.is_valid_number(told):
            wanted = _("Enter the number with + and its country code, such as +44 113 496 0000.")
            self.add_error("phone", wanted)
        else:
            kind = phonenumbers.PhoneNumberFormat.E164
            self.cleaned_data["phone"] = phonenumbers.format_number(told, kind)

    def _check_later(self) -> None:
        told = self.cleaned_data
        if told.get("later_email") and told.get("channel") == Channel.PHONE:
            self.add_error("later_email", _("For this, choose e-mail above, or leave it unticked."))
        if told.get("later_sms") and told.get("channel") == Channel.EMAIL:
            self.add_error("later_sms", _("For this, choose phone above, or leave it unticked."))

    def draft(self) -> Draft:
        """What is to be sent. Answers only go along when the person ticked so."""
        told = self.cleaned_data
        return Draft(
            name=told["name"],
            channel=Channel(told["channel"]),
            address=told["email"] or told["phone"],
            times=told["times"],
            language=told["language"],
            behalf=Behalf(told["behalf"]),
            message=told["message"],
            answers=told["answers"] if told["include_answers"] else "",
            answer_data=told["answer_data"] if told["include_answers"] else "",
            notes=told["include_notes"],
            later=tuple(
                purpose
                for purpose, field in (
                    (Purpose.EMAIL, "later_email"),
                    (Purpose.SMS, "later_sms"),
                )
                if told.get(field)
            ),
        )


def mark_refused(form: EnquiryForm) -> None:
    """Say that a form was not made here or is too old; what was typed stays."""
    form.add_error(None, _("This page had been open for too long. Please press Send again."))


def sent_too_often(form: EnquiryForm) -> None:
    """Say that too much was sent; what was typed stays."""
    form.add_error(
        None,
        _("Too many enquiries have been sent from here or with this address. Try again tomorrow."),
    )
