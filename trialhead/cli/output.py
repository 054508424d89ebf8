"""How verbs speak: progress on the terminal, JSON for programs."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn


def get_ready() -> None:
    """Put in place what a verb needs; long work is told on standard error."""
    from trialhead.portal.studies.readiness import prepare  # a verb without a portal speaks too

    prepare(tell=lambda text: typer.echo(text, err=True))


def update_index(*, quiet: bool) -> None:
    """Bring the search index up to the database."""
    from trialhead.portal.studies.indexing import Records, catch_up  # as above

    with progress("Indexing", quiet=quiet) as count:
        catch_up(Records(count))


def print_json(value: Any) -> None:
    """One JSON document on standard output."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


@contextmanager
def progress(title: str, *, quiet: bool) -> Iterator[Callable[[int], None]]:
    """A running count of records on standard error; silent when it is not a terminal."""
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        TextColumn("{task.completed:,.0f} records"),
        TimeElapsedColumn(),
    )
    console = Console(stderr=True)
    with Progress(*columns, console=console, disable=quiet or not console.is_terminal) as bar:
        task = bar.add_task(title, total=None)
        yield lambda count: bar.advance(task, count)
