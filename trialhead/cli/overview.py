"""`trialhead overview`: a study in plain words, or any text about it held to its record."""

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.text import Text

from trialhead.cli.output import get_ready, print_json
from trialhead.errors import NotFound, Odd, Unreadable
from trialhead.overview import (
    LANGUAGES,
    Checked,
    Ease,
    Overview,
    Report,
    check,
    compose,
    ease,
    is_english,
    sentences_of,
)
from trialhead.portal.studies.models import StudyRecord
from trialhead.portal.studies.overviews import criteria_in_force


def overview(
    registry_id: Annotated[str, typer.Argument(help="The study's number, such as NCT00000000.")],
    check_file: Annotated[
        Path | None,
        typer.Option("--check", help="Hold this English text to the record; exit code 9."),
    ] = None,
    language: Annotated[
        str, typer.Option(help=f"One of {', '.join(LANGUAGES)}; --check knows only English.")
    ] = "en",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Tell a study in plain words, or check a text about it sentence by sentence."""
    record = _record(registry_id.strip().upper())
    study = record.study()
    criteria = criteria_in_force(record, study)
    if check_file is None:
        made = compose(study, criteria, language=language)
        print_json(_told(made)) if as_json else _print(Console(), made)
        return
    if not check_file.is_file():
        raise NotFound(f"There is no file {check_file}.", fix="Give the file with the text.")
    text = check_file.read_text(encoding="utf-8")
    if language != "en" or not is_english(text):
        raise Unreadable(
            f"{check_file} cannot be checked: the gate knows only English.",
            fix="Give it an English text, without --language.",
        )
    sentences = sentences_of(text)
    report = check(sentences, study, criteria)
    print_json(_report(report)) if as_json else _print_report(Console(), report)
    if not report.passed:
        raise Odd(
            f"{check_file}: the text does not pass.",
            fix="Mend what is told above, and check again.",
        )


def _record(registry_id: str) -> StudyRecord:
    get_ready()
    record = StudyRecord.objects.filter(registry_id=registry_id).first()
    if record is None:
        raise NotFound(
            f"No study {registry_id} is here.", fix="Look for it with: trialhead search WORDS"
        )
    return record


def _print(console: Console, made: Overview) -> None:
    for chapter in made.chapters:
        console.print(Text(f"\n{chapter.section.capitalize()}", style="bold cyan"))
        for sentence in chapter.sentences:
            console.print(Text(sentence.text))
    found = ease((each.text for each in made.sentences), made.language)
    console.print(Text(f"\n{_ease(found)}", style="dim"), soft_wrap=True)


def _ease(found: Ease) -> str:
    measured = "not measured" if found.score is None else f"{found.score:.1f} by {found.measure}"
    return (
        f"Reading ease of our own words: {measured}. Sentences of {found.mean:.0f} {found.unit} "
        f"on average, {found.longest} at most."
    )


def _told(made: Overview) -> dict[str, Any]:
    return {
        "study": made.study,
        "language": made.language,
        "made": made.made,
        "reading": _reading(made),
        "sections": [
            {
                "section": chapter.section,
                "sentences": [
                    {"text": each.text, "support": [_support(one) for one in each.support]}
                    for each in chapter.sentences
                ],
            }
            for chapter in made.chapters
        ],
    }


def _reading(made: Overview) -> dict[str, Any]:
    found = ease((each.text for each in made.sentences), made.language)
    return {"measure": found.measure or None, "score": found.score, "longest": found.longest}


def _support(support: Any) -> dict[str, Any]:
    span = support.span
    return {
        "field": support.field,
        "words": support.words,
        "start": span.start if span else None,
        "end": span.end if span else None,
        "criterion": support.criterion,
    }


def _print_report(console: Console, report: Report) -> None:
    for number, checked in enumerate(report.sentences, 1):
        for fault in checked.faults:
            console.print(Text(f"{number} {fault.kind}: ", style="bold red") + Text(fault.words))
            told = f"   record: {fault.told}" if fault.told else f"   in: {checked.sentence.text}"
            console.print(Text(told, style="dim"))
    if report.uncovered:
        console.print(Text(f"Not told: {', '.join(report.uncovered)}", style="bold red"))
    grade = report.readability.grade
    told = "no words to measure" if grade is None else f"{grade:.1f}"
    console.print(
        f"{len(report.sentences)} sentences. Reading grade {told} (Flesch-Kincaid, English, "
        f"{report.readability.quoted} words of the record in quotes not counted)."
    )
    console.print("Passed." if report.passed else "Not passed.")


def _report(report: Report) -> dict[str, Any]:
    return {
        "passed": report.passed,
        "grade": report.readability.grade,
        "uncovered": report.uncovered,
        "sentences": [_checked(each) for each in report.sentences],
    }


def _checked(checked: Checked) -> dict[str, Any]:
    return {
        "text": checked.sentence.text,
        "basis": checked.basis,
        "support": [_support(each) for each in checked.support],
        "faults": [
            {"kind": each.kind, "words": each.words, "record": each.told} for each in checked.faults
        ],
    }
