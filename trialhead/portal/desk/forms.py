"""Forms of the desk, checked on the server."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from trialhead.portal.contact.checks import within
from trialhead.portal.contact.models import Enquiry
from trialhead.portal.contact.reply_form import LONGEST_REPLY
from trialhead.portal.contact.sites import SiteChoice
from trialhead.portal.desk.actions import Move
from trialhead.portal.desk.models import Case, Stage

#: Of the word to a person about another site.
LONGEST_WORD = 1000


class AgainForm(forms.Form):
    """A further reply."""

    text = forms.CharField(label=_("Text for the person"), widget=forms.Textarea, strip=True)

    def clean_text(self) -> str:
        """Of a possible length."""
        return within(self.cleaned_data["text"], LONGEST_REPLY)


class CommentForm(forms.Form):
    """A note for colleagues."""

    text = forms.CharField(
        label=_("Note for colleagues"), widget=forms.Textarea(attrs={"rows": 3}), strip=True
    )

    def clean_text(self) -> str:
        """Of a possible length."""
        return within(self.cleaned_data["text"], LONGEST_REPLY)


class HandoverForm(forms.Form):
    """Another site of the study, and a word to the person about it."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    site = forms.ChoiceField(
        label=_("Site"),
        error_messages={"required": _("Choose a site."), "invalid_choice": _("Choose a site.")},
    )
    message = forms.CharField(
        label=_("A word to the person (if you like)"),
        required=False,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self, posted: Any, *, initial: dict[str, Any], sites: tuple[SiteChoice, ...]
    ) -> None:
        super().__init__(posted, initial=initial, auto_id="handover-%s")
        self.sites = {one.key: one for one in sites}
        offered: Any = self.fields["site"]
        offered.choices = [("", _("Choose a site")), *((one.key, _told(one)) for one in sites)]

    def clean_message(self) -> str:
        """Of a possible length."""
        return within(self.cleaned_data["message"], LONGEST_WORD)

    @property
    def to(self) -> SiteChoice:
        """The site that was chosen."""
        return self.sites[self.cleaned_data["site"]]


def _told(site: SiteChoice) -> str:
    return site.name if site.distance is None else f"{site.name} ({site.distance:.0f} km)"


class MoveForm(forms.Form):
    """Stage, the criterion that failed, who cares for it, and when to look again."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    stage = forms.ChoiceField(label=_("Stage"), choices=Stage.choices)
    criterion = forms.ChoiceField(label=_("Criterion that failed"), required=False)
    assignee = forms.ChoiceField(label=_("Assigned to"), required=False)
    remind_on = forms.DateField(
        label=_("Remind on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(
        self, *args: Any, criteria: list[tuple[str, str]], colleagues: dict[str, Any], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.colleagues = colleagues
        failed: Any = self.fields["criterion"]
        failed.choices = [("", _("–")), *criteria, ("other", _("Another reason"))]
        assigned: Any = self.fields["assignee"]
        names = [(key, user.name) for key, user in colleagues.items()]
        assigned.choices = [("", _("Nobody")), *names]

    def clean_remind_on(self) -> date | None:
        """A day that is set anew lies not behind; one that was set before may stay."""
        day: date | None = self.cleaned_data["remind_on"]
        if day is not None and "remind_on" in self.changed_data and day < timezone.localdate():
            raise ValidationError(_("Choose today or a later day."))
        return day

    def clean(self) -> dict[str, Any]:
        """A screen failure names its criterion; no other stage has one."""
        told = self.cleaned_data
        if told.get("stage") != Stage.FAILED:
            told["criterion"] = ""
        elif not told.get("criterion"):
            self.add_error("criterion", _("Choose the criterion that failed."))
        return told

    def move(self) -> Move:
        """What changes."""
        told = self.cleaned_data
        return Move(
            version=told["version"],
            stage=Stage(told["stage"]),
            criterion=told["criterion"],
            assignee=self.colleagues.get(told["assignee"]),
            remind_on=told["remind_on"],
        )

    @staticmethod
    def of(case: Case) -> dict[str, Any]:
        """What a case's form is filled with."""
        return {
            "version": case.version,
            "stage": case.stage,
            "criterion": case.criterion,
            "assignee": str(case.assignee_id or ""),
            "remind_on": case.remind_on,
        }


def short(enquiry: Enquiry) -> str:
    """What an enquiry is called among colleagues."""
    return str(enquiry.reference)[:8]
