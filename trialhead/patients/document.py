"""trialhead's own file for one person, in YAML or JSON; docs/patients.md describes it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType

from trialhead.patients.entries import (
    answer,
    condition,
    measurement,
    participation,
    procedure,
    reproduction,
    score,
    treatment,
)
from trialhead.patients.facts import Birth, Completeness, Fact, Kind, Sex, SexFact
from trialhead.patients.fields import Fields, Mistakes
from trialhead.patients.naming import Names
from trialhead.patients.nodes import read_nodes
from trialhead.patients.record import PatientRecord

_SECTIONS: Mapping[str, Callable[[Fields, Names], Fact | None]] = MappingProxyType(
    {
        "conditions": condition,
        "treatments": treatment,
        "measurements": measurement,
        "scores": score,
        "procedures": procedure,
        "participations": participation,
        "reproduction": reproduction,
        "answers": answer,
    }
)


def read_document(text: str, file: str) -> PatientRecord:
    """The record in ``text``, named ``file`` in messages.

    Names the vocabulary does not know stay as written and give a finding. Raises Unreadable for
    what is no YAML or JSON, and DocumentError, with all mistakes, for what breaks the format.
    """
    mistakes, names = Mistakes(file), Names()
    root = Fields(read_nodes(text, file), "The file", mistakes)
    facts = (*_person(root), *_listed(root, names), *_complete(root))
    root.flag("synthetic")
    root.text("about")
    root.done()
    mistakes.settle()
    return PatientRecord(facts=facts, findings=tuple(names.findings()))


def _person(root: Fields) -> Iterator[Fact]:
    born, sex = root.when("born"), root.choice("sex", Sex)
    if born is not None:
        yield Birth(on=born, source=root.source_of("born"))
    if sex is not None:
        yield SexFact(sex=sex, source=root.source_of("sex"))


def _listed(root: Fields, names: Names) -> Iterator[Fact]:
    for section, read in _SECTIONS.items():
        for fields in root.entries(section, single=section == "reproduction"):
            if (fact := read(fields, names)) is not None:
                yield fact
            fields.done()


def _complete(root: Fields) -> Iterable[Completeness]:
    for name in root.texts("complete") or ():
        if name in list(Kind):
            yield Completeness(kind=Kind(name), source=root.source_of("complete"))
        else:
            root.wrong(f"complete: {name[:40]!r} is none of {', '.join(Kind)}.", at="complete")
