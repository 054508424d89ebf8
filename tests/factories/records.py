"""Makes registry records that say only what a test is about."""

from typing import Any


def make_record(registry_id: str = "NCT00000001", **modules: dict[str, Any]) -> dict[str, Any]:
    """A minimal API v2 record; each module's fields are added to what every record needs."""
    protocol: dict[str, Any] = {
        "identificationModule": {"nctId": registry_id, "briefTitle": "A study"},
        "statusModule": {"overallStatus": "RECRUITING"},
        "designModule": {"studyType": "INTERVENTIONAL"},
    }
    for module, fields in modules.items():
        protocol.setdefault(module, {}).update(fields)
    return {"protocolSection": protocol}


def make_full_record() -> dict[str, Any]:
    """A record that fills every field that is read, each with a value of its own."""
    day = {"date": "2020-01-02", "type": "ACTUAL"}
    contact = {
        "name": "Ada",
        "role": "CONTACT",
        "phone": "1",
        "phoneExt": "2",
        "email": "a@b.example",
    }
    record = make_record(
        identificationModule={
            "officialTitle": "A long title",
            "acronym": "ABC",
            "nctIdAliases": ["NCT00000009"],
            "organization": {"fullName": "Clinic", "class": "OTHER"},
            "orgStudyIdInfo": {"id": "C-1", "type": "NIH", "link": "https://c.example"},
            "secondaryIdInfos": [{"id": "E-1", "type": "EUDRACT_NUMBER", "domain": "EU"}],
        },
        statusModule={
            "overallStatus": "UNKNOWN",
            "lastKnownStatus": "RECRUITING",
            "whyStopped": "slow",
            "expandedAccessInfo": {
                "hasExpandedAccess": True,
                "nctId": "NCT00000008",
                "statusForNctId": "AVAILABLE",
            },
            "statusVerifiedDate": "2020-01",
            **{f"{name}DateStruct": dict(day) for name in _MILESTONES},
            **{f"{name}Date": "2020-03-04" for name in _DAYS},
        },
        sponsorCollaboratorsModule={
            "leadSponsor": {"name": "Sponsor", "class": "INDUSTRY"},
            "collaborators": [{"name": "Friend", "class": "NIH"}],
            "responsibleParty": {
                "type": "PRINCIPAL_INVESTIGATOR",
                "investigatorFullName": "Bo",
                "investigatorTitle": "Head",
                "investigatorAffiliation": "Ward",
            },
        },
        oversightModule={
            "oversightHasDmc": True,
            "isFdaRegulatedDrug": True,
            "isFdaRegulatedDevice": False,
            "isUnapprovedDevice": False,
            "isUsExport": False,
        },
        descriptionModule={"briefSummary": "Short.", "detailedDescription": "One.\n\nTwo."},
        conditionsModule={"conditions": ["Lupus"], "keywords": ["kidney"]},
        designModule={
            "phases": ["PHASE2"],
            "patientRegistry": False,
            "targetDuration": "1 Year",
            "enrollmentInfo": {"count": 40, "type": "ESTIMATED"},
            "bioSpec": {"retention": "SAMPLES_WITH_DNA", "description": "Blood."},
            "designInfo": {
                "allocation": "RANDOMIZED",
                "interventionModel": "PARALLEL",
                "interventionModelDescription": "Two groups.",
                "primaryPurpose": "TREATMENT",
                "observationalModel": "COHORT",
                "timePerspective": "PROSPECTIVE",
                "maskingInfo": {
                    "masking": "DOUBLE",
                    "maskingDescription": "Same look.",
                    "whoMasked": ["PARTICIPANT"],
                },
            },
        },
        armsInterventionsModule={
            "armGroups": [
                {
                    "label": "A",
                    "type": "EXPERIMENTAL",
                    "description": "Gets it.",
                    "interventionNames": ["Drug: X"],
                }
            ],
            "interventions": [
                {
                    "name": "X",
                    "type": "DRUG",
                    "description": "A pill.",
                    "otherNames": ["Xx"],
                    "armGroupLabels": ["A"],
                }
            ],
        },
        outcomesModule={
            f"{rank}Outcomes": [{"measure": rank, "description": "How.", "timeFrame": "1 year"}]
            for rank in ("primary", "secondary", "other")
        },
        eligibilityModule={
            "eligibilityCriteria": "Inclusion Criteria:\n\n* eGFR \\< 30",
            "minimumAge": "18 Years",
            "maximumAge": "65 Years",
            "stdAges": ["ADULT"],
            "sex": "FEMALE",
            "genderBased": True,
            "genderDescription": "Women.",
            "healthyVolunteers": False,
            "samplingMethod": "PROBABILITY_SAMPLE",
            "studyPopulation": "Patients of one clinic.",
        },
        contactsLocationsModule={
            "centralContacts": [dict(contact)],
            "overallOfficials": [{"name": "Cy", "role": "STUDY_CHAIR", "affiliation": "Clinic"}],
            "locations": [
                {
                    "facility": "Clinic",
                    "status": "RECRUITING",
                    "city": "Leeds",
                    "state": "Yorkshire",
                    "zip": "LS1",
                    "country": "United Kingdom",
                    "geoPoint": {"lat": 53.8, "lon": -1.5},
                    "contacts": [dict(contact)],
                }
            ],
        },
        referencesModule={
            "references": [{"citation": "Ada 2019.", "pmid": "12", "type": "BACKGROUND"}],
            "seeAlsoLinks": [{"label": "Site", "url": "https://s.example"}],
        },
        ipdSharingStatementModule={
            "ipdSharing": "YES",
            "description": "On demand.",
            "infoTypes": ["CSR"],
            "timeFrame": "A year.",
            "accessCriteria": "All.",
            "url": "https://d.example",
        },
    )
    document = {
        "label": "Protocol",
        "filename": "p.pdf",
        "date": "2020-05-06",
        "uploadDate": "2020-05-07T10:00",
    }
    return record | {
        "documentSection": {"largeDocumentModule": {"largeDocs": [document]}},
        "derivedSection": {
            "conditionBrowseModule": {"meshes": [{"term": "Lupus Nephritis"}]},
            "interventionBrowseModule": {"meshes": [{"term": "Steroids"}]},
        },
        "hasResults": True,
    }


_MILESTONES = (
    "start",
    "primaryCompletion",
    "completion",
    "studyFirstPost",
    "resultsFirstPost",
    "dispFirstPost",
    "lastUpdatePost",
)
_DAYS = (
    "studyFirstSubmit",
    "studyFirstSubmitQc",
    "resultsFirstSubmit",
    "resultsFirstSubmitQc",
    "dispFirstSubmit",
    "dispFirstSubmitQc",
    "lastUpdateSubmit",
)
