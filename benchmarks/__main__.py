"""`python -m benchmarks [--quick] [NAME …]`: measure, keep the results, write the page."""

import argparse
import os
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import (
    alerts,
    anchoring,
    gate,
    guessing,
    import_rate,
    inbox,
    matching,
    memory,
    notes_page,
    overview,
    overview_languages,
    page_speed,
    questions,
    reading,
    report,
    search_quality,
    search_speed,
)

BENCHMARKS = {
    "search_quality": search_quality,
    "import_rate": import_rate,
    "search_speed": search_speed,
    "page_speed": page_speed,
    "memory": memory,
    "reading": reading,
    "matching": matching,
    "questions": questions,
    "overview": overview,
    "overview_languages": overview_languages,
    "gate": gate,
    "alerts": alerts,
    "anchoring": anchoring,
    "guessing": guessing,
    "notes_page": notes_page,
    "inbox": inbox,
}


def main() -> None:
    """Run the benchmarks named, or all."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(BENCHMARKS))
    parser.add_argument("--quick", action="store_true", help="small sizes; nothing is written")
    asked = parser.parse_args()
    if unknown := set(asked.names) - set(BENCHMARKS):
        parser.error(
            f"no benchmark {', '.join(sorted(unknown))}; there are {', '.join(BENCHMARKS)}"
        )
    for name in asked.names or BENCHMARKS:
        _run(name, quick=asked.quick)
    if not asked.quick:
        report.PAGE.write_text(report.page(BENCHMARKS))


def _run(name: str, *, quick: bool) -> None:
    module = BENCHMARKS[name]
    started, load = time.monotonic(), os.getloadavg()[0]
    print(f"\n## {module.TITLE}\n", flush=True)
    with tempfile.TemporaryDirectory(prefix="trialhead-benchmark-") as folder:
        result = module.measure(quick=quick, folder=Path(folder))
    print(module.describe(result))
    print(f"\n({time.monotonic() - started:.0f} s)", flush=True)
    if not quick:
        report.keep(name, result, on=datetime.now(UTC).date(), load=load)


if __name__ == "__main__":
    main()
