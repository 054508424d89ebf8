"""The verbs, gathered; an error raised on purpose becomes a line and an exit code."""

import os
import sys
from collections.abc import Collection
from dataclasses import dataclass
from importlib import import_module

import typer
from rich.console import Console

from trialhead.errors import TrialheadError
from trialhead.portal import start


@dataclass(frozen=True, slots=True)
class Verb:
    """What is known of a verb before its module is loaded: where it is, and the line that
    `trialhead --help` has for it. ``needs_portal`` is whether Django must stand first."""

    module: str
    name: str
    line: str
    needs_portal: bool = True


#: In the order of the help. A test holds the lines to what the verbs say of themselves.
VERBS = {
    "import": Verb(
        "importing",
        "import_files",
        "Load registry records. Records that are wrong go to quarantine (exit code 3).",
    ),
    "sync": Verb(
        "syncing",
        "sync",
        "Fetch what changed at ClinicalTrials.gov since the last sync; an interrupted one goes on.",
    ),
    "search": Verb(
        "find",
        "search",
        "Find studies. Only those that take participants now, unless --status says otherwise.",
    ),
    "show": Verb("show", "show", "Print everything the record says about one study."),
    "criteria": Verb(
        "criteria",
        "criteria",
        "Read eligibility criteria, and show what was understood of each.",
    ),
    "overview": Verb(
        "overview",
        "overview",
        "Tell a study in plain words, or check a text about it sentence by sentence.",
    ),
    "retell": Verb(
        "retelling", "retell", "Have the model of TRIALHEAD_MODEL tell studies in plain words."
    ),
    "match": Verb(
        "matching",
        "match",
        "Rank all studies by what stands against one person taking part. Not medical advice.",
    ),
    "screen": Verb(
        "screening",
        "screen_person",
        "Judge a study's criteria on one person. Support for a first look, not medical advice.",
    ),
    "score": Verb(
        "score",
        "score",
        "Work out a clinical score or formula. What is missing stays unknown and is named.",
        needs_portal=False,
    ),
    "serve": Verb("serving", "serve", "Open the portal. Stop it with Ctrl-C."),
    "doctor": Verb(
        "doctor", "doctor", "Check installation, database, search index, place list and mail."
    ),
    "quarantine": Verb(
        "quarantine",
        "quarantine",
        "List the records that were refused. Mend the file and import it again to clear them.",
    ),
    "withdraw": Verb(
        "withdrawing",
        "withdraw",
        "Take a study off the pages and the search because its registry dropped it.",
    ),
    "work": Verb(
        "working",
        "work",
        "Deliver mail and tidy up, until stopped with Ctrl-C. `trialhead serve` does this too.",
    ),
    "tidy": Verb(
        "working",
        "tidy",
        "Write the mails that fall due and remove what is past its time; a worker does so itself.",
    ),
    "outbox": Verb(
        "outbox",
        "outbox",
        "List the mails that have not gone out, with the reason; it never shows an address.",
    ),
    "backup": Verb(
        "backup",
        "backup",
        "Write the whole database, as it is at one moment, to a file that `restore` reads.",
    ),
    "restore": Verb(
        "restore",
        "restore",
        "Load a backup into a portal that is empty; a damaged file changes nothing.",
    ),
    "index": Verb("rebuild", "app", "The search index, which is made from the database."),
    "contacts": Verb("contacts", "app", "Where study sites get their enquiries."),
    "keys": Verb("resealing", "app", "The keys that seal what people write."),
    "team": Verb("team", "app", "Members of study teams."),
    "log": Verb("log", "app", "The log of what was done to people's data."),
}


def program(whole: Collection[str] = VERBS.keys()) -> typer.Typer:
    """The command line. The verbs in ``whole`` are loaded; of the others there is name and line,
    for loading all of them takes a second."""
    made = typer.Typer(
        help="trialhead brings people and clinical studies together.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode="rich",
    )
    for word, verb in VERBS.items():
        if word not in whole:
            made.command(word, help=verb.line)(_not_loaded)
            continue
        if verb.needs_portal:
            start()
        loaded = getattr(import_module(f"trialhead.cli.{verb.module}"), verb.name)
        if isinstance(loaded, typer.Typer):
            made.add_typer(loaded, name=word)
        else:
            made.command(word)(loaded)
    return made


def _not_loaded() -> None:
    """Stands for a verb that is not asked for."""


def _asked() -> Collection[str]:
    """The verb on the command line; all where a shell completes words."""
    if any(name.startswith("_") and name.endswith("_COMPLETE") for name in os.environ):
        return VERBS.keys()
    return [word for word in sys.argv[1:] if not word.startswith("-")][:1]


def main() -> None:
    """Run the verb on the command line."""
    try:
        program(_asked())()
    except TrialheadError as error:
        console = Console(stderr=True)
        console.print(f"[bold red]{error.code}[/] ", end="")
        console.print(error.mistake, markup=False, highlight=False)
        console.print(error.fix, markup=False, highlight=False)
        sys.exit(error.outcome.exit_code)
