"""`trialhead sync`: the live registry into the database and the index."""

from datetime import datetime
from typing import Annotated

import typer
from django.utils import timezone
from rich.console import Console

from trialhead.cli.output import get_ready, print_json, progress, update_index
from trialhead.cli.summary import print_run, run_as_dict
from trialhead.errors import PartlyRefused
from trialhead.portal.studies.syncing import sync_studies
from trialhead.registry import REGISTRY_ADDRESS, RegistryClient


def sync(
    condition: Annotated[str, typer.Option(help="Only studies of this condition.")] = "",
    since: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Only records updated on or after this day."),
    ] = None,
    address: Annotated[str, typer.Option(help="The registry's API.")] = REGISTRY_ADDRESS,
    as_json: Annotated[bool, typer.Option("--json", help="Print the counts as JSON.")] = False,
) -> None:
    """Fetch what changed at ClinicalTrials.gov since the last sync; an interrupted one goes on."""
    get_ready()
    with RegistryClient(address=address) as client, progress("Fetching", quiet=as_json) as count:
        run = sync_studies(
            client=client,
            condition=condition,
            since=since.date() if since else None,
            now=timezone.now,
            on_batch=count,
        )
    update_index(quiet=as_json)
    if as_json:
        print_json(run_as_dict(run))
    else:
        print_run(Console(), run)
    if run.refused:
        raise PartlyRefused(
            f"{run.refused} records were refused; the rest is in.",
            fix="See which and why with: trialhead quarantine",
        )
