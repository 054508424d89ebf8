"""What illnesses, drugs, measurements, procedures and scales are called in other languages."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from trialhead.vocabulary.normalise import normalise

#: The languages of the list, in the order of its columns.
NAMED_IN = ("es", "zh", "fr", "ar")
#: Words that say no more of an illness than that it is one.
_SAYING_NOTHING = frozenset(
    ("disease", "disorder", "syndrome", "infection", "virus", "condition", "of", "the", "and", "a")
)
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


def says_no_more(words: str, key: str, name: str) -> bool:
    """Whether words for an illness are another spelling of its key or name, or an abbreviation:
    "acute pancreatitis" says more than "Pancreatitis", and is not called that."""
    known = {*normalise(key).split(), *normalise(name).split(), *_SAYING_NOTHING}
    bare = re.sub(r"\(?\b[A-Z]{2,}\b\)?", " ", words)
    return set(normalise(bare).split()) <= known


@cache
def _names() -> dict[tuple[str, str, str], Name]:
    text = files("trialhead.vocabulary").joinpath("terms/names.tsv").read_text("utf-8")
    found = {}
    for line in text.splitlines():
        kind, keys, *cells = line.split("\t")
        for language, cell in zip(NAMED_IN, cells, strict=True):
            for key in keys.split(";") if cell else ():
                found[kind, normalise(key), language] = read_name(cell)
    return found


def named_in(language: str, kind: str, *keys: str) -> Name | None:
    """The name of the first of ``keys`` that has one; None for what nobody has named yet.

    ``kind`` is condition, drug, analyte, procedure or scale. A key is that of the vocabulary or
    another wording in the list.
    """
    names = _names()
    found = (names.get((kind, normalise(key), language)) for key in keys)
    return next((name for name in found if name is not None), None)
