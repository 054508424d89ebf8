"""`trialhead index rebuild`: the search index and place list made anew."""

import typer

from trialhead.cli.output import get_ready, progress
from trialhead.portal.studies.engine import places_file
from trialhead.portal.studies.indexing import Records, rebuild_index
from trialhead.vocabulary import build_gazetteer


def rebuild() -> None:
    """Make the search index and the place list anew. Searches go on meanwhile."""
    get_ready()
    build_gazetteer(places_file())
    with progress("Indexing", quiet=False) as count:
        indexed = rebuild_index(Records(count))
    typer.echo(f"{indexed:,} studies are in the index.")
