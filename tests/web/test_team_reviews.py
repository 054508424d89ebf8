"""A machine's reading of a study corrected through the review pages and published by a second
person; the reader's questions change with it."""

import re
from importlib.resources import files

import pytest
from django.test import Client

from tests.factories.forms import Window
from tests.factories.team import client_of, session_of
from tests.factories.visits import Visit
from trialhead.portal.accounts.models import AuditEntry
from trialhead.portal.accounts.roles import Role
from trialhead.portal.prescreen.asked import asked_by
from trialhead.portal.studies.models import CriteriaEdition, StudyRecord
from trialhead.portal.teams.models import CriteriaDraft

pytestmark = pytest.mark.django_db

LUPUS = "NCT07318259"
PATH = f"/team/criteria/{LUPUS}/"
AUTHORED = files("trialhead.criteria").joinpath(f"authored/{LUPUS}.yaml").read_text("utf-8")


def reviewer(name: str) -> Window:
    """Somebody who reviews the study, before its list of criteria."""
    client = client_of(Role.REVIEWER, study=LUPUS, email=f"{name}@team.example")
    return Window(client).open(PATH)


@pytest.fixture
def author() -> Window:
    """Somebody who reviews the study."""
    return reviewer("author")


@pytest.fixture
def second() -> Window:
    """A second person who does."""
    return reviewer("second")


def ids_in(window: Window) -> list[str]:
    """The criteria that can be ticked."""
    return [one.attributes["value"] for one in window.page.all("input", name="accepted")]


def states(window: Window) -> dict[str, str]:
    """What has been made of each criterion."""
    return {row.id: str(row.state) for row in window.context["review"].rows}


def propose(window: Window, document: str | None = None) -> Window:
    """Take a text in if there is one, tick every criterion and propose."""
    window.open(PATH)
    if document is not None:
        window.press("text", document=document)
        assert window.status == 200, window.page.text[:400]
    return window.press("propose", accepted=ids_in(window))


def publish(window: Window) -> Window:
    """Publish the newest edition."""
    number = str(CriteriaEdition.objects.latest("number").number)
    answer = window.client.post(f"{PATH}publish/", {"number": number})
    window.status = answer.status_code
    return window


def questions() -> list[str]:
    """What a reader is asked who is not sure of anything, through the pages."""
    visit = Visit(Client(), f"/studies/{LUPUS}/could-i-take-part/").open()
    visit.press("begin", who="self")
    visit.answer_all(lambda topic, leaf: {"answer": "not sure"})
    return visit.asked


def test_a_machine_reading_is_corrected_and_published_by_a_second_person(
    author: Window, second: Window
) -> None:
    author.press("machine", name="with")
    assert propose(author).status == 200
    assert publish(second).status == 302
    by_machine = questions()
    record = StudyRecord.objects.get(registry_id=LUPUS)
    assert asked_by(record, record.study()).criteria.criteria != ()

    assert "Proposed" in propose(author, AUTHORED).page.text
    assert questions() == by_machine
    assert publish(author).status == 403
    assert questions() == by_machine
    assert publish(second).status == 302
    by_people = questions()
    assert by_people != by_machine
    record.refresh_from_db()
    asked = asked_by(record, record.study())
    assert asked.authored
    assert len(asked.criteria.criteria) == 18
    answer = Client().get(f"/studies/{LUPUS}/").content.decode()
    assert "Reviewed by the study team on" in answer
    assert author.open(PATH).page.text.count("published") >= 2


def test_every_criterion_is_decided_before_anything_is_proposed(author: Window) -> None:
    author.press("text", document=AUTHORED)
    assert author.press("propose", accepted=["I1"]).status == 422
    assert "17 are undecided" in author.page.text
    assert not CriteriaEdition.objects.exists()
    assert set(states(author).values()) == {"undecided"}


def test_what_is_ticked_is_kept_and_the_list_shows_what_is_left(author: Window) -> None:
    author.press("text", document=AUTHORED)
    author.press("accept", accepted=["I1", "E12", "no such"])
    told = states(author)
    assert (told["I1"], told["E12"], told["I2"]) == ("corrected", "corrected", "undecided")
    author.open(f"{PATH}?show=undecided")
    assert "I1" not in ids_in(author)
    assert len(ids_in(author)) == 16
    assert author.page.all("span", aria_current="page")[0].text == "Undecided"


def test_a_fault_is_told_with_its_line_and_the_draft_stays(author: Window) -> None:
    broken = AUTHORED.replace("classified:", "classifed:", 1)
    author.press("text", document=broken)
    assert author.status == 422
    assert "classifed" in author.page.text
    assert "line" in author.page.text
    author.open(PATH)
    assert author.page.one("textarea", id="document").text.startswith("# NCT07318259")
    assert "classifed" in author.html
    assert not author.context["review"].rows
    author.open(f"{PATH}criterion/I1/")
    assert "Mend the text of the draft first" in author.page.text
    other = AUTHORED.replace(f"study: {LUPUS}", "study: NCT00000000")
    assert author.open(PATH).press("text", document=other).status == 422
    assert author.press("text", document=AUTHORED).status == 200
    assert len(author.context["review"].rows) == 18


def test_a_draft_waits_for_its_author_and_for_nobody_else(author: Window, second: Window) -> None:
    author.press("text", document=AUTHORED.replace('title: "Adult"', 'title: "Grown up"'))
    author.press("accept", accepted=["I1"])
    later = Window(client_of_again(author)).open(PATH)
    assert "Grown up" in later.page.text
    assert states(later)["I1"] == "corrected"
    assert "Grown up" not in second.open(PATH).page.text
    second.press("text", document=AUTHORED.replace('title: "Adult"', 'title: "Of age"'))
    assert "Grown up" in author.open(PATH).page.text
    assert "Of age" not in author.page.text
    assert CriteriaDraft.objects.count() == 2


def client_of_again(window: Window) -> Client:
    """The same person in a new browser."""
    from tests.factories.team import signed_in
    from trialhead.portal.accounts.models import User

    user = User.objects.get(pk=session_of(window.client)["_auth_user_id"])
    return signed_in(user)


def test_two_windows_of_one_author_never_overwrite_each_other(author: Window) -> None:
    other = Window(author.client).open(PATH)
    author.press("text", document=AUTHORED)
    mine = AUTHORED.replace('title: "Adult"', 'title: "Grown up"')
    assert other.press("text", document=mine).status == 409
    assert "changed in another window" in other.page.text
    assert "Grown up" in other.page.one("textarea", id="typed").text
    assert "Grown up" not in author.open(PATH).page.text
    assert other.press("text", document=mine).status == 200
    assert "Grown up" in author.open(PATH).page.text


def test_criteria_that_a_text_changes_are_to_be_decided_again(author: Window) -> None:
    author.press("text", document=AUTHORED)
    author.press("accept", accepted=["I1", "I3"])
    author.press("text", document=AUTHORED.replace("at_least: 18 years", "at_least: 16 years"))
    told = states(author)
    assert (told["I1"], told["I3"]) == ("undecided", "corrected")


def test_a_draft_begins_again_with_the_machine_or_an_edition(author: Window) -> None:
    propose(author, AUTHORED)
    assert not CriteriaDraft.objects.exists()
    author.open(PATH).press("machine", name="with")
    assert "Kidney, liver and lung" not in author.page.text
    author.press("edition", name="with")
    assert "Kidney, liver and lung" in author.page.text
    assert set(states(author).values()) == {"accepted"}
    told = list(AuditEntry.objects.values_list("action", flat=True))
    assert told.count("criteria draft begun") >= 2
    assert told.count("criteria draft dropped") == 1


def test_a_draft_is_tried_on_a_made_up_person(author: Window) -> None:
    author.press("text", document=AUTHORED)
    author.press("try", person="synthetic: true\nborn: 1990\n")
    tried = {one.id: one.told for one in author.context["tried"]}
    assert len(tried) == 18
    assert set(tried.values()) <= {"pass", "fail", "unknown", "not judged"} | {
        told for told in tried.values() if "read strictly" in told
    }
    assert author.press("try", person="born: yesterday").status == 422
    assert author.context["person_problem"]


def test_criteria_whose_words_are_gone_are_named(author: Window) -> None:
    moved = re.sub(r"mark: .+", "mark: zzzzzzzzzzzzzzzzzzzz", AUTHORED, count=1)
    author.press("text", document=moved)
    assert [one.lost for one in author.context["review"].rows].count(True) == 1


def test_an_older_edition_is_not_published_over_a_newer(author: Window, second: Window) -> None:
    propose(author, AUTHORED)
    propose(author)
    for number in ("1", "7", "x", "9" * 5000):
        assert second.client.post(f"{PATH}publish/", {"number": number}).status_code == 403
    assert not CriteriaEdition.objects.exclude(published_at=None).exists()


def test_nobody_reviews_a_study_of_others(author: Window) -> None:
    for path in ("", "criterion/I1/", "edition/1/"):
        assert author.client.get(f"/team/criteria/NCT99900001/{path}").status_code == 404
    assert "NCT99900001" not in author.open("/team/criteria/").page.text
    assert LUPUS in author.page.text


def test_a_document_too_long_is_refused_and_changes_nothing(author: Window) -> None:
    author.press("text", document=AUTHORED)
    long = AUTHORED + "\n# " + "x" * 250_000
    assert author.press("text", document=long).status == 422
    assert "more than criteria can need" in author.page.text
    huge = {"do": "text", "stamp": "", "document": "x" * 10_000_000}
    assert author.client.post(PATH, huge).status_code == 400
    assert len(author.open(PATH).context["review"].rows) == 18


def test_a_button_nobody_made_does_nothing(author: Window) -> None:
    assert author.client.post(PATH, {"do": "publish", "stamp": ""}).status_code == 422
    assert author.client.post(PATH, {"do": "add", "side": "neither"}).status_code == 422
    assert not CriteriaDraft.objects.exists()
