"""Whether every criterion of a study is told, and told whole."""

import re
from collections import defaultdict
from collections.abc import Sequence

from trialhead.criteria import Criterion, Read, StudyCriteria, leaves
from trialhead.overview.claims import node_claims
from trialhead.overview.polarity import is_named, names_of
from trialhead.overview.sentences import Sentence, Support
from trialhead.overview.terms import named_terms
from trialhead.overview.whole import share_told
from trialhead.overview.wording import content, numbers

#: A criterion that was not understood is told if this share of its words is there.
_SHARE = 0.5
#: One that was understood is told by its names, or if this share of its words is there.
_WHOLE = 0.9
#: The number of an item in a list: "; 2. ".
_LISTED = re.compile(r"(?:(?<=[;:\n])|^)\s*\(?\d{1,2}[.)]+(?=\s)", re.MULTILINE)


def uncovered(
    told: Sequence[tuple[Sentence, tuple[Support, ...]]], criteria: StudyCriteria, text: str
) -> tuple[str, ...]:
    """The criteria that no sentence tells, or that are told only in part."""
    texts: dict[str, list[str]] = defaultdict(list)
    for sentence, support in told:
        for each in support:
            if each.criterion:
                texts[each.criterion].append(sentence.text)
    return tuple(
        each.id
        for each in criteria.criteria
        if not _is_told(each, each.words.of(text) if each.words else "", "\n".join(texts[each.id]))
    )


def _is_told(criterion: Criterion, words: str, told: str) -> bool:
    if not told:
        return False
    if words and _folded(words) in _folded(told):
        return True
    share = share_told(words, told)
    if criterion.read is Read.FULL and share < _WHOLE:
        return all(_leaf_told(leaf, told) for leaf in leaves(criterion.node))
    return share >= _SHARE and numbers(_LISTED.sub(" ", words)) <= numbers(told)


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _leaf_told(leaf: object, told: str) -> bool:
    named = all(is_named(name, told) or content(name) <= content(told) for name in names_of(leaf))  # type: ignore[arg-type]
    return named and {each.value for each in node_claims(leaf)} <= numbers(told)  # type: ignore[arg-type]


def tells_too(text: str, words: str, beside: str) -> bool:
    """Whether a sentence that tells one criterion (``beside``) tells another one as well, and does
    not only share words with it."""
    own = content(words) - content(beside)
    if not own and numbers(words) == numbers(beside):
        return content(words) == content(beside)
    others = {term.words.casefold() for term in named_terms(beside)}
    named = [term for term in named_terms(words) if term.words.casefold() not in others]
    if any(is_named(key, text) for term in named for key in term.meanings):
        return True
    return bool(own) and len(own & content(text)) >= _SHARE * len(own)
