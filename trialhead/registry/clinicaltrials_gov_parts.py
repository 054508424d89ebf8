"""The larger modules of an API v2 record: standing, design, treatment, eligibility and sites."""

from trialhead.registry.design import Arm, Design, Intervention, Kind, Outcome, Phase
from trialhead.registry.eligibility import Age, AgeRange, Eligibility, Sex, read_age
from trialhead.registry.node import Node, RecordError
from trialhead.registry.sites import Contact, GeoPoint, Official, Site
from trialhead.registry.status import ExpandedAccess, Standing, Status, Timeline


def read_standing(node: Node) -> Standing:
    """The status module; a record without a status is refused."""
    status = node.choice("overallStatus", Status)
    if status is None:
        raise RecordError(node.where("overallStatus"), "the study has no status.")
    access = node.child("expandedAccessInfo")
    return Standing(
        status=status,
        last_known=node.choice("lastKnownStatus", Status),
        why_stopped=node.line("whyStopped"),
        expanded_access=ExpandedAccess(
            offered=access.flag("hasExpandedAccess"),
            registry_id=access.line("nctId"),
            status=access.line("statusForNctId"),
        ),
        timeline=_timeline(node),
    )


def _timeline(node: Node) -> Timeline:
    return Timeline(
        start=node.milestone("startDateStruct"),
        primary_completion=node.milestone("primaryCompletionDateStruct"),
        completion=node.milestone("completionDateStruct"),
        verified=node.date("statusVerifiedDate"),
        first_submitted=node.date("studyFirstSubmitDate"),
        first_submitted_qc=node.date("studyFirstSubmitQcDate"),
        first_posted=node.milestone("studyFirstPostDateStruct"),
        results_submitted=node.date("resultsFirstSubmitDate"),
        results_submitted_qc=node.date("resultsFirstSubmitQcDate"),
        results_posted=node.milestone("resultsFirstPostDateStruct"),
        delay_submitted=node.date("dispFirstSubmitDate"),
        delay_submitted_qc=node.date("dispFirstSubmitQcDate"),
        delay_posted=node.milestone("dispFirstPostDateStruct"),
        last_update_submitted=node.date("lastUpdateSubmitDate"),
        last_update_posted=node.milestone("lastUpdatePostDateStruct"),
    )


def read_design(node: Node) -> Design:
    """The design module; a record without a study type is refused."""
    kind = node.choice("studyType", Kind)
    if kind is None:
        raise RecordError(node.where("studyType"), "the study has no type.")
    info, enrolment, samples = (
        node.child("designInfo"),
        node.child("enrollmentInfo"),
        node.child("bioSpec"),
    )
    masking = info.child("maskingInfo")
    return Design(
        kind=kind,
        phases=_phases(node),
        enrolment=enrolment.count("count"),
        enrolment_actual={"ACTUAL": True, "ESTIMATED": False}.get(enrolment.line("type")),
        allocation=info.line("allocation"),
        model=info.line("interventionModel"),
        model_description=info.text("interventionModelDescription"),
        purpose=info.line("primaryPurpose"),
        masking=masking.line("masking"),
        masking_description=masking.text("maskingDescription"),
        masked=masking.lines("whoMasked"),
        observational_model=info.line("observationalModel"),
        time_perspective=info.line("timePerspective"),
        patient_registry=node.flag("patientRegistry"),
        follow_up=node.line("targetDuration"),
        samples=samples.line("retention"),
        samples_description=samples.text("description"),
    )


def _phases(node: Node) -> tuple[Phase, ...]:
    codes = node.lines("phases")
    for code in codes:
        if code not in Phase.__members__:
            raise RecordError(
                node.where("phases"), f"{code[:40]!r} is none of {', '.join(Phase.__members__)}."
            )
    return tuple(Phase[code] for code in codes)


def read_arm(node: Node) -> Arm:
    """One arm group."""
    return Arm(
        label=node.line("label"),
        kind=node.line("type"),
        description=node.text("description"),
        interventions=node.lines("interventionNames"),
    )


def read_intervention(node: Node) -> Intervention:
    """One intervention."""
    return Intervention(
        name=node.line("name"),
        kind=node.line("type"),
        description=node.text("description"),
        other_names=node.lines("otherNames"),
        arms=node.lines("armGroupLabels"),
    )


def read_outcomes(node: Node) -> tuple[Outcome, ...]:
    """All outcomes, the primary ones first."""
    ranks = {
        "primary": "primaryOutcomes",
        "secondary": "secondaryOutcomes",
        "other": "otherOutcomes",
    }
    return tuple(
        Outcome(
            rank=rank,
            measure=outcome.line("measure"),
            description=outcome.text("description"),
            time_frame=outcome.line("timeFrame"),
        )
        for rank, key in ranks.items()
        for outcome in node.children(key)
    )


def read_eligibility(node: Node) -> Eligibility:
    """The eligibility module; absent age bounds stay open."""
    return Eligibility(
        criteria=node.text("eligibilityCriteria"),
        ages=AgeRange(minimum=_age(node, "minimumAge"), maximum=_age(node, "maximumAge")),
        age_groups=node.lines("stdAges"),
        sex=node.choice("sex", Sex),
        gender_based=node.flag("genderBased"),
        gender_description=node.text("genderDescription"),
        healthy_volunteers=node.flag("healthyVolunteers"),
        sampling_method=node.line("samplingMethod"),
        population=node.text("studyPopulation"),
    )


def _age(node: Node, key: str) -> Age | None:
    text = node.line(key)
    return None if text in ("", "N/A") else node.built(key, lambda: read_age(text))


def read_sites(node: Node) -> tuple[Site, ...]:
    """Every site once. Some records repeat their sites, or hold them all, in a second list."""
    listed = map(_site, (*node.children("locations"), *node.children("locations_nested")))
    return tuple(dict.fromkeys(listed))


def _site(node: Node) -> Site:
    point = node.child("geoPoint")
    latitude, longitude = point.number("lat"), point.number("lon")
    known = latitude is not None and longitude is not None
    return Site(
        facility=node.line("facility"),
        city=node.line("city"),
        state=node.line("state"),
        postcode=node.line("zip"),
        country=node.line("country"),
        status=node.choice("status", Status),
        point=node.built("geoPoint", lambda: GeoPoint(latitude, longitude)) if known else None,  # type: ignore[arg-type]
        contacts=tuple(map(read_contact, node.children("contacts"))),
    )


def read_contact(node: Node) -> Contact:
    """One contact."""
    return Contact(
        name=node.line("name"),
        role=node.line("role"),
        phone=node.line("phone"),
        extension=node.line("phoneExt"),
        email=node.line("email"),
    )


def read_official(node: Node) -> Official:
    """One official."""
    return Official(
        name=node.line("name"), role=node.line("role"), affiliation=node.line("affiliation")
    )
