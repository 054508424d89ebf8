"""Says what a field of a record holds, as a sentence that rests on it."""

from collections.abc import Iterator

from trialhead.criteria import Span, StudyCriteria
from trialhead.overview.cutting import sentence_spans
from trialhead.overview.evidence import Record
from trialhead.overview.faithful import faults_of
from trialhead.overview.phrases import Phrases
from trialhead.overview.quoting import quote
from trialhead.overview.readability import LONGEST, words_in
from trialhead.overview.rewording import is_new, text_reworded
from trialhead.overview.sentences import NO_FIELD, Sentence, Support
from trialhead.registry import PartialDate, Study


class Teller:
    """Makes sentences of one record in one language. ``plainer``: long words are made plainer,
    which is done in English alone; otherwise they are quoted."""

    def __init__(
        self, study: Study, criteria: StudyCriteria, phrases: Phrases, *, plainer: bool
    ) -> None:
        self._held = Record(study, criteria, phrases)
        self._record = self._held.fields
        self._say = phrases
        self._plainer_wanted = plainer

    def knows(self, key: str) -> bool:
        """Whether there is a phrase."""
        return self._say.has(key)

    def said(self, key: str, *fields: str, **values: object) -> Sentence:
        """A phrase that rests on fields, some of which may be empty."""
        support = tuple(Support(field=field, words=self._record.get(field, "")) for field in fields)
        return Sentence(text=self._say.say(key, **values), support=support)

    def missing(self, key: str) -> Sentence:
        """A phrase about what a record of this registry has no field for."""
        return Sentence(text=self._say.say(key), support=(Support(field=NO_FIELD),))

    def code(self, key: str, field: str) -> Iterator[Sentence]:
        """The phrase of a code, if the field holds one that has a phrase."""
        full = f"{key}.{self._record.get(field, '')}"
        if field in self._record and self.knows(full):
            yield self.said(full, field)

    def quote(self, key: str, field: str) -> Iterator[Sentence]:
        """A phrase with the field's own words after it, if it has any."""
        words = self._record.get(field, "")
        if words.strip():
            text = quote(self._say.say(key), words, self._say)
            yield Sentence(text=text, support=(Support(field=field, words=words),))

    def retell(self, key: str, field: str) -> Iterator[Sentence]:
        """A phrase with the field's words made plainer, sentence by sentence; what cannot be said
        plainer, or what the gate does not pass, is quoted."""
        words = self._record.get(field, "")
        if not self._plainer_wanted or not words.strip():
            yield from self.quote(key, field)
            return
        quoted: list[Span] = []
        opened = False
        for span in sentence_spans(words):
            plain = self._plainer("" if opened else f"plainer.{key}", field, span.of(words))
            if plain is None:
                quoted.append(span)
                continue
            yield from self._quoted(key, field, quoted, opened=opened)
            yield plain
            quoted, opened = [], True
        yield from self._quoted(key, field, quoted, opened=opened)

    def _plainer(self, lead: str, field: str, words: str) -> Sentence | None:
        for told in text_reworded(words):
            text = self._led(lead, told) if lead else told
            support = Support(field=field, words=words)
            made = Sentence(text=text, support=(support,), plainer=True)
            if is_new(words, told) and not any(faults_of(made, made.support, self._held)):
                return made
        return None

    def _led(self, lead: str, told: str) -> str:
        said = self._say.say(lead)
        one = f"{said} {told}"
        return one if words_in(one) <= LONGEST else f"{said}\n– {told}"

    def _quoted(
        self, key: str, field: str, spans: list[Span], *, opened: bool
    ) -> Iterator[Sentence]:
        if spans:
            words = self._record[field][spans[0].start : spans[-1].end]
            said = self._say.say("said.general" if opened else key)
            text = quote(said, words, self._say)
            yield Sentence(text=text, support=(Support(field=field, words=words),))

    def date(self, key: str, field: str, *, planned: bool, date: str, day: bool) -> Sentence:
        """A date that has come or is planned."""
        form = ("planned" if planned else "past") + ("_day" if day else "")
        return self.said(f"{key}.{form}", field, date=date)

    def day(self, date: PartialDate) -> str:
        """A date in words."""
        return self._say.day(date)
