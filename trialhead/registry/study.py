"""A study as its registry describes it: the value every other room reads."""

import re
from dataclasses import dataclass
from enum import StrEnum

from trialhead.registry.design import Arm, Design, Intervention, Outcome
from trialhead.registry.eligibility import Eligibility
from trialhead.registry.sites import Contact, Official, Site
from trialhead.registry.status import Standing

REGISTRY_ID = re.compile(r"NCT[0-9]{8}")


class Sample(StrEnum):
    """What a record of the sample registry is; real imports have none."""

    SYNTHETIC = "synthetic"
    REWORDED = "reworded"


@dataclass(frozen=True, kw_only=True, slots=True)
class Identifier:
    """Another number of the same study."""

    id: str = ""
    kind: str = ""
    domain: str = ""
    link: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Organisation:
    """A sponsor, collaborator or submitting organisation with the registry's class code."""

    name: str = ""
    kind: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class ResponsibleParty:
    """Who answers for the record."""

    kind: str = ""
    name: str = ""
    title: str = ""
    affiliation: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Sponsorship:
    """Who runs and pays for the study."""

    lead: Organisation = Organisation()
    collaborators: tuple[Organisation, ...] = ()
    responsible: ResponsibleParty = ResponsibleParty()


@dataclass(frozen=True, kw_only=True, slots=True)
class Oversight:
    """Who watches over the study; None where the record does not say."""

    has_monitoring_committee: bool | None = None
    fda_drug: bool | None = None
    fda_device: bool | None = None
    unapproved_device: bool | None = None
    us_export: bool | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Reference:
    """A publication named by the record."""

    citation: str = ""
    pmid: str = ""
    kind: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """A web page named by the record."""

    label: str = ""
    url: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """A protocol, analysis plan or consent form that the registry holds."""

    label: str = ""
    file_name: str = ""
    date: str = ""
    uploaded: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Sharing:
    """The plan for sharing participants' data with other researchers."""

    plan: str = ""
    description: str = ""
    kinds: tuple[str, ...] = ()
    time_frame: str = ""
    access: str = ""
    url: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Study:
    """One registry record. Text is decoded; empty text and None mean the record does not say."""

    registry_id: str
    title: str
    standing: Standing
    design: Design
    aliases: tuple[str, ...] = ()
    official_title: str = ""
    acronym: str = ""
    organisation: Organisation = Organisation()
    org_study_id: Identifier = Identifier()
    secondary_ids: tuple[Identifier, ...] = ()
    sponsorship: Sponsorship = Sponsorship()
    oversight: Oversight = Oversight()
    summary: str = ""
    description: str = ""
    conditions: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    condition_terms: tuple[str, ...] = ()
    intervention_terms: tuple[str, ...] = ()
    arms: tuple[Arm, ...] = ()
    interventions: tuple[Intervention, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    eligibility: Eligibility = Eligibility()
    sites: tuple[Site, ...] = ()
    contacts: tuple[Contact, ...] = ()
    officials: tuple[Official, ...] = ()
    references: tuple[Reference, ...] = ()
    links: tuple[Link, ...] = ()
    documents: tuple[Document, ...] = ()
    sharing: Sharing = Sharing()
    has_results: bool = False
    sample: Sample | None = None

    def __post_init__(self) -> None:
        if not REGISTRY_ID.fullmatch(self.registry_id):
            raise ValueError(
                f"{self.registry_id[:40]!r} is no id of ClinicalTrials.gov (NCT00000000)."
            )
        if not self.title:
            raise ValueError("A study needs a title.")

    @property
    def enrolling_sites(self) -> tuple[Site, ...]:
        """The sites that take participants now."""
        status = self.standing.status
        return tuple(site for site in self.sites if site.enrolling(status))

    @property
    def countries(self) -> tuple[str, ...]:
        """The countries with a site, in alphabetical order, each once."""
        return tuple(sorted({site.country for site in self.sites if site.country}))

    @property
    def source_url(self) -> str:
        """The record at its registry."""
        return f"https://clinicaltrials.gov/study/{self.registry_id}"
