"""Says what a field of a record holds, as a sentence that rests on it."""

from collections.abc import Iterator

from trialhead.overview.passages import record_words
from trialhead.overview.phrases import Phrases
from trialhead.overview.sentences import NO_FIELD, Sentence, Support
from trialhead.registry import PartialDate, Study


class Teller:
    """Makes sentences of one record in one language."""

    def __init__(self, study: Study, phrases: Phrases) -> None:
        self._record = record_words(study)
        self._say = phrases

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
        words = " ".join(self._record.get(field, "").split())
        if words:
            text = self._say.say("quoted", said=self._say.say(key), words=words)
            yield Sentence(text=text, support=(Support(field=field, words=self._record[field]),))

    def date(self, key: str, field: str, *, planned: bool, date: str, day: bool) -> Sentence:
        """A date that has come or is planned."""
        form = ("planned" if planned else "past") + ("_day" if day else "")
        return self.said(f"{key}.{form}", field, date=date)

    def day(self, date: PartialDate) -> str:
        """A date in words."""
        return self._say.day(date)
