"""Holds a criterion that is told whole, in lines, to its words: all of them, with every no.

Such a telling keeps the record's words in their order. Its lines are not each a rule of their own,
so yes and no are held over all of them.
"""

import re

from trialhead.criteria import Criterion, Side
from trialhead.overview.plain_words import plainer
from trialhead.overview.polarity import negations
from trialhead.overview.readability import own_words
from trialhead.overview.sentences import Sentence
from trialhead.overview.wording import content

#: A telling that holds less than this share of a criterion's words does not tell it whole.
_WHOLE = 0.9
#: What a criterion against taking part says once more: "… are excluded", "are not eligible who".
_ONCE_MORE = re.compile(
    r"\b(?:(?:is|are|was|were|will be|must be|should be) )?(?:excluded|ineligible|not eligible)\b"
    r"|\b(?:will|can|should|must) ?not (?:be (?:included|enroll?ed)|participate|take part)\b",
    re.IGNORECASE,
)
#: The same in everyday words, which stands once in what leads to the criterion.
_CANNOT = "cannot join"
_AGAIN = 2


def share_told(words: str, told: str) -> float:
    """The share of a text's words that another text holds, as they are or in plainer ones."""
    held = content(told)
    ways = [content(way) for way in dict.fromkeys((words, plainer(words)))]
    return max(len(way & held) / max(1, len(way)) for way in ways)


def tells_whole(sentence: Sentence, words: str) -> bool:
    """Whether a sentence tells all words of a criterion: as it says itself, or as a list does that
    has them, or a sentence that has no others."""
    if "“" in sentence.text:
        return False
    if sentence.plainer:
        return True
    told = content(sentence.text)
    more = told - content(words) - content(plainer(words))
    listed = len(sentence.lines) > 1 or len(more) <= (1 - _WHOLE) * len(told)
    return listed and share_told(words, sentence.text) >= _WHOLE


def denies_other(sentence: Sentence, words: str, criterion: Criterion) -> bool:
    """Whether a telling of the whole has more or fewer negations than the criterion."""
    told = own_words(sentence.text)
    against = criterion.side is Side.EXCLUSION
    if against:
        words = said_once(words, told)
    return negations(told) != negations(words) + against


def said_once(words: str, told: str) -> str:
    """The words of a criterion against taking part without those that only say so once more, unless
    a telling has such words too."""
    twice = _ONCE_MORE.search(told) or told.count(_CANNOT) >= _AGAIN
    return words if twice else _ONCE_MORE.sub(" ", words)
