"""How many questions settle a person: asked best first, in the order of the text, and all."""

import json
import os
import random
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from statistics import mean
from typing import Any

import django

from benchmarks import corpus
from benchmarks.tables import table
from trialhead.criteria import Leaf, Score, Side, leaves

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trialhead.website.settings")
django.setup()

from tests.factories.replies import UNSURE, FromRecord  # noqa: E402
from tests.factories.vector_people import document  # noqa: E402
from trialhead.patients import checked, read_document  # noqa: E402
from trialhead.portal.prescreen.answers import Answers  # noqa: E402
from trialhead.portal.prescreen.asked import Asked, read_asked  # noqa: E402
from trialhead.portal.prescreen.facts import record_of  # noqa: E402
from trialhead.portal.prescreen.forms import Problem, read_answer  # noqa: E402
from trialhead.portal.prescreen.progress import (  # noqa: E402
    Question,
    needed,
    progress,
)
from trialhead.portal.studies.written import shipped  # noqa: E402
from trialhead.registry import Study, read_study  # noqa: E402
from trialhead.screening import Overall, ranked_questions, screen  # noqa: E402

TITLE = "Questions until a person is settled"
LUPUS = "NCT07318259"
SAMPLE = Path(__file__).parents[1] / "sample" / "studies" / f"{LUPUS}.json"
ON = date(2026, 6, 15)
STUDIES, PEOPLE_EACH = 100, 3
#: How often a synthetic person suits a criterion, and how often they are not sure.
SUITS, UNSURE_SHARE = 0.9, 0.07

Reply = Callable[[Question], dict[str, str]]


def measure(*, quick: bool, folder: Path) -> dict[str, Any]:
    """Mean numbers of questions, by how they are asked."""
    studies = {study.registry_id: study for study in corpus.studies()}
    lupus = _asked(read_study(json.loads(SAMPLE.read_text())))
    chosen = random.Random(7).sample(sorted(studies), 5 if quick else STUDIES)
    imported = [_asked(studies[number]) for number in chosen]
    dice = [(asked, Dice(asked, n)) for asked in imported for n in range(PEOPLE_EACH)]
    return {
        "people of the vectors": _means([(lupus, reply) for reply in _vector_people()]),
        "synthetic people": _means(dice),
        "studies": len(imported),
    }


def _asked(study: Study) -> Asked:
    return read_asked(study, shipped(study.registry_id))


def _means(pairs: list[tuple[Asked, Reply]]) -> dict[str, Any]:
    asked = [
        (_best_first(*pair), _in_order(*pair), _in_order(*pair, to_the_end=True)[0])
        for pair in pairs
    ]
    settled = [one for one, _, _ in asked if one[1]]
    return {
        "people": len(asked),
        "knocked out": len(settled),
        "best first": mean(one[0] for one, _, _ in asked),
        "in order": mean(two[0] for _, two, _ in asked),
        "all": mean(three for _, _, three in asked),
        "best first, knocked out": mean([one[0] for one in settled] or [0]),
        "in order, knocked out": mean([two[0] for _, two, _ in asked if two[1]] or [0]),
    }


def _best_first(asked: Asked, reply: Reply) -> tuple[int, bool]:
    """Questions asked as the pages ask them, and whether one of them ended it."""
    answers, count = Answers(), 0
    while True:
        now = progress(asked, answers, ON)
        if now.next is None:
            return count, now.screening.full.reported is Overall.NOT_POSSIBLE
        answers = _answered(answers, now.next, reply)
        count += 1


def _in_order(asked: Asked, reply: Reply, *, to_the_end: bool = False) -> tuple[int, bool]:
    """The same questions in the order of the text, until one ends it."""
    answers, count = Answers(), 0
    for leaf in _of_people(asked):
        while (topic := needed(leaf, answers)) is not None:
            answers = _answered(answers, Question(topic=topic, leaf=leaf), reply)
            count += 1
        judged = screen(asked.criteria, record_of(answers, ON), on=ON)
        if judged.full.reported is Overall.NOT_POSSIBLE and not to_the_end:
            return count, True
    return count, False


def _of_people(asked: Asked) -> list[Leaf]:
    """What is asked of people, not of study teams, in the order of the text."""
    found = ranked_questions(screen(asked.criteria, record_of(Answers(), ON), on=ON))
    for_people = {one.leaf for one in found if not one.manual}
    return [leaf for leaf in asked.questions if leaf in for_people]


def _answered(answers: Answers, question: Question, reply: Reply) -> Answers:
    try:
        given = read_answer(question, reply(question), ON)
    except Problem:
        given = read_answer(question, UNSURE, ON)
    return answers.with_answer(given)


def _vector_people() -> Iterator[Reply]:
    shared = Path(os.environ.get("TRIALHEAD_SHARED", "../shared"))
    for case in json.loads((shared / "vectors" / "clinical.json").read_text())["patients"]:
        on = date.fromisoformat(case["facts"]["screening_date"])
        record = checked(read_document(json.dumps(document(case["facts"])), "vector"), on)
        yield _FromVector(FromRecord(record, on))


class _FromVector:
    def __init__(self, replies: FromRecord) -> None:
        self.replies = replies

    def __call__(self, question: Question) -> dict[str, str]:
        topic = {"about": str(question.topic.about), "name": question.topic.name}
        return self.replies(topic, question.leaf or question.topic.leaf)


class Dice:
    """A synthetic person: most answers suit the criterion that asks, some are not known."""

    def __init__(self, asked: Asked, number: int) -> None:
        self.name = f"{asked.criteria.study}/{number}"
        self.wanted = {
            leaf: criterion.side is not Side.EXCLUSION
            for criterion in asked.criteria.criteria
            for leaf in leaves(criterion.node)
        }

    def __call__(self, question: Question) -> dict[str, str]:
        """The fields of the form, filled in."""
        chance = random.Random(f"{self.name}/{question.topic}")
        if chance.random() < UNSURE_SHARE:
            return UNSURE
        suits = chance.random() < SUITS
        leaf = question.leaf or question.topic.leaf
        match question.topic.about:
            case "age":
                return {
                    "answer": "number",
                    "number": str(chance.randint(18, 75)),
                    "unit": "year",
                }
            case "sex":
                return {"answer": chance.choice(["female", "male"])}
            case "score" if isinstance(leaf, Score):
                return self._number(leaf, suits)
            case _:
                holds = suits == self.wanted.get(leaf, True) if leaf else suits
                return {"answer": "yes" if holds else "no"}

    def _number(self, leaf: Score, suits: bool) -> dict[str, str]:
        inside = suits == self.wanted.get(leaf, True)
        low, high = leaf.bounds.low, leaf.bounds.high
        end = high if low is None else low
        number = (end or 0) + (0 if inside else -1 if low is not None else 1)
        return {"answer": "number", "number": f"{max(0, number):g}"}


def describe(result: dict[str, Any]) -> str:
    """The section of the page."""
    heads = ["", "people", "all questions", "in order, until settled", "best first", "share of all"]
    heads += ["in order, if something speaks against it", "best first, likewise"]
    rows = [
        [
            name,
            f"{one['people']} ({one['knocked out']})",
            f"{one['all']:.1f}",
            f"{one['in order']:.1f}",
            f"{one['best first']:.1f}",
            f"{one['best first'] / one['all']:.0%}",
            f"{one['in order, knocked out']:.1f}",
            f"{one['best first, knocked out']:.1f}",
        ]
        for name in ("people of the vectors", "synthetic people")
        for one in [result[name]]
    ]
    return f"""\
Mean numbers of questions. The people of the clinical vectors answer those of {LUPUS}, as people \
wrote its criteria; {PEOPLE_EACH} synthetic people answer those of each of {result["studies"]} \
imported studies, as the machine read them: nine answers of ten suit, seven of a hundred are \
“not sure”. The peers are a form that asks everything, and the same questions in the order of the \
text until one speaks against taking part. In brackets: people against whom something speaks. \
Questions for doctors and study teams are left out everywhere.

{table(heads, rows)}"""
