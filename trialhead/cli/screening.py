"""`trialhead screen`: the criteria of a study judged on one person's record."""

from datetime import UTC, date, datetime
from pathlib import Path
from textwrap import shorten
from typing import Annotated

import typer
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from trialhead.cli.criteria import criteria_at
from trialhead.cli.output import print_json
from trialhead.errors import Unreadable
from trialhead.patients import checked, read_patient
from trialhead.screening import (
    CriterionVerdict,
    Explanation,
    Gate,
    OverallVerdict,
    Screening,
    as_data,
    missing_facts,
    next_question,
    screen,
)

_STYLES = {
    Gate.PASS: "green",
    Gate.FAIL: "bold red",
    Gate.UNKNOWN: "yellow",
    Gate.NOT_JUDGED: "dim",
}


def screen_person(
    study: Annotated[str, typer.Option(help="The study's number, or a file of criteria.")],
    patient: Annotated[Path, typer.Option(help="One person's record: YAML, JSON or FHIR.")],
    on: Annotated[str, typer.Option(help="The day of screening, as 2026-06-15. Today.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
) -> None:
    """Judge a study's criteria on one person. Support for a first look, not medical advice."""
    day = day_told(on)
    criteria = criteria_at(study)
    found = screen(criteria, checked(read_patient(patient), day), on=day)
    print_json(as_data(found)) if as_json else _print(Console(), found)


def day_told(text: str) -> date:
    """The day in an option; today when it is empty."""
    if not text:
        return datetime.now(tz=UTC).astimezone().date()
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Unreadable(f"--on {text!r} is no day.", fix="Write it as 2026-06-15.") from error


def _print(console: Console, screening: Screening) -> None:
    console.print(Text(f"{screening.study.study}, screening on {screening.on}", style="bold"))
    reviewed = screening.study.reviewed or "reviewed by nobody yet"
    console.print(Text(f"Criteria: {reviewed}. Not medical advice.", style="dim"))
    for finding in screening.patient.findings:
        console.print(Text(f"In the record: {finding.message} ({finding.source})", style="yellow"))
    _print_overall(console, screening)
    console.print(_table(screening))
    for verdict in screening.verdicts:
        if verdict.gate in (Gate.FAIL, Gate.UNKNOWN):
            _print_reasons(console, verdict)
    _print_missing(console, screening)


def _print_overall(console: Console, screening: Screening) -> None:
    for scope, overall in (
        ("Without what only humans judge", screening.prescreen),
        ("With all criteria", screening.full),
    ):
        console.print(Text(f"{scope}: ") + Text(_told(overall), style="bold"))


def _told(overall: OverallVerdict) -> str:
    if overall.conservative is overall.lenient:
        return str(overall.reported)
    return (
        f"{overall.reported} (read conservatively: {overall.conservative}; "
        f"read leniently: {overall.lenient})"
    )


def _table(screening: Screening) -> Table:
    table = Table("", "Verdict", "Conservative", "Lenient", "What it is about")
    for verdict in screening.verdicts:
        cells = [Text(str(gate), style=_STYLES[gate]) for gate in verdict.gates]
        if verdict.hangs_on_wording:
            cells[0] = Text("unknown (wording)", style=_STYLES[Gate.UNKNOWN])
        about = verdict.criterion.title or shorten(verdict.explanation.sentence, 120)
        table.add_row(verdict.criterion.id, *cells, Text(about))
    return table


def _print_reasons(console: Console, verdict: CriterionVerdict) -> None:
    console.print(Text(f"\n{verdict.criterion.id}: {verdict.gate}", style=_STYLES[verdict.gate]))
    if verdict.doubts:
        console.print(Text(f"  hangs on {'; '.join(verdict.doubts)}"))
    _print_explained(console, verdict.explanation, depth=1)


def _print_explained(console: Console, explained: Explanation, *, depth: int) -> None:
    """A part and those below it that matter: truth, comparisons, what is missing or assumed."""
    truths = dict.fromkeys(filter(None, (explained.conservative, explained.lenient)))
    doubt = f" [{explained.ambiguity}]" if explained.ambiguity else ""
    lines = [f"{' / '.join(truths)}{doubt}: {explained.heading}"]
    if not explained.below:
        lines += [f"  {line}" for line in explained.because]
        lines += [f"  missing: {line}" for line in explained.missing]
        lines += [f"  assumed: {line}" for line in explained.assumptions]
        sources = dict.fromkeys(fact.source for fact in explained.facts if fact.source)
        lines += [f"  from {'; '.join(sources)}"] if sources else []
    for line in lines:
        console.print(Padding(Text(line.strip()), (0, 0, 0, 2 * depth + 2 * (line[0] == " "))))
    for part in explained.mattering:
        _print_explained(console, part, depth=depth + 1)


def _print_missing(console: Console, screening: Screening) -> None:
    missing = missing_facts(screening)
    if missing:
        console.print(Text("\nStill to be known:", style="bold"))
    for one in missing:
        console.print(Text(f"  {one.what} ({', '.join(one.criteria)})"))
    if (asked := next_question(screening)) is not None:
        console.print(Text("\nBest asked next: ", style="bold") + Text(asked.text))
