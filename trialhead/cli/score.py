"""`trialhead score`: a clinical score or formula from a file of its inputs."""

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from trialhead.cli.mapping_file import read_mapping_file
from trialhead.cli.output import print_json
from trialhead.errors import TrialheadError, Unreadable
from trialhead.instruments import INSTRUMENTS, Instrument, Interval, Result, instrument
from trialhead.instruments import score as compute


def score(
    name: Annotated[str, typer.Argument(help="The instrument, as --list calls it.")] = "",
    file: Annotated[
        Path | None, typer.Argument(help="Its inputs by name: a JSON or YAML file.")
    ] = None,
    list_all: Annotated[
        bool, typer.Option("--list", help="List instruments, or the inputs of NAME.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
) -> None:
    """Work out a clinical score or formula. What is missing stays unknown and is named."""
    if list_all:
        forms = [instrument(name)] if name else list(INSTRUMENTS.values())
        _list(forms, as_json=as_json)
    elif not name or file is None:
        raise Unreadable(
            "An instrument and a file of its inputs are needed.",
            fix="See the instruments with: trialhead score --list",
        )
    else:
        form = instrument(name)
        result = _computed(form, file)
        print_json(_as_data(form, result)) if as_json else _print(Console(), form, result)


def _computed(form: Instrument, file: Path) -> Result:
    inputs = read_mapping_file(file)
    try:
        return compute(form.name, inputs)
    except TrialheadError as error:
        raise Unreadable(f"{file}: {error.mistake}", fix=error.fix) from error


def _list(forms: list[Instrument], *, as_json: bool) -> None:
    if as_json:
        print_json(
            [
                {
                    "name": form.name,
                    "title": form.title,
                    "inputs": {wanted.name: wanted.meaning for wanted in form.inputs},
                    "source": form.source,
                }
                for form in forms
            ]
        )
        return
    console = Console()
    for form in forms:
        console.print(Text(form.name, style="bold") + Text(f": {form.title}"))
        if len(forms) == 1:
            table = Table("Input", "Meaning", show_header=False, box=None)
            for wanted in form.inputs:
                table.add_row(wanted.name, Text(wanted.meaning))
            console.print(table)


def _as_data(form: Instrument, result: Result) -> dict[str, Any]:
    return {
        "name": form.name,
        "value": result.value,
        "interval": _ends(result.interval),
        "unit": form.unit,
        "bands": {banding: list(names) for banding, names in result.bands.items()},
        "answers": {statement: truth.value for statement, truth in result.answers.items()},
        "parts": {part: _ends(points) for part, points in result.parts.items()},
        "missing": list(result.missing),
        "notes": list(result.notes),
        "source": form.source,
    }


def _ends(interval: Interval | None) -> list[float | None] | None:
    """Both ends; JSON has no infinity, so an open end is null."""
    return None if interval is None else list(interval.ends)


def _print(console: Console, form: Instrument, result: Result) -> None:
    console.print(Text(form.title, style="bold"))
    if result.interval is not None:
        console.print(Text(f"{result.interval} {form.unit}"))
    for statement, truth in result.answers.items():
        console.print(Text(f"{statement}: {truth.value}"))
    for banding, names in result.bands.items():
        console.print(Text(f"band ({banding}): {' or '.join(names)}"))
    for part, points in result.parts.items():
        console.print(Text(f"  {part}: {points}"))
    if result.missing:
        console.print(Text(f"missing: {', '.join(result.missing)}", style="yellow"))
    for line in (*result.notes, f"Source: {form.source}"):
        console.print(Text(line, style="dim"))
