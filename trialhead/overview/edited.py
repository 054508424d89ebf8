"""An overview that people wrote: which sentences the record bears out, which need an approval, and
what of it is shown."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from trialhead.criteria import StudyCriteria
from trialhead.overview.claims import claims
from trialhead.overview.compose import compose
from trialhead.overview.coverage import uncovered
from trialhead.overview.draft import Draft
from trialhead.overview.faults import FaultKind
from trialhead.overview.gate import Checked, check
from trialhead.overview.readability import Readability
from trialhead.overview.retelling import with_rules
from trialhead.overview.sentences import NO_FIELD, Chapter, Overview, Section, Sentence
from trialhead.overview.wording_check import Flag, wording_flags
from trialhead.registry import Study


class Standing(StrEnum):
    """What may become of a sentence that people wrote."""

    HOLDS = "the record says so"
    BEYOND = "goes beyond the record"
    WRONG = "cannot stand"


@dataclass(frozen=True, kw_only=True, slots=True)
class Judged:
    """A sentence with what the gate and the wording check found."""

    checked: Checked
    flags: tuple[Flag, ...]
    standing: Standing

    @property
    def text(self) -> str:
        """Its words."""
        return self.checked.sentence.text


@dataclass(frozen=True, kw_only=True, slots=True)
class Judgement:
    """All sentences of a draft by section; ``uncovered`` are criteria that none of those that hold
    tells in full."""

    sections: Mapping[Section, tuple[Judged, ...]]
    uncovered: tuple[str, ...]
    readability: Readability

    def count(self, standing: Standing) -> int:
        """How many sentences stand so."""
        return len(self.texts(standing))

    def texts(self, standing: Standing) -> tuple[str, ...]:
        """The sentences that stand so, in reading order."""
        return tuple(
            each.text
            for part in self.sections.values()
            for each in part
            if each.standing is standing
        )


#: Units in which somebody who is no board may say how long a visit takes.
_OF_VISITS = frozenset(("hour", "minute", "day"))
#: What the record has no field for, and names of places, which share words with many a sentence.
_SAYS_NOTHING = re.compile(rf"{NO_FIELD}|sites\[\d+\]\.(?:facility|city)")
_QUOTE = re.compile(r"[“”]")
_OF_THE_RECORD = re.compile(r"\brecord\b", re.IGNORECASE)


def judge(draft: Draft, study: Study, criteria: StudyCriteria) -> Judgement:
    """Hold every sentence of a draft to the record and to the wording check. One that is taken over
    from the rules rests on what they made it from."""
    placed = [(section, text) for section in Section for text in draft.get(section, ())]
    by_rules = {each.text: each for each in compose(study, criteria).sentences}
    sentences = [by_rules.get(text) or Sentence(text=text) for _, text in placed]
    report = check(sentences, study, criteria)
    judged = [_judged(each) for each in report.sentences]
    sound = [
        (each.checked.sentence, each.checked.support)
        for each in judged
        if each.standing is Standing.HOLDS
    ]
    return Judgement(
        sections={
            name: tuple(
                one for one, (section, _) in zip(judged, placed, strict=True) if section is name
            )
            for name in Section
        },
        uncovered=uncovered(sound, criteria, study.eligibility.criteria),
        readability=report.readability,
    )


def _judged(checked: Checked) -> Judged:
    text = checked.sentence.text
    # What the record does not bear out is nobody's quotation.
    flags = wording_flags(_QUOTE.sub("", text) if checked.faults else text)
    return Judged(checked=checked, flags=flags, standing=_standing(checked, flags))


def _standing(checked: Checked, flags: Sequence[Flag]) -> Standing:
    kinds = {fault.kind for fault in checked.faults}
    if any(flag.kind.blocks for flag in flags):
        return Standing.WRONG
    if not kinds:
        return Standing.BEYOND if flags else Standing.HOLDS
    if kinds == {FaultKind.PROMISE}:
        return Standing.BEYOND  # not a promise in the eyes of the wording check
    if not _is_silent(checked, kinds) or FaultKind.LENGTH in kinds:
        return Standing.WRONG
    return Standing.WRONG if _claims_the_record(checked.sentence.text) else Standing.BEYOND


def _is_silent(checked: Checked, kinds: Collection[FaultKind]) -> bool:
    """Whether the record says nothing of the matter, so that nothing in it is contradicted."""
    unborne = [fault for fault in checked.faults if fault.kind is FaultKind.SUPPORT]
    if len(unborne) >= max(1, len(checked.sentence.lines) - 1):  # not only an item of a list
        return True
    fields = {each.field for each in checked.support}
    if FaultKind.NUMBER in kinds:
        return any(map(_SAYS_NOTHING.fullmatch, fields))
    if _OF_THE_RECORD.search(checked.sentence.text):
        return False
    # A yes where the record has no field contradicts what it says: that there is none.
    return False


def _claims_the_record(text: str) -> bool:
    """Whether words that the record does not have quote it, or set a limit as it does."""
    return bool(_QUOTE.search(text)) or any(
        claim.comparator and claim.unit not in _OF_VISITS for claim in claims(text)
    )


def as_shown(
    judgement: Judgement,
    study: Study,
    criteria: StudyCriteria,
    *,
    made: str,
    approved: Collection[str],
) -> Overview:
    """The sentences that hold, rules for the rest, and those beyond the record that a board has
    ``approved``; these have no support."""
    sound = {
        section: [
            replace(each.checked.sentence, support=each.checked.support)
            for each in part
            if each.standing is Standing.HOLDS
        ]
        for section, part in judgement.sections.items()
    }
    overview = with_rules(sound, study, criteria, made=made)
    if not approved:
        return overview
    shown = {chapter.section: chapter.sentences for chapter in overview.chapters}
    parts = {
        section: _with_approved(part, shown.get(section, ()), approved)
        for section, part in judgement.sections.items()
    }
    chapters = tuple(Chapter(section=s, sentences=part) for s, part in parts.items() if part)
    return replace(overview, made=made, chapters=chapters)


def _with_approved(
    part: Sequence[Judged], shown: Sequence[Sentence], approved: Collection[str]
) -> tuple[Sentence, ...]:
    """Approved sentences behind the sentence they were written behind, where that is shown."""
    found = list(shown)
    at = len(found)
    for each in part:
        if each.standing is Standing.BEYOND and each.text in approved:
            found.insert(at, Sentence(text=each.text))
            at += 1
        else:
            same = [number for number, one in enumerate(found) if one.text == each.text]
            at = same[0] + 1 if same else at
    return tuple(found)
