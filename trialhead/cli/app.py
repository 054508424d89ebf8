"""The verbs, gathered; an error raised on purpose becomes a line and an exit code."""

import sys

import typer
from rich.console import Console

from trialhead.cli import (
    backup,
    contacts,
    criteria,
    doctor,
    find,
    importing,
    log,
    matching,
    outbox,
    overview,
    quarantine,
    rebuild,
    resealing,
    restore,
    retelling,
    score,
    screening,
    serving,
    show,
    syncing,
    team,
    withdrawing,
    working,
)
from trialhead.errors import TrialheadError

app = typer.Typer(
    help="trialhead brings people and clinical studies together.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)
app.command("import")(importing.import_files)
app.command("sync")(syncing.sync)
app.command("search")(find.search)
app.command("show")(show.show)
app.command("criteria")(criteria.criteria)
app.command("overview")(overview.overview)
app.command("retell")(retelling.retell)
app.command("match")(matching.match)
app.command("screen")(screening.screen_person)
app.command("score")(score.score)
app.command("serve")(serving.serve)
app.command("doctor")(doctor.doctor)
app.command("quarantine")(quarantine.quarantine)
app.command("withdraw")(withdrawing.withdraw)
app.command("work")(working.work)
app.command("tidy")(working.tidy)
app.command("outbox")(outbox.outbox)
app.command("backup")(backup.backup)
app.command("restore")(restore.restore)

index = typer.Typer(help="The search index, which is made from the database.", no_args_is_help=True)
index.command("rebuild")(rebuild.rebuild)
app.add_typer(index, name="index")
app.add_typer(contacts.app, name="contacts")
app.add_typer(resealing.app, name="keys")
app.add_typer(team.app, name="team")
app.add_typer(log.app, name="log")


def run() -> None:
    """Run the verb on the command line."""
    try:
        app()
    except TrialheadError as error:
        console = Console(stderr=True)
        console.print(f"[bold red]{error.code}[/] ", end="")
        console.print(error.mistake, markup=False, highlight=False)
        console.print(error.fix, markup=False, highlight=False)
        sys.exit(error.outcome.exit_code)
