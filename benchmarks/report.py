"""Results kept as JSON, and the page that tells them."""

import json
import os
import platform
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).parents[1]
RESULTS = Path(__file__).with_name("results")
PAGE = ROOT / "docs" / "benchmarks.md"
HEAD = """\
# Benchmarks

Written by `make bench` (`python -m benchmarks`), which runs everything beside a named peer on the \
same machine, one after the other. `python -m benchmarks NAME` runs one part, `--quick` tries all \
with small sizes and writes nothing. The real records come from the folder that TRIALHEAD_SHARED \
names. The ratios say more than the seconds: other machines are faster or slower at both. A load \
near the number of cores or above means that other work slowed everything down.
"""


def keep(name: str, result: dict[str, Any], *, on: date, load: float) -> None:
    """Write one benchmark's result with the day, the machine and how busy it was before."""
    RESULTS.mkdir(exist_ok=True)
    told = {"date": on.isoformat(), "machine": machine(), "load": round(load, 1), "result": result}
    (RESULTS / f"{name}.json").write_text(json.dumps(told, indent=1) + "\n")


def machine() -> str:
    """What the figures depend on: processor count, memory, system and Python."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return (
        f"{os.cpu_count()} cores {platform.machine()}, {memory:.0f} GB memory, "
        f"{platform.system()}, Python {platform.python_version()}"
    )


def page(benchmarks: dict[str, ModuleType]) -> str:
    """The whole page, from the results that are kept."""
    parts = [HEAD]
    for name, module in benchmarks.items():
        path = RESULTS / f"{name}.json"
        if path.exists():
            told = json.loads(path.read_text())
            when = f"{told['date']}, {told['machine']}; load before the run {told['load']}."
            parts.append(f"## {module.TITLE}\n\n{when}\n\n{module.describe(told['result'])}\n")
    return "\n".join(parts)
