"""A study as schema.org JSON-LD, for search engines and other readers of marked-up pages."""

import json
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from trialhead.registry import Kind, Status, Study

#: schema.org MedicalStudyStatus; a status without a counterpart there is left out, not guessed.
STATUS = {
    Status.RECRUITING: "Recruiting",
    Status.NOT_YET_RECRUITING: "NotYetRecruiting",
    Status.ENROLLING_BY_INVITATION: "EnrollingByInvitation",
    Status.ACTIVE_NOT_RECRUITING: "ActiveNotRecruiting",
    Status.SUSPENDED: "Suspended",
    Status.COMPLETED: "Completed",
    Status.TERMINATED: "Terminated",
    Status.WITHDRAWN: "Withdrawn",
}
MAX_LOCATIONS = 20  # the page has the full list; this block stays small


def json_ld(study: Study, *, address: str) -> SafeString:
    """The JSON-LD text, safe inside a script element: no ``<``, ``>`` or ``&`` remains in it."""
    text = json.dumps(_trial(study, address), ensure_ascii=False)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return mark_safe(text)  # noqa: S308


def _trial(study: Study, address: str) -> dict[str, Any]:
    observational = study.design.kind is Kind.OBSERVATIONAL
    trial: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "MedicalObservationalStudy" if observational else "MedicalTrial",
        "name": study.title,
        "url": address,
        "sameAs": study.source_url,
        "description": study.summary,
        "code": {
            "@type": "MedicalCode",
            "codeValue": study.registry_id,
            "codingSystem": "ClinicalTrials.gov",
        },
        "healthCondition": [{"@type": "MedicalCondition", "name": c} for c in study.conditions],
        "studySubject": [{"@type": "MedicalEntity", "name": i.name} for i in study.interventions],
        "studyLocation": [_location(site) for site in study.sites[:MAX_LOCATIONS]],
        "sponsor": {"@type": "Organization", "name": study.sponsorship.lead.name},
    }
    if study.standing.status in STATUS:
        trial["status"] = f"https://schema.org/{STATUS[study.standing.status]}"
    if not observational and (design := _design(study)):
        trial["trialDesign"] = f"https://schema.org/{design}"
    return {key: value for key, value in trial.items() if value}


def _design(study: Study) -> str:
    """schema.org MedicalTrialDesign, as far as the record says enough."""
    design = study.design
    if design.masking in ("DOUBLE", "TRIPLE", "QUADRUPLE"):
        return "DoubleBlindedTrial"
    if design.masking == "SINGLE":
        return "SingleBlindedTrial"
    if design.allocation == "RANDOMIZED":
        return "RandomizedTrial"
    if design.masking == "NONE":
        return "OpenTrial"
    return ""


def _location(site: Any) -> dict[str, Any]:
    place: dict[str, Any] = {
        "@type": "Place",
        "name": site.facility or site.city,
        "address": {
            "@type": "PostalAddress",
            "addressLocality": site.city,
            "addressRegion": site.state,
            "postalCode": site.postcode,
            "addressCountry": site.country,
        },
    }
    if site.point:
        place["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": site.point.latitude,
            "longitude": site.point.longitude,
        }
    return place
