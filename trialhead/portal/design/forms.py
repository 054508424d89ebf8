"""Forms that anybody may send, and how the problems of a form are listed."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class PublicForm(forms.Form):
    """A form that anybody may send, with a field that only programs fill in."""

    #: Hidden from people; programs that fill in every field give themselves away.
    website = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_website(self) -> str:
        """Nothing."""
        if self.cleaned_data["website"]:
            raise ValidationError(
                _("One field is hidden and must stay empty. It is empty now: please send again.")
            )
        return ""


def problems(form: forms.Form) -> list[tuple[str, str]]:
    """Every problem with the id of the field it leads to; empty for one of the whole form, and for
    fields a reader does not see."""
    found = [("", str(text)) for text in form.non_field_errors()]
    for name in form.fields:
        field = form[name]
        choices = isinstance(field.field.widget, forms.RadioSelect)
        target = "" if field.is_hidden else f"{field.auto_id}_0" if choices else field.auto_id
        found += [(target, str(text)) for text in field.errors]
    return found
