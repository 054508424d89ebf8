"""Finds the words of a record that a sentence without declared support can rest on."""

import re
from dataclasses import dataclass

from trialhead.criteria import AnyNode, StudyCriteria, leaves, sentence
from trialhead.overview.amounts import counted
from trialhead.overview.coded import bare, said_of
from trialhead.overview.passages import passages, record_words
from trialhead.overview.phrases import Phrases
from trialhead.overview.plain_words import equivalents, plainer
from trialhead.overview.polarity import is_code, names_of
from trialhead.overview.readability import own_words
from trialhead.overview.sentences import NO_FIELD, Support
from trialhead.overview.spelling import in_figures
from trialhead.overview.terms import named_terms
from trialhead.overview.topics import Topic, topics_of
from trialhead.overview.wording import content, numbers
from trialhead.registry import Study

#: A passage that holds less than this share of a sentence's words does not carry it.
ENOUGH = 0.6
#: The same for a sentence that names a drug, an illness or a measurement of the passage.
ENOUGH_NAMED = 0.5
#: Passages nearly as good as the best count too.
_NEARLY = 0.85
#: How many passages are tried.
_TRIED = 6
#: Numbers of entries that a sentence may tell.
_COUNTED = ("sites.count", "countries.count", "arms.count")
#: Fields of which a sentence may say that they are empty.
_EMPTY = (
    "eligibility.criteria",
    "sites.count",
    "contacts.count",
    "oversight.has_monitoring_committee",
)
_AGES = ("eligibility.ages.minimum", "eligibility.ages.maximum")
QUOTE = re.compile(r"“(.*)”", re.DOTALL)
#: Fields that say what a study is about: a sentence may take its words from two of them.
_ABOUT = ("title", "official_title", "summary", "description", "conditions", "keywords", "interventions", "arms", "intervention_terms", "condition_terms")  # fmt: skip
_ASIDE = 0.7
#: Fields with a date, and such as bear out no sentence about something else beside them.
_DATED = "standing.timeline."
_ALONE = (_DATED, "org_study_id", "secondary_ids", "registry_id")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
#: A field that is no running text.
_SHORT = 60


@dataclass(frozen=True, slots=True)
class Known:
    """Passages that can carry a sentence: what they mean as a text, the words of it that carry the
    meaning, the names and the numbers. ``said`` is what a code stands for."""

    supports: tuple[Support, ...]
    keys: frozenset[str]
    meanings: frozenset[str]
    numbers: frozenset[float]
    text: str
    said: str


def _meanings(text: str) -> frozenset[str]:
    return frozenset(key for term in named_terms(text) for key in term.meanings)


def _score(
    wanted: frozenset[str], meant: frozenset[str], told: frozenset[float], known: Known
) -> float:
    """The share of a sentence's words that a passage holds; names by other names count too."""
    shared = len(wanted & known.keys)
    by_meaning = 2 * len(meant & known.meanings) / max(1, len(meant)) if meant else 0.0
    share = min(1.0, (shared + by_meaning) / max(1, len(wanted)))
    figures = len(told & known.numbers) / len(told) if told else 0.0
    return share + 0.1 * shared / (1 + len(known.keys)) + 0.4 * figures


def _weight(support: Support) -> float:
    """Names of places and people are seldom what a sentence is about."""
    return _ASIDE if support.field.startswith(("sites[", "contacts[", "officials[")) else 1.0


class Record:
    """One study's words, made ready to be searched for what sentences rest on."""

    def __init__(self, study: Study, criteria: StudyCriteria, phrases: Phrases) -> None:
        self.fields = record_words(study)
        self.criteria = {each.id: each for each in criteria.criteria}
        self.counts = counted(self.fields)
        self.whole = "\n".join(self.fields.values())
        self._phrases = phrases
        self._passages: list[Known] | None = None
        self._meanings: dict[Support, str] = {}
        self._study, self._all = study, criteria

    def known(self, support: Support) -> bool:
        """Whether a support points at words that the record has there."""
        if support.criterion and support.criterion not in self.criteria:
            return False
        if support.field == NO_FIELD or not support.words:
            return support.field == NO_FIELD or support.field not in self.fields
        held = self.fields.get(support.field, "")
        if support.span is not None and support.span.of(held) != support.words:
            return False
        return support.words in held

    def meaning(self, support: Support) -> str:
        """The words of a support with what its code stands for, or how a criterion was read."""
        if support not in self._meanings:
            self._meanings[support] = self._meaning(support)
        return self._meanings[support]

    def _meaning(self, support: Support) -> str:
        said = said_of(support.field, support.words, self._phrases)
        told = [support.words, equivalents(support.words), said]
        if support.criterion in self.criteria:
            told += [names_told(self.criteria[support.criterion].node), plainer(support.words)]
        return " ".join(told)

    def name_beside(self, field: str) -> str:
        """The name of the drug or group whose field this is: that of ``interventions[0]``."""
        root = _root(field)
        return f"{self.fields.get(f'{root}.name', '')} {self.fields.get(f'{root}.label', '')}"

    def carrying(self, text: str) -> list[Known]:
        """The passages that are of the subject of a sentence; dates carry sentences with a year."""
        own = in_figures(own_words(text))
        topics, dated = topics_of(own), bool(_YEAR.search(own))
        return [
            each
            for each in self._ready()
            if (dated or not each.supports[0].field.startswith(_DATED))
            and all(topic.carried_by(each.supports) for topic in topics)
        ]

    def search(self, text: str) -> tuple[tuple[Support, ...], ...]:
        """The passages that a sentence may rest on, the best first; none if too few words fit."""
        own = own_words(text)
        topics = topics_of(in_figures(own))
        ready = self.carrying(text)
        if quotes := QUOTE.findall(text):
            told = " ".join(quotes[0].split())
            holding = [each for each in ready if told in " ".join(each.text.split())]
            said = content(own)
            holding.sort(key=lambda each: (-len(said & each.keys), len(each.text)))
            return tuple(each.supports for each in holding[:_TRIED])
        wanted, meant, figures = content(text), _meanings(text), numbers(text)
        scored = [
            (_score(wanted, meant, figures, each) * _weight(each.supports[0]), each)
            for each in ready
        ]
        best = max((score for score, _ in scored), default=0.0)
        scored.sort(key=lambda pair: -pair[0])
        near = [each for score, each in scored[:_TRIED] if score >= max(_NEARLY * best, ENOUGH / 2)]
        leading = [each for each in ready if _leads(topics, each)][:_TRIED]
        found = [each.supports for each in dict.fromkeys((*near, *leading))]
        pairs = [self._paired(wanted, figures, each) for each in (*near[:1], *leading[:2])]
        return (
            *found,
            *(each for each in pairs if each and all(t.carried_by(each) for t in topics)),
        )

    def _paired(
        self, wanted: frozenset[str], figures: frozenset[float], known: Known
    ) -> tuple[Support, ...]:
        """A good passage with the one beside it that holds most of what it lacks."""
        words, numbers = wanted - known.keys, figures - known.numbers
        beside = [each for each in self._ready() if self._beside(known, each, figures)]
        other = max(
            beside,
            key=lambda each: len(words & each.keys) + 2 * len(numbers & each.numbers),
            default=known,
        )
        lacking = words & other.keys or numbers & other.numbers
        return (*known.supports, *other.supports) if lacking else ()

    def _beside(self, known: Known, other: Known, figures: frozenset[float]) -> bool:
        """Whether two passages may carry one sentence together: of one thing, or of the study."""
        first, second = known.supports[0], other.supports[0]
        if NO_FIELD in (first.field, second.field) or second.field.startswith(_ALONE):
            return False
        if first.criterion or second.criterion:
            sides = {
                getattr(self.criteria.get(each.criterion), "side", None) for each in (first, second)
            }
            return len(sides) == 1 and not figures  # a figure would be anybody's
        if (
            _root(first.field) == _root(second.field)
            or max(len(first.words), len(second.words)) <= _SHORT
        ):
            return True
        roots = {bare(_root(each.field)) for each in (first, second)}
        return roots <= {*_ABOUT, "design"}

    def _ready(self) -> list[Known]:
        if self._passages is None:
            whole = [each.support for each in passages(self._study, self._all)]
            single = [
                (each,)
                for each in whole
                if not each.field.endswith(".count") or each.field in _COUNTED
            ]
            stated = [each for each in _AGES if each in self.fields]
            ages = tuple(
                Support(field=each, words=self.fields.get(each, "")) for each in stated or _AGES
            )
            blind = tuple(
                Support(field=field, words=words)
                for field, words in self.fields.items()
                if field.startswith("design.mask") and not field.endswith(".count")
            )
            empty = [(Support(field=each),) for each in _EMPTY if each not in self.fields]
            found = [*single, ages, blind, *empty, (Support(field=NO_FIELD),)]
            self._passages = [self._made(each) for each in found if each]
        return self._passages

    def _made(self, supports: tuple[Support, ...]) -> Known:
        text = " ".join(map(self.meaning, supports))
        held = frozenset().union(*(numbers(each.words) for each in supports))
        first = supports[0]
        coded = len(supports) == 1 and is_code(first.words)
        said = said_of(first.field, first.words, self._phrases) if coded else ""
        return Known(supports, content(text), _meanings(text), held, text, said)


def _leads(topics: tuple[Topic, ...], known: Known) -> bool:
    return any(topic.leads(each.field) for topic in topics for each in known.supports)


def _root(field: str) -> str:
    return field.partition(".")[0]


def names_told(node: AnyNode) -> str:
    """The names and numbers of a criterion as it was read."""
    names = (name for leaf in leaves(node) for name in names_of(leaf))
    return f"{' '.join(names)} {sentence(node)}"
