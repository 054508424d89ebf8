"""`trialhead log`: the log of everything done to people's data, checked and taken out."""

from pathlib import Path
from typing import Annotated

import typer

from trialhead.cli.output import get_ready, print_json
from trialhead.errors import Tampered, Unreadable
from trialhead.portal.accounts import audit

app = typer.Typer(help="The log of what was done to people's data.", no_args_is_help=True)


@app.command()
def verify(
    as_json: Annotated[bool, typer.Option("--json", help="Print what was found as JSON.")] = False,
) -> None:
    """Check that no line was changed, taken out, moved or added from outside."""
    get_ready()
    found = audit.verify()
    if as_json:
        print_json({"lines": found.lines, "fault": found.fault})
    if found.fault:
        raise Tampered(
            found.fault,
            fix="Compare with the last `trialhead log export` kept elsewhere; lines before stand.",
        )
    if not as_json:
        typer.echo(f"{found.lines} lines, unbroken.")


@app.command()
def export(
    file: Annotated[Path, typer.Argument(help="A new file; one JSON object a line.")],
) -> None:
    """Write the whole log to a file, to be kept away from this machine."""
    get_ready()
    draft = file.with_name(f"{file.name}.draft")
    try:
        with draft.open("x", encoding="utf-8") as out:
            out.writelines(audit.as_text(audit.entries()))
        file.hardlink_to(draft)
    except FileExistsError as error:
        raise Unreadable(f"{file} is there already.", fix="Name a new file.") from error
    except OSError as error:
        raise Unreadable(f"{file} cannot be written.", fix="Name another folder.") from error
    finally:
        draft.unlink(missing_ok=True)
    typer.echo(f"Written to {file}.")
