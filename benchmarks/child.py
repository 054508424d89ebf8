"""Work measured in a process of its own: `python -m benchmarks.child import|index|… …`."""

import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any


def run(*arguments: str, home: Path, database: str = "") -> dict[str, Any]:
    """Start the work in a new process and return what it measured. Without a ``database`` address
    it works on an SQLite in its home."""
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    more = {"DATABASE_URL": database} if database else {}
    finished = subprocess.run(
        [sys.executable, "-m", "benchmarks.child", *arguments],
        env=kept | more | {"TRIALHEAD_HOME": str(home)},
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    found: dict[str, Any] = json.loads(finished.stdout)
    return found


def _import(path: str, index: str) -> dict[str, Any]:
    """The file into a new database, and its search index if ``index`` says yes."""
    from trialhead.portal import start

    start()
    from django.core.management import call_command
    from django.utils import timezone

    from trialhead.portal.studies.importing import import_studies
    from trialhead.portal.studies.indexing import Records, catch_up
    from trialhead.registry import read_studies

    call_command("migrate", interactive=False, verbosity=0)
    started = time.perf_counter()
    import_studies(source=path, stream=read_studies([Path(path)]), now=timezone.now)
    imported = time.perf_counter()
    if index == "yes":
        catch_up(Records())
    return {"import": imported - started, "index": time.perf_counter() - imported}


def _index(folder: str, count: str) -> dict[str, Any]:
    """The real studies, made so many, into a search index."""
    from benchmarks.corpus import Shelf, resampled
    from trialhead.search import SearchIndex

    started = time.perf_counter()
    SearchIndex(Path(folder)).catch_up(Shelf(resampled(int(count)), int(count)))
    return {"index": time.perf_counter() - started}


def _alerts(step: str, folder: str) -> dict[str, Any]:
    """One step of the alerts benchmark."""
    from benchmarks.alerts_round import STEPS

    return STEPS[step](Path(folder))


def _shares(step: str, links: str, each: str) -> dict[str, Any]:
    """Links to guess at, and links that do not open; or how many wrong tries were looked at."""
    from trialhead.portal import start

    start()
    from django.core.management import call_command

    from benchmarks import shared_notes

    call_command("migrate", interactive=False, verbosity=0)
    if step == "tries":
        return {"tries": shared_notes.tries()}
    return shared_notes.make(links=int(links), each=int(each))


def _desk(count: str) -> dict[str, Any]:
    """The desk's pages on so many enquiries."""
    from trialhead.portal import start

    start()
    from benchmarks import inbox_desk

    return inbox_desk.measured(int(count))


if __name__ == "__main__":
    work = {
        "import": _import,
        "index": _index,
        "alerts": _alerts,
        "shares": _shares,
        "desk": _desk,
    }
    measured = work[sys.argv[1]](*sys.argv[2:])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(measured | {"peak MB": peak}))
