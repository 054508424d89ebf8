"""What no overview may say of itself: benefit, safety, eligibility, urgency."""

import re

_CLAIMS = {
    "benefit": r"benefits?|beneficial|effective(?:ly|ness)?|efficacious|works? (?:well|better|fast|for)|cures?d?|heals?|healing|"
    r"breakthrough|promising|proven|superior|life[- ]saving|miracle|remission is|"
    r"(?:will|can|could|may|might|should|to) (?:help|improve|relieve|extend|prolong|restore|get better|feel better)|"
    r"(?:helps?|improves?|relieves?|extends?) (?:you|your|people|patients|most|many|symptoms)|(?:brings?|lowers?|reduces?|stops?|eases?|shrinks?|controls?|slows?) (?:your|the (?:illness|disease))|best (?:treatment|care|option)|"
    r"better than|you (?:will|would) (?:feel|get|be) (?:better|well|healthy)|latest treatment|new (?:treatment|drug|medicine|therapy)|"
    r"hope for|success(?:ful|fully)?",
    "safety": r"safe|safely|safer|safety|harmless|risk[- ]free|(?:no|without|few|hardly any) (?:known )?(?:side[- ]effects?|risks?|harms?|dangers?)|"
    r"well[- ]tolerated|gentle|painless",
    "eligibility": r"you (?:are|will be|should be|may be) (?:eligible|qualified|accepted|a good (?:fit|match)|suitable)|you qualify|"
    r"(?:is|are|am|be) (?:eligible|qualified)|you (?:can|may) (?:join|take part|enrol+|sign up)|you (?:fit|match) (?:this|the) study|you are right for|guarantee[ds]?",
    "urging": r"hurry|act now|limited (?:places|time|spots)|do not miss|don['’]t miss|sign up (?:now|today)|join (?:now|today)|"
    r"free (?:treatment|medical|drug|medicine|care)|(?:is|are) free(?: of charge)?|open to (?:all|every|any)\w*|guinea pig",
}  # fmt: skip
_FOUND = {kind: re.compile(rf"\b(?:{form})\b", re.IGNORECASE) for kind, form in _CLAIMS.items()}
#: Words that make a question, a doubt or a rule of it.
_OPEN = re.compile(
    r"\b(?:whether|if|how (?:well|safe|much)|find out|not (?:known|sure|clear|say)|nobody knows|may not|cannot say"
    r"|does not (?:mean|say)|unknown|to learn|tests? (?:whether|if))\b(?P<rest>.*)",
    re.IGNORECASE,
)
_ONLY = re.compile(r"\b(?:only (?:if|when)|cannot|can not|not (?:be able to )?)\b", re.IGNORECASE)


def promises(text: str) -> list[tuple[str, str]]:
    """Each claim of benefit, safety or eligibility: its kind and its words."""
    found = []
    for kind, form in _FOUND.items():
        for match in form.finditer(text):
            if not _is_left_open(kind, text, match):
                found.append((kind, match.group()))
    return found


def _is_left_open(kind: str, text: str, match: re.Match[str]) -> bool:
    if kind == "urging":
        return False
    before = text[: match.start()]
    if kind == "eligibility":
        return bool(_ONLY.search(text[match.start() : match.end() + 12]) or "only" in before)
    doubt = _OPEN.search(before)
    return doubt is not None and not re.search(r"[.;!?]|\band it\b", doubt["rest"])
