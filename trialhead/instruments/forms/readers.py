"""Readers of inputs: from what JSON or YAML holds to a value, or an error that names the place."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from reprlib import repr as brief
from typing import Any, ParamSpec, TypeVar

from trialhead.errors import TrialheadError, Unreadable
from trialhead.instruments.forms.form import Input, Reader
from trialhead.instruments.quantities import QUANTITIES, check

P = ParamSpec("P")
T = TypeVar("T")


def number(name: str, meaning: str = "") -> Input:
    """A number named as in the table of quantities, which gives its unit and range."""
    told = f"{meaning or name.rpartition('_')[0] or name} ({QUANTITIES[name].unit})"
    return Input(name=name, meaning=told, read=lambda place, raw: placed(place, check, name, raw))


def yes_no(name: str, meaning: str) -> Input:
    """True or false."""
    return Input(name=name, meaning=f"{meaning} (true or false)", read=_yes_no)


def word(name: str, meaning: str, choices: Iterable[str]) -> Input:
    """One of the words in ``choices``."""
    return Input(name=name, meaning=f"{meaning}: {', '.join(choices)}", read=_one_of(*choices))


def text(name: str, meaning: str) -> Input:
    """A short text."""
    return Input(name=name, meaning=meaning, read=read_text)


def items(name: str, meaning: str) -> Input:
    """A list of names; the instrument knows which."""
    return Input(name=name, meaning=meaning, read=read_list)


def day(name: str, meaning: str) -> Input:
    """A calendar date."""
    return Input(name=name, meaning=f"{meaning} (2026-11-23)", read=read_day)


def read_text(place: str, raw: object) -> str:
    """A text that is not empty."""
    if not isinstance(raw, str) or not raw.strip():
        raise Unreadable(f"{place} is {brief(raw)}.", fix="Write a word.")
    return raw.strip()


def read_list(place: str, raw: object) -> list[Any]:
    """A list."""
    if not isinstance(raw, list | tuple):
        raise Unreadable(
            f"{place} is {brief(raw)}, which is no list.", fix="Write a list, [] for none."
        )
    return list(raw)


def read_mapping(place: str, raw: object) -> Mapping[Any, Any]:
    """A mapping of names to values."""
    if not isinstance(raw, Mapping):
        raise Unreadable(f"{place} is {brief(raw)}.", fix="Write names with their values.")
    return raw


def read_day(place: str, raw: object) -> date:
    """A date, or a text of the form 2026-11-23."""
    if isinstance(raw, date) and not isinstance(raw, datetime):
        return raw
    try:
        if isinstance(raw, str) and len(raw) == len("2026-11-23"):
            return date.fromisoformat(raw)
    except ValueError:
        pass
    raise Unreadable(f"{place} is {brief(raw)}, which is no day.", fix="Write it as 2026-11-23.")


def placed(place: str, make: Callable[P, T], *args: P.args, **named: P.kwargs) -> T:
    """What ``make`` gives; its error is told with ``place`` before it."""
    try:
        return make(*args, **named)
    except TrialheadError as error:
        if error.mistake.startswith(place):
            raise
        raise Unreadable(f"{place}: {error.mistake}", fix=error.fix) from error


def _yes_no(place: str, raw: object) -> bool:
    if not isinstance(raw, bool):
        raise Unreadable(f"{place} is {brief(raw)}.", fix="Write true, false, or null for unknown.")
    return raw


def _one_of(*choices: str) -> Reader:
    def read(place: str, raw: object) -> str:
        if raw not in choices:
            raise Unreadable(
                f"{place} is {brief(raw)}.", fix=f"Write one of: {', '.join(choices)}."
            )
        return str(raw)

    return read
