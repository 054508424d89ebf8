"""`trialhead index rebuild`: the search index and place list made anew."""

import typer

from trialhead.portal.studies.engine import places_file
from trialhead.portal.studies.indexing import rebuild_index
from trialhead.portal.studies.readiness import prepare
from trialhead.vocabulary import build_gazetteer


def rebuild() -> None:
    """Make the search index and the place list anew. Searches go on meanwhile."""
    prepare()
    build_gazetteer(places_file())
    typer.echo(f"{rebuild_index():,} studies are in the index.")
