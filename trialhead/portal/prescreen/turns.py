"""One turn of the conversation: what was posted, and what to show next."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from trialhead.criteria import Leaf
from trialhead.errors import Unreadable
from trialhead.portal.prescreen import state
from trialhead.portal.prescreen.answers import Answers, Topic, Who, statement, topic_of
from trialhead.portal.prescreen.forms import Problem, read_answer
from trialhead.portal.prescreen.progress import Question
from trialhead.portal.prescreen.uploads import Brought

Posted = Mapping[str, str]
Bring = Callable[[Answers], Brought]


@dataclass(frozen=True, kw_only=True, slots=True)
class Turn:
    """What to show. ``asked`` is a question that must be shown (again); None means the next one.
    ``stopped`` shows the summary, ``begin`` the first page."""

    answers: Answers
    to_the_end: bool = False
    stopped: bool = False
    begin: bool = False
    asked: Question | None = None
    problem: Problem | None = None
    brought: Brought | None = None


def turn(posted: Posted, bring: Bring, questions: Iterable[Leaf], today: date) -> Turn:
    """Do what the button said. Unreadable fields lead back to the first page."""
    try:
        now = Turn(
            answers=state.read(posted.get("state", "")), to_the_end=bool(posted.get("to_the_end"))
        )
        return _done(posted, now, bring, questions, today)
    except Unreadable:
        text = _("Your answers could not be read, so please start again.")
        return Turn(answers=Answers(), begin=True, problem=Problem(field="who", text=text))


def _done(posted: Posted, now: Turn, bring: Bring, questions: Iterable[Leaf], today: date) -> Turn:
    do, _colon, number = posted.get("do", "").partition(":")
    match do:
        case "begin" | "record":
            return _begun(posted, now, bring)
        case "answer":
            return _answered(posted, now, today)
        case "stop":
            return replace(now, stopped=True)
        case "go on":
            return replace(now, to_the_end=True)
        case "change":
            return replace(now, asked=_given_before(now.answers, number, questions))
        case _:
            return now


def _begun(posted: Posted, now: Turn, bring: Bring) -> Turn:
    """For whom, and from a record if one was brought."""
    try:
        now = replace(now, answers=replace(now.answers, who=Who(posted.get("who", ""))))
    except ValueError:
        text = _("Say whom the questions are about.")
        return replace(now, begin=True, problem=Problem(field="who", text=text))
    if posted.get("do") != "record":
        return now
    brought = bring(now.answers)
    if brought.problem:
        problem = Problem(field="record", text=brought.problem)
        return replace(now, begin=True, problem=problem)
    return replace(now, answers=brought.answers, brought=brought)


def _answered(posted: Posted, now: Turn, today: date) -> Turn:
    question = state.question_read(posted.get("question", ""))
    try:
        given = read_answer(question, posted, today)
    except Problem as problem:
        return replace(now, asked=question, problem=problem)
    replaced = {question.topic} | ({statement(question.leaf)} if question.leaf else set())
    answers = now.answers.without(replaced - {given.topic}).with_answer(given)
    return replace(now, answers=answers)


def _given_before(answers: Answers, number: str, questions: Iterable[Leaf]) -> Question | None:
    """The question of an answer, by its place in the list; None if there is no such."""
    if not (number.isascii() and number.isdecimal() and int(number[:6]) < len(answers.given)):
        return None
    return question_about(answers.given[int(number)].topic, questions)


def question_about(topic: Topic, questions: Iterable[Leaf]) -> Question:
    """A topic as a question, with the limit of a criterion that is about the same number."""
    if topic.leaf is not None:
        return Question(topic=topic_of(topic.leaf), leaf=topic.leaf)
    return Question(
        topic=topic, leaf=next((leaf for leaf in questions if topic_of(leaf) == topic), None)
    )
