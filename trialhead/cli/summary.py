"""How an import or sync ends: the index brought up to date, its counts told, refusals named."""

import typer

from trialhead.cli.output import print_json, update_index
from trialhead.errors import PartlyRefused
from trialhead.portal.studies.models import ImportRun

COUNTS = ("new", "changed", "unchanged", "older", "refused")


def conclude(run: ImportRun, *, as_json: bool) -> None:
    """Index what is new and print the counts. Raises PartlyRefused if a record was refused."""
    update_index(quiet=as_json)
    counts = {name: getattr(run, name) for name in COUNTS}
    if as_json:
        print_json(counts)
    else:
        told = ", ".join(f"{count:,} {name}" for name, count in counts.items())
        typer.echo(f"Studies: {told}.")
    if run.refused:
        raise PartlyRefused(
            f"{run.refused} records were refused; the rest is in.",
            fix="See which and why with: trialhead quarantine",
        )
