"""Finds the words of a record that a sentence without declared support can rest on."""

import re
from dataclasses import dataclass

from trialhead.criteria import AnyNode, StudyCriteria, leaves, sentence
from trialhead.overview.claims import claims
from trialhead.overview.passages import passages, record_words
from trialhead.overview.phrases import Phrases
from trialhead.overview.polarity import names_of
from trialhead.overview.sentences import NO_FIELD, Support
from trialhead.overview.terms import named_terms
from trialhead.registry import Study
from trialhead.vocabulary import normalise

#: A passage that holds less than this share of a sentence's words does not carry it.
ENOUGH = 0.5
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
_WORD = re.compile(r"[^\W_]+")
_SMALL = frozenset(
    ["a", "an", "and", "any", "are", "as", "at", "be", "been", "before", "being", "by", "can", "cannot", "do", "does", "for", "from", "had", "has", "have", "if", "in", "into", "is", "it", "its", "join", "least", "may", "most", "must", "no", "not", "of", "on", "one", "or", "other", "our", "own", "part", "people", "person", "record", "say", "says", "said", "so", "some", "such", "take", "takes", "taking", "than", "that", "the", "their", "them", "these", "they", "this", "those", "time", "to", "true", "up", "was", "we", "were", "what", "when", "which", "who", "will", "with", "word", "words", "you", "your", "study", "there", "also", "old", "only", "more", "age", "fit", "rest", "latest", "upper", "lower", "limit", "normal", "uln", "enrolment", "screening", "both", "each", "either", "same", "all", "during", "after", "over", "under", "within"]
)  # fmt: skip


#: Words that say the same.
_SAME = {
    "men": "male",
    "man": "male",
    "women": "female",
    "woman": "female",
    "child": "pediatric",
    "children": "pediatric",
    "planned": "plan",
    "breastfeeding": "lactating",
}


@dataclass(frozen=True, slots=True)
class _Known:
    supports: tuple[Support, ...]
    keys: frozenset[str]
    meanings: frozenset[str]
    numbers: frozenset[float]
    text: str


def content(text: str) -> frozenset[str]:
    """The words of a text that carry its meaning, in the form in which they are compared."""
    keys = (_SAME.get(word, word) for word in map(normalise, _WORD.findall(text)))
    return frozenset(
        key for key in keys if key not in _SMALL and len(key) > 1 and not key.isdigit()
    )


def _meanings(text: str) -> frozenset[str]:
    return frozenset(key for term in named_terms(text) for key in term.meanings)


def _score(
    wanted: frozenset[str], meant: frozenset[str], told: frozenset[float], known: _Known
) -> float:
    """The share of a sentence's words that a passage holds; names by other names count too."""
    shared = len(wanted & known.keys)
    by_meaning = 2 * len(meant & known.meanings) / max(1, len(meant)) if meant else 0.0
    share = min(1.0, (shared + by_meaning) / max(1, len(wanted)))
    figures = len(told & known.numbers) / len(told) if told else 0.0
    return share + 0.1 * shared / (1 + len(known.keys)) + 0.4 * figures


class Record:
    """One study's words, made ready to be searched for what sentences rest on."""

    def __init__(self, study: Study, criteria: StudyCriteria, phrases: Phrases) -> None:
        self.fields = record_words(study)
        self.criteria = {each.id: each for each in criteria.criteria}
        self.text = study.eligibility.criteria
        self._phrases = phrases
        self._passages: list[_Known] | None = None
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
        told = [support.words, self._coded(support.field, support.words)]
        if support.criterion in self.criteria:
            told.append(names_told(self.criteria[support.criterion].node))
        return " ".join(told)

    def search(self, text: str) -> tuple[tuple[Support, ...], ...]:
        """The passages that a sentence may rest on, the best first; none if too few words fit."""
        if quotes := QUOTE.findall(text):
            told = " ".join(quotes[0].split())
            holding = [each for each in self._ready() if told in " ".join(each.text.split())]
            own = content(QUOTE.sub("", text))
            holding.sort(key=lambda each: (-len(own & each.keys), len(each.text)))
            return tuple(each.supports for each in holding[:_TRIED])
        wanted = content(text)
        meant, figures = _meanings(text), numbers(text)
        scored = [(_score(wanted, meant, figures, each), each) for each in self._ready()]
        best = max((score for score, _ in scored), default=0.0)
        if best < ENOUGH / 2:
            return ()
        scored.sort(key=lambda pair: -pair[0])
        near = [each for score, each in scored[:_TRIED] if score >= _NEARLY * best]
        return (*(each.supports for each in near), *self._paired(wanted, near[0]))

    def _paired(self, wanted: frozenset[str], known: _Known) -> tuple[tuple[Support, ...], ...]:
        """The best passage with the one that holds most of what it lacks."""
        lacking = wanted - known.keys
        other = max(self._ready(), key=lambda each: len(lacking & each.keys))
        return ((*known.supports, *other.supports),) if lacking & other.keys else ()

    def _ready(self) -> list[_Known]:
        if self._passages is None:
            whole = [each.support for each in passages(self._study, self._all)]
            single = [
                (each,)
                for each in whole
                if not each.field.endswith(".count") or each.field in _COUNTED
            ]
            ages = tuple(Support(field=each, words=self.fields.get(each, "")) for each in _AGES)
            empty = [(Support(field=each),) for each in _EMPTY if each not in self.fields]
            found = [*single, ages, *empty, (Support(field=NO_FIELD),)]
            self._passages = [self._made(each) for each in found]
        return self._passages

    def _made(self, supports: tuple[Support, ...]) -> _Known:
        text = " ".join(map(self.meaning, supports))
        held = frozenset().union(*(numbers(each.words) for each in supports))
        return _Known(supports, content(text), _meanings(text), held, text)

    def _coded(self, field: str, words: str) -> str:
        """What our phrases say of a field: all it can be, or what its code means."""
        prefixes = _TOPICS.get(_INDEX.sub("", field), ())
        keys = [key for key in self._phrases.texts if key.split(".")[0] in prefixes]
        coded = [key for key in keys if key.endswith(f".{words}")] if words else []
        return " ".join(self._phrases.texts[key] for key in coded or keys)


_INDEX = re.compile(r"\[\d+\]")
#: Which phrases tell of which field.
_TOPICS = {
    "conditions": ("condition",),
    "summary": ("summary",),
    "interventions.name": ("thing",),
    "interventions.kind": ("thing",),
    "design.kind": ("kind",),
    "design.purpose": ("purpose",),
    "design.phases": ("phase",),
    "design.allocation": ("allocation",),
    "design.model": ("model",),
    "design.masking": ("masking",),
    "design.masked": ("masked",),
    "design.time_perspective": ("time_perspective",),
    "design.follow_up": ("follow_up",),
    "design.samples": ("burden",),
    "design.enrolment": ("people",),
    "design.enrolment_actual": ("people",),
    "eligibility.ages.minimum": ("ages",),
    "eligibility.ages.maximum": ("ages",),
    "eligibility.sex": ("sex",),
    "eligibility.healthy_volunteers": ("healthy",),
    "eligibility.criteria": ("said", "clause", "list", "none"),
    "arms.label": ("arm",),
    "arms.kind": ("arm", "burden"),
    "arms.interventions": ("arm",),
    "arms.description": ("arm",),
    "outcomes.measure": ("outcome",),
    "outcomes.time_frame": ("time_frame",),
    "standing.timeline.start": ("start",),
    "standing.timeline.completion": ("end",),
    "standing.status": ("status",),
    "standing.why_stopped": ("why_stopped",),
    "has_results": ("results",),
    "oversight.has_monitoring_committee": ("committee",),
    "sponsorship.lead.name": ("sponsor",),
    "sponsorship.collaborators.name": ("partner",),
    "sites.count": ("sites",),
    "sites.country": ("countries",),
    "sites.facility": ("site_contact",),
    "countries.count": ("countries",),
    "contacts.phone": ("contact",),
    "contacts.email": ("contact",),
    "contacts.count": ("no_contact",),
    NO_FIELD: ("no_length", "no_burdens", "help"),
}


def names_told(node: AnyNode) -> str:
    """The names and numbers of a criterion as it was read."""
    names = (name for leaf in leaves(node) for name in names_of(leaf))
    return f"{' '.join(names)} {sentence(node)}"


def numbers(text: str) -> frozenset[float]:
    """The numbers of a text."""
    return frozenset(claim.value for claim in claims(text))
