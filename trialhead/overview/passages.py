"""The words of a record by field, so that a sentence can point at what it rests on."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum
from typing import Any

from trialhead.criteria import StudyCriteria
from trialhead.overview.sentences import Support
from trialhead.registry import Age, Milestone, PartialDate, Study

CRITERIA = "eligibility.criteria"
#: Fields that say nothing a reader is told.
_SILENT = ("references", "links", "documents", "sharing.url")


def record_words(study: Study) -> dict[str, str]:
    """Every field that holds something, as text; ``sites.count`` and the like are numbers of
    entries."""
    found = dict(_words("", study))
    if study.countries:
        found["countries.count"] = str(len(study.countries))
    return found


def _words(path: str, value: Any) -> Iterator[tuple[str, str]]:
    if value is None or value == "" or value == () or path.startswith(_SILENT):
        return
    if isinstance(value, Milestone):
        planned = {True: " (actual)", False: " (planned)", None: ""}[value.actual]
        yield path, f"{value.date}{planned}"
    elif isinstance(value, PartialDate | Age):
        yield path, str(value)
    elif isinstance(value, bool):
        yield path, "yes" if value else "no"
    elif isinstance(value, tuple):
        yield f"{path}.count", str(len(value))
        for number, item in enumerate(value):
            yield from _words(f"{path}[{number}]", item)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _words(f"{path}.{field.name}".lstrip("."), getattr(value, field.name))
    else:
        yield path, value.value if isinstance(value, Enum) else str(value)


@dataclass(frozen=True, kw_only=True, slots=True)
class Passage:
    """A stretch of the record that one sentence can rest on."""

    support: Support
    words: str


_SENTENCE = re.compile(r"[^.;\n]+(?:[.;](?=\S)[^.;\n]*)*[.;]?")
#: Fields of running text; a sentence of them is a passage.
_LONG = 200


def passages(study: Study, criteria: StudyCriteria) -> tuple[Passage, ...]:
    """The criteria one by one, the sentences of longer texts, and all other fields whole."""
    text = study.eligibility.criteria
    found = [
        _passage(CRITERIA, each.words.of(text), criterion=each.id)
        for each in criteria.criteria
        if each.words is not None
    ]
    for field, words in record_words(study).items():
        if field == CRITERIA:
            continue
        found.append(_passage(field, words))
        if len(words) > _LONG:
            found += [_passage(field, part) for part in _SENTENCE.findall(words) if part.strip()]
    return tuple(found)


def _passage(field: str, words: str, *, criterion: str = "") -> Passage:
    told = " ".join(words.split())
    return Passage(support=Support(field=field, words=words, criterion=criterion), words=told)
