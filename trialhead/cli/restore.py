"""`trialhead restore`: a backup into an empty portal."""

from pathlib import Path
from typing import Annotated

import typer

from trialhead.cli.output import print_json, progress
from trialhead.errors import NotReady
from trialhead.portal.backups.restoring import restore as restore_backup
from trialhead.portal.privacy import keys
from trialhead.portal.privacy.opening import try_keys
from trialhead.portal.studies.indexing import Records, rebuild_index


def restore(
    file: Annotated[Path, typer.Argument(help="A file that `trialhead backup` has written.")],
    as_json: Annotated[
        bool, typer.Option("--json", help="Print what was restored as JSON.")
    ] = False,
) -> None:
    """Load a backup into a portal that is empty; a damaged file changes nothing.

    Put the kept keys in their place first. Exit code 6 if they do not open what is sealed.
    """
    with progress("Restoring", quiet=as_json) as count:
        manifest = restore_backup(file, tell=lambda text: typer.echo(text, err=True), on_rows=count)
    with progress("Indexing", quiet=as_json) as count:
        # Anew: an index that lies here may have gone further than the backup.
        indexed = rebuild_index(Records(count))
    tried = try_keys()
    if as_json:
        tables = {part.model: part.rows for part in manifest.parts}
        told = {"made_at": manifest.made_at, "rows": manifest.rows, "tables": tables}
        print_json(told | {"studies": indexed, "sealed": tried.texts, "closed": tried.closed})
    else:
        typer.echo(f"{manifest.rows:,} rows as of {manifest.made_at}; {indexed:,} studies indexed.")
        typer.echo("Everybody signs in again. On other machines: trialhead index rebuild.")
    if tried.closed:
        raise NotReady(
            f"Everything is restored, but {tried.closed:,} of {tried.texts:,} sealed texts are "
            f"not opened by the keys in {keys.place()}.",
            fix="Put the keys kept with this backup there before you open the portal; "
            "nothing need be restored again.",
        )
