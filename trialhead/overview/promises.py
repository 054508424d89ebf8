"""What no overview may say of itself: benefit, safety, eligibility, urgency."""

import re

from trialhead.overview.topics import RULE

#: What a treatment would act on, and what it would do to it.
_ILLS = r"(?:pain|illness|disease|cancer|tumou?rs?|symptoms?|infections?|scars?|bleeding|blood (?:sugar|pressure)|cholesterol|leuk\w+|diabetes|risks?|death|relapse|stress|fever|swelling|tiredness|weight|attacks?|liver|heart|sight|vision|memory|mood|sleep|strength|life|lives|health)"
_ACTS = r"(?:prevent|stop|lower|reduce|shrink|ease|control|slow|fight|beat|relieve|lessen|remove|heal|cure|save|restore|improve|repair|protect|extend|prolong|strengthen|calm|end)"
_BETTER = (
    r"(?:better|faster|sooner|quicker|healthier|milder|stronger|gentler|easier|fitter|happier)"
)

_CLAIMS = {
    "benefit": r"benefits?|beneficial|effective(?:ly|ness)?|efficacious|works? (?:well|better|fast|for)|cures?d?|heals?|healing|"
    r"breakthrough|promising|proven|superior|life[- ]saving|miracle|remission is|powerful|excellent|amazing|impressive|"
    r"(?:will|can|could|may|might|should|to) (?:help|improve|relieve|extend|prolong|restore|get better|feel better|get well|get healthy)|"
    r"(?:helps?|improves?|relieves?|extends?) (?:you|your|people|patients|most|many|symptoms)|best (?:treatment|care|option)|"
    r"better than|you (?:will|would) (?:feel|get|be) (?:better|well|healthy)|latest treatment|new (?:treatment|drug|medicine|therapy)|"
    r"hope for|(?:does|do|doing|did) (?:\w+ )?good (?:than|to you)|success(?:ful|fully)?|good results?|your chance|(?:go|goes|went|gone) away|"
    r"chances? (?:of \w+ )?(?:go(?:es)? up|rises?|improves?|gets? better|(?:is|are) (?:better|higher))|"
    r"(?:will|does|did|do|won['’]t|never|not) (?:not |never )?(?:come|comes|came|coming) back|(?:will not|never) (?:return|recur|relapse|spread|get worse)|"
    r"recover(?:s|ed)? (?:\w+ )?(?:better|faster|sooner|quicker|fully)|(?:less|no|free (?:of|from)) (?:pain|symptoms)|"
    rf"(?:live|lives|lived|last|lasts|lasted|survive|survives|survived) longer(?! than \d)|(?<!or ){_BETTER}(?= (?:with|after|from|by|on|than|because)\b|[.!;,]|\s*$)|"
    rf"(?:sees?|saw|feels?|felt|slept|sleeps?|does|did|do) {_BETTER}|"
    rf"(?:takes?|brings?|makes?|gives?|keeps?) (?:\w+ ){{0,3}}(?:away|down|smaller|go away|back your \w+|from (?:coming|growing|spreading))|"
    rf"{_ACTS}s (?:\w+ ){{0,3}}{_ILLS}|(?:will|can|could|may|might) {_ACTS} (?:\w+ ){{0,3}}{_ILLS}",
    "safety": r"bod(?:y|ies) (?:takes?|accepts?|bears?) it|safe|safely|safer|safety|harmless|risk[- ]free|(?:no|without|without any|few|hardly any|rare|mild) (?:known )?(?:side[- ]effects?|risks?|harms?|dangers?|complications?)|"
    r"(?:well|easily)[- ]tolerated|gentle|painless|(?:not|nothing|never) (?:\w+ ){0,2}(?:fear|worry|hurt|dangerous|harmful|harm)|does no harm|"
    r"(?:nobody|no one|none|never) (?:\w+ ){0,4}(?:harmed|hurt|sick|injured|died)|"
    r"(?:side[- ]effects?|risks?|dangers?|complications?) (?:is|are|were|was|do|does) (?:\w+ )?(?:mild|small|low|rare|few|minor|not|never)|not feel (?:any|the)? ?pain|"
    r"(?:problems?|troubles?|bad effects?|side[- ]effects?|complications?) (?:is|are|was|were) (?:\w+ ){0,2}(?:once in|seldom|rarely|hardly)",
    "eligibility": r"(?:your )place is (?:certain|sure|safe|yours)|who we are looking for|you (?:would|will) fit in|you (?:are|will be|should be|may be|have been) (?:\w+ )?(?:eligible|qualified|accepted|selected|chosen|admitted|approved|allowed|welcome|suitable|a good (?:fit|match|candidate)|the right (?:person|one))|you qualify|"
    r"(?:is|are|am|be) (?:eligible|qualified)|you (?:can|may) (?:join|take part|enrol+|enter|start|participate|sign up)|"
    r"you (?:fit|meet|match|fulfil+|satisfy) (?:all|every|the (?:rules|conditions|criteria)|(?:this|the) study)|you are right for|people like you|guarantee[ds]?|(?:can|will) take you|you (?:will |would )?get in(?=\s*(?:[.!,;]|$))|says? yes to you\b|(?:place|spot|seat) (?:\w+ ){0,3}(?:reserved|kept|held|free|waiting|waits?|ready|set aside) for you|"
    r"(?:anyone|anybody|everyone|everybody|all people|all patients)(?: \w+){0,4} (?:can|may|is welcome|are welcome|is allowed)",
    "urging": r"hurry|act now|limited (?:places|time|spots)|do not miss|don['’]t miss|sign up (?:now|today)|join (?:now|today)|call (?:now|today)|"
    r"free (?:treatment|medical|drug|medicine|care)|(?:is|are) free(?: of charge)?|open to (?:all|every|any)\w*|guinea pig",
}  # fmt: skip
_FOUND = {
    kind: re.compile(rf"(?<![\w-])(?:{form})(?!\w)", re.IGNORECASE)
    for kind, form in _CLAIMS.items()
}
#: Words that make a question, a doubt, a plan or a rule of it.
_OPEN = re.compile(
    r"\b(?:whether|if|which|how (?:well|safe|much)|how(?=\s*$)|find out|not (?:known|sure|clear|say)|nobody knows|may not|cannot say"
    r"|does not (?:mean|say)|unknown|to learn|tests? (?:whether|if)|meant to|(?:aims?|hopes?|wants?|tries|try|designed|intended|goal is|used) to|compares?)\b(?P<rest>.*)",
    re.IGNORECASE,
)
#: Where a sentence ends, or another begins behind one that has no full stop.
SENTENCE_END = re.compile(
    r"(?<=[.!?])\s+|(?<=[\w),;%])\s+(?=(?:You|Your|It|Its|This|These|They|There|The|Nobody|Everybody|Everyone"
    r"|Anyone|Anybody|Most|Many|People|Patients|Doctors|Serious|Side|Any|All|Each|We|Our|No|A|An)\s+[a-z]|It['’]s\b)"
)
_DENIED = re.compile(r"\b(?:not|cannot|never|no)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
#: Safety that somebody looks after is not claimed: "A board watches over safety."
_WATCHED = re.compile(
    r"\b(?:watch\w*(?: over)?|monitor\w*|check\w*(?: for)?|stud(?:y|ies)|look\w* (?:at|after)|review\w*|measur\w*)"
    r" (?:the |your |their |its |data on )?$",
    re.IGNORECASE,
)
_ONLY = re.compile(r"\b(?:only (?:if|when)|cannot|can not|not (?:be able to )?)\b", re.IGNORECASE)
#: What a rule may ask for: "your pain must have got less", "birth control that works well".
_IN_RULES = re.compile(
    rf"less pain|no (?:pain|symptoms)|free (?:of|from) \w+|effective\w*|success\w*|recover.*|cure.*|heal.*|better|{_ACTS}.*|(?:go|went|gone|goes) away|works? well|live longer",
    re.IGNORECASE,
)


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
    if match.group().lower() == "safety" and _WATCHED.search(before):
        return True
    if match.group().lower().startswith("to "):
        before += "to "  # "meant to help" is an aim
    if kind == "eligibility":
        return bool(_ONLY.search(text[match.start() : match.end() + 12]) or "only" in before)
    if kind == "benefit" and _DENIED.search(before):
        return True
    sentence = before[
        max((end.end() for end in SENTENCE_END.finditer(text[: match.end()])), default=0) :
    ]
    if (
        kind == "benefit"
        and RULE.form.search(sentence + match.group())
        and _IN_RULES.fullmatch(match.group())
    ):
        return True
    doubt = _OPEN.search(sentence)
    return doubt is not None and not re.search(r"[;!?]|\band it\b", doubt["rest"])
