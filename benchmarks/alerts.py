"""A day's changed studies held against saved searches, and every alert checked."""

from pathlib import Path
from typing import Any

from benchmarks import alerts_round, child
from benchmarks.tables import table

TITLE = "Alerts"


def measure(*, quick: bool, folder: Path) -> dict[str, Any]:
    """One round: seconds, memory, and how many alerts are wrong."""
    sizes = {"studies": 5000, "changed": 2000, "searches": 1000}
    if quick:
        sizes = {"studies": 400, "changed": 200, "searches": 40}
    alerts_round.write_day(folder, **sizes)
    steps = {
        name: child.run("alerts", name, str(folder), home=folder / "home")
        for name in alerts_round.STEPS
    }
    return sizes | {
        "round": steps["round"],
        "before and after": steps["before"]["searches"] + steps["check"]["searches"],
        "check": steps["check"],
    }


def describe(result: dict[str, Any]) -> str:
    """The section of the page."""
    ours, check = result["round"], result["check"]
    rows = [
        ["changes noted for every alert", f"{ours['watch']:.1f}"],
        [f"{ours['mails']:,} mails written", f"{ours['tell']:.1f}"],
        ["peer: every search on every study, before and after", _seconds(result)],
        ["peer: its index brought up to the day", f"{check['index']:.1f}"],
    ]
    return f"""\
{result["searches"]:,} different saved searches, all to be told at once, and a day on which \
{result["changed"]:,} of {result["studies"]:,} studies change (real records under new ids, their \
changes made up: status, sites, criteria and ages, subject, or only a date; one in \
{alerts_round.NEW} is new, one in {alerts_round.AWAY} taken away). The peer runs every search on \
all studies before and after the day, without writing mails, and has to keep every answer; its \
time grows with all studies, ours only with those that changed. Most of our time goes into reading \
and indexing what changed twice, as it was and as it is; the searches themselves are quick.

{table(["one round", "seconds"], rows)}

Peak memory {ours["peak MB"]:,.0f} MB. Noted: {ours["findings"]:,} changes for {check["mails"]:,} \
alerts. **Alerts that differ from the searches run before and after: {check["wrong notes"]}; mails \
that name other studies: {check["wrong mails"]}.**"""


def _seconds(result: dict[str, Any]) -> str:
    return f"{result['before and after']:.1f}"
