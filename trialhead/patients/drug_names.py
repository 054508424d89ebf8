"""The drugs in the name of a product: "Amoxicillin 250 MG / Clavulanate 125 MG Oral Tablet"."""

import re

#: What may stand before the first drug: a number of approval, a volume, a time, a count of puffs.
_LEAD = re.compile(
    r"^(?:(?:NDA|ANDA|BLA)\d+\s+|\d+(?:\.\d+)?\s+(?:ML|HR|ACTUAT|UNT)\s+)+", re.IGNORECASE
)
#: Where a strength or a package begins, and all that follows it.
_STRENGTH = re.compile(
    r"\s+\d[\d.,]*\s*(?:/\s*\d|%|(?:MG|MCG|UG|G|ML|MEQ|MMOL|UNT|UNITS?|IU|HR|ACTUAT|DAY)\b).*$",
    re.IGNORECASE,
)
_BRAND = re.compile(r"\s*\[([^\]]*)\]\s*$")
_BETWEEN = re.compile(r"\s+/\s+")

_SALTS = (
    "acetate besylate bitartrate bromide calcium citrate dipropionate fumarate furoate hcl "
    "hydrobromide hydrochloride magnesium maleate mesylate phosphate potassium propionate sodium "
    "succinate sulfate tartrate"
)
_FORMS = (
    "capsule capsules cream drops extended gel infusion inhaler injectable injection ointment oral "
    "release solution spray suspension syrup tablet tablets topical"
)
#: Last words that name the salt or the form of a drug, not another drug.
_TRAILING = frozenset(f"{_SALTS} {_FORMS}".split())


def drugs_in(product: str) -> tuple[tuple[str, ...], ...]:
    """For each drug of a product, wordings of its name, best first; at least one drug."""
    brand = _BRAND.search(product)
    parts = _BETWEEN.split(_BRAND.sub("", product))
    bare = [name for part in parts if (name := _STRENGTH.sub("", _LEAD.sub("", part)).strip())]
    if len(bare) > 1:
        return tuple(_wordings(name) for name in bare)
    return (_wordings(*bare, product, *([brand[1]] if brand else [])),)


def _wordings(*names: str) -> tuple[str, ...]:
    given = [name for name in names if name]
    return tuple(dict.fromkeys((*given[:1], *map(_shortened, given), *given)))


def _shortened(name: str) -> str:
    """The name up to a comma, without words for salt and form at its end."""
    words = name.partition(",")[0].split()
    while len(words) > 1 and words[-1].lower() in _TRAILING:
        words.pop()
    return " ".join(words)
