"""`trialhead criteria`: an eligibility text in its read form, checked, or beside another."""

from dataclasses import asdict, replace
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from trialhead.cli.output import get_ready, print_json
from trialhead.criteria import (
    Criterion,
    DifferenceKind,
    Oddity,
    Read,
    Side,
    StudyCriteria,
    differences,
    faults_in,
    lint,
    read_criteria,
    read_text,
    sentence,
    shipped_criteria,
    write_criteria,
    write_json,
)
from trialhead.errors import NotFound, Odd, Unreadable
from trialhead.portal.studies.models import StudyRecord
from trialhead.registry import decoded

_HEADINGS = {
    Side.INCLUSION: "Needed to take part",
    Side.EXCLUSION: "Speaks against taking part",
    Side.GENERAL: "Under no heading that says which",
}
#: Who checked criteria that nobody checked.
BY_MACHINE = "nobody; read by machine"
CRITERIA_FILES = (".yaml", ".yml", ".json")
_KINDS = {
    DifferenceKind.ADDED: "green",
    DifferenceKind.CHANGED: "yellow",
    DifferenceKind.REMOVED: "red",
}
_STYLES = {Read.FULL: "green", Read.PART: "yellow", Read.NONE: "red"}


def criteria(
    source: Annotated[str, typer.Argument(help="A study's number, or a file with the text.")],
    as_yaml: Annotated[
        bool, typer.Option("--yaml", help="Print a file to review and edit.")
    ] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Tell faults and oddities; exit code 5 or 9.")
    ] = False,
    against: Annotated[
        str, typer.Option(help="Tell what differs since this earlier study or file.")
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Read eligibility criteria, and show what was understood of each."""
    if check + bool(against) + as_yaml > 1 or (as_json and as_yaml):
        raise typer.BadParameter("Give one of --check, --against and --yaml; --json not with it.")
    if check:
        _check(source, as_json=as_json)
    elif against:
        _compare(criteria_at(against), criteria_at(source), as_json=as_json)
    elif as_json:
        print(write_json(criteria_at(source)))
    else:
        found = criteria_at(source)
        print(write_criteria(found)) if as_yaml else _print(Console(), found)


def _check(source: str, *, as_json: bool) -> None:
    """Tell faults and oddities; raise what ends the command with its exit code."""
    faults = _faults(Path(source))
    if faults and as_json:
        told = [{"what": fault.mistake, "remedy": fault.fix} for fault in faults]
        print_json({"faults": told, "oddities": []})
    if faults:
        for fault in faults[:-1] if not as_json else ():
            _print_fault(fault)
        raise faults[-1]
    oddities = lint(criteria_at(source))
    if as_json:
        print_json({"faults": [], "oddities": [asdict(each) for each in oddities]})
    else:
        for oddity in oddities:
            _print_oddity(oddity)
    if oddities:
        raise Odd(f"{source}: {_counted(len(oddities))}.", fix="Mend them, or keep what is meant.")
    if not as_json:
        Console().print("No fault and nothing odd.")


def _faults(path: Path) -> tuple[Unreadable, ...]:
    if not (path.is_file() and path.suffix in CRITERIA_FILES):
        return ()
    return faults_in(path.read_text(encoding="utf-8"), name=str(path))


def _print_fault(fault: Unreadable) -> None:
    console = Console(stderr=True)
    console.print(Text(fault.mistake, style="bold"))
    console.print(Text(f"   {fault.fix}", style="dim"))


def _counted(oddities: int) -> str:
    return "1 oddity" if oddities == 1 else f"{oddities} oddities"


def _print_oddity(oddity: Oddity) -> None:
    console = Console()
    console.print(Text(f"{oddity.criterion or 'study'} ", style="bold") + Text(oddity.what))
    console.print(Text(f"   {oddity.remedy}", style="dim"))


def _compare(before: StudyCriteria, after: StudyCriteria, *, as_json: bool) -> None:
    found = differences(before, after)
    if as_json:
        print_json([asdict(each) for each in found])
        return
    console = Console()
    for difference in found:
        console.print(
            Text(f"{difference.kind} ", style=_KINDS[difference.kind]) + Text(difference.told)
        )
    if not found:
        console.print("Nothing differs.")


def criteria_at(study: str) -> StudyCriteria:
    """The criteria in a file, or those of a study that is here."""
    path = Path(study)
    if path.is_file() and path.suffix in CRITERIA_FILES:
        return read_criteria(path.read_text(encoding="utf-8"), name=str(path))
    if path.is_file():
        text = decoded(path.read_text(encoding="utf-8"))
        return replace(read_text(text, study=path.stem), reviewed=BY_MACHINE)
    return criteria_of(study.strip().upper())


def criteria_of(study: str) -> StudyCriteria:
    """The criteria of a study: what people wrote, otherwise its record read by machine."""
    found = shipped_criteria(study) or _read_by_machine(study)
    if found is None:
        raise NotFound(
            f"There are no criteria for {study}.",
            fix="Import its record first (trialhead import FILE), or give a file of criteria.",
        )
    return found


def _read_by_machine(study: str) -> StudyCriteria | None:
    get_ready()
    record = StudyRecord.objects.filter(registry_id=study).first()
    if record is None:
        return None
    text = record.study().eligibility.criteria
    return replace(read_text(text, study=study), reviewed=BY_MACHINE)


def _print(console: Console, study: StudyCriteria) -> None:
    console.print(
        Text(f"{study.study}: reviewed by {study.reviewed or 'nobody yet'}", style="bold")
    )
    for side, heading in _HEADINGS.items():
        told = [each for each in study.criteria if each.side is side]
        if told:
            console.print(Text(f"\n{heading}", style="bold cyan"))
        for criterion in told:
            _print_criterion(console, criterion)


def _print_criterion(console: Console, criterion: Criterion) -> None:
    console.print(
        Text(f"{criterion.id} ", style="bold")
        + Text(f"[{criterion.read}] ", style=_STYLES[criterion.read])
        + Text(sentence(criterion.node))
    )
    for assumption in criterion.assumptions:
        console.print(Text(f"   assumed: {assumption}", style="dim"))
