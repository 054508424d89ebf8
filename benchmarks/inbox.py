"""The desk of a portal with very many enquiries: its list and its numbers, on both databases."""

from pathlib import Path
from typing import Any

from benchmarks import child
from benchmarks.tables import table
from tests.factories.postgres import new_database, postgres_server

TITLE = "The desk with many enquiries"
ENQUIRIES = 200_000
DATABASES = ("SQLite", "PostgreSQL")


def measure(*, quick: bool, folder: Path) -> dict[str, Any]:
    """Seconds of each page, by database."""
    count = 2000 if quick else ENQUIRIES
    found: dict[str, Any] = {"enquiries": count}
    with postgres_server(folder / "postgres") as server:
        for name, url in zip(DATABASES, ("", new_database(server)), strict=True):
            (folder / name).mkdir()
            found[name] = child.run("desk", str(count), home=folder / name, database=url)
    return found


def describe(result: dict[str, Any]) -> str:
    """The section of the page."""
    pages = list(result["SQLite"]["pages"])
    rows = [[page, *(_told(result[name]["pages"][page]) for name in DATABASES)] for page in pages]
    return f"""\
{result["enquiries"]:,} made-up enquiries to the sites of 61 studies, with what became of them; an \
owner of one study, a coordinator of one of its sites and the operator look. The peer is the \
plainest query that gives the same list: the newest 25 of that study, by the same library, \
without a page around it.

{table(["page (median / p95, ms)", *DATABASES], rows)}"""


def _told(times: dict[str, float]) -> str:
    return f"{times['p50']:.0f} / {times['p95']:.0f}"
