"""`trialhead search`: the portal's search in the terminal."""

from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from trialhead.cli.output import get_ready, print_json
from trialhead.errors import Unreadable
from trialhead.portal.studies.labels import STATUS
from trialhead.portal.studies.results_page import answered


def search(
    words: Annotated[list[str] | None, typer.Argument(help="A condition or words.")] = None,
    near: Annotated[str, typer.Option(help="A town or postcode.")] = "",
    within: Annotated[str, typer.Option(help="Kilometres: 10, 25, 50, 100, 250 or 500.")] = "",
    age: Annotated[str, typer.Option(help="Age in whole years.")] = "",
    sex: Annotated[str, typer.Option(help="FEMALE or MALE.")] = "",
    status: Annotated[str, typer.Option(help="open, soon, closed or all.")] = "",
    phase: Annotated[list[str] | None, typer.Option(help="PHASE1 and so on; repeatable.")] = None,
    kind: Annotated[str, typer.Option(help="INTERVENTIONAL or OBSERVATIONAL.")] = "",
    country: Annotated[str, typer.Option(help="As the registry writes it.")] = "",
    sort: Annotated[str, typer.Option(help="relevance, distance or updated.")] = "",
    page: Annotated[int, typer.Option(min=1, help="Page of ten results.")] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="Print the results as JSON.")] = False,
) -> None:
    """Find studies. Only those that take participants now, unless --status says otherwise."""
    get_ready()
    query = {
        "q": [" ".join(words or [])],
        "near": [near],
        "within": [within],
        "age": [age],
        "sex": [sex],
        "status": [status],
        "phase": phase or [],
        "kind": [kind],
        "country": [country],
        "sort": [sort],
        "page": [str(page)],
    }
    found = answered(query)
    if found["problems"]:
        raise Unreadable(
            " ".join(problem["text"] for problem in found["problems"]),
            fix="See the values each option takes with: trialhead search --help",
        )
    if as_json:
        print_json(_as_data(found))
    else:
        _print(Console(), found)


def _as_data(found: dict[str, Any]) -> dict[str, Any]:
    understood = found["understood"]
    return {
        "total": found["found"].total,
        "page": found["found"].page,
        "pages": found["found"].pages,
        "understood": [
            {"words": reading.words, "conditions": [concept.name for concept in reading.concepts]}
            for reading in understood.readings
        ],
        "place": understood.place.label if understood.place else None,
        "notes": found["notes"],
        "studies": [
            {
                "registry_id": result.study.registry_id,
                "title": result.study.title,
                "status": result.study.standing.status,
                "km": None if result.km is None else round(result.km, 1),
            }
            for result in found["results"]
        ],
    }


def _print(console: Console, found: dict[str, Any]) -> None:
    understood = found["understood"]
    for reading in understood.readings:
        if reading.concepts:
            meant = " or ".join(concept.name for concept in reading.concepts)
            console.print(Text(f"{reading.words} → {meant}"))
    if understood.place:
        console.print(Text(f"Distances from {understood.place.label}"))
    for note in found["notes"]:
        console.print(Text(note))
    table = Table("Study", "Title", "Status", "km", title=f"{found['found'].total:,} studies")
    for result in found["results"]:
        study = result.study
        table.add_row(
            study.registry_id,
            Text(study.title),
            str(STATUS[study.standing.status]),
            "" if result.km is None else f"{result.km:.0f}",
        )
    console.print(table)
