"""A single question as plain data, to travel in a form, and read back strictly."""

import json
from typing import Any

from trialhead.criteria.combinators import children
from trialhead.criteria.forms import read_node, write_node
from trialhead.criteria.leaves import Leaf
from trialhead.criteria.places import Place
from trialhead.errors import Unreadable

#: Deeper than any question stands in its form.
_DEEPEST = 8
_NAME = "question"


def leaf_as_data(leaf: Leaf) -> dict[str, Any]:
    """The question in dicts, lists and words, as a file of criteria writes it."""
    return write_node(leaf)


def leaf_from_data(data: object) -> Leaf:
    """The question that :func:`leaf_as_data` wrote; Unreadable for anything else."""
    node = read_node(_placed(data, 0))
    if children(node):
        raise Unreadable("Several questions stand where one belongs.", fix="Give one question.")
    leaf: Leaf = node  # type: ignore[assignment]
    if leaf_as_data(leaf) != json.loads(json.dumps(data)):
        raise Unreadable("A question is not written as it should be.", fix="Start again.")
    return leaf


def _placed(data: object, depth: int) -> Place:
    if depth > _DEEPEST:
        raise Unreadable("A question is nested too deeply.", fix="Start again.")
    if isinstance(data, dict):
        return Place({str(k): _placed(v, depth + 1) for k, v in data.items()}, 1, _NAME)
    if isinstance(data, list):
        return Place([_placed(each, depth + 1) for each in data], 1, _NAME)
    if not isinstance(data, str | bool | int | float):
        raise Unreadable("A question holds an empty value.", fix="Start again.")
    return Place(data, 1, _NAME)
