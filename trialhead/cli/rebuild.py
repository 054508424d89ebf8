"""`trialhead index rebuild`: the search index made anew."""

import typer

from trialhead.cli.output import get_ready, progress
from trialhead.portal.studies.indexing import Records, rebuild_index

app = typer.Typer(help="The search index, which is made from the database.", no_args_is_help=True)


@app.command()
def rebuild() -> None:
    """Make the search index anew from the database. Searches go on meanwhile."""
    get_ready()
    with progress("Indexing", quiet=False) as count:
        indexed = rebuild_index(Records(count))
    typer.echo(f"{indexed:,} studies are in the index.")
