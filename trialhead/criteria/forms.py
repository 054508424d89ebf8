"""One table of the file's forms: it drives reading, writing and the schema, so none drifts."""

from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields
from difflib import get_close_matches
from typing import Any as Whatever

from trialhead.criteria import codecs
from trialhead.criteria.codecs import (
    BOUNDS_KEYS,
    COUNT,
    FLAG,
    LENGTH,
    RANGE,
    TEXT,
    TIME,
    WORDS,
    Codec,
    by_name,
    read_bounds,
    read_timing,
    write_bounds,
    write_timing,
)
from trialhead.criteria.combinators import All, Any, AnyNode, AtLeast, Not, Readings, Unless
from trialhead.criteria.leaves import (
    Age,
    Aspect,
    Classified,
    Condition,
    Judge,
    Judgement,
    Measurement,
    Participation,
    Procedure,
    Reproduction,
    Score,
    Sex,
    Treatment,
    Unread,
    Use,
)
from trialhead.criteria.places import Place


@dataclass(frozen=True, slots=True)
class Form:
    """How one kind of leaf stands in a file.

    ``keys`` are its own keys with the attribute and codec of each. ``bounds`` and ``timing`` tell
    whether its limits and its time stand beside them; ``unit`` is the attribute for the unit
    written after the numbers, ``lone`` the key a plain value stands for.
    """

    kind: type
    keys: dict[str, tuple[str, Codec]]
    bounds: str = ""
    unit: str = ""
    timing: bool = False
    lone: str = ""


def _choice(options: type[Aspect] | type[Judge] | type[Use]) -> Codec:
    def read(place: Place) -> Whatever:
        try:
            return options(place.text())
        except ValueError:
            told = ", ".join(options)
            place.refuse(f"{place.text()!r} is none of them.", f"Choose from: {told}.")

    return Codec(read, str, {"enum": [str(option) for option in options]})


_QUALITIES = ("qualities", WORDS)
FORMS: dict[str, Form] = {
    "age": Form(Age, {"on": ("event", TEXT)}, bounds="bounds", unit="unit"),
    "sex": Form(Sex, {"is": ("sex", TEXT)}, lone="is"),
    "condition": Form(
        Condition,
        {
            "is": ("of", WORDS),
            "severity": ("severity", TEXT),
            "grade": ("grade", RANGE),
            "stages": ("stages", WORDS),
            "qualities": _QUALITIES,
            "onset": ("onset", TIME),
            "treatment_ended": ("treatment_ended", TIME),
        },
        timing=True,
        lone="is",
    ),
    "treatment": Form(
        Treatment,
        {
            "is": ("of", WORDS),
            "agents": ("agents", COUNT),
            "outcomes": ("outcomes", WORDS),
            "dose": ("dose", RANGE),
            "dose_unit": ("dose_unit", TEXT),
            "as_prednisone": ("as_prednisone", FLAG),
            "lasting": ("lasting", LENGTH),
            "throughout": ("throughout", FLAG),
            "routes": ("routes", WORDS),
            "lines": ("lines", RANGE),
            "stable_for": ("stable_for", LENGTH),
            "qualities": _QUALITIES,
        },
        timing=True,
        lone="is",
    ),
    "measurement": Form(
        Measurement,
        {
            "analyte": ("analyte", TEXT),
            "results": ("results", WORDS),
            "use": ("use", _choice(Use)),
            "in_a_row": ("in_a_row", COUNT),
            "specimen": ("specimen", TEXT),
            "setting": ("setting", TEXT),
        },
        bounds="bounds",
        unit="unit",
        timing=True,
    ),
    "score": Form(
        Score,
        {"scale": ("scale", TEXT), "window": ("window", LENGTH)},
        bounds="bounds",
        timing=True,
    ),
    "classified": Form(Classified, {"scale": ("scale", TEXT)}, lone="scale"),
    "procedure": Form(
        Procedure,
        {"is": ("of", WORDS), "needed": ("needed", FLAG), "qualities": _QUALITIES},
        timing=True,
        lone="is",
    ),
    "reproduction": Form(
        Reproduction,
        {
            "is": ("aspect", _choice(Aspect)),
            "specimen": ("specimen", TEXT),
            "until": ("until", TEXT),
        },
        timing=True,
        lone="is",
    ),
    "participation": Form(Participation, {"interventional": ("interventional", FLAG)}, timing=True),
    "judgement": Form(
        Judgement,
        {"statement": ("statement", TEXT), "judge": ("judge", _choice(Judge))},
        lone="statement",
    ),
    "unread": Form(Unread, {"statement": ("statement", TEXT)}, lone="statement"),
}
_TAGS = {form.kind: tag for tag, form in FORMS.items()}
#: What a schema calls any node.
_NODE = {"$ref": "#/$defs/node"}
_PARTS = {"type": "array", "items": _NODE, "minItems": 1}
#: What a schema says of each combination; the reader takes the keys from here.
COMBINED: dict[str, dict[str, Whatever]] = {
    "all": _PARTS,
    "any": _PARTS,
    "at_least": by_name({"count": COUNT.schema, "of": _PARTS}, {}),
    "not": _NODE,
    "unless": by_name({"holds": _NODE, "exception": _NODE}, {}),
    "readings": by_name(
        {"ambiguity": {"type": "string", "minLength": 1}, "conservative": _NODE, "lenient": _NODE},
        {"explanation": TEXT.schema},
    ),
}


# Reading ----------------------------------------------------------------------------------------


def read_node(place: Place) -> AnyNode:
    """The node at a place that holds exactly one form; refused with its line otherwise."""
    keys = place.mapping()
    if len(keys) != 1:
        place.refuse(f"{len(keys)} forms stand where one belongs.", "Join them under all or any.")
    (tag, below), *_ = keys.items()
    if tag in COMBINED:
        return _guarded(place, lambda: _read_combined(tag, below))
    if tag not in FORMS:
        place.refuse(f"{tag!r} is no form.", _nearest(tag, (*FORMS, *COMBINED)))
    return _guarded(below, lambda: read_leaf(FORMS[tag], below))


def _guarded(place: Place, make: Callable[[], AnyNode]) -> AnyNode:
    """What ``make`` makes; a value refused by its type is refused with its line."""
    try:
        return make()
    except (ValueError, TypeError) as error:
        place.refuse(str(error), "Mend this part.")


def _read_combined(tag: str, place: Place) -> AnyNode:
    match tag:
        case "all":
            return All(parts=_parts(place))
        case "any":
            return Any(parts=_parts(place))
        case "not":
            return Not(part=read_node(place))
        case "at_least":
            keys = _known(place, COMBINED[tag])
            return AtLeast(count=COUNT.read(keys["count"]), parts=_parts(keys["of"]))
        case "unless":
            keys = _known(place, COMBINED[tag])
            return Unless(part=read_node(keys["holds"]), exception=read_node(keys["exception"]))
        case _:
            return _read_readings(place)


def _parts(place: Place) -> tuple[AnyNode, ...]:
    return tuple(read_node(item) for item in place.items())


def _read_readings(place: Place) -> Readings:
    keys = _known(place, COMBINED["readings"])
    return Readings(
        ambiguity=keys["ambiguity"].text(),
        conservative=read_node(keys["conservative"]),
        lenient=read_node(keys["lenient"]),
        explanation=keys["explanation"].text() if "explanation" in keys else "",
    )


def _known(place: Place, schema: dict[str, Whatever]) -> dict[str, Place]:
    keys, known = place.mapping(), tuple(schema["properties"])
    for key in keys:
        if key not in known:
            keys[key].refuse(f"{key!r} has no meaning here.", _nearest(key, known))
    for key in schema["required"]:
        if key not in keys:
            place.refuse(f"{key!r} is missing.", f"Add {key}.")
    return keys


def read_leaf(form: Form, place: Place) -> Whatever:
    """The leaf of one form, from a mapping or from the plain value its lone key stands for."""
    if not isinstance(place.value, dict):
        if not form.lone:
            place.refuse("names and values are missing.", f"Give {', '.join(form.keys)}.")
        place = Place({form.lone: place}, place.line, place.name)
    keys = place.mapping()
    _check_keys(form, keys)
    given: dict[str, Whatever] = {}
    for key, (attribute, codec) in form.keys.items():
        if key in keys:
            given[attribute] = codec.read(keys[key])
    if form.bounds and any(key in keys for key in BOUNDS_KEYS):
        given[form.bounds], unit = read_bounds(place)
        if unit and not form.unit:
            place.refuse(f"a score has no unit, and {unit!r} is one.", "Leave the unit out.")
        if form.unit and unit:
            given[form.unit] = _age_unit(unit) if form.kind is Age else unit
    if form.timing and (timing := read_timing(place)) is not None:
        given["timing"] = timing
    if "but_not" in keys:
        given["but_not"] = tuple(read_leaf(form, each) for each in keys["but_not"].items())
    _check_needed(form, place, given)
    return form.kind(**given)


def _check_needed(form: Form, place: Place, given: dict[str, Whatever]) -> None:
    """Refuse a leaf that lacks what its kind cannot do without."""
    names = {attribute: key for key, (attribute, _codec) in form.keys.items()}
    names |= {form.bounds: "at_least, above, at_most or below"} if form.bounds else {}
    names |= {"timing": ", ".join(codecs.TIMING_KEYS)} if form.timing else {}
    for each in fields(form.kind):
        if each.default is MISSING and each.default_factory is MISSING and each.name not in given:
            place.refuse("something needed is missing.", f"Add {names[each.name]}.")


def _age_unit(unit: str) -> str:
    return unit.removesuffix("s")


def allowed_keys(form: Form) -> tuple[str, ...]:
    """Every key a form knows."""
    return (
        *form.keys,
        *(BOUNDS_KEYS if form.bounds else ()),
        *(codecs.TIMING_KEYS if form.timing else ()),
        *(("but_not",) if form.kind is Condition else ()),
    )


def _check_keys(form: Form, keys: dict[str, Place]) -> None:
    allowed = allowed_keys(form)
    for key, value in keys.items():
        if key not in allowed:
            value.refuse(f"{key!r} has no meaning here.", _nearest(key, allowed))


def _nearest(word: str, known: tuple[str, ...]) -> str:
    close = get_close_matches(word, known, n=1)
    return f"Did you mean {close[0]}?" if close else f"Use one of: {', '.join(known)}."


# Writing ----------------------------------------------------------------------------------------


def write_node(node: AnyNode) -> dict[str, Whatever]:
    """The plain data of a node, as :func:`read_node` reads it."""
    match node:
        case All(parts=parts):
            return {"all": [write_node(part) for part in parts]}
        case Any(parts=parts):
            return {"any": [write_node(part) for part in parts]}
        case AtLeast(count=count, parts=parts):
            return {"at_least": {"count": count, "of": [write_node(part) for part in parts]}}
        case Not(part=part):
            return {"not": write_node(part)}
        case Unless(part=part, exception=exception):
            return {"unless": {"holds": write_node(part), "exception": write_node(exception)}}
        case Readings():
            told = {"ambiguity": node.ambiguity} | (
                {"explanation": node.explanation} if node.explanation else {}
            )
            return {
                "readings": {
                    **told,
                    "conservative": write_node(node.conservative),
                    "lenient": write_node(node.lenient),
                }
            }
        case _:
            tag = _TAGS[type(node)]
            return {tag: write_leaf(FORMS[tag], node)}


def write_leaf(form: Form, leaf: Whatever) -> dict[str, Whatever]:
    """The plain data of a leaf; what is as by default is left out."""
    told: dict[str, Whatever] = {}
    for key, (attribute, codec) in form.keys.items():
        value = getattr(leaf, attribute)
        if value != _defaults(form.kind).get(attribute, MISSING):
            told[key] = codec.write(value)
    if form.bounds and getattr(leaf, form.bounds) is not None:
        unit = getattr(leaf, form.unit) if form.unit else ""
        told |= write_bounds(getattr(leaf, form.bounds), unit)
    if form.timing and leaf.timing != _defaults(form.kind).get("timing", MISSING):
        told |= write_timing(leaf.timing)
    if form.kind is Condition and leaf.but_not:
        told["but_not"] = [write_leaf(form, each) for each in leaf.but_not]
    return told


def _defaults(kind: type) -> dict[str, Whatever]:
    return {each.name: each.default for each in fields(kind)}
