"""A ClinicalTrials.gov API v2 record read into a Study."""

from collections.abc import Mapping
from typing import Any

from trialhead.registry.clinicaltrials_gov_parts import (
    read_arm,
    read_contact,
    read_design,
    read_eligibility,
    read_intervention,
    read_official,
    read_outcomes,
    read_sites,
    read_standing,
)
from trialhead.registry.node import Node, RecordError
from trialhead.registry.study import (
    REGISTRY_ID,
    Document,
    Identifier,
    Link,
    Organisation,
    Oversight,
    Reference,
    ResponsibleParty,
    Sample,
    Sharing,
    Sponsorship,
    Study,
)

_ID_PATH = "protocolSection.identificationModule.nctId"


def registry_id_of(data: Mapping[str, Any]) -> str:
    """The record's own id, or empty text if it has none that is well formed; never raises."""
    try:
        found = Node(data).child("protocolSection").child("identificationModule").line("nctId")
    except RecordError:
        return ""
    return found if REGISTRY_ID.fullmatch(found) else ""


def read_study(data: Mapping[str, Any]) -> Study:
    """The study in one API v2 record. Raises RecordError naming the field that is wrong."""
    root = Node(data)
    protocol = root.child("protocolSection")
    identity = protocol.child("identificationModule")
    registry_id, title = identity.line("nctId"), identity.line("briefTitle")
    if not REGISTRY_ID.fullmatch(registry_id):
        raise RecordError(_ID_PATH, f"{registry_id[:40]!r} is not of the form NCT00000000.")
    conditions = protocol.child("conditionsModule")
    describing = protocol.child("descriptionModule")
    treating = protocol.child("armsInterventionsModule")
    asking = protocol.child("contactsLocationsModule")
    referring = protocol.child("referencesModule")
    derived = root.child("derivedSection")
    official_title = identity.line("officialTitle")
    if not (title or official_title):
        raise RecordError(identity.where("briefTitle"), "the study has no title.")
    return Study(
        registry_id=registry_id,
        title=title or official_title,
        official_title=official_title,
        acronym=identity.line("acronym"),
        aliases=identity.lines("nctIdAliases"),
        organisation=_organisation(identity.child("organization"), "fullName"),
        org_study_id=_identifier(identity.child("orgStudyIdInfo")),
        secondary_ids=tuple(map(_identifier, identity.children("secondaryIdInfos"))),
        standing=read_standing(protocol.child("statusModule")),
        sponsorship=_sponsorship(protocol.child("sponsorCollaboratorsModule")),
        oversight=_oversight(protocol.child("oversightModule")),
        summary=describing.text("briefSummary"),
        description=describing.text("detailedDescription"),
        conditions=conditions.lines("conditions"),
        keywords=conditions.lines("keywords"),
        condition_terms=_terms(derived.child("conditionBrowseModule")),
        intervention_terms=_terms(derived.child("interventionBrowseModule")),
        design=read_design(protocol.child("designModule")),
        arms=tuple(map(read_arm, treating.children("armGroups"))),
        interventions=tuple(map(read_intervention, treating.children("interventions"))),
        outcomes=read_outcomes(protocol.child("outcomesModule")),
        eligibility=read_eligibility(protocol.child("eligibilityModule")),
        sites=read_sites(asking),
        contacts=tuple(map(read_contact, asking.children("centralContacts"))),
        officials=tuple(map(read_official, asking.children("overallOfficials"))),
        references=tuple(map(_reference, referring.children("references"))),
        links=tuple(map(_link, referring.children("seeAlsoLinks"))),
        documents=tuple(
            map(
                _document,
                root.child("documentSection").child("largeDocumentModule").children("largeDocs"),
            )
        ),
        sharing=_sharing(protocol.child("ipdSharingStatementModule")),
        has_results=bool(root.flag("hasResults")),
        sample=_sample(root.child("sample")),
    )


def _terms(browse: Node) -> tuple[str, ...]:
    return tuple(term for mesh in browse.children("meshes") if (term := mesh.line("term")))


def _organisation(node: Node, name: str = "name") -> Organisation:
    return Organisation(name=node.line(name), kind=node.line("class"))


def _identifier(node: Node) -> Identifier:
    return Identifier(
        id=node.line("id"),
        kind=node.line("type"),
        domain=node.line("domain"),
        link=node.line("link"),
    )


def _sponsorship(node: Node) -> Sponsorship:
    party = node.child("responsibleParty")
    return Sponsorship(
        lead=_organisation(node.child("leadSponsor")),
        collaborators=tuple(map(_organisation, node.children("collaborators"))),
        responsible=ResponsibleParty(
            kind=party.line("type"),
            name=party.line("investigatorFullName") or party.line("oldNameTitle"),
            title=party.line("investigatorTitle"),
            affiliation=party.line("investigatorAffiliation") or party.line("oldOrganization"),
        ),
    )


def _oversight(node: Node) -> Oversight:
    return Oversight(
        has_monitoring_committee=node.flag("oversightHasDmc"),
        fda_drug=node.flag("isFdaRegulatedDrug"),
        fda_device=node.flag("isFdaRegulatedDevice"),
        unapproved_device=node.flag("isUnapprovedDevice"),
        us_export=node.flag("isUsExport"),
    )


def _reference(node: Node) -> Reference:
    return Reference(citation=node.line("citation"), pmid=node.line("pmid"), kind=node.line("type"))


def _link(node: Node) -> Link:
    return Link(label=node.line("label"), url=node.line("url"))


def _document(node: Node) -> Document:
    return Document(
        label=node.line("label"),
        file_name=node.line("filename"),
        date=str(node.date("date") or ""),
        uploaded=str(node.date("uploadDate") or ""),
    )


def _sharing(node: Node) -> Sharing:
    return Sharing(
        plan=node.line("ipdSharing"),
        description=node.text("description"),
        kinds=node.lines("infoTypes"),
        time_frame=node.text("timeFrame"),
        access=node.text("accessCriteria"),
        url=node.line("url"),
    )


def _sample(node: Node) -> Sample | None:
    kind = node.line("kind")
    return node.built("kind", lambda: Sample(kind)) if kind else None
