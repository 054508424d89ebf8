"""Whom FHIR resources are about: a file must be about one person."""

from collections.abc import Sequence

from trialhead.errors import Unreadable
from trialhead.patients.bundle import Resource

PERSON = "Patient"


def about_one_person(resources: Sequence[Resource], file: str) -> list[Resource]:
    """The resources without those about someone else, such as a relative.

    Raises Unreadable if several people are told of and nothing says which of them is meant.
    """
    people = [one for one in resources if one.type == PERSON]
    named = {str(one.data["id"]) for one in people if one.data.get("id")}
    named = named or {subject for one in resources if (subject := _subject(one))}
    count = max(len(named), len({one.place for one in people}))
    if count > 1:
        raise Unreadable(
            f"{file} is about {count} people.", fix="Give a file with one person's resources."
        )
    meant = {*named, *(last_part(one.address) for one in people), ""}
    return [one for one in resources if _subject(one) in meant]


def last_part(reference: str) -> str:
    """What is left of an address to compare: the id in Patient/12, urn:uuid:12, http://x/12."""
    return reference.partition("/_history/")[0].replace(":", "/").rpartition("/")[2]


def _subject(resource: Resource) -> str:
    """The id of the person a resource says it is about; empty if it does not say."""
    for key in ("subject", "patient"):
        reference = resource.data.get(key)
        address = reference.get("reference") if isinstance(reference, dict) else None
        if isinstance(address, str):
            return last_part(address)
    return ""
