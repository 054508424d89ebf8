"""`trialhead keys rotate`: what people wrote, sealed anew with a new key."""

import typer

from trialhead.cli.output import get_ready
from trialhead.portal.privacy import keys
from trialhead.portal.privacy.rotating import rotate

app = typer.Typer(help="The keys that seal what people write.", no_args_is_help=True)


@app.command("rotate")
def rotate_keys() -> None:
    """Make a new key and seal everything with it, while the portal goes on.

    The key before it stays beside the new one until the next time. With TRIALHEAD_KEYS, put the
    new key first there, restart everything, and run this before you take out the old one.
    """
    get_ready()
    count = rotate()
    typer.echo(f"{count:,} texts are sealed with the first key in {keys.place()}. Keep a copy.")
