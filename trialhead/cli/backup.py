"""`trialhead backup`: the whole database in one file, while the portal goes on."""

from pathlib import Path
from typing import Annotated

import typer
from django.utils import timezone

from trialhead.cli.output import print_json, progress
from trialhead.portal.backups.tables import LEFT_OUT
from trialhead.portal.backups.writing import back_up
from trialhead.portal.privacy import keys


def backup(
    file: Annotated[Path, typer.Argument(help="The file to write; none may be there yet.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print what it holds as JSON.")] = False,
) -> None:
    """Write the whole database, as it is at one moment, to a file that `restore` reads.

    What people wrote stays sealed in it: keep a copy of the keys too, but not in the same place.
    """
    with progress("Backing up", quiet=as_json) as count:
        manifest = back_up(file, at=timezone.now(), on_rows=count)
    kept_apart = {"keys": keys.place(), "secret_key": keys.signing_place()}
    if as_json:
        tables = {part.model: part.rows for part in manifest.parts}
        told = {"file": str(file), "rows": manifest.rows, "tables": tables}
        print_json(told | {"left_out": LEFT_OUT, "kept_apart": kept_apart})
        return
    typer.echo(f"{manifest.rows:,} rows of {len(manifest.parts)} tables are in {file}.")
    typer.echo(
        f"Not in it: the keys in {kept_apart['keys']} and the signing key in "
        f"{kept_apart['secret_key']}. Keep a copy of both as they are now, apart from the "
        "backup: without them nobody can read what people wrote."
    )
    typer.echo("Not in it either: who is signed in; search index and place list, made anew.")
