"""`trialhead match`: one person screened against every study that is here."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from trialhead.cli.output import get_ready, print_json
from trialhead.cli.screening import day_told
from trialhead.criteria import StudyCriteria
from trialhead.patients import checked, read_patient
from trialhead.screening import Panel, Standing


def match(
    patient: Annotated[Path, typer.Option(help="One person's record: YAML, JSON or FHIR.")],
    on: Annotated[str, typer.Option(help="The day of screening, as 2026-06-15. Today.")] = "",
    limit: Annotated[int, typer.Option(help="How many studies to show.")] = 20,
    as_json: Annotated[bool, typer.Option("--json", help="Print them as JSON.")] = False,
) -> None:
    """Rank all studies by what stands against one person taking part. Not medical advice."""
    day: date = day_told(on)
    person = checked(read_patient(patient), day)
    best = Panel(_studies()).judge(person, on=day).ranked(limit)
    print_json([_data(standing) for standing in best]) if as_json else _print(best)


def _studies() -> list[StudyCriteria]:
    """What all studies ask for; texts not read before are read now, which takes a while."""
    get_ready()
    from trialhead.portal.studies.readings import all_readings

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("Reading criteria")
        return all_readings(
            advance=lambda done, total: progress.update(task, completed=done, total=total)
        )


def _data(standing: Standing) -> dict[str, object]:
    return {
        "study": standing.study.study,
        "overall": str(standing.overall),
        "pass": standing.passes,
        "fail": standing.fails,
        "unknown": standing.unknown,
        "deciding": list(standing.deciding),
    }


def _print(best: list[Standing]) -> None:
    table = Table("Study", "Overall", "Pass", "Fail", "Unknown", "Decided by")
    for standing in best:
        table.add_row(
            standing.study.study,
            str(standing.overall),
            *map(str, (standing.passes, standing.fails, standing.unknown)),
            ", ".join(standing.deciding[:8]),
        )
    Console().print(table)
