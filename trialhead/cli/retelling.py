"""`trialhead retell`: overviews told by a language model, held to the record."""

from typing import Annotated

import typer
from django.utils import timezone

from trialhead.cli.output import get_ready
from trialhead.errors import PartlyRefused, Unreadable
from trialhead.portal.studies.retelling import model_client, retell_study, to_retell


def retell(
    registry_ids: Annotated[
        list[str] | None, typer.Argument(help="Studies; default all whose record is not told yet.")
    ] = None,
) -> None:
    """Have the model of TRIALHEAD_MODEL tell studies in plain words.

    Only sentences that the record bears out are shown, with rules' sentences for the rest.
    """
    get_ready()
    client = model_client()
    wanted = [name.strip().upper() for name in registry_ids or ()]
    done, refused = 0, 0
    for record in to_retell(wanted):
        try:
            told = retell_study(record, client, at=timezone.now())
        except Unreadable as error:
            refused += 1
            typer.echo(f"{record.registry_id}: {error}", err=True)
            continue
        done += 1
        typer.echo(
            f"{record.registry_id}: {told.sentences - told.by_rules} of {told.sentences} sentences "
            "are the model's."
            if told.model
            else f"{record.registry_id}: nothing of the model's text holds; told by rules."
        )
    typer.echo(f"Told by {client.model}: {done}.")
    if refused:
        raise PartlyRefused(
            f"{refused} answers of the model could not be used.", fix="Run it again for those."
        )
