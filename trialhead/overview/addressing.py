"""A criterion turned to the reader: "patients who have asthma" is "you have asthma".

Only where the grammar is sure; otherwise the words stand after a colon, as the record has them.
"""

import re

_ONE = (
    r"(?:(?:the|an?|any|every|each) )?(?:patient|subject|participant|individual|person|volunteer)"
)
_MANY = (
    r"(?:(?:all|any|the) )?(?:patients|subjects|participants|individuals|people|persons|volunteers)"
)
_SINGULAR = {
    "has": "have",
    "is": "are",
    "was": "were",
    "does": "do",
    "requires": "require",
    "needs": "need",
    "takes": "take",
    "uses": "use",
    "receives": "receive",
    "meets": "meet",
    "plans": "plan",
    "refuses": "refuse",
}
_ALIKE = (
    "had|have|are|were|cannot|can|received|took|underwent|failed|used|participated|"
    "experienced|developed"
)
_VERB = rf"(?P<verb>{'|'.join((*_SINGULAR, _ALIKE))})\b"
#: In front of a window, which is not asked of all time.
_LATELY = r"(?=[^.;]*\b(?:within|(?:in|during|over) the (?:last|past|previous|preceding))\b)"
_FORMS = tuple(
    (re.compile(f"^{form}(?= )", re.IGNORECASE), told)
    for form, told in (
        (rf"(?:{_MANY}|{_ONE}),? (?:with|who have|who has|has|have) an? (?:known )?history of{_LATELY}", "you have had this:"),
        (rf"(?:{_MANY}|{_ONE}),? (?:with|who have|who has|has|have) an? (?:known )?history of", "you have ever had this:"),
        (rf"(?:{_MANY}|{_ONE}) with", "you have"),
        (rf"(?:{_MANY}|{_ONE}) (?:requiring|needing)", "you need"),
        (rf"(?:{_MANY}|{_ONE}) (?:having)", "you have"),
        (rf"(?:an? |any |prior |previous |past )?history of{_LATELY}", "you have had this:"),
        (r"(?:an? |any |prior |previous |past )?history of", "you have ever had this:"),
        (r"ability to", "you are able to"),
        (r"presence of", "you have"),
        (r"age(?= (?:≥|>|≤|<|at|more|less|between|from|over|under|above|below|greater|older|\d))", "your age is"),
    )
)  # fmt: skip
_MANY_WHO = re.compile(
    rf"^{_MANY},? (?:who|that)(?P<comma>,?) (?!(?:un)?able|(?:un)?willing|with|aged|not\b|on\b)",
    re.IGNORECASE,
)
#: A second verb that the whole sentence has: "patients who smoke must …".
_AND_THEN = re.compile(
    r"^\w+ \w+ (?:(?!\b(?:who|that|which|if|unless|because|and|or|whether|as)\b).)*?"
    r"\b(?:must|should|shall|will|cannot|can not|may|needs? to|requires?|(?:are|is) (?:required|advised|asked|recommended))\b",
    re.IGNORECASE,
)
_ONE_WHO = re.compile(rf"^(?:{_ONE},? (?:who|that) )(?P<adverb>\w+ly )?{_VERB}", re.IGNORECASE)
_ANY_VERB = re.compile(
    rf"^(?:{_MANY}|{_ONE}) (?P<verb>is|are|was|were|has|have|had|does|do|cannot|can)\b",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"^(?P<verb>has|have|is|are|was|were|had|does|do|can|cannot)(?= [a-z(≥<>\d])",
    re.IGNORECASE,
)
_MUST = re.compile(
    rf"^(?:(?:{_MANY}|{_ONE}) )?(?P<verb>must|should|shall|have to|has to|need to|needs to)(?= )",
    re.IGNORECASE,
)
#: Verbs that have the same subject as the first one.
_AND_VERB = re.compile(r"\b(and |or )(has|is|was|does)\b")
_OTHERS = re.compile(
    r"\b(?:partners?|parents?|guardians?|caregivers?|caretakers?|famil\w+|relatives?|wom[ae]n|m[ae]n|"
    r"child(?:ren)?|investigators?|physicians?|doctors?|females?|males?|infants?|spouses?|mothers?|"
    r"representatives?|donors?|siblings?)\b",
    re.IGNORECASE,
)
_THEIR = re.compile(r"\b(?:his/her|his or her|her/his|her or his|their)\b")
_THEY = re.compile(
    r"\b(?:they|them|themselves|he|she|him|himself|herself|he/she|s/he)\b", re.IGNORECASE
)
_CAPITAL = re.compile(r"[A-Z][a-z]+(?![A-Za-z])")
_NAMES = re.compile(
    r"^(?:Karnofsky|Eastern|New York|Hodgkin|Crohn|Parkinson|Alzheimer|Child|Gilbert|Down|Graves|"
    r"Barrett|Cushing|Raynaud|Marfan|Sj[öo]gren|Japan|Chin|Americ|Asia|Africa|Europ|English|French|"
    r"Spanish|Medic(?:aid|are)|Gleason|Glasgow|Montreal|Hamilton|Beck|Fitzpatrick|Caucasian|Hispanic|"
    r"Cockcroft|Kaplan|Wilson|Huntington|Kellgren|Modic|Ann Arbor|Apgar|Ki|Philadelphia|German|Korea|"
    r"Ital|India|Brit|Canad|Austral|Epstein|Burkitt|Kaposi|Wegener|Addison|Beh[çc]et|Still|Bell|"
    r"Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|June|"
    r"July|August|September|October|November|December|Zika|Ebola|Helicobacter|Lyme|Day|Week|Visit|"
    r"Stage|Grade|Class|Part|Cohort|Arm|Group|Phase|Type|Note|Gram)"
)


def addressed(words: str) -> tuple[str, bool] | None:
    """Words as they follow "if": "you have asthma"; with whether they are a rule of their own
    ("you must …"). None where the grammar is not sure."""
    told = _turned(words)
    if told is None:
        return None
    sentence, is_rule = told
    if _THEY.search(sentence):
        return None
    first, *others = re.split(r"(?<=[.;]) ", sentence, maxsplit=1)
    first = plural(first)
    if not _OTHERS.search(words):
        first = _THEIR.sub("your", first)
    return " ".join((first, *others)), is_rule


#: A verb of the whole sentence, where no "who" or "if" stands in front of it.
_MAIN_VERB = re.compile(
    r"^(?:(?!\b(?:who|that|which|whose|if|unless|whether|because|since|as)\b).)*?"
    r"\b(?:are|is|was|were|have|has|had|must|should|will|may|can|cannot|requires?|needs?|do|does|undergo|agree)\b",
    re.IGNORECASE,
)
#: People who come with somebody do not have them.
_WITH_OTHERS = re.compile(rf"\s*(?:{_THEIR.pattern}) {_OTHERS.pattern}", re.IGNORECASE)
_OR_WHO = re.compile(r"^((?:(?!\b(?:who|that|which)\b).)*\b(?:and|or)) who\b")


def _without_who(part: re.Match[str]) -> str:
    return part[1]


def plural(words: str) -> str:
    """Words whose verbs go with "you": "and has" is "and have"."""
    return _AND_VERB.sub(lambda verb: verb[1] + _SINGULAR[verb[2]], words)


def _turned(words: str) -> tuple[str, bool] | None:
    if must := _MUST.match(words):
        verb = must["verb"].lower().replace("has to", "have to").replace("needs to", "need to")
        return f"you {verb}{words[must.end() :]}", True
    who = _MANY_WHO.match(words)
    if who and _AND_THEN.match(words[who.end() :]):
        return None
    if who:
        return f"you{who['comma']} {_OR_WHO.sub(_without_who, words[who.end() :])}", False
    if one := _ONE_WHO.match(words):
        return f"you {one['adverb'] or ''}{_plural(one['verb'])}{words[one.end() :]}", False
    for pattern, told in _FORMS:
        if found := pattern.match(words):
            rest = words[found.end() :]
            if _MAIN_VERB.match(rest) or "willingness" in rest or _WITH_OTHERS.match(rest):
                return None
            return f"{told}{_OR_WHO.sub(_without_who, rest)}", False
    for form in (_ANY_VERB, _BARE):
        if found := form.match(words):
            return f"you {_plural(found['verb'])}{words[found.end() :]}", False
    return None


def _plural(verb: str) -> str:
    return _SINGULAR.get(verb.lower(), verb.lower())


def lowered(words: str) -> str:
    """Words as they go on inside a sentence: the capital of the first one goes, names keep it."""
    if _NAMES.match(words) or not _CAPITAL.match(words):
        return f"a{words[1:]}" if words.startswith("A ") else words
    return words[0].lower() + words[1:]
