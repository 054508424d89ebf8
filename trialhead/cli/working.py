"""`trialhead work` and `trialhead tidy`: what happens without anybody clicking."""

import signal
from types import FrameType

import typer
from django.utils import timezone
from rich.console import Console
from rich.table import Table

from trialhead.cli.output import get_ready


def work() -> None:
    """Deliver mail and tidy up, until stopped with Ctrl-C. `trialhead serve` does this too."""
    get_ready()
    from trialhead.portal.notifications.worker import Worker

    worker = Worker()

    def stop(_signal: int, _frame: FrameType | None) -> None:
        worker.stop()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    typer.echo("The worker delivers mail as it falls due. Stop it with Ctrl-C.")
    worker.run()


def tidy() -> None:
    """Write the mails that fall due and remove what is past its time; a worker does so itself."""
    get_ready()
    from trialhead.portal.notifications import chores
    from trialhead.portal.privacy import retention

    now = timezone.now()
    done = {**chores.run(now=now), **retention.run(now=now)}
    table = Table("What", "How many")
    for name, count in done.items():
        table.add_row(name, str(count))
    Console().print(table)
