"""A study's criteria as a form for one person: what was entered, and what follows from it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from trialhead.criteria import Criterion, Leaf, Moment, leaves
from trialhead.instruments import edges_after, edges_before
from trialhead.patients import PatientRecord
from trialhead.portal.desk.items import (
    LONGEST_SOURCE,
    Items,
    instrument_of,
    items_posted,
    scales_in,
)
from trialhead.portal.prescreen import board
from trialhead.portal.prescreen.answers import (
    Answers,
    Given,
    ResultValue,
    ScoreValue,
    Topic,
    statement,
    topic_of,
)
from trialhead.portal.prescreen.asked import Asked
from trialhead.portal.prescreen.board import Line
from trialhead.portal.prescreen.choices import NUMBER, chosen
from trialhead.portal.prescreen.facts import record_of
from trialhead.portal.prescreen.forms import Problem, read_answer
from trialhead.portal.prescreen.progress import Question
from trialhead.screening import Overall, screen


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """Everything entered on one worksheet."""

    screened_on: date
    answers: Answers
    items: tuple[Items, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One question of the form; ``fields`` is what stands in it, ``window`` the days that count."""

    prefix: str
    question: Question
    fields: Mapping[str, str]
    window: tuple[date, date] | None = None
    problem: Problem | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Read:
    """A posted form: what could be read, and the problems by row."""

    sheet: Sheet
    problems: Mapping[str, Problem]


def questions(asked: Asked) -> dict[str, tuple[Question, ...]]:
    """What to enter, by criterion; what several ask about stands at the first of them."""
    seen: set[Topic] = set()
    found: dict[str, tuple[Question, ...]] = {}
    for criterion in asked.criteria.criteria:
        found[criterion.id] = tuple(_new_questions(criterion, seen))
    return found


def _new_questions(criterion: Criterion, seen: set[Topic]) -> list[Question]:
    new = []
    for leaf in leaves(criterion.node):
        topic = topic_of(leaf)
        if topic not in seen:
            seen.add(topic)
            new.append(Question(topic=topic, leaf=leaf, criteria=(criterion.id,)))
    return new


def numbered(asked: Asked) -> dict[str, Question]:
    """Every question by the prefix of its fields."""
    every = (one for group in questions(asked).values() for one in group)
    return {f"q{number}": question for number, question in enumerate(every)}


def judged(asked: Asked, sheet: Sheet) -> tuple[tuple[Line, ...], Overall]:
    """Every criterion on what was entered, and what they come to."""
    facts = record_of(_without_scored(sheet), sheet.screened_on).facts
    person = PatientRecord(facts=(*facts, *(one.fact for one in sheet.items)))
    screening = screen(asked.criteria, person, on=sheet.screened_on)
    return tuple(board.lines(asked, screening)), screening.full.reported


def _without_scored(sheet: Sheet) -> Answers:
    """Items outrank a total told for the same score."""
    scored = {one.scale for one in sheet.items}
    kept = [one for one in sheet.answers.given if one.topic.name not in scored]
    return replace(sheet.answers, given=tuple(kept))


# Rows of the form -------------------------------------------------------------------------------


def row(prefix: str, question: Question, sheet: Sheet) -> Row:
    """A question with what was entered."""
    given = sheet.answers.to(question.topic)
    if given is None and question.leaf is not None:
        given = sheet.answers.to(statement(question.leaf))
    fields = chosen(given)
    if given is not None:
        on = getattr(given.value, "on", None)
        fields |= {"source": given.source, "on": on.isoformat() if on else ""}
    window = _window(question.leaf, sheet.screened_on)
    return Row(prefix=prefix, question=question, fields=fields, window=window)


def _window(leaf: Leaf | None, on: date) -> tuple[date, date] | None:
    """The days a window reaches over when it is counted from the day of screening."""
    timing = getattr(leaf, "timing", None)
    if timing is None or timing.duration is None:
        return None
    if timing.moment is Moment.AHEAD:
        return on, edges_after(on, timing.duration)[0]
    return edges_before(on, timing.duration)[0], on


# What was posted --------------------------------------------------------------------------------


def read(asked: Asked, posted: Mapping[str, str], today: date) -> Read:
    """The sheet in a posted form. Rows with a problem are left out and named."""
    screened_on = _day(posted.get("screened_on", "")) or today
    given, problems = [], {}
    for prefix, question in numbered(asked).items():
        fields = _fields(posted, prefix)
        if fields.get("number", "").strip() and not fields.get("answer"):
            fields["answer"] = NUMBER  # who types a number means it
        if not fields.get("answer"):
            continue
        try:
            given.append(_entered(question, fields, screened_on))
        except Problem as problem:
            problems[prefix] = problem
    items = tuple(filter(None, (_items(posted, scale) for scale in scales_of(asked))))
    answers = Answers(given=tuple({one.topic: one for one in given}.values()))
    sheet = Sheet(screened_on=screened_on, answers=answers, items=items)
    return Read(sheet=sheet, problems=problems)


def _fields(posted: Mapping[str, str], prefix: str) -> dict[str, str]:
    start = f"{prefix}-"
    return {name[len(start) :]: text for name, text in posted.items() if name.startswith(start)}


def _entered(question: Question, fields: Mapping[str, str], screened_on: date) -> Given:
    """One answer with its day and its source. A number without a day has none: it is not taken
    for one of today."""
    given = read_answer(question, fields, screened_on)
    value = given.value
    if isinstance(value, ResultValue | ScoreValue):
        value = replace(value, on=_day(fields.get("on", "")))
    source = fields.get("source", "").strip()[:LONGEST_SOURCE]
    return replace(given, value=value, source=source)


def _items(posted: Mapping[str, str], scale: str) -> Items | None:
    fields = _fields(posted, instrument_of(scale))
    return items_posted(fields, scale, _day(fields.get("on", "")))


def _day(words: str) -> date | None:
    try:
        return date.fromisoformat(words)
    except ValueError:
        return None


def scales_of(asked: Asked) -> tuple[str, ...]:
    """The scores of a study that can be entered item by item."""
    every = (leaf for one in asked.criteria.criteria for leaf in leaves(one.node))
    return scales_in(every)
