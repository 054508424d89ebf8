"""`trialhead quarantine`: what was refused, where it stands, and why."""

from typing import Annotated

import typer

from trialhead.cli.output import get_ready, print_json
from trialhead.portal.studies.models import Refused

FIELDS = ("source", "place", "registry_id", "code", "reason")


def quarantine(
    as_json: Annotated[bool, typer.Option("--json", help="Print the list as JSON.")] = False,
) -> None:
    """List the records that were refused. Mend the file and import it again to clear them."""
    get_ready()
    refused = Refused.objects.order_by("source", "pk").values(*FIELDS)
    if as_json:
        print_json(list(refused))
        return
    if not refused:
        typer.echo("Nothing is in quarantine.")
        return
    for row in refused:
        where = f"{row['source']}, {row['place']}" if row["place"] else row["source"]
        study = f" ({row['registry_id']})" if row["registry_id"] else ""
        typer.echo(f"{where}{study}\n    {row['code']}: {row['reason']}")
