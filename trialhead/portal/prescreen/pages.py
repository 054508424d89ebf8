"""What each page of the questions shows."""

from datetime import date
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from trialhead.criteria import Judge, Judgement
from trialhead.portal.prescreen import board, state
from trialhead.portal.prescreen.answers import About, Answers, Said, Topic, Who
from trialhead.portal.prescreen.asked import Asked
from trialhead.portal.prescreen.board import Line
from trialhead.portal.prescreen.choices import choices, chosen, scale_ends, units
from trialhead.portal.prescreen.phrasing import Phrase, phrase
from trialhead.portal.prescreen.progress import Progress, Question
from trialhead.portal.prescreen.turns import Posted, Turn
from trialhead.portal.prescreen.uploads import MOST_MEGABYTES
from trialhead.portal.switches.models import Feature
from trialhead.portal.switches.offers import offered
from trialhead.registry import Study
from trialhead.screening import Overall


def first_page(turn: Turn) -> dict[str, Any]:
    """For whom, with what, and what happens to it."""
    return {
        **carried(turn),
        "who": str(turn.answers.who) if turn.answers.given else "",
        "whos": whos(),
        "problem": turn.problem,
        "most_megabytes": MOST_MEGABYTES,
    }


def question_page(
    turn: Turn, question: Question, asked: Asked, progress: Progress, posted: Posted
) -> dict[str, Any]:
    """One question beside what is settled so far."""
    return {
        **question_shown(turn, question, posted),
        "own_words": [
            line for line in board.lines(asked, progress.screening) if line.id in question.criteria
        ],
        "open": progress.open,
        **_standing(turn, asked, progress),
    }


def question_shown(turn: Turn, question: Question, posted: Posted) -> dict[str, Any]:
    """The question with its choices; what was typed stays where it cannot be taken."""
    given = turn.answers.to(question.topic)
    fields = posted if turn.problem else chosen(given)
    return {
        "question": question,
        "question_field": state.question_written(question),
        "phrase": phrase(question.topic, turn.answers.who),
        "choices": choices(question),
        "units": units(question.topic),
        "ends": scale_ends(question.topic),
        "limits": question.topic.about is About.RESULT,
        "fields": {name: fields.get(name, "") for name in _FIELDS},
        "problem": turn.problem,
    }


_FIELDS = ("answer", "number", "unit", "lower", "upper")


def summary_page(
    turn: Turn, study: Study, asked: Asked, progress: Progress, today: date
) -> dict[str, Any]:
    """Where somebody stands, why, what would change it, and what to ask a doctor."""
    standing = _standing(turn, asked, progress)
    return {
        **standing,
        "verdict": verdict(progress),
        "today": board.today_told(today),
        "changing": [line for line in standing["lines"] if line.state == "not"],
        "for_doctor": _for_doctor(turn.answers, progress),
        "left": len({one.topic for one in progress.left}),
        "contact": contact_address(study),
        "answers_in_words": in_words(turn.answers),
    }


def verdict(progress: Progress) -> str:
    """What is said of taking part: "may", "may-not" or "unsure"."""
    match progress.overall:
        case Overall.MAY_FIT:
            return "may"
        case Overall.NOT_POSSIBLE:
            return "may-not"
        case _:
            return "unsure"


def whos() -> list[tuple[str, str]]:
    """For whom the questions can be answered."""
    words = {
        Who.SELF: _("Myself"),
        Who.CHILD: _("My child"),
        Who.RELATIVE: _("A relative or someone I care for"),
        Who.PATIENT: _("A patient of mine"),
        Who.HEALTHY: _("Myself, as a healthy volunteer"),
    }
    return [(str(who), label) for who, label in words.items()]


def contact_address(study: Study) -> str:
    """Where to write to a site; empty while the portal has no such page or does not offer it."""
    if not offered(Feature.ENQUIRIES):
        return ""
    try:
        return reverse("contact:enquire", args=[study.registry_id])
    except NoReverseMatch:
        return ""


def in_words(answers: Answers) -> str:
    """All answers as lines of text, to be sent along when the person wants it."""
    told = board.told(answers)
    return "\n".join(f"{one.asked.whole_text} {one.answer}" for one in told)


def _standing(turn: Turn, asked: Asked, progress: Progress) -> dict[str, Any]:
    lines = board.lines(asked, progress.screening)
    return {
        "lines": lines,
        "told": board.told(turn.answers),
        "counts": _counts(lines),
        "authored": asked.authored,
        "brought": turn.brought,
        **carried(turn),
    }


def carried(turn: Turn) -> dict[str, Any]:
    """What every form of the conversation hands on."""
    return {
        "state": state.written(turn.answers),
        "who": str(turn.answers.who),
        "given": len(turn.answers.given),
        "to_the_end": turn.to_the_end,
    }


def _counts(lines: list[Line]) -> dict[str, int]:
    states = [line.state for line in lines]
    return {name: states.count(name) for name in ("fits", "not", "open")}


def _for_doctor(answers: Answers, progress: Progress) -> list[Phrase]:
    """What the person was not sure of, and what only a doctor or the study team can tell."""
    unsure = [one.topic for one in answers.given if one.value is Said.UNSURE]
    left = [one.topic for one in progress.left if _is_medical(one.topic)]
    return [phrase(topic, answers.who) for topic in dict.fromkeys((*unsure, *left))]


def _is_medical(topic: Topic) -> bool:
    judged = isinstance(topic.leaf, Judgement) and topic.leaf.judge is Judge.TEAM
    return judged or topic.about in (About.RESULT, About.SCORE)
