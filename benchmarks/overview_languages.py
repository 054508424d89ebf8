"""What the overviews by rules tell in other languages: how much, how it reads, its figures."""

import statistics
from collections import Counter
from pathlib import Path
from typing import Any

from benchmarks import corpus
from benchmarks.tables import table
from trialhead.criteria import StudyCriteria, read_text
from trialhead.overview import LANGUAGES, Overview, compose, ease, figures_kept

TITLE = "Overviews in other languages"
_NAMES = {"es": "Spanish", "zh-hans": "Simplified Chinese", "fr": "French", "ar": "Arabic"}


def measure(*, quick: bool, folder: Path) -> dict[str, Any]:
    """Every record composed once in every language."""
    studies = corpus.studies()[: 20 if quick else None]
    counts: dict[str, Counter[str]] = {language: Counter() for language in LANGUAGES}
    scores: dict[str, list[float]] = {language: [] for language in LANGUAGES}
    for study in studies:
        criteria = read_text(study.eligibility.criteria)
        english = compose(study, criteria)
        for language in LANGUAGES:
            made = english if language == "en" else compose(study, criteria, language=language)
            _count(counts[language], made, english, criteria)
            found = ease((each.text for each in made.sentences), language)
            counts[language]["longest"] = max(counts[language]["longest"], found.longest)
            scores[language].append(found.mean if found.score is None else found.score)
    return {
        language: dict(counted) | {"score": statistics.mean(scores[language])}
        for language, counted in counts.items()
    }


def _count(
    counts: Counter[str], made: Overview, english: Overview, criteria: StudyCriteria
) -> None:
    counts["records"] += 1
    counts["criteria"] += len(criteria.criteria)
    counts["told"] += len(_told(made))
    counts["plain"] += len(_told(made) - _quoted(made))
    twins, own = _by_field(english), _by_field(made)
    for field, told in twins.items():
        counts["checked"] += 1
        counts["kept"] += field in own and not figures_kept(told, own[field])


def _by_field(made: Overview) -> dict[str, str]:
    """What is said of each field; English may tell one in several sentences."""
    told: dict[str, str] = {}
    for each in made.sentences:
        if not each.support[0].criterion:
            field = " ".join(one.field for one in each.support)
            told[field] = f"{told.get(field, '')} {each.text}".strip()
    return told


def _told(made: Overview) -> set[str]:
    return {one.criterion for each in made.sentences for one in each.support if one.criterion}


def _quoted(made: Overview) -> set[str]:
    return {each.support[0].criterion for each in made.sentences if "“" in each.text}


def describe(result: dict[str, Any]) -> str:
    """The section of the page."""
    english = result["en"]
    rows = [[name, *_row(result[code], code, english)] for code, name in _NAMES.items()]
    heads = [
        "language",
        "records told",
        "criteria told",
        "in own words",
        "of those English tells so",
        "figures kept",
        "reading ease, mean",
        "longest sentence",
    ]
    return f"""\
Overviews by rules of the {english["records"]} complete real records in four languages, each \
sentence made as the twin of an English one that the gate passes. English tells \
{english["plain"]:,} of {english["criteria"]:,} criteria in its own words or in the record's made \
plainer; a criterion with a name that the list of names does not have is quoted in English, as is \
all that English quotes or makes plainer.

{table(heads, rows)}

Figures kept: sentences on fields of the record with the same numbers, units, lengths of time and \
quotes as their English twins; sentences on criteria without them are not shown at all. Spanish is \
measured by Szigriszt-Pazos (INFLESZ: 55 to 65 is normal, above it easy), French by Kandel-Moles \
(60 to 70 is standard, above it easy). For Chinese and Arabic nothing is measured but length. \
**No native speaker has reviewed the texts, and no gate reads them: that the words between the \
figures mean the same rests on the templates and names alone.**"""


def _row(result: dict[str, Any], code: str, english: dict[str, Any]) -> list[str]:
    unit = "characters" if code == "zh-hans" else "words"
    measured = f"{result['score']:.0f}" if code in ("es", "fr") else "not measured"
    return [
        f"{result['records']} of {english['records']}",
        f"{result['told']:,} of {result['criteria']:,}",
        f"{result['plain']:,} ({result['plain'] / result['criteria']:.0%})",
        f"{result['plain'] / english['plain']:.0%}",
        f"{result['kept']:,} of {result['checked']:,}",
        measured,
        f"{result['longest']} {unit}",
    ]
