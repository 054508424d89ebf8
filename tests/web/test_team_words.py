"""A team's words: written in the editor, checked, published by a second person."""

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories.words import (
    OWN,
    WRONG,
    begun,
    last,
    page,
    page_of,
    path_of,
    propose,
    publish,
    put_in_force,
    record_now,
    stamp,
    who_with,
)
from trialhead.overview import Section
from trialhead.portal.studies.actions import keep_retelling
from trialhead.portal.studies.models import WordsEdition

pytestmark = pytest.mark.django_db


def test_the_editor_begins_with_what_the_page_shows_and_finds_nothing_wrong(author: Client) -> None:
    answer = author.get(path_of())
    checkup = answer.context["checkup"]
    assert "You must not have type 1 diabetes." in begun(author)["who"]
    assert (checkup.wrong, checkup.beyond, checkup.untold) == (0, 0, ())
    assert "Every criterion is told." in page_of(answer).text
    assert "Reading grade" in page_of(answer).text


def test_words_are_published_by_a_second_person_and_the_page_says_so(
    author: Client, second: Client
) -> None:
    assert "Made by rules" in stamp()
    assert propose(author, who=who_with(author, OWN)).status_code == 302
    assert OWN not in page()
    assert publish(author).status_code == 403
    assert OWN not in page()
    assert publish(second).status_code == 302
    assert OWN in page()
    told = stamp()
    assert "Written and reviewed by the study's team" in told.replace("&#x27;", "'")
    assert "version 1" in told
    assert "made by rules" not in told
    assert "Not reviewed" not in told
    assert "Test Reviewer" not in page()


def test_each_sentence_of_the_team_opens_the_words_of_the_record(
    author: Client, second: Client
) -> None:
    put_in_force(author, second, OWN)
    item = page().split(OWN, 1)[1].split("</li>", 1)[0]
    assert "<details" in item
    assert "eligibility.criteria" in item


def test_what_the_team_leaves_out_rules_tell(author: Client, second: Client) -> None:
    kept = "You must not have type 1 diabetes."
    who = begun(author)["who"]
    checked = author.post(path_of(), {**begun(author, who=who.replace(kept, "")), "check": "1"})
    untold = [words for _, words in checked.context["checkup"].untold]
    assert untold == ["Type 1 diabetes or diabetes caused by pancreatic disease."]
    propose(author, who=who.replace(kept, ""))
    publish(second)
    assert kept in page()
    assert "1 sentence is made by rules." in stamp()


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        (WRONG, "Number not in the record"),
        ("Your latest HbA1c must be below 7% at screening.", "Cannot stand."),
        ("You must have type 1 diabetes.", "Yes and no differ from the record"),
        ("You must be at least 18 months old.", "Cannot stand."),
        ("The drug is safe.", "Promise of benefit or safety"),
        ("You qualify for this study.", "Tells the reader that they can take part"),
        ("“You will get well”", "Cannot stand."),
        ("A taxi\u202e brings you.", "Characters that nobody can see"),
    ],
)
def test_what_the_record_contradicts_or_what_promises_is_never_proposed(
    author: Client, sentence: str, told: str
) -> None:
    who = who_with(author, sentence)
    answer = propose(author, who=who)
    assert answer.status_code == 422
    assert told in page_of(answer).text
    assert answer.context["checkup"].boxes[1].text == who
    assert sentence in page_of(answer).one("textarea", id="box-who").text
    link = next(one for one in page_of(answer).all("a") if "#told-who-" in one.attributes["href"])
    assert page_of(answer).one("li", id=link.attributes["href"][1:]).attributes["class"]
    assert not WordsEdition.objects.exists()


def test_nothing_typed_is_lost_while_it_is_checked(author: Client) -> None:
    typed = begun(author, who=f"{WRONG}\n\n# A heading\n{OWN}", join="", tested="x" * 1200)
    answer = author.post(path_of(), {**typed, "check": "1"})
    assert answer.status_code == 422
    shown = {box.field: box.text for box in answer.context["checkup"].boxes}
    assert shown == {name: typed[name] for name in shown}
    text = page_of(answer).text
    assert "longer than 1000 characters" in text
    assert "begins with #" in text


def test_an_empty_overview_is_not_proposed(author: Client) -> None:
    answer = author.post(path_of(), {"propose": "1", "seen": "0"})
    assert answer.status_code == 422
    assert "There are no words." in page_of(answer).text


def test_who_proposes_after_somebody_else_is_told_and_loses_nothing(
    author: Client, second: Client
) -> None:
    mine = {**begun(author, who=who_with(author, OWN)), "propose": "1"}
    assert propose(second).status_code == 302
    answer = author.post(path_of(), mine)
    assert answer.status_code == 422
    assert "Somebody has proposed another edition" in page_of(answer).text
    assert OWN in page_of(answer).one("textarea", id="box-who").text
    assert author.post(path_of(), {**mine, "seen": "1"}).status_code == 302
    assert last().number == 2


def test_the_newest_edition_is_written_on_or_the_rules_begin_again(author: Client) -> None:
    propose(author, who=who_with(author, OWN))
    assert OWN in begun(author)["who"]
    assert OWN not in page_of(author.get(f"{path_of()}?rules=1")).text


def test_a_list_stays_one_sentence(author: Client, second: Client) -> None:
    listed = "You must have none of these:\n– type 1 diabetes\n– hypoglycemia unawareness"
    answer = author.post(path_of(), {**begun(author, who=listed), "check": "1"})
    rows = next(box.rows for box in answer.context["checkup"].boxes if box.field == "who")
    assert [row.judged.text for row in rows] == [listed]


# A model's words ----------------------------------------------------------------------------------


def test_a_models_words_are_unreviewed_until_a_team_publishes_them(
    author: Client, second: Client
) -> None:
    now = timezone.now()
    keep_retelling(record=record_now(), draft={Section.WHO: [OWN]}, model="tiny", at=now)
    assert "Not reviewed by a person." in stamp()
    assert "Told by the model tiny" in page_of(author.get("/team/words/")).text
    assert OWN in begun(author)["who"]
    propose(author)
    assert (last().model, last().by_model) == ("tiny", [OWN])
    publish(second)
    assert "Told in part by the model tiny, reviewed by the study" in stamp()
    assert "Not reviewed" not in stamp()
    propose(author, who=begun(author)["who"].replace(OWN, ""))
    assert last().model == ""
