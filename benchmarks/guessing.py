"""Passcodes of shared notes guessed by many clients, and what the time of an answer gives away."""

import asyncio
import random
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from statistics import NormalDist
from typing import Any
from urllib.parse import urlencode

import numpy as np

from benchmarks import child
from benchmarks.measures import percentile
from benchmarks.page_speed import serving
from benchmarks.tables import table

TITLE = "Passcodes of shared notes"
CLIENTS = 50
#: As in `trialhead.portal.notes.actions`, which needs Django.
WRONG_PASSCODES = 5
KINDS = ("wrong", "locked", "expired", "revoked", "absent")
#: The portal stands behind a proxy that speaks TLS, so that it learns who asks from its header.
ADDRESS = {"TRIALHEAD_ADDRESS": "https://portal.test"}


def measure(*, quick: bool, folder: Path) -> dict[str, Any]:
    """Guesses at links of which one in a hundred is right; then answers of every kind, timed."""
    links, each = (4, 100) if quick else (100, 400)
    shares = child.run("shares", "make", str(links), str(each), home=folder)
    with serving(["-m", "trialhead.cli", "serve", "--port", "{port}"], _home(folder)) as port:
        guesses = [guess for share in shares["alive"] for guess in _guesses(share)]
        random.Random(3).shuffle(guesses)
        started = time.perf_counter()
        answers = asyncio.run(_ask_all(port, guesses))
        seconds = time.perf_counter() - started
        timed = asyncio.run(_timed(port, shares))
    looked = child.run("shares", "tries", "", "", home=folder)["tries"]
    return {
        "links": links,
        "guesses": len(guesses),
        "opened": sum(status == 200 for status in answers),
        "most wrong tries": max(looked),
        "locked": Counter(looked)[WRONG_PASSCODES] - each,  # those were locked before
        "guesses/s": len(guesses) / seconds,
        "each": each,
        "times": {
            kind: {
                "p50 ms": percentile(timed[kind], 0.5) * 1e3,
                "p95 ms": percentile(timed[kind], 0.95) * 1e3,
                "slower": _slower(timed[kind], timed["absent"]),
            }
            for kind in KINDS
        },
    }


def _home(folder: Path) -> dict[str, str]:
    return {"TRIALHEAD_HOME": str(folder), **ADDRESS}


def _guesses(share: dict[str, str]) -> list[dict[str, str]]:
    """A hundred tries at one link, of which one is right."""
    wrong = [{"id": share["id"], "verifier": f"{number:043d}"} for number in range(99)]
    return [*wrong, share]


async def _ask_all(port: int, guesses: Sequence[dict[str, str]]) -> list[int]:
    """The status each guess was answered with; every one comes from an address of its own."""
    waiting, statuses = list(enumerate(guesses)), []

    async def guesser() -> None:
        while waiting:
            number, guess = waiting.pop()
            statuses.append((await _ask(port, guess, number))[0])

    await asyncio.gather(*(guesser() for _ in range(CLIENTS)))
    return statuses


async def _timed(port: int, shares: dict[str, list[dict[str, str]]]) -> dict[str, list[float]]:
    """Seconds until the answer, the kinds mixed, one question after the other."""
    asked = [(kind, share) for kind in KINDS for share in shares[kind]]
    random.Random(4).shuffle(asked)
    times: dict[str, list[float]] = {kind: [] for kind in KINDS}
    for number, (kind, share) in enumerate(asked, start=100_000):
        status, seconds = await _ask(port, share, number)
        assert status == 404, f"{kind}: {status}"
        times[kind].append(seconds)
    return times


async def _ask(port: int, guess: dict[str, str], number: int) -> tuple[int, float]:
    body = urlencode(guess).encode()
    client = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
    head = (
        "POST /shared-notes/open/ HTTP/1.1\r\nHost: portal.test\r\nConnection: close\r\n"
        f"X-Forwarded-Proto: https\r\nX-Forwarded-For: {client}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    started = time.perf_counter()
    source, sink = await asyncio.open_connection("127.0.0.1", port)
    sink.write(head.encode() + body)
    line = await source.readline()
    seconds = time.perf_counter() - started
    await source.read()
    sink.close()
    return int(line.split()[1]), seconds


def _slower(one: Sequence[float], other: Sequence[float]) -> dict[str, float]:
    """How often an answer of one kind is slower than one of the other: 0.5 tells nothing.

    With the two-sided p of the Mann-Whitney test (normal approximation).
    """
    ranks = np.argsort(np.argsort(np.concatenate([one, other]))) + 1
    n, m = len(one), len(other)
    above = ranks[:n].sum() - n * (n + 1) / 2
    z = (above - n * m / 2) / np.sqrt(n * m * (n + m + 1) / 12)
    return {"share": float(above / (n * m)), "p": 2 * (1 - NormalDist().cdf(abs(z)))}


def describe(result: dict[str, Any]) -> str:
    """The section of the page."""
    rows = [
        [
            kind,
            f"{found['p50 ms']:.1f}",
            f"{found['p95 ms']:.1f}",
            f"{found['slower']['share']:.3f}",
            f"{found['slower']['p']:.2f}",
        ]
        for kind, found in result["times"].items()
    ]
    heads = ["answer to", "p50 in ms", "p95 in ms", "slower than absent", "p"]
    return f"""\
{result["guesses"]:,} guesses at {result["links"]} links, a hundred at each of which one is right, \
in mixed order from as many addresses, {CLIENTS} at a time: {result["opened"]} were right in time, \
{result["locked"]} links are locked, and of none were more than {result["most wrong tries"]} wrong \
passcodes looked at. {result["guesses/s"]:.0f} guesses a second.

Then {result["each"]} questions of each kind, mixed, one after the other. The last columns say how \
often an answer is slower than one for an id that never was (0.5 gives nothing away), and how \
likely chance alone is so far from that.

{table(heads, rows)}"""
