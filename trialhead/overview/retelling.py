"""An overview told by a model, of which only what the gate passes is ever shown."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from trialhead.criteria import StudyCriteria
from trialhead.overview.compose import compose
from trialhead.overview.draft import Draft, again, first_messages, read_draft
from trialhead.overview.gate import Checked, check
from trialhead.overview.model_client import Message
from trialhead.overview.sentences import NO_FIELD, Chapter, Overview, Section, Sentence
from trialhead.registry import Study

#: Answers a conversation.
Ask = Callable[[Sequence[Message]], str]


def retell(ask: Ask, study: Study, criteria: StudyCriteria) -> Draft:
    """What a model tells of a study, with one more try for what does not hold.

    The draft is not fit to be shown: ``held`` makes an overview of it. Raises what ``ask`` raises,
    and Unreadable if the first answer cannot be read.
    """
    messages = first_messages(study, criteria)
    answer = ask(messages)
    draft = read_draft(answer)
    faulty = [
        each for part in _checked(draft, study, criteria).values() for each in part if each.faults
    ]
    if not faulty:
        return draft
    better = read_draft(ask(again(messages, answer, faulty)))
    wrong = {each.sentence.text for each in faulty}
    return {
        section: list(
            dict.fromkeys(
                one
                for one in (*draft.get(section, ()), *better.get(section, ()))
                if one not in wrong
            )
        )
        for section in Section
    }


def held(draft: Draft, study: Study, criteria: StudyCriteria, *, made: str) -> Overview:
    """An overview of the sentences that hold against this record, and of rules for the rest."""
    sound = {
        section: [replace(each.sentence, support=each.support) for each in part if not each.faults]
        for section, part in _checked(draft, study, criteria).items()
    }
    return with_rules(sound, study, criteria, made=made)


def with_rules(
    sound: Mapping[Section, Sequence[Sentence]],
    study: Study,
    criteria: StudyCriteria,
    *,
    made: str,
) -> Overview:
    """An overview of sentences that hold, each with its support.

    Everything the rules tell is told: where none of these sentences does, in the rules' words. If
    even so the gate does not pass the whole, it is the overview by rules alone.
    """
    rules = compose(study, criteria)
    kept = [one for part in sound.values() for one in part]
    if not kept:
        return rules
    untold = set(check(kept, study, criteria).uncovered)
    by_rules = {chapter.section: chapter.sentences for chapter in rules.chapters}
    merged = {
        section: tuple(_merged(sound.get(section, []), by_rules.get(section, ()), untold))
        for section in Section
    }
    chapters = tuple(Chapter(section=s, sentences=part) for s, part in merged.items() if part)
    whole = replace(rules, made=made, chapters=chapters)
    return whole if check(whole.sentences, study, criteria).faithful else rules


def in_language(overview: Overview, own: Mapping[str, str], rules: Overview) -> Overview:
    """An English overview in the language of ``rules``, which tell the same study.

    ``own`` are the translations of its sentences. What has none is told by the rules of that
    language: what they say of the same criterion or field, where the first such sentence stands.
    """
    if rules.language == overview.language:
        return overview
    by_rules = {chapter.section: chapter.sentences for chapter in rules.chapters}
    chapters = tuple(
        replace(
            chapter,
            sentences=tuple(_told_in(chapter.sentences, own, by_rules.get(chapter.section, ()))),
        )
        for chapter in overview.chapters
    )
    return replace(overview, language=rules.language, chapters=chapters)


def _told_in(
    english: Sequence[Sentence], own: Mapping[str, str], rules: Sequence[Sentence]
) -> Iterator[Sentence]:
    waiting = list(rules)
    for sentence in english:
        if sentence.text in own:
            yield replace(sentence, text=own[sentence.text], plainer=False)
            continue
        same = [one for one in waiting if _keys(one) & _keys(sentence)]
        yield from same
        waiting = [one for one in waiting if one not in same]


def _checked(
    draft: Draft, study: Study, criteria: StudyCriteria
) -> dict[Section, tuple[Checked, ...]]:
    """The sentences of each section, held to the record at once: it is made ready one time."""
    placed = [(section, text) for section, part in draft.items() for text in part]
    report = check([Sentence(text=text) for _, text in placed], study, criteria)
    told = list(zip(placed, report.sentences, strict=True))
    return {
        section: tuple(one for (where, _), one in told if where == section) for section in draft
    }


def _merged(
    own: Sequence[Sentence], rules: Sequence[Sentence], untold: set[str]
) -> Iterator[Sentence]:
    """The rules' sentences in their order; those of the draft stand where they tell the same."""
    told = {key for one in own for key in _keys(one)} - untold - {NO_FIELD}
    said = {one.text for one in own}
    waiting = list(own)
    for rule in rules:
        same = [one for one in waiting if _keys(one) & _keys(rule)]
        yield from same
        waiting = [one for one in waiting if one not in same]
        if rule.text not in said and not _keys(rule) <= told:
            yield rule
    yield from waiting


def _keys(sentence: Sentence) -> set[str]:
    """What a sentence tells of: the criterion, or the field of the record."""
    return {each.criterion or each.field for each in sentence.support}
