"""Words of which one is told in the place of its opposite: in hospital, where the record has
outpatients."""

import re
from collections.abc import Iterator

from trialhead.overview.faults import Fault, FaultKind

#: Parts of the body of which there are two.
_TWO = r"hand|eye|leg|knee|arm|ear|foot|side|hip|breast|lung|kidney|shoulder"
_PAIRS = (
    (r"inpatients?|(?:in|into) (?:a |the )?hospital(?!s| or)|hospitali[sz]\w+", r"outpatients?|day clinic"),
    (r"by mouth|oral(?:ly)?|swallow\w*", r"intraven\w+|subcutan\w+|intramuscul\w+|inject\w+|into a vein|(?<!stage )(?<!phase )(?<!grade )(?<!class )(?<!type )i\.?v|under the skin|inhal\w+|topical\w*"),
    (r"mornings?", r"evenings?|bedtime|nights?"),
    (r"mothers?|maternal", r"fathers?|paternal"),
    (r"summer", r"winter"),
    (r"fasting|empty stomach", r"with (?:food|a meal|meals)|fed"),
    (r"indoors?", r"outdoors?"),
    (r"lower back|lumbar", r"neck|cervical"),
    (r"(?:come|came|comes|coming) back|relaps\w+|recurren\w+", r"new(?:ly)? (?:diagnos\w+|found|detected)"),
    (rf"(?:one|a single) (?:{_TWO})", rf"both (?:\w+ )?(?:{_TWO})s?|both feet"),
)  # fmt: skip
_FORMS = tuple(
    tuple(re.compile(rf"\b(?:{form})\b", re.IGNORECASE) for form in (one, other)[::way])
    for one, other in _PAIRS
    for way in (1, -1)
)
#: What one and the same word has two of: a high and a low dose.
_SIDES = ({"high": "low", "left": "right", "upper": "lower", "single": "multiple", "primary": "secondary"})  # fmt: skip
_OTHER = _SIDES | {other: one for one, other in _SIDES.items()}
_SIDE = re.compile(rf"\b({'|'.join(_OTHER)})[- ]([a-z]{{3,}}?)s?\b", re.IGNORECASE)


def opposite_faults(own: str, held: str) -> Iterator[Fault]:
    """Words of a text of which the record has only the opposite."""
    for told, opposite in _FORMS:
        found = told.search(own)
        if found and not told.search(held) and (instead := opposite.search(held)):
            yield Fault(FaultKind.NAME, found.group(), instead.group())
    known = {(side.lower(), of.lower()) for side, of in _SIDE.findall(held)}
    for found in _SIDE.finditer(own):
        side, of = found[1].lower(), found[2].lower()
        if (side, of) not in known and (_OTHER[side], of) in known:
            yield Fault(FaultKind.NAME, found.group(), f"{_OTHER[side]} {of}")
