"""How an enquiry's answers stand to the study's criteria, and what is left to ask on the phone."""

from dataclasses import dataclass
from datetime import date

from trialhead.errors import Unreadable
from trialhead.portal.contact.models import Enquiry
from trialhead.portal.prescreen import board, state
from trialhead.portal.prescreen.answers import Answers
from trialhead.portal.prescreen.asked import Asked, asked_by
from trialhead.portal.prescreen.board import Line
from trialhead.portal.prescreen.phrasing import Phrase, phrase
from trialhead.portal.prescreen.progress import progress


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """Every criterion as the person's own answers leave it; ``to_ask`` is what is unknown."""

    lines: tuple[Line, ...]
    to_ask: tuple[Phrase, ...]
    authored: bool

    def of(self, state_named: str) -> int:
        """How many criteria are "fits", "not" or "open"."""
        return sum(line.state == state_named for line in self.lines)


def standing(enquiry: Enquiry, on: date) -> Standing | None:
    """None if the person sent no answers along, or none that still fit the questions."""
    answers = answers_of(enquiry)
    if not answers.given:
        return None
    asked = criteria_of(enquiry)
    found = progress(asked, answers, on, to_the_end=True)
    topics = dict.fromkeys(one.topic for one in found.asking)
    return Standing(
        lines=tuple(board.lines(asked, found.screening)),
        to_ask=tuple(phrase(topic, answers.who) for topic in topics),
        authored=asked.authored,
    )


def answers_of(enquiry: Enquiry) -> Answers:
    """What the person answered; nothing if it cannot be read any more."""
    try:
        return state.read(enquiry.answer_data)
    except Unreadable:
        return Answers()


def criteria_of(enquiry: Enquiry) -> Asked:
    """The criteria of the study in force."""
    return asked_by(enquiry.record, enquiry.record.study())
