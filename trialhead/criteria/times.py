"""When something must be so: windows before named events, moments, lengths of time."""

import regex

from trialhead.criteria.openings import Openings
from trialhead.criteria.tokens import Token
from trialhead.criteria.values import SCREENING, Length, Moment, Timing
from trialhead.instruments import Duration, TimeUnit

#: Events that windows hang on, by what texts call them; the first that fits counts.
_EVENTS: dict[str, str] = {
    "consent": r"(?:signing |giving |providing |obtaining )?(?:of )?(?:the |an? )?(?:written |signed )?"
    r"(?:informed )?consent(?: form| document)?(?: signature| signing)?|ICF(?: signature| signing)?|"
    r"signing (?:of )?(?:the )?ICF",
    "randomisation": r"(?:the )?randomi[sz]ation(?: visit| date| day)?|(?:being )?randomi[sz]ed",
    "first dose": r"(?:the |their )?(?:first|initial|1st) (?:day of )?(?:planned )?(?:dose|"
    r"administration|infusion|injection|treatment|dosing|study drug|study treatment|vaccination|"
    r"study medication|study vaccination|intake|product administration|receipt)"
    r"(?: (?:administration|dose|day|visit))?"
    r"(?: (?:of|with) (?:the )?(?:study |trial |investigational |protocol |assigned )?(?:drugs?|"
    r"treatments?|medications?|therapy|products?|agents?|interventions?|vaccines?|medicines?|IMP|"
    r"IP|study|trial))?|"
    r"(?:the )?(?:start|initiation|starting|beginning|commencement|initiating|onset) (?:of )?(?:the )?"
    r"(?:study |trial |protocol |investigational |planned |assigned )*(?:drugs?|treatments?|"
    r"therapy|medications?|dosing|product|intervention|agent)(?: administration)?|"
    r"(?:the )?(?:study|trial|investigational) (?:drug|treatment|medication|product|therapy|vaccine|"
    r"agent|intervention)s?(?: (?:administration|initiation|start|dosing|dose|treatment))?|"
    r"(?:study )?(?:drug )?(?:dosing|administration)|(?:study |visit )?day (?:0|1|one)"
    r"(?: of (?:the )?(?:study|treatment|cycle 1|study treatment|study drug))?|"
    r"(?:cycle|course) 1,? ?\(?(?:day|D) ?1\)?|C1D1|treatment (?:start|initiation|day 1)|"
    r"(?:the )?treatment(?: period| phase)?|therapy|initiation|initial dosing|dose administration",
    "enrolment": r"(?:the )?(?:study |trial |protocol |patient |subject |time of )*(?:enrol?lment|"
    r"entry|inclusion|registration|admission|recruitment|enter|participation|enrol)"
    r"(?: (?:in|into|to|on|onto)(?: (?:the|this))?(?: (?:study|trial|protocol))?)?"
    r"(?: visit| date)?|(?:the )?(?:start|beginning|commencement|initiation) of (?:the |this )?"
    r"(?:study|trial|protocol)|(?:entering|entrance|starting|joining|beginning|enrolling)"
    r"(?: (?:into|to|in|the|this))*(?: (?:study|trial))|(?:the |this )?study(?: (?:start|initiation|"
    r"commencement|begins|period|visit|initiating))?|trial (?:start|initiation)|"
    r"being enrolled|(?:study )?index date",
    "screening": r"(?:the |initial |study |first )*screening(?: (?:visit|period|date|phase|day|"
    r"procedures?|evaluation|assessment|examination))?(?: \((?:visit 1|V1|day -?\d+)\))?|"
    r"(?:visit|V) ?1|screen|pre-?screening|(?:the )?first (?:study )?visit|"
    r"(?:the )?screening/baseline|screening and baseline|screening or baseline",
    "baseline": r"(?:the |study )?baseline(?: (?:visit|assessment|evaluation|period|examination))?|"
    r"visit 2",
    "collection": r"(?:the )?(?:leuka?pheresis|apheresis)(?: procedure)?",
    "lymphodepletion": r"(?:start of )?lympho-?deple(?:tion|ting)(?: (?:chemo)?therapy)?",
    "infusion": r"(?:the )?(?:CAR[- ]?T(?:[- ]cells?)? |cell |T[- ]cell )?infusion",
    "surgery": r"(?:the |study |index |planned |scheduled )*(?:surgery|operation|procedure|"
    r"intervention|implantation|surgical procedure)",
    "transplant": r"(?:the )?transplant(?:ation)?",
    "vaccination": r"(?:the )?(?:study |first )?(?:vaccination|immuni[sz]ation|vaccine dose)",
    "admission": r"(?:hospital |ICU )admission",
    "diagnosis": r"(?:the |initial )?diagnosis",
}
_EVENT = "|".join(f"(?P<{name.replace(' ', '_')}>{pattern})" for name, pattern in _EVENTS.items())
#: "the day of", "the date of" before an event.
_DAY_OF = (
    r"(?:the )?(?:(?:planned |scheduled |anticipated |expected )?(?:time|date|day|point) of |the )?"
)
_NUMBER = (
    r"(?P<amount>\d+(?:\.\d+)?|one|two|three|four|five|six|seven|eight|nine|ten|twelve)"
    r"(?: ?\(\d+\))?"
)
_UNIT = (
    r"[ -]{0,2}(?:calendar |consecutive |full )?(?P<unit>year|yr|month|mo(?=s?\b)|mth|week|wk|day|"
    r"hour|hr|h(?=\b))s?(?:'|\(s\))?(?: (?:period|interval|time))?"
)
_LAST = r"(?:last|past|previous|preceding|prior|most recent)"
_BEFORE = (
    r"(?:,? ?(?:immediately |directly |just )?(?:prior to|before|preceding|previous to|prior|"
    r"pre-|of|from|leading up to|to))"
)
_LESS = r"(?:≤|=<|<|less than|fewer than|up to|no more than|not more than|at most|<=|within the)"
_MORE = (
    r"(?:≥|=>|>=|>|more than|greater than|at least|over|longer than|no less than|not less than|"
    r"a minimum of|minimum of|minimum)"
)
_PATTERNS: Openings[Moment | str] = Openings(
    (
        # within (the last) 4 weeks (prior to screening)
        (
            Moment.WITHIN,
            rf"\(?(?:(?:with)?in|during|over|at any time (?:within|during|in)|occurring within|"
            rf"within a period of|in a period of)"
            rf"(?: the)?(?P<last> {_LAST})?(?: {_LESS})? ?{_NUMBER}{_UNIT}(?P<last2> {_LAST}(?! to| visit))?"
            rf"(?P<tail>{_BEFORE} {_DAY_OF}(?:{_EVENT}))?(?![\w-])\)?",
        ),
        # in the last year
        (
            "one within",
            rf"\(?(?:(?:with)?in|during|over)(?: the)? {_LAST}(?P<amount>) (?P<unit>year|month|week|day)"
            rf"(?P<tail>{_BEFORE} {_DAY_OF}(?:{_EVENT}))?(?![\w-])\)?",
        ),
        (
            "one within",
            rf"\(?(?:with)?in (?:a|the)(?P<amount>) (?P<unit>year|month|week|day)"
            rf"(?P<tail>{_BEFORE} {_DAY_OF}(?:{_EVENT}))(?![\w-])\)?",
        ),
        # for (at least) 4 weeks before screening; for the last 3 months
        (
            "length",
            rf"\(?for(?: the)?(?: (?P<last>{_LAST}))?(?P<least> {_MORE})? ?{_NUMBER}{_UNIT}"
            rf"(?P<last2> {_LAST}(?! to| visit))?"
            rf"(?P<tail>(?:,? ?(?:immediately |directly |just )?(?:prior to|before|preceding|"
            rf"leading up to)) {_DAY_OF}(?:{_EVENT}))?(?![\w-])\)?",
        ),
        # more than 5 years ago; at least 6 months before screening
        (
            Moment.LONGER_AGO,
            rf"\(?{_MORE} ?{_NUMBER}{_UNIT}(?: (?:ago|earlier|previously)|"
            rf"(?P<tail>(?:,? ?(?:immediately )?(?:prior to|before|preceding)) "
            rf"{_DAY_OF}(?:{_EVENT})))(?![\w-])\)?",
        ),
        # less than 5 years ago
        (
            Moment.WITHIN,
            rf"\(?{_LESS} ?{_NUMBER}{_UNIT}(?: (?:ago|earlier|previously)|"
            rf"(?P<tail>(?:,? ?(?:immediately )?(?:prior to|before|preceding|of)) "
            rf"{_DAY_OF}(?:{_EVENT})))(?![\w-])\)?",
        ),
        # 4 weeks prior to screening
        (
            "plain",
            rf"\(?{_NUMBER}{_UNIT}(?P<tail>(?:,? ?(?:immediately )?(?:prior to|before|preceding)) "
            rf"{_DAY_OF}(?:{_EVENT}))(?![\w-])\)?",
        ),
        # at screening
        (
            Moment.NOW,
            rf"\(?(?:at|on|upon)(?: the)?(?: time| date| day| point)?(?: of)?(?: the)? "
            rf"(?P<tail>{_DAY_OF}(?:{_EVENT}))(?![\w-])\)?",
        ),
        # prior to screening
        (
            Moment.EVER,
            rf"\(?(?:at any time |any time )?(?:prior to|before) (?P<tail>{_DAY_OF}(?:{_EVENT}))(?![\w-])\)?",
        ),
        (
            Moment.AHEAD,
            r"\(?(?:at any time )?(?:during|throughout|for the duration of|over the course of|in the "
            r"course of|while (?:on|in|participating in)|while enrolled in)(?: the)?(?: entire)? "
            r"(?:conduct of (?:the )?|course of (?:the )?|duration of (?:the )?)?(?:study|trial|"
            r"this study|this trial|study period|study treatment|treatment period|study "
            r"participation|trial period|the study)(?: period| duration| participation)?(?![\w-])\)?",
        ),
        (
            Moment.EVER,
            r"\(?(?:in the past|at any time|in (?:his|her|their|his/her) life(?:time)?|ever|"
            r"lifetime|in the patient's history)(?! \d)(?![\w-])\)?",
        ),
        (
            Moment.NOW,
            r"\(?(?:at (?:the )?present(?: time)?|at this time|at the moment|currently|now)(?![\w-])\)?",
        ),
    )
)
_UNITS = {"y": TimeUnit.YEAR, "m": TimeUnit.MONTH, "w": TimeUnit.WEEK, "d": TimeUnit.DAY,
          "h": TimeUnit.HOUR}  # fmt: skip
_WORDED = {
    word: number
    for number, word in enumerate(
        ["", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "",
         "twelve"]
    )
    if word
}  # fmt: skip


def timing(text: str, at: int) -> Token | None:
    """The longest expression of a window or moment that starts at ``at``; None if none does.

    "4 weeks prior to screening" without "within" is taken as a window: token kind PLAINTIMING;
    "for 4 weeks prior to screening" is a length of time up to an event: token kind SPAN.
    """
    best: tuple[int, Moment | str, regex.Match[str]] | None = None
    for moment, pattern in _PATTERNS.at(text, at):
        found = pattern.match(text, at)
        if found and (best is None or found.end() > best[0]):
            best = (found.end(), moment, found)
    if best is None or _open_bracket(best[2].group()):
        return None
    end, moment, found = best
    if moment == "length":
        length = _length(found)
        return Token("SPAN", length, at, end) if length else None
    when = _timing(moment, found)
    if when is None:
        return None
    return Token("PLAINTIMING" if moment == "plain" else "TIMING", when, at, end)


_STRICTLY = regex.compile(r"(?<!no |not )(?:>(?!=)|more than|greater than|over|longer than)")


def _length(found: regex.Match[str]) -> Length | None:
    """ "for 3 months" alone, without an event, may as well lie ahead: None."""
    groups = found.groupdict()
    duration, event = _duration(groups), _event(groups)
    if duration is None or not (event or groups["last"] or groups["last2"]):
        return None
    more = bool(_STRICTLY.search(found.group().lower()))
    bare = groups["least"] is None
    return Length(duration, more, bare, event or SCREENING, event is not None)


def _event(groups: dict[str, str | None]) -> str | None:
    return next((name for name in _EVENTS if groups.get(name.replace(" ", "_"))), None)


def _open_bracket(words: str) -> bool:
    return words.count("(") != words.count(")")


def _timing(kind: Moment | str, found: regex.Match[str]) -> Timing | None:
    groups = found.groupdict()
    event, duration = _event(groups), _duration(groups)
    moment = kind if isinstance(kind, Moment) else Moment.WITHIN
    if moment is Moment.WITHIN and kind is Moment.WITHIN and event is None:
        words = found.group().lower()
        backwards = groups.get("last") or groups.get("last2") or "ago" in words
        if not backwards and not words.lstrip("(").startswith("within"):
            return None  # "for 3 months" is a length, not a window
    if moment is Moment.AHEAD:
        return Timing(moment=Moment.AHEAD, event_stated=False)
    return Timing(
        moment=moment, duration=duration, event=event or SCREENING, event_stated=event is not None
    )


def _duration(groups: dict[str, str | None]) -> Duration | None:
    unit, amount = groups.get("unit"), groups.get("amount")
    if unit is None:
        return None
    number = _WORDED.get(amount.lower()) or float(amount) if amount else 1.0
    return Duration(float(number), _UNITS[unit[0].lower()])
