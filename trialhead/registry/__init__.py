"""What studies exist: records read into studies, versions compared, the registry asked."""

from trialhead.registry.changes import Change, differences
from trialhead.registry.clinicaltrials_gov import read_study
from trialhead.registry.criteria_text import Part, parts_of
from trialhead.registry.dates import Milestone, PartialDate
from trialhead.registry.design import Arm, Design, Intervention, Kind, Outcome, Phase
from trialhead.registry.eligibility import Age, AgeRange, Eligibility, Sex
from trialhead.registry.facts import SECTIONS, facts
from trialhead.registry.fetch import ADDRESS as REGISTRY_ADDRESS
from trialhead.registry.fetch import Page, RegistryClient
from trialhead.registry.intake import Intake, canonical_bytes, read_studies, take_in, unpack
from trialhead.registry.node import RecordError
from trialhead.registry.outline import Block, Item, ItemList, Paragraph, outlined
from trialhead.registry.raw import REFUSALS, Limits, RawRecord, Refusal
from trialhead.registry.sites import Contact, GeoPoint, Official, Site
from trialhead.registry.status import Standing, Status, Timeline
from trialhead.registry.study import Sample, Study
from trialhead.registry.text import decoded
from trialhead.registry.wanted import Wanted, mentions_condition

__all__ = [
    "REFUSALS",
    "REGISTRY_ADDRESS",
    "SECTIONS",
    "Age",
    "AgeRange",
    "Arm",
    "Block",
    "Change",
    "Contact",
    "Design",
    "Eligibility",
    "GeoPoint",
    "Intake",
    "Intervention",
    "Item",
    "ItemList",
    "Kind",
    "Limits",
    "Milestone",
    "Official",
    "Outcome",
    "Page",
    "Paragraph",
    "Part",
    "PartialDate",
    "Phase",
    "RawRecord",
    "RecordError",
    "Refusal",
    "RegistryClient",
    "Sample",
    "Sex",
    "Site",
    "Standing",
    "Status",
    "Study",
    "Timeline",
    "Wanted",
    "canonical_bytes",
    "decoded",
    "differences",
    "facts",
    "mentions_condition",
    "outlined",
    "parts_of",
    "read_studies",
    "read_study",
    "take_in",
    "unpack",
]
