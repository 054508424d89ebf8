"""One door to every instrument by its name: inputs checked, what is missing told."""

from collections.abc import Mapping
from difflib import get_close_matches
from types import MappingProxyType
from typing import Any

from trialhead.errors import NotFound, Unreadable
from trialhead.instruments.forms import FORMS, Instrument, Result
from trialhead.instruments.interval import UNKNOWN_QUANTITY

#: Every instrument by its name.
INSTRUMENTS: Mapping[str, Instrument] = MappingProxyType({form.name: form for form in FORMS})


def instrument(name: str) -> Instrument:
    """The instrument called ``name``; raises NotFound, with the nearest names, for another."""
    if name in INSTRUMENTS:
        return INSTRUMENTS[name]
    near = get_close_matches(name.casefold().replace("_", "-"), INSTRUMENTS, n=3, cutoff=0.4)
    raise NotFound(
        f"No instrument is called {name!r}.",
        fix=f"Use one of: {', '.join(near or INSTRUMENTS)}.",
    )


def score(name: str, inputs: Mapping[str, object]) -> Result:
    """Work out the instrument called ``name`` from ``inputs`` as JSON or YAML hold them.

    An input left out or None is unknown. Without one that is needed the number is unknown and the
    input named as missing. Raises NotFound for an unknown instrument, Unreadable for an input it
    does not take or a value that cannot be, and what the instrument itself raises.
    """
    form = instrument(name)
    values = _read(form, inputs)
    missing = tuple(" or ".join(group) for group in form.needs if _given(group, values) == 0)
    if missing:
        return Result(interval=UNKNOWN_QUANTITY if form.unit else None, missing=missing)
    return form.compute(values)


def _read(form: Instrument, inputs: Mapping[str, object]) -> dict[str, Any]:
    known = {wanted.name: wanted for wanted in form.inputs}
    for name in inputs:
        if name not in known:
            raise Unreadable(
                f"{form.name} does not take {name!r}.", fix=f"It takes: {', '.join(known)}."
            )
    values = {
        name: None if inputs.get(name) is None else wanted.read(name, inputs[name])
        for name, wanted in known.items()
    }
    for group in form.needs:
        if _given(group, values) > 1:
            raise Unreadable(
                f"{form.name}: {' and '.join(group)} are both given.", fix="Give one of them."
            )
    return values


def _given(group: tuple[str, ...], values: Mapping[str, Any]) -> int:
    return sum(values[name] is not None for name in group)
