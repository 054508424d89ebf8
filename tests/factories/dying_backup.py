"""`backup` and `restore` killed before every so many statements, and run to the end in the end.

`python -m tests.factories.dying_backup VERB FILE STRIDE WATCHED-FOLDER` prints how often it was
killed with nothing in the database to show for it, and the names left in the folder. A restore is
not killed again once it has left rows: whether these are all of them is for the test to see. Nor is
a backup once its file has its name: only the line of the log can be missing then.
"""

import json
import sys
from pathlib import Path

from tests.factories.dying import Steps, in_a_process
from trialhead.portal import start


def run(verb: str, file: str, last: int) -> None:
    """The command, in a process that dies at its last step."""
    from trialhead.cli.app import program

    with Steps(last).watching():
        program([verb])([verb, file, "--json"], standalone_mode=False)


def main(verb: str, file: str, stride: str, folder: str) -> None:
    """Die at one step after another."""
    start()
    from django.core.management import call_command

    from trialhead.portal.backups.tables import holding

    if verb == "restore":
        call_command("migrate", verbosity=0)  # the steps are those of loading
    sys.stdout = sys.stderr  # what the command prints
    deaths, left = 0, set[str]()
    while not in_a_process(run, verb, file, 1 + deaths * int(stride)):
        if holding() if verb == "restore" else Path(file).exists():
            break
        deaths += 1
        left |= {path.name for path in Path(folder).iterdir()}
    print(json.dumps({"deaths": deaths, "left": sorted(left)}), file=sys.__stdout__)


if __name__ == "__main__":
    main(*sys.argv[1:])
