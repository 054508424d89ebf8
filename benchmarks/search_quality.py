"""How good searches are: patients' notes judged by TREC, and everyday words judged by a rule."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from benchmarks import corpus
from benchmarks.asking import Asking
from benchmarks.measures import mean, ndcg, precision, recall
from benchmarks.peers import FullText
from benchmarks.tables import table
from trialhead.registry import Study

TITLE = "Search quality"
DEPTH = 50

Ranked = Callable[[str], list[str]]
Grades = Mapping[str, Mapping[str, int]]


def measure(*, quick: bool, folder: Path) -> dict[str, Any]:
    """Both tasks on trialhead and on FTS5; ``quick`` leaves out most of the notes."""
    notes = corpus.topics()
    return {
        "notes": _notes(folder, dict(list(notes.items())[:10]) if quick else notes),
        "everyday words": _everyday_words(folder),
    }


def _systems(folder: Path, name: str, studies: list[Study]) -> dict[str, Ranked]:
    """What ranks: each gives registry ids, best first."""
    asking = Asking(folder / f"{name}-index", studies)
    peer = FullText(folder / f"{name}.sqlite3", studies)

    def ours(words: str) -> list[str]:
        return [studies[n - 1].registry_id for n in asking.best(words, limit=DEPTH)]

    def theirs(words: str) -> list[str]:
        best = peer.best(words, every=False, limit=DEPTH)
        return [studies[n - 1].registry_id for n in best]

    return {"trialhead": ours, "FTS5": theirs}


def _notes(folder: Path, notes: Mapping[str, str]) -> dict[str, Any]:
    studies = corpus.all_studies()
    known = {study.registry_id for study in studies}
    judged = {
        topic: {study: grade for study, grade in grades.items() if study in known}
        for topic, grades in corpus.judgements().items()
        if topic in notes
    }
    judged = {topic: grades for topic, grades in judged.items() if any(grades.values())}
    systems = _systems(folder, "notes", studies)
    return {
        "studies": len(studies),
        "notes": len(judged),
        "judgements": sum(map(len, judged.values())),
        "systems": {name: _graded(notes, judged, rank) for name, rank in systems.items()},
    }


def _graded(notes: Mapping[str, str], judged: Grades, rank: Ranked) -> dict[str, float]:
    ranked = {topic: rank(notes[topic]) for topic in judged}
    right = {topic: {s for s, grade in judged[topic].items() if grade} for topic in judged}
    only_judged = {t: [study for study in ranked[t] if study in judged[t]] for t in judged}
    return {
        "nDCG@10": mean(ndcg(ranked[t], judged[t], 10) for t in judged),
        "P@10": mean(precision(ranked[t], right[t], 10) for t in judged),
        "R@50": mean(recall(ranked[t], right[t], DEPTH) for t in judged),
        "nDCG@10, judged studies only": mean(ndcg(only_judged[t], judged[t], 10) for t in judged),
    }


def _everyday_words(folder: Path) -> dict[str, Any]:
    studies = [study for study in corpus.all_studies() if study.conditions]
    right = {words: _right(pattern, studies) for words, pattern in corpus.lay_words()}
    asked = {words: found for words, found in right.items() if found}
    systems = _systems(folder, "words", studies)
    return {
        "studies": len(studies),
        "searches": len(asked),
        "systems": {name: _found(asked, rank) for name, rank in systems.items()},
    }


def _right(pattern: str, studies: list[Study]) -> set[str]:
    """The studies one of whose conditions holds the pattern."""
    wanted = re.compile(pattern)
    return {
        study.registry_id
        for study in studies
        if any(wanted.search(c.lower()) for c in (*study.conditions, *study.condition_terms))
    }


def _found(asked: Mapping[str, set[str]], rank: Ranked) -> dict[str, Any]:
    ranked = {words: rank(words) for words in asked}
    return {
        "P@10": mean(precision(ranked[words], right, 10) for words, right in asked.items()),
        "R@20": mean(recall(ranked[words], right, 20) for words, right in asked.items()),
        "without a right study": [
            words for words, right in asked.items() if not right.intersection(ranked[words][:10])
        ],
        "below half": [
            words for words, right in asked.items() if precision(ranked[words], right, 10) < 0.5
        ],
    }


def describe(result: dict[str, Any]) -> str:
    """The section of the page."""
    notes, words = result["notes"], result["everyday words"]
    return f"""\
**Patients' notes** (TREC Clinical Trials 2021): {notes["notes"]} notes of several sentences, \
{notes["judgements"]} judgements, {notes["studies"]:,} studies, every status. Of most of these \
studies only the criteria are at hand, often without a title or conditions, which is not what \
trialhead is made for; and most studies found were never judged and count as wrong, except in the \
last column.

{_table(notes["systems"], ["nDCG@10", "P@10", "R@50", "nDCG@10, judged studies only"])}

**Everyday words**: {words["searches"]} searches as people type them, abbreviations among them, \
over {words["studies"]:,} studies with conditions. A study is right if one of its conditions fits \
the pattern written beside the words in `benchmarks/lay_words.tsv`, before any search was run. \
P@10 is the share of as many as could be right.

{_table(words["systems"], ["P@10", "R@20"])}

trialhead's weights were chosen with these two lists in view, so other searches may fare a little \
worse; FTS5 has no weights to choose.

{_weak(words["systems"])}"""


def _table(systems: dict[str, dict[str, Any]], names: list[str]) -> str:
    rows = [[name, *(f"{found[n]:.3f}" for n in names)] for name, found in systems.items()]
    ours, theirs = systems["trialhead"], systems["FTS5"]
    ratios = ["trialhead : FTS5", *(f"{ours[n] / max(theirs[n], 0.001):.2f}" for n in names)]
    return table(["", *names], [*rows, ratios])


def _weak(systems: dict[str, dict[str, Any]]) -> str:
    return "\n".join(
        f"- {name}: without a right study among the first ten "
        f"{_listed(found['without a right study'])}; fewer than half right "
        f"{_listed(found['below half'])}"
        for name, found in systems.items()
    )


def _listed(words: list[str]) -> str:
    return f"{len(words)}" + (f" ({', '.join(words)})" if words else "")
