"""How much memory an import takes, few records or many."""

from pathlib import Path
from typing import Any

from benchmarks import child, corpus
from benchmarks.tables import table

TITLE = "Memory of an import"


def measure(*, quick: bool, folder: Path) -> dict[str, Any]:
    """Peak memory in MB, and seconds, of importing files of two sizes without their index."""
    found = {}
    for count in (200, 2000) if quick else (10_000, 100_000):
        path, home = folder / f"{count}.jsonl", folder / f"home-{count}"
        corpus.write_records(path, count)
        found[str(count)] = child.run("import", str(path), "no", home=home) | {
            "MB": path.stat().st_size / 1e6
        }
        path.unlink()
    return found


def describe(result: dict[str, Any]) -> str:
    """The section of the page."""
    rows = [
        [f"{int(count):,}", *(f"{found[name]:,.0f}" for name in ("MB", "peak MB", "import"))]
        for count, found in result.items()
    ]
    few, many = (found["peak MB"] for found in result.values())
    return f"""\
The import alone; the index is made afterwards, and its memory stands under search speed. Ten \
times the records take {many / few:.2f} times the memory.

{table(["records", "file in MB", "peak memory in MB", "seconds"], rows)}"""
