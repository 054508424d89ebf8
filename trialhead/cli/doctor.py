"""`trialhead doctor`: whether the installation is sound, and how to mend it."""

from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from trialhead.cli.output import print_json
from trialhead.errors import NotReady
from trialhead.portal.studies.checkup import Finding, examine


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="Print the findings as JSON.")] = False,
) -> None:
    """Check installation, database, search index, place list and mail."""
    findings = examine()
    if as_json:
        print_json([{"name": f.name, "sound": f.sound, "text": f.text} for f in findings])
    else:
        _print(Console(), findings)
    unsound = [finding.name for finding in findings if not finding.sound]
    if unsound:
        raise NotReady(
            f"{len(unsound)} of {len(findings)} checks failed: {', '.join(unsound)}.",
            fix="Each line above says how to mend it.",
        )


def _print(console: Console, findings: list[Finding]) -> None:
    for finding in findings:
        sign = Text("✓ ", style="green") if finding.sound else Text("✗ ", style="bold red")
        console.print(sign + Text(f"{finding.name}: ", style="bold") + Text(finding.text))
