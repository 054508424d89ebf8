"""The faithfulness gate: nothing is shown that the record does not say with the same meaning.

It does not ask how a text was made. What it cannot check it does not pass over in silence: a
sentence for which it finds no words of the record is a fault.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from trialhead.criteria import StudyCriteria
from trialhead.overview.coverage import tells_too, uncovered
from trialhead.overview.evidence import QUOTE, Record
from trialhead.overview.faithful import faults_of
from trialhead.overview.faults import Fault, FaultKind
from trialhead.overview.phrases import phrases
from trialhead.overview.plain_words import plainer
from trialhead.overview.polarity import is_code
from trialhead.overview.readability import LONGEST, Readability, own_words, readability, words_in
from trialhead.overview.repeated import contradicted
from trialhead.overview.sentences import Sentence, Support
from trialhead.overview.spelling import in_figures
from trialhead.overview.topics import ABOUT, RULE, topics_of
from trialhead.overview.wording import content
from trialhead.registry import Study

_OPPOSITES = {FaultKind.NEGATION, FaultKind.COMPARATOR}


class Basis(StrEnum):
    """Where the support of a sentence comes from."""

    DECLARED = "declared"
    FOUND = "found"


@dataclass(frozen=True, kw_only=True, slots=True)
class Checked:
    """One sentence with the words of the record it was held to, and its faults."""

    sentence: Sentence
    support: tuple[Support, ...]
    basis: Basis
    faults: tuple[Fault, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """What the gate found; ``uncovered`` are criteria that no sentence tells in full."""

    sentences: tuple[Checked, ...]
    uncovered: tuple[str, ...]
    readability: Readability

    @property
    def faithful(self) -> bool:
        """Whether every sentence holds and no criterion is left out."""
        return not self.uncovered and not any(each.faults for each in self.sentences)

    @property
    def passed(self) -> bool:
        """Whether the text is faithful and easy to read."""
        return self.faithful and self.readability.easy


def check(sentences: Iterable[Sentence], study: Study, criteria: StudyCriteria) -> Report:
    """Hold English sentences to a record; of other languages it knows neither words nor grade.

    ``criteria`` must stand in the record (their ``words``).
    """
    record = Record(study, criteria, phrases("en"))
    checked = tuple(_checked(each, record) for each in sentences)
    told = [(each.sentence, each.support) for each in checked]
    return Report(
        sentences=checked,
        uncovered=uncovered(told, criteria, study.eligibility.criteria),
        readability=readability(each.sentence.text for each in checked),
    )


def _checked(sentence: Sentence, record: Record) -> Checked:
    length = tuple(_too_long(sentence))
    if sentence.support:
        faults = _once((*faults_of(sentence, sentence.support, record), *length))
        return Checked(
            sentence=sentence, support=sentence.support, basis=Basis.DECLARED, faults=faults
        )
    support, found = _best(sentence, record)
    return Checked(
        sentence=sentence, support=support, basis=Basis.FOUND, faults=_once((*found, *length))
    )


def _once(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """Each fault once, with what the record has where one of them says it."""
    found: dict[tuple[FaultKind, str], Fault] = {}
    for each in faults:
        key = (each.kind, each.words)
        if not found.setdefault(key, each).told:
            found[key] = each
    return tuple(found.values())


def _best(sentence: Sentence, record: Record) -> tuple[tuple[Support, ...], tuple[Fault, ...]]:
    """The support that carries a sentence best, with the faults that are left."""
    if found := contradicted(sentence.text, record, record.carrying(sentence.text)):
        support, faults = found
        return support, (*faults_of(sentence, support, record), *faults)
    tried = record.search(sentence.text) or ((),)
    judged = [(each, tuple(faults_of(sentence, each, record))) for each in tried]
    sound = [each for each, faults in judged if not faults]
    denied = [pair for pair in judged if _denies(*pair) and _is_about(sentence, pair[0])]
    # What a study is about is no rule, which a rule on the same could deny.
    told_of = sound and ABOUT in topics_of(sentence.text)
    if denied and not told_of and not any(_bears_out(sentence, each) for each in sound):
        return denied[0]
    if not sound:
        return min(judged, key=lambda pair: len(pair[1]))
    return tuple(_told(sentence, sound)), ()


def _denies(support: tuple[Support, ...], faults: tuple[Fault, ...]) -> bool:
    """Whether a sentence says the opposite of a criterion, and differs in nothing else."""
    kinds = {each.kind for each in faults}
    return bool(kinds) and kinds <= _OPPOSITES and any(each.criterion for each in support)


def _is_about(sentence: Sentence, support: tuple[Support, ...]) -> bool:
    """Whether a sentence holds a whole passage, or a passage all its words. That outweighs one with
    which it shares some words, and two that share them between them."""
    if len(support) != 1 or QUOTE.search(sentence.text):
        return False
    words, own = content(support[0].words), content(own_words(sentence.text))
    return bool(words & own) and (words <= own or own <= words | content(plainer(support[0].words)))


def _bears_out(sentence: Sentence, support: tuple[Support, ...]) -> bool:
    """Whether a passage is a rule about the same, or a code, which is the registry's own rule."""
    rule = support[0].criterion or is_code(support[0].words)
    return bool(rule) and (is_code(support[0].words) or _is_about(sentence, support))


def _told(sentence: Sentence, sound: list[tuple[Support, ...]]) -> Iterator[Support]:
    """The best support, and of the criteria the best and those that are told as well."""
    yield from sound[0]
    criteria = [each for part in sound for each in part if each.criterion]
    for each in dict.fromkeys(criteria):
        first = criteria[0]
        if each in sound[0]:
            continue
        if each == first and not sound[0][0].criterion:
            if _repeats(sentence, each):
                yield each
        elif each == first or tells_too(sentence.text, each.words, first.words):
            yield each


def _repeats(sentence: Sentence, criterion: Support) -> bool:
    """Whether a sentence that rests on another field holds a criterion all the same: as a rule, or
    in all its words. "It also takes healthy people" leaves out that these are children."""
    is_rule = RULE in topics_of(in_figures(own_words(sentence.text)))
    return is_rule or content(criterion.words) <= content(sentence.text)


def _too_long(sentence: Sentence) -> Iterator[Fault]:
    for line in sentence.lines:
        if words_in(line) > LONGEST:
            yield Fault(FaultKind.LENGTH, own_words(line), f"more than {LONGEST} words")
