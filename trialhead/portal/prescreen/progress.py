"""How far the answers carry for one study: judged criteria, and what to ask next."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from trialhead.criteria import Aspect, Judge, Judgement, Leaf, Reproduction
from trialhead.portal.prescreen.answers import (
    AGE,
    SEX,
    Answers,
    ResultValue,
    Topic,
    statement,
    topic_of,
)
from trialhead.portal.prescreen.asked import Asked
from trialhead.portal.prescreen.facts import record_of
from trialhead.screening import NextQuestion, Overall, Screening, ranked_questions, screen


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """What to ask now. ``leaf`` is the question of a criterion that led to it, ``criteria`` the
    open ones it may settle."""

    topic: Topic
    leaf: Leaf | None = None
    criteria: tuple[str, ...] = ()
    may_decide: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Progress:
    """Where somebody stands. ``asking`` are the questions to come, best first; ``left`` those that
    are asked only on demand: after a knock-out, and those for doctors and study teams."""

    screening: Screening
    asking: tuple[Question, ...]
    left: tuple[Question, ...]

    @property
    def next(self) -> Question | None:
        """What to ask now; None when nothing is left to ask."""
        return self.asking[0] if self.asking else None

    @property
    def open(self) -> int:
        """How many pages of questions there may still be."""
        return len({one.topic for one in self.asking})

    @property
    def overall(self) -> Overall:
        """By the criteria that need no human judgement."""
        return self.screening.prescreen.reported


def progress(asked: Asked, answers: Answers, today: date, *, to_the_end: bool = False) -> Progress:
    """Judge the study on the answers and find the next question: knock-outs first, then what most
    criteria wait for. ``to_the_end`` asks everything, whatever is settled already."""
    screening = screen(asked.criteria, record_of(answers, today), on=today)
    ranked = list(open_questions(screening, answers))
    knocked_out = screening.full.reported is Overall.NOT_POSSIBLE
    now = [
        one
        for one, found in ranked
        if to_the_end or not (knocked_out or found.manual or _is_for_the_team(found.leaf))
    ]
    return Progress(
        screening=screening,
        asking=tuple(now),
        left=() if to_the_end else tuple(one for one, _ in ranked if one not in now),
    )


def open_questions(
    screening: Screening, answers: Answers
) -> Iterator[tuple[Question, NextQuestion]]:
    """Every question that is still to be asked, best first."""
    ranked = ranked_questions(screening, leaving_out=lambda leaf: needed(leaf, answers) is None)
    for found in ranked:
        topic = needed(found.leaf, answers)
        if topic is not None:
            question = Question(
                topic=topic,
                leaf=found.leaf if topic == topic_of(found.leaf) else None,
                criteria=found.criteria,
                may_decide=found.may_decide,
            )
            yield question, found


def needed(leaf: Leaf, answers: Answers) -> Topic | None:
    """What to ask about for ``leaf``; None if that was asked before, "not sure" included."""
    if answers.to(statement(leaf)) is not None:
        return None
    topic = topic_of(leaf)
    given = answers.to(topic)
    if given is None:
        return SEX if _hangs_on_sex(leaf) and answers.to(SEX) is None else topic
    if isinstance(given.value, ResultValue) and given.value.of != topic.name:
        return next((one for one in (AGE, SEX) if answers.to(one) is None), None)
    return None


def _hangs_on_sex(leaf: Leaf) -> bool:
    """Nobody is asked about a pregnancy that cannot be."""
    return isinstance(leaf, Reproduction) and leaf.aspect is not Aspect.CONTRACEPTION


def _is_for_the_team(leaf: Leaf) -> bool:
    return isinstance(leaf, Judgement) and leaf.judge is Judge.TEAM
