"""One person's answers on every enrolling study that a search finds."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F

from trialhead.criteria import Leaf
from trialhead.portal.prescreen.answers import Answers, Topic
from trialhead.portal.prescreen.asked import Asked, asked_by
from trialhead.portal.prescreen.board import told
from trialhead.portal.prescreen.pages import carried, question_shown, verdict
from trialhead.portal.prescreen.phrasing import phrase
from trialhead.portal.prescreen.progress import Progress, Question, progress
from trialhead.portal.prescreen.turns import Posted, Turn
from trialhead.portal.studies.engine import gazetteer, search_index
from trialhead.portal.studies.models import RecordVersion
from trialhead.registry import Study
from trialhead.search import Results, SearchRequest, Understanding, search, understand
from trialhead.vocabulary import conditions

#: As many of the studies found are judged on one page, the best matches of the search.
MOST = 40
#: As many questions are named that would narrow the list.
_NAMED = 3
_ORDER = {"may": 0, "unsure": 1, "may-not": 2}


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """The studies of a search with what they ask for, in the order of the search."""

    results: Results
    understood: Understanding
    studies: tuple[tuple[Study, Asked, float | None], ...]

    @property
    def questions(self) -> tuple[Leaf, ...]:
        """Every question of any of them."""
        every = (leaf for _study, asked, _km in self.studies for leaf in asked.questions)
        return tuple(dict.fromkeys(every))


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """One study as it stands for the person; ``km`` to its nearest enrolling site."""

    study: Study
    authored: bool
    km: float | None
    verdict: str
    progress: Progress
    reasons: tuple[str, ...]


def enrolling(words: str, near: str) -> Found:
    """The best matches among the studies that take participants now."""
    wanted = SearchRequest(words=words, near=near)
    understood = understand(wanted, conditions=conditions(), gazetteer=gazetteer())
    results = search(search_index(), wanted, understood, page_size=MOST)
    versions = RecordVersion.objects.filter(
        record__in=[hit.number for hit in results.hits],
        number=F("record__latest"),
        record__withdrawn_at=None,
    ).select_related("record")
    kept = {version.record_id: version for version in versions}
    studies = []
    for hit in results.hits:
        if (version := kept.get(hit.number)) is not None:
            study = version.study()
            studies.append((study, asked_by(version.record, study), hit.km))
    return Found(results=results, understood=understood, studies=tuple(studies))


def judged(found: Found, answers: Answers, today: date) -> list[Candidate]:
    """Each study judged on the answers: by fit, then by distance, then as the search ranks."""
    candidates = [
        _candidate(study, asked, km, progress(asked, answers, today))
        for study, asked, km in found.studies
    ]
    far = float("inf")
    return sorted(
        candidates, key=lambda one: (_ORDER[one.verdict], far if one.km is None else one.km)
    )


def _candidate(study: Study, asked: Asked, km: float | None, stand: Progress) -> Candidate:
    failed = [one for one in stand.screening.verdicts if one.gate == "fail"]
    return Candidate(
        study=study,
        authored=asked.authored,
        km=km,
        verdict=verdict(stand),
        progress=stand,
        reasons=tuple(
            asked.words.get(one.criterion.id, "") or one.explanation.sentence for one in failed
        ),
    )


def narrowing(candidates: Iterable[Candidate]) -> list[Question]:
    """The few questions that would narrow the list most: those that alone could rule out most
    studies, then those that most studies ask."""
    deciding: Counter[Topic] = Counter()
    asking: Counter[Topic] = Counter()
    first: dict[Topic, Question] = {}
    for one in candidates:
        for question in _once(one.progress.asking):
            first.setdefault(question.topic, question)
            asking[question.topic] += 1
            deciding[question.topic] += question.may_decide
    best = sorted(first, key=lambda topic: (-deciding[topic], -asking[topic]))
    return [first[topic] for topic in best[:_NAMED]]


def _once(questions: Sequence[Question]) -> Iterable[Question]:
    return {question.topic: question for question in reversed(questions)}.values()


def shortlist_page(now: Turn, found: Found, posted: Posted, today: date) -> dict[str, Any]:
    """The ranked studies, and the question that would narrow them most."""
    candidates = judged(found, now.answers, today)
    best = narrowing(candidates)
    question = now.asked or (best[0] if best and not now.stopped else None)
    shown = question_shown(now, question, posted) if question else {}
    return {
        "candidates": candidates,
        "counts": Counter(one.verdict.replace("-", "_") for one in candidates),
        "total": found.results.total,
        "most": MOST,
        "place": found.understood.place,
        "narrowing": [phrase(one.topic, now.answers.who) for one in best],
        "told": told(now.answers),
        "brought": now.brought,
        **shown,
        **carried(now),
    }
