"""What a sentence is about, as far as that decides where in a record it may rest.

The same words can stand in many fields. A rule for the reader rests on the rules of the study, not
on a keyword; how many people are taken stands in one field, and not in any number nearby.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from trialhead.overview.sentences import Support

_PEOPLE = r"(?:people|persons?|participants?|patients?|subjects?|volunteers?|men|women|children|adults|adolescents|infants)"
_JOIN = r"(?:join|take part|be (?:included|taken|enrolled)|enrol\w*|participate)"
_INDEX = re.compile(r"\[\d+\]")
#: Longer passages are more than one statement.
_STATEMENT = 300


@dataclass(frozen=True, kw_only=True, eq=False)
class Topic:
    """A subject: the ``form`` of sentences about it, and the ``fields`` that tell of it.

    Other fields tell of it where their words have the form ``named``. ``words`` are what people say
    of it in their own way. ``whole``: nothing else may carry the sentence; otherwise one of its
    passages must be of the subject. ``codes``: what the field must hold. ``stated``: other fields
    must say it in one statement, as a long text has such words somewhere.
    """

    form: re.Pattern[str]
    fields: tuple[str, ...]
    named: re.Pattern[str]
    words: str = ""
    whole: bool = True
    codes: frozenset[str] = frozenset()
    stated: bool = False

    @lru_cache(maxsize=32768)  # noqa: B019  topics live as long as the program
    def tells(self, support: Support) -> bool:
        """Whether a passage is of this subject."""
        if self.leads(support.field):
            return not self.codes or support.words in self.codes
        if self.stated and not support.criterion and len(support.words) > _STATEMENT:
            return False
        return bool(self.named.search(support.words))

    def leads(self, field: str) -> bool:
        """Whether a field is there for this subject."""
        bare = _INDEX.sub("", field)
        return any(
            bare == each or (each[-1] == "." and bare.startswith(each)) for each in self.fields
        )

    def carried_by(self, supports: tuple[Support, ...]) -> bool:
        """Whether a sentence of this subject may rest on these passages."""
        told = map(self.tells, supports)
        return all(told) if self.whole else any(told)


def _topic(
    form: str,
    fields: str,
    named: str,
    words: str = "",
    *,
    whole: bool = True,
    codes: str = "",
    stated: bool = False,
) -> Topic:
    return Topic(
        form=re.compile(form, re.IGNORECASE),
        fields=tuple(fields.split()),
        named=re.compile(named, re.IGNORECASE),
        words=words,
        whole=whole,
        codes=frozenset(codes.split()),
        stated=stated,
    )


RULE = _topic(
    rf"\b(?:must|have to|had to|has to|need not|you (?:only )?need|you should)\b"
    rf"|\b(?:can|cannot|can['’]t|could|may|might)(?: not)?(?: also)? {_JOIN}\b"
    r"|\byou (?:can|cannot|can['’]t|may)(?: not)? (?!know|learn|tell|see|choose|ask|call|leave|stop|be told|be cured|be healed|find)",
    "eligibility. standing.status",
    r"\b(?:must|have to|required?|needs?|eligib\w*|inclu[ds]\w*|exclu[ds]\w*|criteria)\b",
    stated=True,
)
AGE = _topic(
    r"\d (?:years?|months?|weeks?|days?)(?: old\b| of age\b)|\bage of \d|\b(?:aged|ages|age) (?:of |from |between |over |under )?\d"
    rf"|\b(?:must be|{_PEOPLE}) (?:an? (?:wo)?man )?(?:from |between )?\d+(?: (?:to|and) \d+\b(?! on)| or (?:older|younger|over|under))",
    "eligibility.",
    r"\bage[ds]?\b|\byears? old\b|\bpa?ediatric\b|\b(?:children|adults)\b",
    "years old age aged ages adult people children may included takes young",
    stated=True,
)
ENROLMENT = _topic(
    rf"\b(?:plans?|planned|aims?|hopes?|took|takes?|wants?|expects?|expected|enrol\w*)\b[^.;]*?(?<!to )\b\d[\d,]* (?:[a-z]+ )?{_PEOPLE}\b"
    rf"|(?<!to )\b\d[\d,]* (?:[a-z]+ )?{_PEOPLE}\b[^.;]*\b(?:took part|take part|included|joined|expected|planned)\b",
    "design.enrolment design.enrolment_actual",
    rf"\d[\d,]* (?:\w+ ){{0,2}}{_PEOPLE}\b",
    "doctors researchers treat include included expected plan plans about takes took part all people",
    whole=False,
)
MASKING = _topic(
    r"\b(?:know|knows|knew|told|tell|learn|find out|hidden|blind\w*|mask\w*)\b[^.;]*\b(?:which|whether|if)\b[^.;]*\b(?:groups?|gets?|got|given|treatment|drug|placebo|received?)\b"
    r"|\bwill (?:not )?know it\b",
    "design.masking design.masked",
    r"\b(?:\w*blind\w*|mask\w*|know|unaware|open.label)\b",
    "told tell know learn find which group drug placebo treatment get given judge results staff doctors whether neither those",
)
BLIND = _topic(
    r"\byou\b[^.;]*\b(?:not|nor)\b[^.;]*\b(?:know|told)\b[^.;]*\b(?:which|whether)\b|\bnor you know\b",
    "design.masked",
    r"\b(?:\w*blind\w*|mask\w*|unaware)\b.*\b(?:participant|patient|subject)|\b(?:participant|patient|subject)s?\b.*\b(?:\w*blind\w*|mask\w*|unaware)\b|double.(?:blind|mask)",
    whole=False,
    codes="PARTICIPANT",
)
CHANCE = _topic(
    r"\b(?:chance (?:alone )?(?:does not )?decides?|(?:by|at) (?:chance|random)|randomly|coin|drawn? lots?)\b",
    "design.allocation",
    r"\brandom|\bchance\b|\blot(?:s|tery)\b",
    "chance decides random group get treatment",
    codes="RANDOMIZED NON_RANDOMIZED",
)
_ENDING = r"end(?:s|ed)?|finish\w*|runs?|ran|goes on|lasts?|complet\w*|closed?|until"
_ENDED = r"\b(?:end|finish|complet|clos|until|through|to\b|last)\w*"
#: The main part of a study may end before the study does.
_NOT_MAIN = r"^(?!.*\b(?:primary|main)\b).*"
START = _topic(
    r"\b(?:start\w*|begins?|began|opens|opened)\b[^.;]*\b(?:19|20)\d\d\b",
    "standing.timeline.start",
    r"\b(?:start|beg[aiu]n|open|initiat|launch)\w*\b[^.;]*\b(?:19|20)\d\d\b|\b(?:19|20)\d\d\b[^.;]*\b(?:start|beg[aiu]n|open|initiat|launch)",
    "study started starts begins began opened planned",
)
END = _topic(
    rf"{_NOT_MAIN}\b(?:{_ENDING})\b[^.;]*\b(?:19|20)\d\d\b",
    "standing.timeline.completion",
    rf"{_ENDED}\b[^.;]*\b(?:19|20)\d\d\b|\b(?:19|20)\d\d\b[^.;]*{_ENDED}",
    "study ends ended finishes goes runs until last lasts planned on",
)
MAIN_END = _topic(
    rf"\b(?:primary|main)\b.*\b(?:{_ENDING})\b[^.;]*\b(?:19|20)\d\d\b|\b(?:{_ENDING})\b.*\b(?:primary|main)\b[^.;]*\b(?:19|20)\d\d\b",
    "standing.timeline.primary_completion",
    rf"{_ENDED}\b[^.;]*\b(?:19|20)\d\d\b|\b(?:19|20)\d\d\b[^.;]*{_ENDED}",
    "study main primary part outcome result data measured ends ended planned on",
)
STANDING = _topic(
    r"\b(?:study|trial|it|team)\b[^.;]*\b(?:looking for|(?:start\w*|beg[aiu]n\w*) to (?:look|recruit)|recruiting|seeking|begun|called off|withdrawn)\b|\bwas stopped\b",
    "standing.status standing.why_stopped",
    r"\b(?:recruit\w*|enrol\w*|stopp\w*|terminat\w*|withdraw\w*|suspen\w*)\b",
    "study begun yet looking people open closed recruiting started ended finished",
)
TAKEN = _topic(
    r"\b(?:study|trial|it) (?:only )?(?:takes|took|accepts|includes|is (?:only )?for)\b[^.;]*\d (?:years?|months?|weeks?|days?)\b",
    "eligibility. design. title official_title summary description conditions keywords",
    r"(?!)",
)
PHASE = _topic(
    r"^\W*(?:it|this|(?:the|this) (?:study|trial)) (?:is|was) an? (?:early )?phase \d[\w/ ]*\W*$",
    "design.phases title official_title",
    r"(?!)",
)
PAST = _topic(
    r"\b(?:must|cannot|have to|need to|needs to|if you)\b[^.;]*\b(?:had|been given|been treated|been on|taken|received|used)\b[^.;]*\b(?:before|at any time|ever|in the past|already)\s*$"
    r"|\b(?:must|cannot|have to|need to|needs to|if you)\b[^.;]*\b(?:had|been given|been treated|been on|taken|received|used)\b[^.;]*\b(?:before|at any time|ever|in the past|already)[.!]",
    "",
    r"\b(?:prior|previous\w*|histor\w+|before|past|ever|never|had|have|has|receiv\w+|been|pre-?\w*treat\w*|treated|undergone|underwent|na[iï]ve|ago|since|earlier|after|follow\w*|fail\w*|progress\w*|refractory|relaps\w*|resist\w*|intoleran\w*|already|former\w*|post\w*)\b",
    "before ever",
)

ABOUT = _topic(
    r"^\W*(?:the|this) (?:study|trial) (?:is|was) about\b",
    "title official_title summary description conditions keywords condition_terms interventions. arms. intervention_terms outcomes. design. standing. oversight.",
    r"(?!)",
    whole=False,
)

TOPICS = (
    ABOUT,
    RULE,
    AGE,
    ENROLMENT,
    MASKING,
    BLIND,
    CHANCE,
    START,
    END,
    MAIN_END,
    STANDING,
    TAKEN,
    PHASE,
    PAST,
)


def topics_of(text: str) -> tuple[Topic, ...]:
    """The subjects of a sentence of ours; ``text`` has its numbers in figures."""
    return tuple(topic for topic in TOPICS if topic.form.search(text))
