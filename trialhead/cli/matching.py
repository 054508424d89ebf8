"""`trialhead match`: one person screened against every study that is here."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from trialhead.cli.criteria import criteria_of
from trialhead.cli.output import get_ready, print_json
from trialhead.cli.screening import day_told
from trialhead.patients import PatientRecord, checked, read_patient
from trialhead.portal.studies.models import StudyRecord
from trialhead.screening import Gate, Overall, Screening, screen

_ORDER = (Overall.MAY_FIT, Overall.CANNOT_TELL, Overall.NOT_POSSIBLE)


def match(
    patient: Annotated[Path, typer.Option(help="One person's record: YAML, JSON or FHIR.")],
    on: Annotated[str, typer.Option(help="The day of screening, as 2026-06-15. Today.")] = "",
    limit: Annotated[int, typer.Option(help="How many studies to show.")] = 20,
    as_json: Annotated[bool, typer.Option("--json", help="Print them as JSON.")] = False,
) -> None:
    """Rank all studies by what stands against one person taking part. Not medical advice."""
    day = day_told(on)
    rows = ranked(checked(read_patient(patient), day), day)[:limit]
    print_json([_data(row) for row in rows]) if as_json else _print(rows)


def ranked(person: PatientRecord, day: date) -> list[Screening]:
    """Screenings of all studies, best first: what may fit, then what is met most, least open."""
    get_ready()
    numbers = StudyRecord.objects.order_by("registry_id").values_list("registry_id", flat=True)
    found = [screen(criteria_of(number), person, on=day) for number in numbers]
    return sorted(found, key=_rank)


def _rank(screening: Screening) -> tuple[int, int, int, str]:
    counts = _counts(screening)
    order = _ORDER.index(screening.prescreen.reported)
    return order, -counts[Gate.PASS], counts[Gate.UNKNOWN], screening.study.study


def _counts(screening: Screening) -> dict[Gate, int]:
    gates = [verdict.gate for verdict in screening.verdicts]
    return {gate: gates.count(gate) for gate in Gate}


def _deciding(screening: Screening) -> list[str]:
    """The criteria that decide against, or that leave it open."""
    counts = _counts(screening)
    wanted = Gate.FAIL if counts[Gate.FAIL] else Gate.UNKNOWN
    return [each.criterion.id for each in screening.verdicts if each.gate is wanted]


def _data(screening: Screening) -> dict[str, object]:
    counts = _counts(screening)
    return {
        "study": screening.study.study,
        "overall": str(screening.prescreen.reported),
        "pass": counts[Gate.PASS],
        "fail": counts[Gate.FAIL],
        "unknown": counts[Gate.UNKNOWN],
        "deciding": _deciding(screening),
    }


def _print(rows: list[Screening]) -> None:
    table = Table("Study", "Overall", "Pass", "Fail", "Unknown", "Decided by")
    for row in rows:
        counts = _counts(row)
        table.add_row(
            row.study.study,
            str(row.prescreen.reported),
            *(str(counts[gate]) for gate in (Gate.PASS, Gate.FAIL, Gate.UNKNOWN)),
            ", ".join(_deciding(row)[:8]),
        )
    Console().print(table)
