"""The registry's codes in words."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

STATUS = {
    "RECRUITING": _("Recruiting"),
    "NOT_YET_RECRUITING": _("Not yet recruiting"),
    "ENROLLING_BY_INVITATION": _("By invitation only"),
    "ACTIVE_NOT_RECRUITING": _("Running, no longer recruiting"),
    "SUSPENDED": _("Paused"),
    "COMPLETED": _("Completed"),
    "TERMINATED": _("Stopped early"),
    "WITHDRAWN": _("Withdrawn before it began"),
    "UNKNOWN": _("Status unknown"),
    "AVAILABLE": _("Treatment available outside a study"),
    "NO_LONGER_AVAILABLE": _("Treatment no longer available outside a study"),
    "TEMPORARILY_NOT_AVAILABLE": _("Treatment not available outside a study for now"),
    "APPROVED_FOR_MARKETING": _("Treatment approved"),
    "WITHHELD": _("Withheld by the registry"),
}

STATUS_MEANING = {
    "RECRUITING": _("The study is looking for participants now."),
    "NOT_YET_RECRUITING": _("The study plans to look for participants but has not started."),
    "ENROLLING_BY_INVITATION": _("The study team chooses whom it asks; nobody can apply."),
    "ACTIVE_NOT_RECRUITING": _("The study goes on with those who are in it; nobody new can join."),
    "SUSPENDED": _("The study has stopped taking participants for now and may start again."),
    "COMPLETED": _("The study has ended as planned."),
    "TERMINATED": _("The study ended early and will not start again."),
    "WITHDRAWN": _("The study ended before its first participant."),
    "UNKNOWN": _("The record has not been confirmed for two years; nobody knows how it stands."),
    "AVAILABLE": _("The treatment can be had now by people who cannot join a study."),
    "NO_LONGER_AVAILABLE": _("The treatment can no longer be had outside a study."),
    "TEMPORARILY_NOT_AVAILABLE": _("The treatment cannot be had for now, but may be again."),
    "APPROVED_FOR_MARKETING": _("The treatment has been approved and doctors can prescribe it."),
    "WITHHELD": _("The registry keeps the details back."),
}

KIND = {
    "INTERVENTIONAL": _("Tests a treatment or other intervention"),
    "OBSERVATIONAL": _("Observes without assigning a treatment"),
    "EXPANDED_ACCESS": _("Access to a treatment outside a study"),
}

PHASE = {
    "EARLY_PHASE1": _("Early phase 1"),
    "PHASE1": _("Phase 1"),
    "PHASE2": _("Phase 2"),
    "PHASE3": _("Phase 3"),
    "PHASE4": _("Phase 4"),
    "NA": _("Phase does not apply"),
}

SEX = {"ALL": _("All sexes"), "FEMALE": _("Female"), "MALE": _("Male")}

AGE_GROUP = {
    "CHILD": _("Children (birth to 17)"),
    "ADULT": _("Adults (18 to 64)"),
    "OLDER_ADULT": _("Older adults (65 and over)"),
}

RANK = {
    "primary": _("Main outcomes"),
    "secondary": _("Further outcomes"),
    "other": _("Other outcomes"),
}

SHARING = {"YES": _("Yes"), "NO": _("No"), "UNDECIDED": _("Not decided yet")}

#: Codes of arms, interventions, design, roles and documents, all in one table: no code has two
#: meanings that a reader would tell apart.
CODE = {
    "EXPERIMENTAL": _("Experimental group"),
    "ACTIVE_COMPARATOR": _("Comparison group with an active treatment"),
    "PLACEBO_COMPARATOR": _("Comparison group with placebo"),
    "SHAM_COMPARATOR": _("Comparison group with a sham procedure"),
    "NO_INTERVENTION": _("Group without an intervention"),
    "OTHER": pgettext_lazy("kind", "Other"),
    "DRUG": _("Drug"),
    "DEVICE": _("Device"),
    "BIOLOGICAL": _("Biological"),
    "PROCEDURE": _("Procedure"),
    "RADIATION": _("Radiation"),
    "BEHAVIORAL": _("Behavioural"),
    "GENETIC": _("Genetic"),
    "DIETARY_SUPPLEMENT": _("Dietary supplement"),
    "COMBINATION_PRODUCT": _("Combination product"),
    "DIAGNOSTIC_TEST": _("Diagnostic test"),
    "RANDOMIZED": _("Groups are assigned by chance"),
    "NON_RANDOMIZED": _("Groups are not assigned by chance"),
    "NA": _("Does not apply"),
    "PARALLEL": _("Groups run side by side"),
    "SINGLE_GROUP": _("One group"),
    "SEQUENTIAL": _("Groups follow one another"),
    "CROSSOVER": _("Groups swap treatments"),
    "FACTORIAL": _("Treatments are combined in different ways"),
    "TREATMENT": _("Treatment"),
    "PREVENTION": _("Prevention"),
    "DIAGNOSTIC": _("Diagnosis"),
    "SUPPORTIVE_CARE": _("Supportive care"),
    "SCREENING": _("Screening"),
    "HEALTH_SERVICES_RESEARCH": _("Health services research"),
    "BASIC_SCIENCE": _("Basic science"),
    "DEVICE_FEASIBILITY": _("Whether a device works in practice"),
    "ECT": _("Educational, counselling or training"),
    "NONE": _("Everyone knows who gets what"),
    "SINGLE": _("One party does not know who gets what"),
    "DOUBLE": _("Two parties do not know who gets what"),
    "TRIPLE": _("Three parties do not know who gets what"),
    "QUADRUPLE": _("Four parties do not know who gets what"),
    "PARTICIPANT": _("participants"),
    "CARE_PROVIDER": _("care providers"),
    "INVESTIGATOR": _("investigators"),
    "OUTCOMES_ASSESSOR": _("those who assess the outcomes"),
    "COHORT": _("Follows a group of people"),
    "CASE_CONTROL": _("Compares people with and without a condition"),
    "CASE_ONLY": _("Looks only at people with a condition"),
    "CASE_CROSSOVER": _("Compares times within the same person"),
    "ECOLOGIC_OR_COMMUNITY": _("Compares communities"),
    "FAMILY_BASED": _("Looks at families"),
    "DEFINED_POPULATION": _("Looks at a defined population"),
    "NATURAL_HISTORY": _("Follows the course of a disease"),
    "PROSPECTIVE": _("Looks forward in time"),
    "RETROSPECTIVE": _("Looks back in time"),
    "CROSS_SECTIONAL": _("Looks at one point in time"),
    "SAMPLES_WITH_DNA": _("Kept, with DNA"),
    "SAMPLES_WITHOUT_DNA": _("Kept, without DNA"),
    "NONE_RETAINED": _("None kept"),
    "PROBABILITY_SAMPLE": _("People are drawn by chance"),
    "NON_PROBABILITY_SAMPLE": _("People are not drawn by chance"),
    "PRINCIPAL_INVESTIGATOR": _("Principal investigator"),
    "SUB_INVESTIGATOR": _("Sub-investigator"),
    "STUDY_DIRECTOR": _("Study director"),
    "STUDY_CHAIR": _("Study chair"),
    "CONTACT": _("Contact"),
    "SPONSOR": _("Sponsor"),
    "SPONSOR_INVESTIGATOR": _("Sponsor and investigator"),
    "INDUSTRY": _("Industry"),
    "NIH": _("US National Institutes of Health"),
    "FED": _("US federal agency"),
    "OTHER_GOV": _("Government agency"),
    "INDIV": _("Individual"),
    "NETWORK": _("Network"),
    "UNKNOWN": _("Unknown"),
    "AMBIG": _("Not clear"),
    "STUDY_PROTOCOL": _("Study protocol"),
    "SAP": _("Statistical analysis plan"),
    "ICF": _("Consent form"),
    "CSR": _("Clinical study report"),
    "ANALYTIC_CODE": _("Analysis code"),
    "BACKGROUND": _("Background"),
    "RESULT": _("Results of this study"),
    "DERIVED": _("Mentions this study"),
    "REGISTRY": _("Registry"),
    "EUDRACT_NUMBER": _("EudraCT number"),
    "EU_TRIAL_NUMBER": _("EU trial number"),
    "OTHER_GRANT": _("Grant"),
    "AHRQ": "AHRQ",
    "CDC": "CDC",
    "FDA": "FDA",
    "SAMHSA": "SAMHSA",
    "VA": "VA",
}

#: Headings of the sections in which a record may change; keys are those of registry.SECTIONS.
SECTION = {
    "status": _("Status and dates"),
    "titles": _("Titles"),
    "overview": _("Overview and description"),
    "conditions": _("Conditions"),
    "eligibility": _("Who can take part"),
    "treatment": _("What happens"),
    "outcomes": _("What is measured"),
    "sites": _("Where"),
    "contacts": _("Contacts"),
    "sponsor": _("Who runs the study"),
    "references": _("References and data sharing"),
    "numbers": _("Study numbers"),
}


def in_words(code: str) -> str:
    """The label of a code; a code not in the table is shown in small letters, never dropped."""
    for table in (CODE, STATUS, KIND, PHASE):
        if code in table:
            return str(table[code])
    return code.replace("_", " ").capitalize()


#: What the status filter of a search offers.
OPENNESS = {
    "open": _("Taking participants now"),
    "soon": _("Not yet recruiting"),
    "closed": _("Closed to new participants"),
    "all": _("All"),
}

SORT = {
    "relevance": _("Best match"),
    "distance": _("Distance to the nearest site that takes participants"),
    "updated": _("Last updated"),
}
