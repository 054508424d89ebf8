"""The language of criteria as a JSON Schema, so that editors help those who write a file.

It is made from the same tables that read and write files. What :func:`write_criteria` writes is
valid; what is valid still may hold numbers or words that only reading refuses.
"""

from dataclasses import MISSING, fields
from typing import Any

from trialhead.criteria.codecs import BOUNDS_KEYS, ONE_MOMENT, ONE_OF_EACH_END, TIMING_KEYS
from trialhead.criteria.document import CRITERION, TOP
from trialhead.criteria.forms import COMBINED, FORMS, Form
from trialhead.criteria.leaves import Condition, Measurement

_NO_TIME = {"properties": dict.fromkeys(TIMING_KEYS, False)}
_SOME_BOUNDS = {"anyOf": [{"required": [key]} for key in BOUNDS_KEYS]}


def json_schema() -> dict[str, Any]:
    """The schema of a file of criteria, draft 2020-12."""
    tags = {tag: {"$ref": f"#/$defs/{tag}"} for tag in FORMS} | COMBINED
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Criteria of a study",
        "type": "object",
        "properties": TOP,
        "required": ["study"],
        "additionalProperties": False,
        "$defs": {
            "criterion": {
                "type": "object",
                "properties": CRITERION | tags,
                "required": ["id"],
                "oneOf": [{"required": [tag]} for tag in tags],
                "additionalProperties": False,
            },
            "node": {
                "type": "object",
                "properties": tags,
                "minProperties": 1,
                "maxProperties": 1,
                "additionalProperties": False,
            },
            **{tag: _leaf(tag, form) for tag, form in FORMS.items()},
        },
    }


def _leaf(tag: str, form: Form) -> dict[str, Any]:
    """A mapping of the form's keys, or the plain value that its lone key stands for."""
    whole = {
        "type": "object",
        "properties": _properties(tag, form),
        "required": [key for key, (attribute, _) in form.keys.items() if _needed(form, attribute)],
        "additionalProperties": False,
        **({"allOf": rules} if (rules := _rules(form)) else {}),
    }
    if not form.lone:
        return whole
    return {"anyOf": [form.keys[form.lone][1].schema, whole]}


def _properties(tag: str, form: Form) -> dict[str, Any]:
    but_not = {"type": "array", "items": {"$ref": f"#/$defs/{tag}"}}
    return {
        **{key: codec.schema for key, (_, codec) in form.keys.items()},
        **(BOUNDS_KEYS if form.bounds else {}),
        **(TIMING_KEYS if form.timing else {}),
        **({"but_not": but_not} if form.kind is Condition else {}),
    }


def _rules(form: Form) -> list[dict[str, Any]]:
    """What holds between the keys of a form."""
    rules: list[dict[str, Any]] = []
    if form.bounds:
        rules.append(ONE_OF_EACH_END)
    if form.bounds and _needed(form, form.bounds):
        rules.append(_SOME_BOUNDS)
    if form.kind is Measurement:
        rules.append({"oneOf": [_SOME_BOUNDS, {"required": ["results"]}]})
    if form.timing:
        rules.append(ONE_MOMENT if _needed(form, "timing") else {"anyOf": [_NO_TIME, ONE_MOMENT]})
    if "dose" in form.keys:
        rules.append({"dependentRequired": {"dose": ["dose_unit"]}})
    return rules


def _needed(form: Form, attribute: str) -> bool:
    return next(each for each in fields(form.kind) if each.name == attribute).default is MISSING
