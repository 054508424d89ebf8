"""Notes in the form of an enquiry, as its script puts them there."""

from typing import Any

#: Words of a criterion of the study that enquiries go to, with what stands around them.
NOTE = {
    "quote": "no more than 9 weeks ago",
    "passage": "(ypT0/is ypN0) at surgery no more than 9 weeks ago.\nECOG performance status",
    "section": "eligibility",
    "text": "Mine was ten weeks ago, is that too late? (a made-up question)",
}


def note(**changed: str) -> dict[str, str]:
    """One note."""
    return {**NOTE, **changed}


def with_notes(*notes: dict[str, str], ticked: bool = True, left_out: Any = ()) -> dict[str, str]:
    """The fields of some notes, of which the numbers ``left_out`` are not ticked."""
    told = {"include_notes": "on"} if ticked else {}
    for number, one in enumerate(notes):
        told |= {f"note-{number}-{name}": text for name, text in one.items()}
        if number not in left_out:
            told[f"note-{number}-send"] = "1"
    return told
