"""`trialhead outbox`: mails that wait or were given up."""

from typing import Annotated

import typer
from django.utils import timezone

from trialhead.cli.output import get_ready, print_json
from trialhead.portal.notifications import actions
from trialhead.portal.notifications.models import Message, State

FIELDS = ("key", "state", "attempts", "next_attempt_at", "last_error")


def outbox(
    retry: Annotated[bool, typer.Option(help="Try again what was given up.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the list as JSON.")] = False,
) -> None:
    """List the mails that have not gone out, with the reason; it never shows an address."""
    get_ready()
    if retry:
        count = actions.revive_dead(at=timezone.now())
        typer.echo(f"{count:,} mails are tried again by the worker.", err=True)
    waiting = Message.objects.exclude(state=State.SENT).order_by("pk").values(*FIELDS)
    if as_json:
        print_json([row | {"next_attempt_at": str(row["next_attempt_at"])} for row in waiting])
        return
    if not waiting:
        typer.echo("Nothing waits.")
    for row in waiting:
        reason = f": {row['last_error']}" if row["last_error"] else ""
        typer.echo(f"{row['key']}  {row['state']}, {row['attempts']} attempts{reason}")
