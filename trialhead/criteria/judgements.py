"""Recognises statements that no record answers: consent, willingness, the investigator's view."""

import re

from trialhead.criteria.leaves import Judge

_CONSENT = re.compile(
    r"\b(?:informed consent|(?:written|signed|provide|provides|providing|give|giving|given|sign|signing|"
    r"obtain\w*|able to|capable of|willing\w* to|ability to)\b[^.;]{0,40}\b(?:consent|assent|ICF)|"
    r"consent(?:ed|ing)? to participate|HIPAA|assent form|consent form)\b",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"^(?:\W*(?:the |all |any |each )?(?:study )?(?:patients?|subjects?|participants?|individuals?|volunteers?|"
    r"persons?|women|men|females?|males?|parents?|caregivers?|guardians?|they|those)?[ ,]*(?:who |that |must |"
    r"should |will |needs? to |is |are |be |has |have |deemed |to |can |the |also |or |parents? |legal |and/or |"
    r"guardians? |and |or their |legally |authorized |representatives? |\(s\) )*)"
    r"(?:un)?(?:willing\w*|able|ability|inability|in?capab\w+|capable|agree\w*|refus\w+|compl(?:y|ies|iant|"
    r"iance)|non-?complian\w+|cooperat\w+|understand\w*|commit\w*|adhere\w*|cannot|can not|can|not able|"
    r"not willing|read and|reads?|speaks?|fluent|fluency|literate|english|likely|unlikely|available|"
    r"availability|competent|intend\w*|desires?|interest\w*|wish\w*|motivated|accept\w*|reliable|"
    r"unreliable|lack of (?:cooperation|compliance|willingness|ability)|poor compliance|"
    r"difficulty (?:in )?(?:understanding|communicating|reading)|not fluent|does not (?:speak|read|understand)|"
    r"non-english|language barrier|has access to|access to)\b",
    re.IGNORECASE,
)
_INVESTIGATOR = re.compile(
    r"\b(?:(?:opinion|judge?ment|discretion|view|assessment|determination|eyes|belief|evaluation) of (?:the |an? )?"
    r"(?:\w+[ -]){0,3}(?:investigators?|physicians?|doctors?|PI|sponsor|clinicians?|researchers?|surgeon)|"
    r"(?:investigator|physician|doctor|PI|clinician|sponsor|researcher|surgeon)(?:'?s?'?)?(?: or \w+)? (?:opinion|judge?ment|"
    r"discretion|view|assessment|determination|believes?|considers?|feels?|deems?|thinks?|judges?|determines?|"
    r"decides?|evaluation|decision)|(?:deemed|judged|considered|determined|felt|believed|assessed|decided|"
    r"thought)(?: \w+){0,6} by (?:the |an? )?(?:\w+[ -]){0,3}(?:investigators?|physicians?|PI|sponsor|doctors?|"
    r"clinicians?|study team|research team|study staff|researchers?|study doctor)|"
    r"as (?:determined|judged|assessed|deemed) by|(?:investigators?|PI|study doctor|study physician|sponsor) "
    r"(?:considers?|believes?|deems?|judges?|thinks?))\b",
    re.IGNORECASE,
)
_CONTRACEPTION = re.compile(
    r"\b(?:contracept\w+|birth control|abstinen\w+|abstain from sexual|barrier method|"
    r"(?:donat\w+|freez\w+) (?:of )?(?:sperm|eggs?|ova))\b",
    re.IGNORECASE,
)
_TEAM = re.compile(
    r"^\W*(?:(?:any|other|the|patients?|subjects?|participants?|who|are|is|be|in|with|an?|all|must|deemed|"
    r"considered|to|healthy|normal|generally|otherwise|apparently|good|general|adult|male|female|or|and|men|"
    r"women|volunteers?|have|has|no|significant|clinically|overall|physical|health|as|condition) ?,?)*"
    r"(?:healthy|good (?:general |physical |overall )?health|candidates? for|employees?|staff|vulnerable|prisoners?|incarcerated|"
    r"relatives?|family members?|institutionali[sz]ed|under (?:legal )?(?:guardianship|tutelage|"
    r"judicial protection)|guardianship|legally protected|protected adults?|imprison\w+|legal incapacity|"
    r"suitable|unsuitable|not suitable|unable to give|mentally (?:in)?competent|"
    r"affiliat\w+ (?:to|with)|covered by|beneficiar\w+|health insurance|social security)\b",
    re.IGNORECASE,
)
#: What only an examination for this study, or the team's view of a finding, can tell.
_ASSESSED = re.compile(
    r"^\W*(?:(?:any|other|the|patients?|subjects?|participants?|who|are|is|be|in|with|an?|all|must|have|has|"
    r"had|presence of|at least (?:one|1)|one|evidence of|no|not|should|to|or|and|bidimensionally|clinically|"
    r"radiographically|radiologically|significant|lesions?|disease|tumou?rs?|deemed|considered) ?,?)*"
    r"(?:(?:measurable|evaluable|assessable|non-?measurable) (?:(?:or|and/or|and|/) (?:non-?measurable|measurable|evaluable|"
    r"assessable)[ ,])?(?:target )?(?:disease|lesions?|tumou?rs?|sites?)|recovered (?:from|to)|amenable to|"
    r"adequate (?:(?:organ|bone marrow|marrow|renal|hepatic|liver|kidney|cardiac|pulmonary|ha?ematologic(?:al)?|"
    r"venous|vascular|and|or|,|peripheral|cognitive|hearing|vision|visual) ?)+(?:functions?|reserve|access)?$|"
    r"(?:poor|difficult|inadequate) (?:peripheral )?(?:venous|vascular) access|"
    r"(?:clinically )?(?:significant |relevant )?(?:abnormal(?:ities)?|abnormalit(?:y|ies))(?: of| in| on)?(?: the| any)? (?:laboratory|physical|"
    r"screening|ECG|electrocardiogram|vital)|(?:laboratory|ECG|EKG|vital signs?|physical examination) abnormalit(?:y|ies))",
    re.IGNORECASE,
)
#: "Any condition that would interfere with the study": for the team to weigh.
_INTERFERING = re.compile(
    r"^\W*(?:(?:any|other|a|an|presence of|history of|evidence of|known|concurrent|concomitant|serious|severe|"
    r"significant|uncontrolled|clinically|medical|psychiatric|psychological|psychosocial|social|surgical|physical|"
    r"mental|underlying|co-?existing|or|and|/|,|patients? with|subjects? with|has|have|with|familial|sociological|"
    r"geographical|acute|chronic|systemic|existing|personal|active|abnormal) ?,?)*"
    r"(?:conditions?|illness(?:es)?|diseases?|disorders?|abnormalit(?:y|ies)|circumstances?|situations?|findings?|"
    r"problems?|reasons?|factors?|issues?|history|comorbidit(?:y|ies)|impairments?|limitations?)\b[^.;:]{0,80}"
    r"\b(?:interfer\w+|compromis\w+|preclud\w+|jeopardi[sz]\w+|confound\w*|at (?:increased |undue |unacceptable |"
    r"additional |significant |unnecessary )*risk|affect (?:the )?(?:results|outcome|interpretation|conduct|study|"
    r"participation|ability|safety)|prevent\w* |hinder\w*|impair\w* (?:the )?(?:ability|compliance|participation)|limit "
    r"(?:the )?(?:compliance|participation|ability|interpretation))",
    re.IGNORECASE,
)
_EXAMPLES = re.compile(r"\b(?:such as|includ\w+|e\.?g|i\.?e)\b", re.IGNORECASE)
#: Longer texts say more than one thing.
_LONGEST = 700


def judge_of(words: str) -> Judge | None:
    """Who alone can answer a statement; None if it may be answered by a record."""
    plain = " ".join(words.split())
    if len(plain) > _LONGEST:
        return None
    if _INVESTIGATOR.search(plain):
        return Judge.TEAM
    if _CONSENT.search(plain) or _CONTRACEPTION.search(plain) or _PERSON.match(plain):
        return None if _has_limit(plain) else Judge.PERSON
    if _INTERFERING.match(plain) and not _EXAMPLES.search(plain) and not _has_limit(plain):
        return Judge.TEAM
    told_by_team = _TEAM.match(plain) or _ASSESSED.match(plain)
    return Judge.TEAM if told_by_team and not _has_limit(plain) else None


def _has_limit(words: str) -> bool:
    """Whether a statement also asks for a number or an age, which a record does answer."""
    return bool(
        re.search(
            r"[≥≤<>]|\baged?\b|\byears old\b|\byears of age\b|\bat least \d+ years\b|\bolder than\b",
            words,
            re.IGNORECASE,
        )
    )
