"""Whether every criterion of a study is told, and told whole."""

from collections import defaultdict
from collections.abc import Sequence

from trialhead.criteria import Criterion, Read, StudyCriteria, leaves
from trialhead.overview.claims import node_claims
from trialhead.overview.evidence import content, numbers
from trialhead.overview.polarity import is_named, names_of
from trialhead.overview.sentences import Sentence, Support

#: A criterion that was not understood is told if this share of its words is there.
_SHARE = 0.5


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
    if words and " ".join(words.split()) in " ".join(told.split()):
        return True
    if criterion.read is Read.FULL:
        return all(_leaf_told(leaf, told) for leaf in leaves(criterion.node))
    wanted = content(words)
    share = len(wanted & content(told)) / max(1, len(wanted))
    return share >= _SHARE and numbers(words) <= numbers(told)


def _leaf_told(leaf: object, told: str) -> bool:
    named = all(is_named(name, told) or content(name) <= content(told) for name in names_of(leaf))  # type: ignore[arg-type]
    return named and {each.value for each in node_claims(leaf)} <= numbers(told)  # type: ignore[arg-type]
