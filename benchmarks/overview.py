"""How the overviews by rules of all real records read, what they cover, and how long they take."""

import statistics
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks import corpus, rewording_sample
from benchmarks.tables import table
from trialhead.criteria import StudyCriteria, read_text
from trialhead.overview import (
    HIGHEST_GRADE,
    Overview,
    Sentence,
    check,
    compose,
    going_on,
    readability,
)

TITLE = "Overviews in plain words"
#: No sentence but a quote may have more words than this.
_LONGEST = 26
#: How a line begins that goes on from the one above.
_GOES_ON = "\n– … "


def measure(*, quick: bool, folder: Path) -> dict[str, Any]:
    """Every record composed and checked once."""
    studies = corpus.studies()[: 40 if quick else None]
    counts: Counter[str] = Counter()
    own, whole, joined, flowing, seconds = [], [], [], [], []
    marks, marked, hard = rewording_sample.marks(), dict[str, str](), {}
    for study in studies:
        text = study.eligibility.criteria
        criteria = read_text(text)
        started = time.process_time()
        made = compose(study, criteria)
        seconds.append(time.process_time() - started)
        report = check(made.sentences, study, criteria)
        counts["records"] += 1
        counts["passed"] += report.passed
        counts["criteria"] += len(criteria.criteria)
        counts["covered"] += len(criteria.criteria) - len(report.uncovered)
        own.append(report.readability.grade or 0.0)
        whole.append(_grade(made.sentences))
        joined.append(_grade(tuple(map(_without_breaks, made.sentences))))
        flowing.append(_grade(tuple(map(_flowing, made.sentences))))
        if round(whole[-1], 1) > HIGHEST_GRADE:
            hard[study.registry_id] = [whole[-1], _reason(made.sentences)]
        _count(counts, made, criteria)
        found = rewording_sample.rewordings(made, text, criteria)
        marked |= {one.mark: marks[one.mark] for one in found if one.mark in marks}
    return dict(counts) | {
        "easy": sum(round(grade, 1) <= HIGHEST_GRADE for grade in own),
        "grade": statistics.mean(own),
        "easy with quotes": counts["records"] - len(hard),
        "grade with quotes": statistics.mean(whole),
        "easy without breaks": sum(round(grade, 1) <= HIGHEST_GRADE for grade in joined),
        "easy when flowing": sum(round(grade, 1) <= HIGHEST_GRADE for grade in flowing),
        "highest with quotes": max(whole),
        "hard": hard,
        "marked": dict(Counter(marked.values())),
        "mean ms": 1000 * statistics.mean(seconds),
        "longest ms": 1000 * max(seconds),
    }


def _grade(sentences: tuple[Sentence, ...]) -> float:
    return readability((each.text for each in sentences), with_quotes=True).grade or 0.0


def _without_breaks(sentence: Sentence) -> Sentence:
    """A sentence whose lines that go on stand in the line above."""
    return replace(sentence, text=sentence.text.replace(_GOES_ON, " "))


def _flowing(sentence: Sentence) -> Sentence:
    """A sentence whose lines that go on, with "…" or without, stand in the line above."""
    head, *items = sentence.lines
    lines = [head]
    for item, goes_on in zip(items, going_on(sentence.lines), strict=True):
        if goes_on:
            lines[-1] += f" {item}"
        else:
            lines.append(item)
    return replace(sentence, text="\n".join(lines))


def _manner(sentence: Sentence) -> str:
    return "quoted" if "“" in sentence.text else "plainer" if sentence.plainer else "own"


def _reason(sentences: tuple[Sentence, ...]) -> str:
    """What makes an overview hard: without it the rest would be easy."""
    short = tuple(each for each in sentences if _words(each) <= _LONGEST)
    if round(_grade(short), 1) <= HIGHEST_GRADE:
        return "long sentences that are quoted"
    return "long names and words in nearly every sentence"


def _words(sentence: Sentence) -> int:
    return readability([sentence.text], with_quotes=True).longest


def _count(counts: Counter[str], made: Overview, criteria: StudyCriteria) -> None:
    """Words, sentences and criteria by whose words they are."""
    told: dict[str, str] = {}
    for each in made.sentences:
        manner = _manner(each)
        shown = readability([each.text], with_quotes=True)
        counts["sentences"] += 1
        counts["lines"] += len(each.lines)
        counts["words"] += shown.words
        counts[f"{manner} words"] += shown.words
        counts["too long"] += manner != "quoted" and shown.longest > _LONGEST
        if name := each.support[0].criterion:
            easy = round(shown.grade or 0.0, 1) <= HIGHEST_GRADE
            told[name] = "quoted, easy" if manner == "quoted" and easy else manner
    counts.update(f"criteria {manner}" for manner in told.values())


def describe(result: dict[str, Any]) -> str:
    """The section of the page."""
    records, criteria = result["records"], result["criteria"]

    def share(manner: str) -> str:
        count = result.get(f"criteria {manner}", 0)
        return f"{count:,} ({count / criteria:.0%})"

    rows = [
        ["pass the gate", f"{result['passed']} of {records}"],
        ["criteria told", f"{result['covered']:,} of {criteria:,}"],
        ["of these in our own words", share("own")],
        ["in the record's words made plainer", share("plainer")],
        ["quoted, and easy as they are (grade 8 or less)", share("quoted, easy")],
        ["quoted, and hard", share("quoted")],
        ["grade of all words shown 8 or less", f"{result['easy with quotes']} of {records}"],
        [
            "the same, lines with “…” joined to the one above",
            f"{result['easy without breaks']} of {records}",
        ],
        [
            "the same, every line that goes on (“which shows”, “(such as”) joined",
            f"{result['easy when flowing']} of {records}",
        ],
        ["mean grade of all words shown", f"{result['grade with quotes']:.1f}"],
        ["highest grade of all words shown", f"{result['highest with quotes']:.1f}"],
        ["grade without quotes 8 or less", f"{result['easy']} of {records}"],
        ["words in a line, mean", f"{result['words'] / result['lines']:.1f}"],
        ["sentences of more than 26 words that are no quotes", f"{result['too long']}"],
        ["words: ours, made plainer, in quoting sentences", _words_shared(result)],
        ["processor time for one overview, mean", f"{result['mean ms']:.0f} ms"],
        ["processor time for one overview, longest", f"{result['longest ms']:.0f} ms"],
    ]
    return f"""\
Overviews by rules of the {records} complete real records, {result["sentences"]:,} sentences.

{table(["", ""], rows)}

The grade is Flesch-Kincaid, English only. Each line of a list counts as a sentence. "All words \
shown" are all: the record's own words in “ ” are measured too, names and the summary with them. \
A long line is broken at its signs and joining words; a piece that goes on begins with "…". \
Syllables are counted by groups of vowels, which is a little kind to words such as "diabetes".

What could not be told in our own words is told in the record's, made plainer by rules: cut \
into short lines in their order, turned to the reader where the grammar is sure, and with everyday \
words from a table. Every figure, limit and negation must be the same before and after, and the \
gate must pass; otherwise fewer steps are tried, at last a quote. A long quote is the record's \
very words in short lines: cut at its own items, numbers, semicolons and turns.

{_checked(result["marked"])}

Records above grade 8: {_hard(result["hard"])}."""


def _words_shared(result: dict[str, Any]) -> str:
    return ", ".join(
        f"{result[f'{manner} words'] / result['words']:.0%}"
        for manner in ("own", "plainer", "quoted")
    )


def _checked(marked: dict[str, int]) -> str:
    count = sum(marked.values())
    return f"""\
**Read beside their originals while developing**: {count} reworded criteria, drawn at random. \
The reader was the language model that wrote the rules of rewording; no person has checked them. \
By its reading, {marked.get("same", 0)} say the same, {marked.get("rough", 0)} say the same in \
rough English, {marked.get("changed", 0)} say something else (`rewording_checked.tsv`). They are \
those of all draws that are still told so. In the last five draws of 80 each, from criteria whose \
telling had changed, 1, 1, 0, 2 and 0 said something else (seeds 3011, 4022, 5033, 6044, 7055): a \
word in front of two names stayed with one of them ("pleural and pericardial effusion", \
"investigational drug, device or product"), or a rule on joining stood as a reason against it. \
Each was mended by its kind before the next draw; small mends of the same kind followed the last. \
None in 80 cannot tell 1 in 50 from none. A later draw of 70 from all of them (seed 9901): 1 said \
something else ("you cannot join if this is true of you: patients must not be pregnant") and was \
mended by its kind, 7 were rough, of which four were. Earlier draws: 3 of 120, and 1 of 30 read \
by another session of a language model, said something else; mended too."""


def _hard(hard: dict[str, tuple[float, str]]) -> str:
    by_reason: dict[str, list[str]] = {}
    for number, (grade, reason) in sorted(hard.items(), key=lambda item: -item[1][0]):
        by_reason.setdefault(reason, []).append(f"{number} ({grade:.1f})")
    return "; ".join(f"{reason}: {', '.join(them)}" for reason, them in by_reason.items()) or "none"
