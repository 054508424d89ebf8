"""Puts a question in plain words, to a person or about somebody else."""

from dataclasses import dataclass, replace
from html import unescape

from django.utils import formats
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import ngettext, npgettext

from trialhead.criteria import (
    NOW,
    SCREENING,
    Aspect,
    Condition,
    Judge,
    Judgement,
    Leaf,
    Moment,
    Participation,
    Procedure,
    Reproduction,
    Timing,
    Treatment,
    Unread,
    sentence,
)
from trialhead.errors import NotFound
from trialhead.instruments import Duration, TimeUnit
from trialhead.portal.design.bidi import left_to_right
from trialhead.portal.prescreen.answers import Topic, Who
from trialhead.portal.prescreen.phrases import HINTS, QUESTIONS
from trialhead.vocabulary import conditions

_ABOUT = {Who.CHILD: 1, Who.RELATIVE: 2, Who.PATIENT: 2}
#: Longer words than these stand below the question, not in it.
_SHORT = 110
#: A part of a year takes a plural, one that says the number: the dual of Arabic does not.
_PLURAL = 11
_OUTCOMES = {
    "failed": "did not work well enough",
    "intolerant": "was not tolerated",
    "contraindicated": "could not be given for medical reasons",
    "worked": "worked",
}
_TIMES = {Moment.NOW: "now", Moment.EVER: "ever", Moment.WITHIN: "within"}
_REPRODUCTION = {
    Aspect.PREGNANT: "pregnant",
    Aspect.BREASTFEEDING: "breastfeeding",
    Aspect.CHILDBEARING_POTENTIAL: "childbearing",
    Aspect.CONTRACEPTION: "contraception",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Phrase:
    """A question; ``statement`` are English words it is about, too long to stand within it."""

    text: SafeString
    statement: str = ""
    hint: str = ""

    @property
    def plain_text(self) -> str:
        """The question without marks of language."""
        return unescape(strip_tags(self.text))

    @property
    def whole_text(self) -> str:
        """The question with its statement, as they are written where there is no markup."""
        statement = left_to_right(f"“{self.statement}”") if self.statement else ""
        return f"{self.plain_text} {statement}".strip()


@dataclass(frozen=True, kw_only=True, slots=True)
class _Words:
    """Which question to ask, about what, and over what time."""

    key: str
    what: str = ""
    time: Duration | None = None


def phrase(topic: Topic, who: Who) -> Phrase:
    """The question about ``topic``, to or about ``who``."""
    words = _words(topic)
    if len(words.what) > _SHORT or words.key in ("this", "words"):
        key = words.key if words.key == "words" else "this"
        as_written = isinstance(topic.leaf, Judgement | Unread)
        statement = words.what if as_written or topic.leaf is None else _stated(topic.leaf)
        return Phrase(text=_asked(key, words, who), statement=statement, hint=_hint(topic, key))
    return Phrase(text=_asked(words.key, words, who), hint=_hint(topic, words.key))


def _asked(key: str, words: _Words, who: Who) -> SafeString:
    template = str(QUESTIONS[key][_ABOUT.get(who, 0)])
    what = format_html('<span lang="en" dir="ltr">{}</span>', left_to_right(words.what))
    return format_html(template, what=what, time=length_told(words.time) if words.time else "")


def _hint(topic: Topic, key: str) -> str:
    if isinstance(topic.leaf, Judgement) and topic.leaf.judge is Judge.TEAM:
        key = "team"
    return str(HINTS.get(key, ""))


def _words(topic: Topic) -> _Words:
    if topic.leaf is not None:
        return _of_leaf(topic.leaf)
    told = (topic.specimen, topic.name, f"({topic.setting})" if topic.setting else "")
    return _Words(key=str(topic.about), what=" ".join(filter(None, told)))


def _of_leaf(leaf: Leaf) -> _Words:
    match leaf:
        case Condition(timing=timing) if _is_plain(timing):
            what = _stated(replace(leaf, timing=NOW))
            return _Words(key=f"ill {_TIMES[timing.moment]}", what=what, time=timing.duration)
        case Treatment(timing=timing) if _is_plain(timing):
            key = f"treated {_TIMES[timing.moment]}"
            return _Words(key=key, what=_treatment(leaf), time=timing.duration)
        case Procedure(needed=True):
            return _Words(key="needs", what=_procedure(leaf))
        case Procedure(timing=timing) if _is_plain(timing) and timing.moment is not Moment.NOW:
            key = f"ill {_TIMES[timing.moment]}"
            return _Words(key=key, what=_procedure(leaf), time=timing.duration)
        case Reproduction(aspect=aspect) if aspect in _REPRODUCTION and _is_now(leaf):
            return _Words(key=_REPRODUCTION[aspect])
        case Participation(timing=timing) if _is_plain(timing) and timing.moment is not Moment.EVER:
            kind = "trial" if leaf.interventional else "study"
            return _Words(key=f"{kind} {_TIMES[timing.moment]}", time=timing.duration)
        case Unread(statement=statement):
            return _Words(key="words", what=statement)
        case Judgement(statement=statement):
            return _Words(key="this", what=statement)
        case _:
            return _Words(key="this", what=_stated(leaf))


def _is_plain(timing: Timing) -> bool:
    return timing.moment in _TIMES and timing.event == SCREENING


def _is_now(leaf: Reproduction) -> bool:
    return leaf.timing.moment is Moment.NOW or leaf.aspect is Aspect.CONTRACEPTION


def _treatment(leaf: Treatment) -> str:
    """The treatment itself, and what became of it as people say it."""
    what = _stated(replace(leaf, timing=NOW, outcomes=())).removeprefix("on ")
    if not leaf.outcomes:
        return what
    return f"{what} that {' or '.join(_OUTCOMES.get(one, one) for one in leaf.outcomes)}"


def _procedure(leaf: Procedure) -> str:
    return " ".join((*leaf.qualities, " or ".join(leaf.of)))


def _stated(leaf: Leaf) -> str:
    """What is asked, as a statement: illnesses by everyday names, longer qualities last."""
    qualities: tuple[str, ...] = getattr(leaf, "qualities", ())
    longer = [one for one in qualities if " " in one]
    shorter = tuple(one for one in qualities if one not in longer)
    if isinstance(leaf, Condition | Treatment | Procedure):
        leaf = replace(leaf, qualities=shorter)
    words = sentence(_plain(leaf) if isinstance(leaf, Condition) else leaf)
    return ", ".join((words.replace("_", " "), *longer))


def _plain(leaf: Condition) -> Condition:
    exceptions = tuple(map(_plain, leaf.but_not))
    return replace(leaf, of=tuple(map(_everyday, leaf.of)), but_not=exceptions)


def _everyday(key: str) -> str:
    """ "heart attack (myocardial infarction)"; one name where they hardly differ."""
    try:
        name = conditions().concept(key).name
    except NotFound:
        return key
    everyday = conditions().everyday(key)
    known = not everyday or everyday.casefold() in name.casefold()
    return name if known else f"{everyday} ({name})"


def length_told(duration: Duration) -> str:
    """A length of time in the reader's language."""
    number = int(duration.amount) if float(duration.amount).is_integer() else duration.amount
    form = number if isinstance(number, int) else _PLURAL
    words = {
        TimeUnit.YEAR: npgettext("length of time", "%(n)s year", "%(n)s years", form),
        TimeUnit.MONTH: ngettext("%(n)s month", "%(n)s months", form),
        TimeUnit.WEEK: ngettext("%(n)s week", "%(n)s weeks", form),
        TimeUnit.DAY: ngettext("%(n)s day", "%(n)s days", form),
        TimeUnit.HOUR: ngettext("%(n)s hour", "%(n)s hours", form),
    }
    return words[duration.unit] % {"n": formats.localize(number)}
