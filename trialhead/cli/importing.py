"""`trialhead import`: registry files into the database and the index."""

from pathlib import Path
from typing import Annotated

import typer
from django.utils import timezone

from trialhead.cli.output import get_ready, progress, update_index
from trialhead.cli.summary import conclude
from trialhead.portal.studies.importing import import_studies
from trialhead.portal.studies.models import StudyRecord
from trialhead.registry import read_studies


def import_files(
    paths: Annotated[
        list[Path],
        typer.Argument(help="Files or folders: .json, .jsonl, .gz, ClinicalTrials.gov's .zip."),
    ],
    unless_loaded: Annotated[
        bool,
        typer.Option("--unless-loaded", help="Do nothing if the database already holds studies."),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the counts as JSON.")] = False,
) -> None:
    """Load registry records. Records that are wrong go to quarantine (exit code 3)."""
    get_ready()
    if unless_loaded and StudyRecord.objects.exists():
        update_index(quiet=as_json)
        return
    with progress("Importing", quiet=as_json) as count:
        run = import_studies(
            source=" ".join(map(str, paths)),
            stream=read_studies(paths),
            now=timezone.now,
            on_batch=count,
        )
    conclude(run, as_json=as_json)
