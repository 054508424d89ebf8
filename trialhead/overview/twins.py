"""An overview in another language: each sentence is the twin of an English one.

The gate knows only English. So a sentence in another language is made from the same phrase, values
and support as an English one, and is shown only if that one passes the gate and both have the same
figures. Where it cannot be, the record is quoted in its own words.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from trialhead.criteria import StudyCriteria
from trialhead.overview.figures import figures_kept
from trialhead.overview.gate import check
from trialhead.overview.phrases import Phrases
from trialhead.overview.quoting import quote
from trialhead.overview.readability import own_words
from trialhead.overview.sentences import Section, Sentence
from trialhead.overview.who import quoted, ways_told
from trialhead.registry import Study

Parts = Mapping[Section, Sequence[Sentence]]


def twin_fields(
    english: Parts, own: Parts, study: Study, criteria: StudyCriteria, say: Phrases
) -> dict[Section, list[Sentence]]:
    """The sentences on fields of the record, in the order of the English ones."""
    report = check([each for part in english.values() for each in part], study, criteria)
    sound = {each.sentence for each in report.sentences if not each.faults}
    return {
        section: [
            held
            for twin, sentence in zip(part, own[section], strict=True)
            for held in _held(twin, sentence, say, passes=twin in sound)
        ]
        for section, part in english.items()
    }


def _held(twin: Sentence, sentence: Sentence, say: Phrases, *, passes: bool) -> Iterator[Sentence]:
    """A sentence that holds; otherwise the words it rests on, if there are any."""
    if passes and not figures_kept(twin.text, sentence.text):
        yield sentence
    elif words := " ".join(each.words for each in sentence.support).strip():
        text = quote(say.say("said.general"), words, say)
        yield Sentence(text=text, support=sentence.support)


def twin_criteria(
    english: Iterable[Sentence], criteria: StudyCriteria, text: str, say: Phrases
) -> Iterator[Sentence]:
    """The sentences on criteria. ``english`` are those that the gate has passed."""
    twins: dict[str, list[Sentence]] = {}
    for sentence in english:
        twins.setdefault(sentence.support[0].criterion, []).append(sentence)
    for name, ours in twins.items():
        criterion = criteria.criterion(name)
        own = next(ways_told(criterion, text, say, plainer=False))
        yield from own if _same(ours, own) else (quoted(criterion, text, say),)


def _same(twins: Sequence[Sentence], own: Sequence[Sentence]) -> bool:
    """Whether sentences are told in the language, one for each of the English ones."""
    if len(twins) != len(own):
        return False
    return all(
        "“" not in twin.text + each.text
        and own_words(twin.text) != own_words(each.text)
        and not figures_kept(twin.text, each.text)
        for twin, each in zip(twins, own, strict=True)
    )
