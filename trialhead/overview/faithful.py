"""Holds one sentence to the words of the record it rests on."""

import re
from collections import Counter
from collections.abc import Iterator

from trialhead.criteria import Criterion
from trialhead.overview.amounts import amount_faults, stated, turns_limit
from trialhead.overview.claims import Claim, claims, is_next
from trialhead.overview.dates import dates
from trialhead.overview.directions import ordered, orders, other_order, turned
from trialhead.overview.evidence import ENOUGH, ENOUGH_NAMED, QUOTE, Record
from trialhead.overview.faults import Fault, FaultKind
from trialhead.overview.hidden import hidden
from trialhead.overview.inflamed import named
from trialhead.overview.opposites import opposite_faults
from trialhead.overview.plain_words import plainer
from trialhead.overview.polarity import is_named, is_negative, meant, negations
from trialhead.overview.promises import SENTENCE_END, promises
from trialhead.overview.rates import rate_faults
from trialhead.overview.readability import own_words
from trialhead.overview.sentences import Sentence, Support
from trialhead.overview.spelling import in_figures
from trialhead.overview.terms import Term, broader, named_terms, stands_in
from trialhead.overview.topics import RULE, Topic, topics_of
from trialhead.overview.whole import denies_other, tells_whole
from trialhead.overview.wording import content, numbers

_PART = re.compile(rf"{SENTENCE_END.pattern}|\n")
_LOOSE = re.compile(
    r"\b(?:at least|at most|more than|less than|above|below)(?= (?!one\b)[a-z])", re.IGNORECASE
)
#: A word written like a name: digits in it, or capitals where none are usual.
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_NAME = re.compile(
    rf"\b(?!{_MONTHS})(?:(?=\w*[A-Z])(?=\w*\d)[\w-]+|\b[A-Z]{{2,}}[\w-]*|(?<=[a-z,] )(?!{_MONTHS})[A-Z][a-z]{{3,}}\w*)"
)
#: Where in the body: a place that the record does not name is another place.
_BODY = re.compile(
    r"\b(?:knees?|hips?|shoulders?|elbows?|wrists?|ankles?|hands?|feet|foot|arms? and legs?|neck|spine|(?:lower|upper|your|the) back|chest|breasts?(?!-?feed)|lungs?|heart|liver|kidneys?|bladder|prostate|womb|ovar(?:y|ies)|pancreas|stomach|bowels?|brain|eyes?|ears?|nose|throat|teeth|tooth|jaw|skin|thyroid|(?<=your )(?:arms?|legs?)|(?<=in the )(?:arms?|legs?)(?! of| that| who)|fingers?|toes?)\b",
    re.IGNORECASE,
)
#: What makes another illness, another form of a drug or another thing of it.
_KIND = re.compile(
    r"\b(?:acute|chronic|mild|moderate|severe|advanced|metastatic|benign|malignant|bacterial|viral|fungal|inherited"
    r"|tablets?|pills?|capsules?|creams?|ointments?|patch(?:es)?|sprays?|inhalers?|syrup|powder|gels?|lozenges?|suppositor(?:y|ies)|drips?"
    r"|plastic|metal|steel|titanium|glass|ceramic|silicone|rubber|wood|carbon|gold|silver|cotton"
    r"|veins?|arter(?:y|ies)|muscles?"
    r"|schools?|pharmac(?:y|ies)|(?<!in )prisons?|nursing homes?|gyms?|kindergartens?|universit(?:y|ies)|church(?:es)?"
    r"|students?|nurses|veterans?|soldiers?|athletes?|twins|teachers?|prisoners?|refugees?|smokers?)\b",
    re.IGNORECASE,
)
_ONLY = re.compile(r"\b(?:only|solely|exclusively|alone|just)\b(?! if| when)", re.IGNORECASE)
_STATEMENT = re.compile(r"(?:[^.;\n]|\.(?=\S))+")
_MARKED = re.compile(r"\d|\b\w\b")
_DOSE = re.compile(r"(?:[mun]?g|\[?i?u\]?|m?l)\b", re.IGNORECASE)
_SCOPES = {
    "all": r"all|every|each|everybody|everyone",
    "every": r"all|every|each|any|whole|total|both",
    "most": r"most|majority",
}
_PEOPLE = r"people|persons?|participants?|patients?|subjects?|children|men|women|adults"
_SCOPE = re.compile(
    rf"\b(?:(?P<all>(?:all|every|each)(?= (?:of )?(?:the )?(?:\w+ )?(?:{_PEOPLE})\b)|everybody|everyone)"
    rf"|(?P<every>all(?= (?:\w+ )?(?!others\b|times\b|these\b|those\b)\w{{3,}}s\b))"
    rf"|(?P<most>most(?= (?:of )?(?:the )?(?:\w+ )?(?:{_PEOPLE})\b)))\b",
    re.IGNORECASE,
)


def faults_of(sentence: Sentence, support: tuple[Support, ...], record: Record) -> Iterator[Fault]:
    """Every fault of a sentence but its length."""
    if not support or not all(map(record.known, support)):
        yield Fault(FaultKind.SUPPORT, sentence.text)
        support = tuple(filter(record.known, support))
    own = own_words(sentence.text)
    for words in hidden(sentence.text, record.whole):
        yield Fault(FaultKind.WRITING, words)
    for kind, words in promises(own):
        yield Fault(FaultKind.PROMISE, words, kind)
    if not support:
        return
    topics = topics_of(in_figures(own))
    if not all(topic.carried_by(support) for topic in topics):
        yield Fault(FaultKind.SUPPORT, own)
    meaning = " ".join(map(record.meaning, support))
    yield from _uncarried(QUOTE.sub("\n", sentence.text), meaning, topics)
    yield from _quotes(sentence.text, support, record)
    yield from _loose_limits(in_figures(own), in_figures(meaning))
    yield from _dates(own, support)
    yield from _order(own, support, meaning)
    yield from _scopes(own, meaning)
    yield from _only(own, support, record)
    yield from _names(in_figures(own), meaning, rule=RULE in topics)
    yield from _parts_of_the_body(named(own), meaning)
    yield from rate_faults(own, meaning)
    yield from opposite_faults(own, meaning)
    yield from _doses(own, support, record)
    yield from _lines(sentence, support, record)


def _uncarried(own: str, meaning: str, topics: tuple[Topic, ...]) -> Iterator[Fault]:
    known = " ".join((meaning, *(topic.words for topic in topics)))
    for part in _PART.split(own):
        if not _carried(part, known):
            yield Fault(FaultKind.SUPPORT, part)


def _carried(own: str, meaning: str) -> bool:
    wanted = content(own)
    if not wanted:
        return bool(claims(own)) or not _WORDY.search(own) or stands_in(own, meaning)
    known = content(meaning)
    terms = named_terms(own)
    named = {
        word
        for term in terms
        if any(is_named(key, meaning) for key in term.meanings) or _in_forms(term, meaning)
        for word in content(term.words)
    }
    enough = ENOUGH if not named else ENOUGH_NAMED
    return len(wanted & (known | named)) >= enough * len(wanted)


#: A whole statement of small words alone: "You can join."
_WORDY = re.compile(r"^\W*(?:\w+\W+){2,}\w+[.!]\W*$")


def _quotes(text: str, support: tuple[Support, ...], record: Record) -> Iterator[Fault]:
    for words in QUOTE.findall(text):
        told = " ".join(words.split())
        whole = [" ".join(each.words.split()) for each in support]
        holding = [each for each in whole if told in each]
        if not holding:
            yield Fault(FaultKind.QUOTE, words)
        elif all(_is_cut_off(told, each) for each in holding):
            yield Fault(FaultKind.QUOTE, words, "cut off from a no")


def _is_cut_off(quote: str, words: str) -> bool:
    """Whether a quote leaves out a negation that stands before it in its statement."""
    before = words[: words.index(quote)]
    return bool(negations(re.split(r"[.;:]\s", before)[-1]))


def _names(own: str, meaning: str, *, rule: bool) -> Iterator[Fault]:
    told = set()
    for term in named_terms(own):
        told.add(term.words)
        if _is_told(term, meaning) or _is_joined(term.words, meaning) or _in_forms(term, meaning):
            continue
        if not rule and broader(term, meaning):
            continue
        yield Fault(FaultKind.NAME, term.words)
    for match in _NAME.finditer(own):
        if match.group() not in told and not stands_in(match.group(), meaning):
            yield Fault(FaultKind.NAME, match.group())


def _parts_of_the_body(own: str, meaning: str) -> Iterator[Fault]:
    known = content(meaning)
    inside = [(term.start, term.start + len(term.words)) for term in named_terms(own)]
    for match in (*_BODY.finditer(own), *_KIND.finditer(own)):
        if any(start <= match.start() < end for start, end in inside):
            continue  # a name is looked at as a whole
        if not content(match.group()) <= known and not stands_in(match.group(), meaning):
            yield Fault(FaultKind.NAME, match.group())


def _doses(own: str, support: tuple[Support, ...], record: Record) -> Iterator[Fault]:
    """A dose must be that of the drug beside which it is told."""
    named = named_terms(own)
    measured = [term for term in named if term.kind == "measurement"]
    if measured and "\n" not in own:
        yield from _of_others(own, support, measured)
    drugs = [term for term in named if term.kind == "drug"]
    if not drugs:
        return
    for claim in claims(own):
        at = own.find(claim.words)
        if not claim.unit or not _DOSE.match(claim.unit) or at < 0:
            continue
        drug = min(drugs, key=lambda term: abs(term.start - at))
        holding = [each for each in support if claim.value in numbers(each.words)]
        told = (" ".join((each.words, record.name_beside(each.field))) for each in holding)
        if holding and not any(_is_told(drug, each) for each in told):
            yield Fault(FaultKind.NUMBER, claim.words, holding[0].words[:200])


def _is_told(term: Term, text: str) -> bool:
    return stands_in(term.words, text) or any(is_named(key, text) for key in term.meanings)


def _is_joined(words: str, meaning: str) -> bool:
    """Whether a name of two words stands there with another: "back and leg pain"."""
    first, _, last = words.partition(" ")
    form = rf"\b{re.escape(first)}(?:,? \w+,?)*? (?:and|or|and/or) \w+ {re.escape(last)}"
    return bool(last) and bool(re.search(form, meaning, re.IGNORECASE))


def _in_forms(term: Term, meaning: str) -> bool:
    """Whether one statement has all words of an illness in other forms: "smoking cessation" for
    "stop smoking". A letter or a number tells two illnesses apart, and is no word."""
    if term.kind != "condition" or _MARKED.search(term.words):
        return False
    words = content(term.words)
    return bool(words) and any(words <= content(part) for part in _STATEMENT.findall(meaning))


def _loose_limits(own: str, meaning: str) -> Iterator[Fault]:
    """Limits without a number: "at least severe"."""
    held = {match.lower() for match in _LOOSE.findall(meaning)}
    for match in _LOOSE.findall(own):
        if match.lower() not in held:
            yield Fault(FaultKind.COMPARATOR, match)


def _dates(own: str, support: tuple[Support, ...]) -> Iterator[Fault]:
    """A date is one number: its day, month and year must be those of one date of the record."""
    held = [date for each in support for date in dates(each.words)]
    for told in dates(own):
        if not any(each.bears(told) for each in held):
            yield Fault(FaultKind.NUMBER, told.words, ", ".join(each.words for each in held)[:200])


def _order(own: str, support: tuple[Support, ...], meaning: str) -> Iterator[Fault]:
    """After, where the record only has before: in all its words, or in those that are closest."""
    if not orders(own):
        return
    wanted = content(own)
    parts = [part for each in support for part in _STATEMENT.findall(each.words)]
    closest = max(parts, key=lambda part: len(wanted & content(part)), default="")
    timeless = not ordered(meaning) and not any(each.criterion for each in support)
    if timeless or other_order(own, meaning) or other_order(own, closest):
        yield Fault(FaultKind.COMPARATOR, own, closest[:200])


def _scopes(own: str, meaning: str) -> Iterator[Fault]:
    """All, or most, where the record does not speak of all or most."""
    for match in _SCOPE.finditer(own):
        words = _SCOPES[str(match.lastgroup)]
        if not re.search(rf"\b(?:{words})\b", meaning, re.IGNORECASE):
            yield Fault(FaultKind.SCOPE, match.group())


def _only(own: str, support: tuple[Support, ...], record: Record) -> Iterator[Fault]:
    """One entry of several, told as if it were the only one."""
    found = _ONLY.search(own)
    if found and not any(_ONLY.search(record.meaning(each)) for each in support):
        for each in support:
            entries, index, rest = each.field.partition("[")
            if index and rest.endswith("]") and record.fields.get(f"{entries}.count") != "1":
                yield Fault(FaultKind.SCOPE, found.group(), each.words)


def _of_others(own: str, support: tuple[Support, ...], measured: list[Term]) -> Iterator[Fault]:
    """A number that the record has for another measurement than the one it is told of."""
    keys = frozenset(key for term in measured for key in term.meanings)
    for each in support:
        parts = _STATEMENT.findall(each.words)
        mine = [part for part in parts if any(is_named(key, part) for key in keys)]
        theirs = frozenset().union(*map(numbers, mine))
        if not mine or not theirs:
            continue
        for claim in claims(own):
            if claim.value not in theirs and claim.value in numbers(each.words):
                yield Fault(FaultKind.NUMBER, claim.words, mine[0].strip()[:200])


def _lines(sentence: Sentence, support: tuple[Support, ...], record: Record) -> Iterator[Fault]:
    """Yes and no, numbers and limits; the head of a list goes with each of its items."""
    yield from _exactly(sentence, support)
    held = stated(support, record.criteria)
    head, *items = sentence.lines
    if len(support) == 1 and tells_whole(sentence, support[0].words):
        criterion = record.criteria.get(support[0].criterion)
        if criterion is not None:
            found = tuple(_whole(sentence, support[0].words, criterion, record))
            if sentence.plainer or not found:
                yield from found
                return
    for line in items or [head]:
        said = is_negative(own_words(line)) ^ bool(items and is_negative(head))
        wanted = meant(support, line, record.criteria)
        turned = not (said in wanted or None in wanted)
        told = claims(own_words(line))
        if turned and not any(turns_limit(claim, held) for claim in told):
            yield Fault(FaultKind.NEGATION, own_words(line))
        for claim in told:
            faults = tuple(amount_faults(claim, held, record.counts, turned=turned))
            if not (faults and is_next(claim, own_words(line)) and _in_range(claim, held)):
                yield from faults
    if items:
        for claim in claims(head):
            yield from amount_faults(claim, held, record.counts, turned=False)


def _in_range(claim: Claim, held: list[Claim]) -> bool:
    """Whether the record has a range that ends with a number of a line: "1-2"."""
    return any(
        each.comparator == "<=" and (each.value, each.unit) == (claim.value, claim.unit)
        for each in held
    )


def _exactly(sentence: Sentence, support: tuple[Support, ...]) -> Iterator[Fault]:
    """What all words of a passage must keep: each number as often, each limit and before."""
    own = own_words(sentence.text)
    if sentence.plainer:
        yield from _repeated(own, support, with_units=True)
        yield from _turned(own, support)
    elif len(support) == 1 and tells_whole(sentence, support[0].words):
        yield from _repeated(own, support, with_units=False)


def _repeated(own: str, support: tuple[Support, ...], *, with_units: bool) -> Iterator[Fault]:
    """A number more often in the telling than in the record, in place of another."""
    held = Counter(_amount(claim, with_units) for each in support for claim in claims(each.words))
    for claim in claims(own):
        held[_amount(claim, with_units)] -= 1
        if held[_amount(claim, with_units)] < 0:
            yield Fault(FaultKind.NUMBER, claim.words)


def _amount(claim: Claim, with_units: bool) -> tuple[float, str]:
    return claim.value, claim.unit if with_units else ""


def _turned(own: str, support: tuple[Support, ...]) -> Iterator[Fault]:
    """A before or a limit in the place of another, in the words made plainer."""
    words = "\n".join(each.words for each in support)
    for word in turned(own, words, plainer(words)):
        yield Fault(FaultKind.COMPARATOR, own, word)


def _whole(sentence: Sentence, words: str, criterion: Criterion, record: Record) -> Iterator[Fault]:
    """A criterion told in all its words: as many negations, and numbers with the same limits."""
    own = own_words(sentence.text)
    if denies_other(sentence, words, criterion):
        yield Fault(FaultKind.NEGATION, own)
    held = list(claims(words))
    for claim in claims(own):
        yield from amount_faults(claim, held, record.counts, turned=False)
