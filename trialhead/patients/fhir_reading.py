"""What the readers of FHIR resources share: the birth, the names met, and who refers to what."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from trialhead.patients.bundle import Resource
from trialhead.patients.coded import coded
from trialhead.patients.elements import Element
from trialhead.patients.naming import Names
from trialhead.patients.when import When


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """One file being read. ``born`` is the birth if only one is stated."""

    file: str
    born: When | None = None
    names: Names = field(default_factory=Names)
    by_address: Mapping[str, Resource] = field(default_factory=dict)

    def referred(self, reference: Element, holder: Element) -> Element:
        """The resource that ``reference`` in ``holder`` names; empty if the file lacks it."""
        address = reference.text("reference")
        if address.startswith("#"):
            inside = (one for one in holder.children("contained") if one.text("id") == address[1:])
            return next(inside, Element({}))
        found = self.by_address.get(address) or self.by_address.get(_type_and_id(address))
        return Element(found.data) if found else Element({})

    def reason(self, holder: Element) -> str:
        """The illness something was done for, if exactly one is named."""
        listed = [coded(one) for one in holder.children("reasonCode")]
        for reference in holder.children("reasonReference"):
            listed.append(coded(self.referred(reference, holder).child("code")))
        names = {concept.name for concept in listed if concept}
        return names.pop() if len(names) == 1 else ""


def by_address(resources: Iterable[Resource]) -> dict[str, Resource]:
    """Resources by the full address and by type and id."""
    found = {}
    for resource in resources:
        name = resource.data.get("id")
        found[f"{resource.type}/{name}"] = resource
        if resource.address:
            found[resource.address] = resource
    return found


def _type_and_id(address: str) -> str:
    return "/".join(address.partition("/_history/")[0].split("/")[-2:])
