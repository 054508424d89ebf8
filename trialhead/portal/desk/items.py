"""Scores entered item by item: a range while items are missing."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from trialhead.criteria import Classified, Leaf, Score
from trialhead.errors import Unreadable
from trialhead.instruments import (
    EULAR_ACR_ITEMS,
    INSTRUMENTS,
    SLEDAI_2K_WEIGHTS,
    Instrument,
    Result,
    score,
)
from trialhead.patients import ScoreFact, When
from trialhead.vocabulary import normalise

#: The items of each instrument that can be entered so.
ITEMS: Mapping[str, tuple[str, ...]] = {
    "sledai-2k": tuple(SLEDAI_2K_WEIGHTS),
    "eular-acr-2019": tuple(EULAR_ACR_ITEMS),
}
FOUND, ABSENT = "found", "absent"
LONGEST_SOURCE = 200
_ANA = "ana_1_80"


def instrument_of(scale: str) -> str:
    """The name of the instrument that works out a scale."""
    return normalise(scale).replace(" ", "-")


@dataclass(frozen=True, kw_only=True, slots=True)
class Items:
    """A score item by item; what is in neither list was looked for and not found."""

    scale: str
    present: tuple[str, ...]
    missing: tuple[str, ...]
    ana: bool | None = None
    on: date | None = None
    source: str = ""

    @property
    def instrument(self) -> Instrument:
        """What works it out."""
        return INSTRUMENTS[instrument_of(self.scale)]

    @property
    def result(self) -> Result:
        """What the instrument makes of it: a range while items are missing."""
        given: dict[str, object] = {"present": list(self.present), "missing": list(self.missing)}
        if asks_ana(self.scale):
            given[_ANA] = self.ana
        return score(self.instrument.name, given)

    @property
    def fact(self) -> ScoreFact:
        """The same as a fact of the person."""
        return ScoreFact(
            scale=self.scale,
            on=When.on(self.on) if self.on else None,
            present=self.present,
            missing=self.missing,
            inputs={_ANA: self.ana} if asks_ana(self.scale) else {},
            source=self.source,
        )

    def state(self, item: str) -> str:
        """What stands in the form for an item."""
        if item in self.present:
            return FOUND
        return "" if item in self.missing else ABSENT


def scales_in(leaves: Iterable[Leaf]) -> tuple[str, ...]:
    """The scales asked about that can be entered item by item."""
    named = (leaf.scale for leaf in leaves if isinstance(leaf, Score | Classified))
    return tuple(dict.fromkeys(name for name in named if instrument_of(name) in ITEMS))


def asks_ana(scale: str) -> bool:
    """Whether an instrument asks for ANA besides its items."""
    return any(one.name == _ANA for one in INSTRUMENTS[instrument_of(scale)].inputs)


def items_posted(fields: Mapping[str, str], scale: str, on: date | None) -> Items | None:
    """What was entered; None while no item has been looked at."""
    told = {item: fields.get(item, "") for item in ITEMS[instrument_of(scale)]}
    ana = {FOUND: True, ABSENT: False}.get(fields.get("ana", ""))
    if not any(told.values()) and ana is None:
        return None
    return Items(
        scale=scale,
        present=tuple(item for item, state in told.items() if state == FOUND),
        missing=tuple(item for item, state in told.items() if state not in (FOUND, ABSENT)),
        ana=ana,
        on=on,
        source=fields.get("source", "").strip()[:LONGEST_SOURCE],
    )


def items_written(items: tuple[Items, ...]) -> str:
    """As JSON."""
    told = [
        {
            "scale": one.scale,
            "present": one.present,
            "missing": one.missing,
            "ana": one.ana,
            "on": one.on.isoformat() if one.on else "",
            "source": one.source,
        }
        for one in items
    ]
    return json.dumps(told)


def items_read(text: str) -> tuple[Items, ...]:
    """What :func:`items_written` wrote; Unreadable for anything else."""
    try:
        return tuple(_item_read(one) for one in json.loads(text or "[]"))
    except (ValueError, TypeError, KeyError) as error:
        raise Unreadable("The worksheet is damaged.", fix="Fill in a new one.") from error


def _item_read(told: dict[str, Any]) -> Items:
    return Items(
        scale=told["scale"],
        present=tuple(told["present"]),
        missing=tuple(told["missing"]),
        ana=told["ana"],
        on=date.fromisoformat(told["on"]) if told["on"] else None,
        source=told["source"],
    )
