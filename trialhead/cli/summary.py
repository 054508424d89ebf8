"""What an import did, in words and as data."""

from rich.console import Console

from trialhead.portal.studies.models import ImportRun

COUNTS = ("new", "changed", "unchanged", "older", "refused")


def run_as_dict(run: ImportRun) -> dict[str, int]:
    """The counts of an import."""
    return {name: getattr(run, name) for name in COUNTS}


def print_run(console: Console, run: ImportRun) -> None:
    """The counts of an import on one line."""
    told = ", ".join(f"{count:,} {name}" for name, count in run_as_dict(run).items())
    console.print(f"Studies: {told}.", highlight=False)
