"""What illnesses, drugs, measurements, procedures and scales are called in other languages."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

#: The languages of the list, in the order of its columns.
NAMED_IN = ("es", "zh", "fr", "ar")
_FORM = re.compile(r"(?P<words>.+?)(?::(?P<form>f|mp|fp|dm|df))?")


@dataclass(frozen=True, kw_only=True, slots=True)
class Name:
    """A name in one language and what agrees with it.

    ``form`` is m or f, with p for a plural; in Arabic with d before it for a name that is definite.
    """

    words: str
    form: str = "m"


def read_name(text: str) -> Name:
    """The name in a cell of the list: its words, and after a colon its form unless that is m."""
    found = _FORM.fullmatch(text)
    if found is None:
        raise ValueError("A name needs words.")
    return Name(words=found["words"], form=found["form"] or "m")


@cache
def _names() -> dict[tuple[str, str, str], Name]:
    text = files("trialhead.vocabulary").joinpath("terms/names.tsv").read_text("utf-8")
    found = {}
    for line in text.splitlines():
        kind, key, *cells = line.split("\t")
        for language, cell in zip(NAMED_IN, cells, strict=True):
            if cell:
                found[kind, key.casefold(), language] = read_name(cell)
    return found


def named_in(language: str, kind: str, *keys: str) -> Name | None:
    """The name of the first of ``keys`` that has one; None for what nobody has named yet.

    ``kind`` is condition, drug, analyte, procedure or scale. A key is that of the vocabulary, or
    for an illness the words of a text, which may say more exactly what is meant.
    """
    names = _names()
    found = (names.get((kind, key.casefold(), language)) for key in keys)
    return next((name for name in found if name is not None), None)
