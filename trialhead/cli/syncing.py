"""`trialhead sync`: the live registry into the database and the index."""

from datetime import datetime
from typing import Annotated

import typer
from django.utils import timezone

from trialhead.cli.output import get_ready, progress
from trialhead.cli.summary import conclude
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
    conclude(run, as_json=as_json)
