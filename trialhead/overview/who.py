"""Who may take part: every criterion as sentences, in plain words where they were understood."""

from collections.abc import Iterator
from dataclasses import replace

from trialhead.criteria import (
    All,
    Any,
    AnyNode,
    AtLeast,
    Condition,
    Criterion,
    Leaf,
    Not,
    Procedure,
    Read,
    Readings,
    Side,
    Treatment,
    Unless,
    children,
)
from trialhead.overview.clauses import clause
from trialhead.overview.passages import CRITERIA
from trialhead.overview.phrases import Phrases
from trialhead.overview.quoting import quote
from trialhead.overview.readability import LONGEST, words_in
from trialhead.overview.rewording import criterion_reworded
from trialhead.overview.sentences import Sentence, Support

#: More names than this are told in sentences or items of their own.
_TOGETHER = 2


def ways_told(
    criterion: Criterion, text: str, phrases: Phrases, *, plainer: bool
) -> Iterator[tuple[Sentence, ...]]:
    """Ways of telling one criterion, the best first: in our words if all of it was understood, in
    the record's made ``plainer`` (English alone), and last in the record's own."""
    support = support_of(criterion, text)
    if criterion.read is Read.FULL and criterion.side is not Side.GENERAL and support.words:
        plain = _plain(criterion, support.words, phrases)
        if plain is not None:
            yield tuple(Sentence(text=each, support=(support,)) for each in plain)
    if plainer and support.words:
        for told in criterion_reworded(support.words, criterion.side, phrases):
            yield (Sentence(text=told, support=(support,), plainer="“" not in told),)
    yield (quoted(criterion, text, phrases),)


def quoted(criterion: Criterion, text: str, phrases: Phrases) -> Sentence:
    """One criterion in the record's words."""
    support = support_of(criterion, text)
    said = phrases.say(f"said.{criterion.side}")
    told = quote(said, support.words or criterion.title, phrases)
    return Sentence(text=told, support=(support,))


def support_of(criterion: Criterion, text: str) -> Support:
    """Where a criterion stands in the record; the whole text where an author's has no place."""
    words = criterion.words
    found = text if words is None else words.of(text)
    return Support(field=CRITERIA, words=found, span=words, criterion=criterion.id)


def _plain(criterion: Criterion, words: str, phrases: Phrases) -> tuple[str, ...] | None:
    try:
        found = _Teller(words, phrases).told(
            criterion.node, wanted=criterion.side is Side.INCLUSION
        )
    except _NoPlainForm:
        return None
    lines = [line for each in found for line in each.split("\n")]
    return None if any(words_in(line) > LONGEST for line in lines) else tuple(found)


class _NoPlainForm(Exception):
    """A node is too involved to be told plainly."""


class _Teller:
    """Tells the nodes of one criterion; ``words`` are the record's."""

    def __init__(self, words: str, phrases: Phrases) -> None:
        self._words = words
        self._say = phrases

    def told(self, node: AnyNode, *, wanted: bool) -> list[str]:
        """Sentences that together say that a node must, or must not, hold."""
        match node:
            case Not(part=part):
                return self.told(part, wanted=not wanted)
            case All(parts=parts) if wanted:
                return [each for part in parts for each in self.told(part, wanted=True)]
            case Any(parts=parts) if not wanted:
                return [each for part in parts for each in self.told(part, wanted=False)]
            case Any(parts=parts):
                return [self._list(self._say.say("list.any"), parts)]
            case All(parts=parts):
                return [self._list(self._say.say("list.not_all"), parts)]
            case AtLeast(count=count, parts=parts) if wanted:
                return [self._list(self._say.say("list.at_least", count=count), parts)]
            case Unless(part=part, exception=exception) if wanted:
                return [*self.told(part, wanted=True), *self.told(exception, wanted=False)]
            case Readings() | AtLeast() | Unless():
                raise _NoPlainForm
            case _:
                return self._leaf(node, wanted=wanted)

    def _leaf(self, leaf: Leaf, *, wanted: bool) -> list[str]:
        single = _apart(leaf)
        if len(single) > _TOGETHER and wanted:
            return [self._list(self._say.say("list.any"), single)]
        parts = single if len(single) > _TOGETHER or not wanted else (leaf,)
        return [self._clause(each, "must" if wanted else "must_not") for each in parts]

    def _list(self, head: str, parts: tuple[AnyNode, ...]) -> str:
        return "\n".join((head, *(f"– {self._item(part)}" for part in parts)))

    def _item(self, node: AnyNode, *, holds: bool = True) -> str:
        match node:
            case Not(part=part):
                return self._item(part, holds=not holds)
            case All(parts=parts) if holds and not any(map(children, parts)):
                return self._say.say("and").join(self._item(part) for part in parts)
            case Any(parts=parts) if holds and not any(map(children, parts)):
                return self._say.say("or").join(self._item(part) for part in parts)
            case All() | Any() | AtLeast() | Unless() | Readings():
                raise _NoPlainForm
            case _:
                return self._clause(node, "is" if holds else "is_not")

    def _clause(self, leaf: Leaf, form: str) -> str:
        found = clause(leaf, form, words=self._words, phrases=self._say)
        if found is None:
            raise _NoPlainForm
        return found


def _apart(leaf: Leaf) -> tuple[Leaf, ...]:
    """One leaf for each of the names any of which will do."""
    match leaf:
        case Condition() | Procedure() | Treatment(agents=1):
            return tuple(replace(leaf, of=(name,)) for name in leaf.of)
        case _:
            return (leaf,)
