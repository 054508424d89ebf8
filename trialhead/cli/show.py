"""`trialhead show`: one study in the terminal."""

from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from trialhead.cli.output import get_ready, print_json
from trialhead.errors import NotFound
from trialhead.portal.studies.labels import SECTION
from trialhead.portal.studies.models import StudyRecord
from trialhead.registry import Study, facts


def show(
    registry_id: Annotated[str, typer.Argument(help="The study's number, such as NCT00000000.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the facts as JSON.")] = False,
) -> None:
    """Print everything the record says about one study."""
    get_ready()
    record = StudyRecord.objects.filter(registry_id=registry_id.strip().upper()).first()
    if record is None:
        raise NotFound(
            f"No study {registry_id} is here.", fix="Look for it with: trialhead search WORDS"
        )
    study = record.study()
    if as_json:
        print_json({"registry_id": study.registry_id, "facts": facts(study)})
    else:
        _print(Console(), study)


def _print(console: Console, study: Study) -> None:
    console.print(Text(f"{study.title}\n{study.source_url}", style="bold"))
    for section, fields in facts(study).items():
        if fields:
            console.print(Text(f"\n{SECTION[section]}", style="bold cyan"))
        for name, lines in fields.items():
            console.print(Text(f"{_readable(name)}: ", style="dim") + Text("\n  ".join(lines)))


def _readable(name: str) -> str:
    """``standing.timeline.start`` reads as ``start``."""
    return name.rpartition(".")[2].replace("_", " ")
