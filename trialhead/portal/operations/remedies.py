"""What to do about a record that was refused, by the code of its refusal."""

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_NAME = _("Name a file or folder of a format that is read, and import that.")
_FETCH = _("Fetch the file again, whole, and import it.")
_MAKER = _("Look at the file: hardly any registry makes one like it. Take out this part.")
_RECORD = _("Tell the registry. The record is taken once it is mended and read again.")

REMEDIES: Final[dict[str, "StrOrPromise"]] = {
    "unknown-extension": _NAME,
    "not-a-file": _NAME,
    "unreadable-file": _("Let the account that runs the portal read the file."),
    "empty-file": _NAME,
    "empty-folder": _NAME,
    "cut-off": _FETCH,
    "malformed-json": _FETCH,
    "not-utf-8": _("Write the file anew in UTF-8 and import it."),
    "not-an-object": _RECORD,
    "repeated-key": _RECORD,
    "nested-too-deep": _MAKER,
    "too-large": _MAKER,
    "too-many-refusals": _("See the refusals before this one; mend what they share."),
    "damaged-data": _FETCH,
    "expands-too-much": _MAKER,
    "not-a-zip": _FETCH,
    "damaged-member": _FETCH,
    "sizes-differ": _FETCH,
    "encrypted": _("Unpack it with its password and import what was in it."),
    "unknown-compression": _("Unpack it and import what was in it."),
    "nested-archive": _("Unpack it and import what was in it."),
    "unsafe-name": _MAKER,
    "repeated-member": _MAKER,
    "too-many-members": _MAKER,
    "wrong-record": _RECORD,
    "repeated-study": _("Leave one of the two in the file and import it again."),
    "directory-differs": _FETCH,
}
