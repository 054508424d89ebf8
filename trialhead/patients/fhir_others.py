"""The person, procedures and questionnaires from FHIR."""

from collections.abc import Iterator

from trialhead.patients.coded import coded
from trialhead.patients.elements import Element
from trialhead.patients.facts import Answer, Birth, Fact, Procedure, ScoreFact, Sex, SexFact
from trialhead.patients.fhir_reading import Reading
from trialhead.patients.fhir_times import period, some_day, spanning
from trialhead.patients.naming import scale_key
from trialhead.patients.when import When

_DONE = frozenset({"completed", "in-progress"})
_ANSWERED = frozenset({"completed", "amended"})


def read_person(element: Element, source: str) -> Iterator[Fact]:
    """A Patient's birth and sex; a gender other than female and male says no sex."""
    born, gender = element.when("birthDate"), element.text("gender")
    if born is not None:
        yield Birth(on=born, source=source)
    if gender in list(Sex):
        yield SexFact(sex=Sex(gender), source=source)


def read_procedure(element: Element, reading: Reading, source: str) -> Iterator[Fact]:
    """A Procedure done or begun; one not done on one occasion is not "never"."""
    concept = coded(element.child("code"))
    if element.text("status") in _DONE and concept:
        yield Procedure(
            name=reading.names.procedure(*concept.all_names, source=source),
            done=True,
            on=_performed(element, reading.born),
            source=source,
        )


def read_questionnaire(element: Element, reading: Reading, source: str) -> Iterator[Fact]:
    """A QuestionnaireResponse: answers of yes and no, and the totals of scales."""
    if element.text("status") in _ANSWERED:
        on = element.when("authored")
        for item in _items(element):
            yield from _answers(item, on, source)


def _performed(element: Element, born: When | None) -> When | None:
    """Some day of it; one that goes on counts from its beginning."""
    if element.has("performedPeriod"):
        start, end = period(element.child("performedPeriod"))
        return spanning(start, end or start)
    return some_day(element, "performed", born)


def _items(element: Element) -> Iterator[Element]:
    """All items, those inside groups and answers too."""
    waiting = [element]
    while waiting:
        holder = waiting.pop()
        inside = holder.children("item")
        yield from inside
        waiting += [*inside, *(answer for one in inside for answer in one.children("answer"))]


def _answers(item: Element, on: When | None, source: str) -> Iterator[Fact]:
    """What the only answer to a question says."""
    answers, question = item.children("answer"), item.text("text")
    if len(answers) != 1 or not question:
        return
    holds = answers[0].flag("valueBoolean")
    if holds is not None:
        yield Answer(question=question, holds=holds, source=source)
    points = answers[0].number("valueInteger")
    points = answers[0].number("valueDecimal") if points is None else points
    scale = scale_key(question)
    if points is not None and scale is not None:
        yield ScoreFact(scale=scale, on=on, value=points, source=source)
