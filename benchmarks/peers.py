"""What trialhead is compared with: plain SQLite, which every Python has."""

import re
import sqlite3
from collections.abc import Iterable
from pathlib import Path

from trialhead.registry import Study

_WORD = re.compile(r"\w+")


def whole_text(study: Study) -> str:
    """Every text of a study that a search should reach."""
    return "\n".join(
        (
            study.registry_id,
            study.title,
            study.official_title,
            study.acronym,
            *study.conditions,
            *study.condition_terms,
            *study.keywords,
            *(item.name for item in study.interventions),
            *study.intervention_terms,
            study.summary,
            study.description,
            *(f"{arm.label} {arm.description}" for arm in study.arms),
            *(outcome.measure for outcome in study.outcomes),
            study.eligibility.criteria,
            study.eligibility.population,
            study.sponsorship.lead.name,
        )
    )


class FullText:
    """Studies in SQLite's FTS5 with stemming, ranked by its own bm25. Numbered from 1."""

    def __init__(self, path: Path, studies: Iterable[Study]) -> None:
        self._database = sqlite3.connect(path)
        self._database.executescript(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;"
            "CREATE VIRTUAL TABLE study USING fts5(text, content='', tokenize='porter unicode61');"
        )
        self._database.executemany(
            "INSERT INTO study (rowid, text) VALUES (?, ?)",
            ((number, whole_text(study)) for number, study in enumerate(studies, 1)),
        )
        self._database.execute("INSERT INTO study (study) VALUES ('optimize')")
        self._database.commit()

    def best(self, words: str, *, every: bool, limit: int) -> list[int]:
        """The best studies with every word, or any."""
        ranked = "SELECT rowid FROM study WHERE study MATCH ? ORDER BY rank LIMIT ?"
        query = self._query(words, every)
        return [n for (n,) in self._database.execute(ranked, (query, limit))] if query else []

    def count(self, words: str, *, every: bool) -> int:
        """How many studies have every word, or any."""
        counted = "SELECT count(*) FROM study WHERE study MATCH ?"
        query = self._query(words, every)
        return int(self._database.execute(counted, (query,)).fetchone()[0]) if query else 0

    def _query(self, words: str, every: bool) -> str:
        each = dict.fromkeys(_WORD.findall(words.lower()))
        return (" AND " if every else " OR ").join(f'"{word}"' for word in each)
