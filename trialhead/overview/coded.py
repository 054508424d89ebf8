"""What our phrases say of a field: of its code, or all they can say of it."""

import re

from trialhead.overview.phrases import Phrases
from trialhead.overview.polarity import is_code
from trialhead.overview.sentences import NO_FIELD

_INDEX = re.compile(r"\[\d+\]")
#: Which phrases tell of which field.
_PHRASES = {
    "conditions": ("condition",),
    "summary": ("summary",),
    "interventions.name": ("thing",),
    "interventions.kind": ("thing",),
    "design.kind": ("kind",),
    "design.purpose": ("purpose",),
    "design.phases": ("phase",),
    "design.allocation": ("allocation",),
    "design.model": ("model",),
    "design.masking": ("masking",),
    "design.masked": ("masked",),
    "design.time_perspective": ("time_perspective",),
    "design.follow_up": ("follow_up",),
    "design.samples": ("burden",),
    "design.enrolment": ("people",),
    "design.enrolment_actual": ("people",),
    "eligibility.ages.minimum": ("ages",),
    "eligibility.ages.maximum": ("ages",),
    "eligibility.sex": ("sex",),
    "eligibility.healthy_volunteers": ("healthy",),
    "eligibility.criteria": ("said", "none", "plainer"),
    "arms.label": ("arm.named",),
    "arms.kind": ("arm", "burden"),
    "arms.interventions": ("arm.gets",),
    "arms.description": ("arm.described",),
    "outcomes.measure": ("outcome",),
    "outcomes.time_frame": ("time_frame",),
    "standing.timeline.start": ("start",),
    "standing.timeline.completion": ("end",),
    "standing.status": ("status",),
    "standing.why_stopped": ("why_stopped",),
    "has_results": ("results",),
    "oversight.has_monitoring_committee": ("committee",),
    "sponsorship.lead.name": ("sponsor",),
    "sponsorship.collaborators.name": ("partner",),
    "sites.count": ("sites",),
    "sites.country": ("countries", "sites"),
    "sites.facility": ("site_contact",),
    "countries.count": ("countries",),
    "contacts.phone": ("contact",),
    "contacts.email": ("contact",),
    "contacts.count": ("no_contact",),
    NO_FIELD: ("no_length", "no_burdens", "help"),
}


def bare(field: str) -> str:
    """A field without the numbers of its entries."""
    return _INDEX.sub("", field)


def said_of(field: str, words: str, phrases: Phrases) -> str:
    """What our phrases say of a field that holds these words."""
    prefixes = set(_PHRASES.get(bare(field), ()))
    if not prefixes:
        return ""
    keys = [key for key in phrases.texts if {key, key.split(".")[0]} & prefixes]
    coded = [key for key in keys if key.endswith(f".{words}")] if words else []
    if not coded and is_code(words) and not _is_name(field):  # it has no phrase and says nothing
        keys = [key for key in keys if not is_code(key.rpartition(".")[2])]
    return " ".join(phrases.texts[key] for key in coded or keys)


def _is_name(field: str) -> bool:
    """Whether capitals there are a short name ("TBI") and no code."""
    return field.endswith((".name", ".label")) or field.startswith("conditions")
