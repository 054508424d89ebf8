"""Texts that remember where each of their characters comes from, and random changes to them."""

from dataclasses import dataclass
from random import Random

from trialhead.portal.notes.anchoring import anchor, describe
from trialhead.registry import Study, facts

NEW_WORDS = (
    *("again", "always", "asked", "before", "careful", "chosen", "daily", "either", "enough"),
    *("every", "follow", "given", "later", "longer", "measured", "nearby", "never", "often"),
    *("partly", "person", "rather", "seen", "seldom", "since", "taken", "twice", "usual"),
)


@dataclass(frozen=True, slots=True)
class Tracked:
    """A text and for each character its place in the first text; None for what was added."""

    text: str
    origin: tuple[int | None, ...]

    @classmethod
    def first(cls, text: str) -> "Tracked":
        """A text as it was when the note was made."""
        return cls(text, tuple(range(len(text))))

    def replaced(self, start: int, end: int, words: str) -> "Tracked":
        """The text with ``words`` in the place of a stretch."""
        return Tracked(
            self.text[:start] + words + self.text[end:],
            self.origin[:start] + (None,) * len(words) + self.origin[end:],
        )

    def moved(self, start: int, end: int, to: int) -> "Tracked":
        """The text with a stretch taken to another place, which lies outside the stretch."""
        rest = Tracked(self.text[:start] + self.text[end:], self.origin[:start] + self.origin[end:])
        at = to if to <= start else to - (end - start)
        return Tracked(
            rest.text[:at] + self.text[start:end] + rest.text[at:],
            rest.origin[:at] + self.origin[start:end] + rest.origin[at:],
        )


def words_at_random(text: str, random: Random) -> tuple[int, int]:
    """Where a reader might select: a few words, or a whole line."""
    lines = [(start, end) for start, end in _lines(text) if text[start:end].strip()]
    start, end = random.choice(lines)
    if random.random() < 0.5:
        return start, end
    words = [(a, b) for a, b in _words(text, start, end)]
    first = random.randrange(len(words))
    last = min(len(words) - 1, first + random.randrange(8))
    return words[first][0], words[last][1]


def edited(text: Tracked, random: Random) -> Tracked:
    """The text after one change of a kind that records see."""
    change = random.choice(
        (_word_changed, _line_added, _line_deleted, _line_moved, _spaces_changed)
    )
    return change(text, random)


def _word_changed(text: Tracked, random: Random) -> Tracked:
    words = _words(text.text, 0, len(text.text))
    if not words:
        return text
    start, end = random.choice(words)
    return text.replaced(start, end, random.choice(NEW_WORDS))


def _line_added(text: Tracked, random: Random) -> Tracked:
    start, _ = random.choice(_lines(text.text))
    words = " ".join(random.choices(NEW_WORDS, k=random.randint(2, 20)))
    return text.replaced(start, start, words.capitalize() + ".\n")


def _line_deleted(text: Tracked, random: Random) -> Tracked:
    start, end = random.choice(_lines(text.text))
    return text.replaced(start, min(end + 1, len(text.text)), "")


def _line_moved(text: Tracked, random: Random) -> Tracked:
    start, end = random.choice(_lines(text.text)[:-1] or [(0, 0)])
    to, _ = random.choice(_lines(text.text))
    return text if start <= to <= end else text.moved(start, end + 1, to)


def _spaces_changed(text: Tracked, random: Random) -> Tracked:
    places = [at for at, sign in enumerate(text.text) if sign == " "]
    if not places:
        return text
    at = random.choice(places)
    return text.replaced(at, at + 1, random.choice(("  ", "\n", "\u00a0")))


def _lines(text: str) -> list[tuple[int, int]]:
    found, start = [], 0
    for line in text.split("\n"):
        found.append((start, start + len(line)))
        start += len(line) + 1
    return found


def _words(text: str, start: int, end: int) -> list[tuple[int, int]]:
    found, at = [], start
    for word in text[start:end].split():
        at = text.index(word, at)
        found.append((at, at + len(word)))
        at += len(word)
    return found


def line_text(study: Study) -> str:
    """Everything a study says, a line after the other."""
    told = facts(study)
    return "\n".join(
        line.strip()
        for section in ("titles", "overview", "eligibility", "treatment", "outcomes")
        for lines in told.get(section, {}).values()
        for whole in lines
        for line in whole.splitlines()
        if line.strip()
    )


def outcome(text: str, random: Random, *, changes: tuple[int, int] = (1, 12)) -> str:
    """What becomes of a note on some words of a text that is changed a few times."""
    start, end = words_at_random(text, random)
    selectors = describe(text, start, end)
    later = Tracked.first(text)
    for _ in range(random.randint(*changes)):
        later = edited(later, random)
    found = anchor(later.text, selectors)
    kept = {place for place in later.origin if place is not None and start <= place < end}
    if found is None:
        return "lost" if len(kept) > (end - start) / 2 else "gone"
    here = [place for place in later.origin[found.start : found.end] if place is not None]
    right = sum(place in kept for place in here)
    return "right" if here and right == len(here) and right >= (end - start) / 2 else "wrong"
