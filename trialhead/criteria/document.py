"""The criteria of a study as a file people read and edit: YAML or JSON, errors with their line."""

import json
from collections.abc import Callable
from functools import lru_cache, partial
from importlib.resources import files
from typing import Any, TypeVar

import yaml

from trialhead.criteria.codecs import FLAG, TEXT, by_name
from trialhead.criteria.forms import read_node, write_node
from trialhead.criteria.model import Ambiguity, Criterion, StudyCriteria
from trialhead.criteria.places import Place, read_places
from trialhead.errors import Unreadable
from trialhead.vocabulary import Side

_Part = TypeVar("_Part")

#: The version of the language written by this program.
LANGUAGE = 1
_SIDES = {"inclusion": Side.INCLUSION, "exclusion": Side.EXCLUSION, "general": Side.GENERAL}
#: The keys of a doubt, of a criterion beside its node, and of the whole file, with what a schema
#: says of each.
AMBIGUITY = by_name(dict.fromkeys(("id", "doubt", "default", "question"), TEXT.schema), {})
CRITERION: dict[str, Any] = {
    "id": TEXT.schema,
    "title": TEXT.schema,
    "mark": TEXT.schema,
    "manual": FLAG.schema,
    "assumptions": {"type": "array", "items": TEXT.schema},
}
_CRITERIA = {"type": "array", "items": {"$ref": "#/$defs/criterion"}}
TOP: dict[str, Any] = {
    "study": TEXT.schema,
    "record": TEXT.schema,
    "language": {"const": LANGUAGE},
    "reviewed": TEXT.schema,
    "synthetic": FLAG.schema,
    "events": {"type": "object", "additionalProperties": TEXT.schema},
    **dict.fromkeys(_SIDES, _CRITERIA),
    "ambiguities": {"type": "array", "items": AMBIGUITY},
}


def read_criteria(text: str, *, name: str) -> StudyCriteria:
    """The criteria in a YAML or JSON text; ``name`` stands in errors. Raises Unreadable with the
    file, line and remedy of the first fault."""
    study, faults = _read(text, name)
    if study is None:
        raise faults[0]
    return study


def faults_in(text: str, *, name: str) -> tuple[Unreadable, ...]:
    """All that keeps a text from being read: at most one fault of each criterion and doubt."""
    return tuple(_read(text, name)[1])


class _Faults(list[Unreadable]):
    """Collects what is wrong with the parts of a file, each read on its own."""

    def reading(self, read: Callable[..., _Part], *given: Any) -> _Part | None:
        """What ``read`` gives; nothing if it finds a fault."""
        try:
            return read(*given)
        except Unreadable as fault:
            self.append(fault)
            return None


def _read(text: str, name: str) -> tuple[StudyCriteria | None, _Faults]:
    """The criteria if the text has no fault, and its faults."""
    faults = _Faults()
    root = faults.reading(partial(read_places, name=name), text)
    keys = faults.reading(root.mapping) if root else None
    if root is None or keys is None:
        return None, faults
    faults.reading(_check_head, root, keys)
    criteria = [
        faults.reading(_criterion, place, side)
        for key, side in _SIDES.items()
        for place in faults.reading(_list, keys, key) or ()
    ]
    doubts = [
        faults.reading(_ambiguity, each)
        for each in faults.reading(_list, keys, "ambiguities") or ()
    ]
    read = [each for each in criteria if each], [each for each in doubts if each]
    study = faults.reading(_study, root, keys, *read)
    return None if faults else study, faults


def _check_head(root: Place, keys: dict[str, Place]) -> None:
    for key in keys:
        if key not in TOP:
            keys[key].refuse(f"{key!r} has no meaning here.", f"Use one of: {', '.join(TOP)}.")
    if "study" not in keys:
        root.refuse("the study is not named.", "Add study: with its number.")
    if "language" in keys and keys["language"].text() != str(LANGUAGE):
        keys["language"].refuse("this version of the language is unknown.", "Write language: 1.")


def _study(
    root: Place, keys: dict[str, Place], criteria: list[Criterion], doubts: list[Ambiguity]
) -> StudyCriteria:
    try:
        return StudyCriteria(
            study=_text(keys, "study"),
            record=_text(keys, "record"),
            reviewed=_text(keys, "reviewed"),
            synthetic=FLAG.read(keys["synthetic"]) if "synthetic" in keys else False,
            criteria=tuple(criteria),
            events=_events(keys),
            ambiguities=tuple(doubts),
        )
    except ValueError as error:
        root.refuse(str(error), "Give every criterion its own id.")


def _text(keys: dict[str, Place], key: str) -> str:
    return keys[key].text() if key in keys else ""


def _list(keys: dict[str, Place], key: str) -> list[Place]:
    return keys[key].items() if key in keys else []


def _events(keys: dict[str, Place]) -> tuple[tuple[str, str], ...]:
    if "events" not in keys:
        return ()
    return tuple((name, place.text()) for name, place in keys["events"].mapping().items())


def _ambiguity(place: Place) -> Ambiguity:
    keys = place.mapping()
    for key in AMBIGUITY["required"]:
        if key not in keys:
            place.refuse(f"{key!r} of a doubt is missing.", f"Add {key}.")
    return Ambiguity(**{key: keys[key].text() for key in AMBIGUITY["required"]})


def _criterion(place: Place, side: Side) -> Criterion:
    keys = dict(place.mapping())
    own = {key: keys.pop(key) for key in CRITERION if key in keys}
    if "id" not in own or not own["id"].text().strip():
        place.refuse("a criterion has no id.", "Add id: I1.")
    node = read_node(Place(keys, place.line, place.name))
    return Criterion(
        id=own["id"].text(),
        side=side,
        node=node,
        title=_text(own, "title"),
        mark=_text(own, "mark"),
        manual=FLAG.read(own["manual"]) if "manual" in own else False,
        assumptions=tuple(each.text() for each in _list(own, "assumptions")),
    )


def write_criteria(study: StudyCriteria) -> str:
    """The criteria as YAML, in the order of the study."""
    return yaml.safe_dump(plain_data(study), sort_keys=False, allow_unicode=True, width=96)


def write_json(study: StudyCriteria) -> str:
    """The criteria as JSON, which :func:`read_criteria` reads too."""
    return json.dumps(plain_data(study), ensure_ascii=False, indent=1)


def plain_data(study: StudyCriteria) -> dict[str, Any]:
    """What a file holds, as plain data."""
    told: dict[str, Any] = {"study": study.study, "record": study.record, "language": LANGUAGE}
    told |= {"reviewed": study.reviewed, "synthetic": study.synthetic}
    told["events"] = dict(study.events)
    for key, side in _SIDES.items():
        told[key] = [_told(each) for each in study.criteria if each.side is side]
    told["ambiguities"] = [
        {"id": doubt.id, "doubt": doubt.doubt, "default": doubt.default, "question": doubt.question}
        for doubt in study.ambiguities
    ]
    return {key: value for key, value in told.items() if value}


def _told(criterion: Criterion) -> dict[str, Any]:
    told: dict[str, Any] = {"id": criterion.id}
    if criterion.title:
        told["title"] = criterion.title
    if criterion.mark:
        told["mark"] = criterion.mark
    if criterion.manual:
        told["manual"] = True
    if criterion.assumptions:
        told["assumptions"] = list(criterion.assumptions)
    return told | write_node(criterion.node)


@lru_cache(maxsize=256)
def shipped_criteria(study: str) -> StudyCriteria | None:
    """The criteria that come with the program for a study; None if there are none. Its files stay
    as they are while it runs, so each is read once."""
    path = files("trialhead.criteria").joinpath(f"authored/{study}.yaml")
    if not study.isalnum() or not path.is_file():
        return None
    return read_criteria(path.read_text(encoding="utf-8"), name=f"authored/{study}.yaml")
