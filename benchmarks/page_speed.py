"""How soon a study page begins to arrive while 50 readers ask at once, beside static files."""

import asyncio
import os
import random
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks import child, corpus
from benchmarks.measures import percentile
from benchmarks.tables import table

TITLE = "Study pages"
READERS = 50
WORKERS = min(4, os.cpu_count() or 1)  # as `trialhead serve` starts
PATIENCE_SECONDS = 300


def measure(*, quick: bool, folder: Path) -> dict[str, Any]:
    """Milliseconds to the first byte of every page, never seen before, then again; and static."""
    count = 100 if quick else len(corpus.records())
    records, home, static = folder / "pages.jsonl", folder / "home", folder / "static"
    corpus.write_records(records, count)
    child.run("import", str(records), "yes", home=home)
    ids = [f"NCT{number:08d}" for number in range(1, count + 1)]
    found: dict[str, Any] = {"pages": count, "readers": READERS}
    serve = ["-m", "trialhead.cli", "serve", "--port"]
    with serving([*serve, "{port}"], {"TRIALHEAD_HOME": str(home)}) as port:
        found["trialhead, first view"] = _read(port, ids)
        _read(port, ids)
        found["trialhead, later views"] = _read(port, ids)
        _save(port, ids, static)
    site = ["-m", "benchmarks.static_site", str(static), "{port}", str(WORKERS)]
    with serving(site, {}) as port:
        _read(port, ids)
        found["static files"] = _read(port, ids)
    return found


@contextmanager
def serving(arguments: Sequence[str], variables: dict[str, str]) -> Iterator[int]:
    """A server in a process of its own, once it takes connections; gives its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, *(part.format(port=port) for part in arguments)]
    server = subprocess.Popen(command, env=os.environ | variables, stdout=subprocess.DEVNULL)
    try:
        _wait(server, port)
        yield port
    finally:
        server.terminate()
        server.wait()


def _wait(server: subprocess.Popen[bytes], port: int) -> None:
    give_up = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < give_up and server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit("The server did not start; see its message above.")


def _save(port: int, ids: Sequence[str], folder: Path) -> None:
    folder.mkdir()
    for name in ids:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/studies/{name}/") as page:
            (folder / f"{name}.html").write_bytes(page.read())


def _read(port: int, ids: Sequence[str]) -> dict[str, float]:
    """Read every page once, in a mixed order, by 50 readers who each ask again when served."""
    waiting = random.Random(5).sample(list(ids), len(ids))
    started = time.perf_counter()
    seconds = asyncio.run(_readers(port, waiting))
    return {
        "p50 ms": percentile(seconds, 0.5) * 1e3,
        "p95 ms": percentile(seconds, 0.95) * 1e3,
        "pages/s": len(ids) / (time.perf_counter() - started),
    }


async def _readers(port: int, waiting: list[str]) -> list[float]:
    seconds: list[float] = []

    async def reader() -> None:
        while waiting:
            seconds.append(await _first_byte(port, waiting.pop()))

    await asyncio.gather(*(reader() for _ in range(READERS)))
    return seconds


async def _first_byte(port: int, name: str) -> float:
    """Seconds from asking to the first byte; the rest of the page is read too."""
    started = time.perf_counter()
    source, sink = await asyncio.open_connection("127.0.0.1", port)
    sink.write(
        f"GET /studies/{name}/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode()
    )
    first = await source.readexactly(12)
    waited = time.perf_counter() - started
    assert first == b"HTTP/1.1 200", f"{name}: {first!r}"
    await source.read()
    sink.close()
    return waited


def describe(result: dict[str, Any]) -> str:
    """The section of the page."""
    static = result["static files"]["p50 ms"]
    pages, readers = result["pages"], result["readers"]
    rows = [
        [name, *_figures(found), f"{found['p50 ms'] / static:.1f}"]
        for name, found in result.items()
        if isinstance(found, dict)
    ]
    heads = ["", "first byte p50 in ms", "first byte p95 in ms", "pages/s", "p50 of static files"]
    return f"""\
{pages} real studies, {readers} readers who each ask for the next page as soon as they have one, \
server and readers on the same machine. The peer serves the very same pages as files, from as \
many processes and threads of the same server. A page is kept once it was rendered, in each \
process for itself. With so many readers on so few cores, most of the time is waiting for one's \
turn, for both.

{table(heads, rows)}"""


def _figures(found: dict[str, float]) -> list[str]:
    return [f"{found[name]:.0f}" for name in ("p50 ms", "p95 ms", "pages/s")]
