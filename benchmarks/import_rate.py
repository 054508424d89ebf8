"""How fast records are imported, beside keeping the raw rows unread."""

import json
import sqlite3
import time
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks import child, corpus
from benchmarks.tables import table

TITLE = "Import rate"
BATCH = 200


def measure(*, quick: bool, folder: Path) -> dict[str, Any]:
    """Seconds for one file: read with json into SQLite, imported, and imported with the index."""
    count = 500 if quick else 5000
    path = folder / "records.jsonl"
    corpus.write_records(path, count)
    ours = child.run("import", str(path), "yes", home=folder / "home")
    return {
        "records": count,
        "MB": path.stat().st_size / 1e6,
        "json and raw rows": _raw_rows(path, folder / "raw.sqlite3"),
        "import": ours["import"],
        "index": ours["index"],
    }


def _raw_rows(path: Path, target: Path) -> float:
    """Seconds to read each line with json and to keep it as it is, in batches as large as ours."""
    started = time.perf_counter()
    database = sqlite3.connect(target)
    database.executescript(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
        "CREATE TABLE record (registry_id TEXT PRIMARY KEY, data TEXT NOT NULL);"
    )
    with path.open(encoding="utf-8") as lines:
        while batch := list(islice(lines, BATCH)):
            with database:
                database.executemany(
                    "INSERT INTO record VALUES (?, ?)", ((_id(line), line) for line in batch)
                )
    database.close()
    return time.perf_counter() - started


def _id(line: str) -> str:
    found: str = json.loads(line)["protocolSection"]["identificationModule"]["nctId"]
    return found


def describe(result: dict[str, Any]) -> str:
    """The section of the page."""
    peer, ours = result["json and raw rows"], result["import"]
    whole = ours + result["index"]
    rows = [
        _row(name, seconds, result)
        for name, seconds in (
            ("json module, raw rows in SQLite", peer),
            ("trialhead import, without the index", ours),
            ("trialhead import, with the index", whole),
        )
    ]
    return f"""\
{result["records"]:,} real records ({result["MB"]:.0f} MB of JSON lines) into an empty SQLite \
database. The peer reads each line with Python's json module and stores it as it stands. trialhead \
also checks every field, refuses what is wrong, decodes the text, compresses the record, keeps \
versions and ids, and makes the search index.

{table(["", "seconds", "records/s", "MB/s", "of the peer's rate"], rows)}"""


def _row(name: str, seconds: float, result: dict[str, Any]) -> list[str]:
    return [
        name,
        f"{seconds:.1f}",
        f"{result['records'] / seconds:,.0f}",
        f"{result['MB'] / seconds:.1f}",
        f"{result['json and raw rows'] / seconds:.2f}",
    ]
