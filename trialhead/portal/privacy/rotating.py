"""Sealing everything anew with a new key, while the portal goes on."""

from collections.abc import Callable, Iterator
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import Model, TextField
from django.db.models.functions import Cast

from trialhead.portal.privacy import actions, keys
from trialhead.portal.privacy.sealing import SealedTextField, reseal

#: So many texts are read at once.
PAGE = 500
#: What seals anew the texts that a library keeps in columns of its own.
_ELSEWHERE: list[Callable[[], int]] = []


def register(reseal_others: Callable[[], int]) -> None:
    """Let rotation seal anew what lies in no sealed column; the function returns how many texts."""
    _ELSEWHERE.append(reseal_others)


def rotate() -> int:
    """Make a new key and seal every sealed text with it; how many texts there were.

    If it is cut off, running it again is safe: what an earlier run has left is sealed anew before
    the oldest key goes. Keys in TRIALHEAD_KEYS are the operator's: none is made, the first seals.
    """
    if not settings.TRIALHEAD_KEYS:
        reseal_everything()
        keys.add_key()
    return reseal_everything()


def reseal_everything() -> int:
    """Seal every sealed text with the newest key; how many. NotReady if one cannot be opened."""
    done = 0
    for model, field in sealed_columns():
        for pk, old in stored(model, field.name):
            new = reseal(old, place=field.place)
            actions.replace_sealed(model=model, column=field.name, pk=pk, old=old, new=new)
            done += 1
    return done + sum(others() for others in _ELSEWHERE)


def sealed_columns() -> Iterator[tuple[type[Model], SealedTextField]]:
    """Every sealed column of every feature."""
    for model in apps.get_models():
        for field in model._meta.local_fields:
            if isinstance(field, SealedTextField):
                yield model, field


def stored(model: type[Model], column: str) -> Iterator[tuple[Any, str]]:
    """Keys and ciphertexts of a column, page by page: no reading is open while one is replaced."""
    rows = model._base_manager.annotate(as_stored=Cast(column, TextField())).order_by("pk")
    held = rows.filter(as_stored__gt="").values_list("pk", "as_stored")
    page = list(held[:PAGE])
    while page:
        yield from page
        page = list(held.filter(pk__gt=page[-1][0])[:PAGE])
