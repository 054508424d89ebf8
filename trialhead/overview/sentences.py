"""What an overview is made of: sentences, each with the words of the record it rests on."""

import re
from dataclasses import dataclass
from enum import StrEnum

from trialhead.criteria import Span

#: The field that a support names when the registry has no field for what the sentence misses.
NO_FIELD = "no field"
_LINE_END = re.compile(r"\n(?![^“]*”)")

_ITEM_SIGN = re.compile(r"^[–*•] ")


class Section(StrEnum):
    """The parts of an overview, in the order they are read."""

    TESTED = "what is tested and why"
    WHO = "who may take part"
    STEPS = "what happens"
    TIME = "how long and how often"
    BURDENS = "known burdens"
    UNKNOWN = "what is not known"
    RUNS = "who runs it"
    JOIN = "how to take part"


@dataclass(frozen=True, kw_only=True, slots=True)
class Support:
    """Words of a record: in which ``field`` (``arms[0].label``), and where in it.

    Empty ``words`` say that the record leaves the field empty. ``span`` is None for a whole field.
    ``criterion`` names the criterion the words belong to.
    """

    field: str
    words: str = ""
    span: Span | None = None
    criterion: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Sentence:
    """One sentence, or a short list: its items stand on lines of their own.

    What stands in “ ” are the record's own words; the rest is ours. ``plainer`` says that it is the
    record's words made plainer, in their order. ``support`` may be empty for text that people or
    models wrote: the gate then looks for it.
    """

    text: str
    support: tuple[Support, ...] = ()
    plainer: bool = False

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise ValueError("A sentence needs words.")

    @property
    def lines(self) -> tuple[str, ...]:
        """The sentence, or the head and the items of a list; the lines of a quote are one. Blank
        lines and list signs, which a record made plainer may bring along, are passed over."""
        lines = (line.strip() for line in _LINE_END.split(self.text))
        return tuple(_ITEM_SIGN.sub("", line) for line in lines if line)


@dataclass(frozen=True, kw_only=True, slots=True)
class Chapter:
    """One section with its sentences."""

    section: Section
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Overview:
    """The overview of one study; ``made`` says how: "by rules"."""

    study: str
    language: str
    made: str
    chapters: tuple[Chapter, ...]

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences in reading order."""
        return tuple(each for chapter in self.chapters for each in chapter.sentences)
