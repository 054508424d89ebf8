"""Write docs/reference/ from the code: commands, settings, exit codes and quarantine reasons; and
docs/criteria.schema.json.

Run by hand after a change to one of them; a test compares the files with the code.
"""

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[1] / "docs" / "reference"
SCHEMA = FOLDER.parent / "criteria.schema.json"


def commands() -> str:
    """Every verb with its arguments and options."""
    from typer.main import get_command

    from trialhead.cli.app import program

    parts = ["# Commands", "", "Run `trialhead --help` or `trialhead VERB --help` for the same."]
    group: Any = get_command(program())
    for name, command in group.commands.items():
        inner = getattr(command, "commands", None)
        named = {f"{name} {verb}": sub for verb, sub in inner.items()} if inner else {name: command}
        for title, verb in named.items():
            parts += ["", f"## trialhead {title}", "", (verb.help or "").strip()]
            parts += ["", *map(_parameter, verb.params)] if verb.params else []
    return "\n".join(parts) + "\n"


def _parameter(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        name = parameter.name.upper()
    else:
        name = ", ".join((*parameter.opts, *parameter.secondary_opts))
    return f"- `{name}`: {(getattr(parameter, 'help', '') or '').strip()}"


def settings() -> str:
    """Every environment variable."""
    from trialhead.website.environment import VARIABLES

    rows = [f"| `{name}` | {meaning} |" for name, meaning in VARIABLES.items()]
    text = "Nothing need be set. These environment variables may be:"
    return "\n".join(["# Settings", "", text, "", "| variable | meaning |", "|---|---|", *rows, ""])


def errors() -> str:
    """Exit codes, page statuses and why a record may be refused."""
    from trialhead.errors import OUTCOMES
    from trialhead.registry import REFUSALS

    known = [
        f"| {outcome.exit_code} | {outcome.http_status} | `{code}` | {outcome.meaning} |"
        for code, outcome in OUTCOMES.items()
    ]
    refused = [f"| `{code}` | {meaning} |" for code, meaning in sorted(REFUSALS.items())]
    return "\n".join(
        [
            "# Errors",
            "",
            "Each error says what is wrong, where, and how to mend it.",
            "",
            "| exit code | page status | error | meaning |",
            "|---|---|---|---|",
            "| 0 | 200 | | Done. |",
            "| 1 | 500 | | A defect in trialhead itself. |",
            "| 2 | | | A command was used wrongly; its help says how to use it. |",
            *known,
            "",
            "## Why a record is refused",
            "",
            "`trialhead quarantine` lists refused records with one of these codes.",
            "",
            "| code | meaning |",
            "|---|---|",
            *refused,
            "",
        ]
    )


def schema() -> str:
    """The JSON Schema of files of criteria."""
    from trialhead.criteria import json_schema

    return json.dumps(json_schema(), ensure_ascii=False, indent=1) + "\n"


PAGES = {"commands.md": commands, "settings.md": settings, "errors.md": errors}


def main() -> None:
    """Write every page."""
    from trialhead.portal import start

    start()
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, page in PAGES.items():
        (FOLDER / name).write_text(page())
    SCHEMA.write_text(schema())


if __name__ == "__main__":
    main()
