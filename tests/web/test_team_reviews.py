"""A machine's reading of a study corrected through the review pages and published by a second
person; the reader's questions change with it."""

import re
from importlib.resources import files
from typing import Any

import pytest
from django.test import Client

from tests.factories.pages import Page, read_page
from tests.factories.team import client_of
from tests.factories.visits import Visit
from trialhead.portal.accounts.roles import Role
from trialhead.portal.prescreen.asked import asked_by
from trialhead.portal.studies.models import CriteriaEdition, StudyRecord

pytestmark = pytest.mark.django_db

LUPUS = "NCT07318259"
PATH = f"/team/criteria/{LUPUS}/"
AUTHORED = files("trialhead.criteria").joinpath(f"authored/{LUPUS}.yaml").read_text("utf-8")


@pytest.fixture
def author() -> Client:
    """Somebody who reviews the study."""
    return client_of(Role.REVIEWER, study=LUPUS, email="author@team.example")


@pytest.fixture
def second() -> Client:
    """A second person who does."""
    return client_of(Role.REVIEWER, study=LUPUS, email="second@team.example")


def page_of(answer: Any) -> Page:
    """The page of an answer."""
    return read_page(answer.content)


def document_in(page: Page) -> str:
    """The draft that stands in the form."""
    return page.one("textarea", id="document").text


def ids_in(page: Page) -> list[str]:
    """The criteria of the draft."""
    return [one.attributes["value"] for one in page.all("input", name="accepted")]


def propose(client: Client, document: str) -> Any:
    """Accept every criterion and propose."""
    checked = page_of(client.post(PATH, {"document": document, "check": "1"}))
    told = {"document": document, "accepted": ids_in(checked), "propose": "1"}
    return client.post(PATH, told)


def publish(client: Client) -> Any:
    """Publish the newest edition."""
    number = CriteriaEdition.objects.latest("number").number
    return client.post(f"{PATH}publish/", {"number": str(number)})


def questions() -> list[str]:
    """What a reader is asked who is not sure of anything, through the pages."""
    visit = Visit(Client(), f"/studies/{LUPUS}/could-i-take-part/").open()
    visit.press("begin", who="self")
    visit.answer_all(lambda topic, leaf: {"answer": "not sure"})
    return visit.asked


def test_a_machine_reading_is_corrected_and_published_by_a_second_person(
    author: Client, second: Client
) -> None:
    machine = CriteriaEdition(document="")
    draft = author.get(f"{PATH}?machine=1")
    machine.document = draft.context["review"].document
    assert propose(author, machine.document).status_code == 302
    assert publish(second).status_code == 302
    by_machine = questions()
    record = StudyRecord.objects.get(registry_id=LUPUS)
    assert asked_by(record, record.study()).criteria.criteria != ()

    assert propose(author, AUTHORED).status_code == 302
    assert questions() == by_machine
    assert publish(author).status_code == 403
    assert questions() == by_machine
    assert publish(second).status_code == 302
    by_people = questions()
    assert by_people != by_machine
    record.refresh_from_db()
    asked = asked_by(record, record.study())
    assert asked.authored
    assert len(asked.criteria.criteria) == 18
    assert "Reviewed by the study team on" in page_of(Client().get(f"/studies/{LUPUS}/")).text
    history = page_of(author.get(PATH)).text
    assert history.count("published") >= 2


def test_every_criterion_is_accepted_before_anything_is_proposed(author: Client) -> None:
    answer = author.post(PATH, {"document": AUTHORED, "accepted": ["I1"], "propose": "1"})
    assert answer.status_code == 422
    assert "are undecided" in page_of(answer).text
    assert not CriteriaEdition.objects.exists()


def test_a_fault_is_told_with_its_line_and_the_draft_stays(author: Client) -> None:
    broken = AUTHORED.replace("classified:", "classifed:", 1)
    answer = author.post(PATH, {"document": broken, "check": "1"})
    assert answer.status_code == 422
    assert "classifed" in page_of(answer).text
    assert "line" in page_of(answer).text
    assert answer.context["review"].document == broken
    other = AUTHORED.replace(f"study: {LUPUS}", "study: NCT00000000")
    assert author.post(PATH, {"document": other, "check": "1"}).status_code == 422


def test_a_criterion_is_left_to_people(author: Client) -> None:
    answer = author.post(PATH, {"document": AUTHORED, "leave": "I2"})
    row = next(one for one in answer.context["review"].rows if one.id == "I2")
    assert (row.read, row.accepted) == ("none", True)
    assert [one.criterion for one in answer.context["review"].changes] == ["I2"]


def test_a_draft_is_tried_on_a_made_up_person(author: Client) -> None:
    told = {"document": AUTHORED, "try": "1", "person": "synthetic: true\nborn: 1990\n"}
    answer = author.post(PATH, told)
    tried = {one.id: one.told for one in answer.context["tried"]}
    assert len(tried) == 18
    assert set(tried.values()) <= {"pass", "fail", "unknown", "not judged"} | {
        told for told in tried.values() if "read strictly" in told
    }
    wrong = author.post(PATH, {**told, "person": "born: yesterday"})
    assert wrong.context["person_problem"]


def test_criteria_whose_words_are_gone_are_named(author: Client) -> None:
    moved = re.sub(r"mark: .+", "mark: zzzzzzzzzzzzzzzzzzzz", AUTHORED, count=1)
    rows = author.post(PATH, {"document": moved, "check": "1"}).context["review"].rows
    assert [one.lost for one in rows].count(True) == 1


def test_an_older_edition_is_not_published_over_a_newer(author: Client, second: Client) -> None:
    propose(author, AUTHORED)
    propose(author, AUTHORED.replace("I1", "I1", 1))
    assert second.post(f"{PATH}publish/", {"number": "1"}).status_code == 403
    assert second.post(f"{PATH}publish/", {"number": "7"}).status_code == 403
    assert not CriteriaEdition.objects.exclude(published_at=None).exists()


def test_nobody_reviews_a_study_of_others(author: Client) -> None:
    assert author.get("/team/criteria/NCT99900001/").status_code == 404
    assert "NCT99900001" not in page_of(author.get("/team/criteria/")).text
    assert LUPUS in page_of(author.get("/team/criteria/")).text
