"""F3: the questions as a FHIR Questionnaire, and answers as a file that can be brought again."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.factories.visits import Visit

pytestmark = pytest.mark.django_db

STUDIES = ["NCT07318259", "NCT99900003", "NCT99900009"]
LUPUS = "/studies/NCT07318259/could-i-take-part/"
OPERATORS = {"exists", "=", "!=", ">", "<", ">=", "<="}


def form(client: Client, study: str) -> dict[str, Any]:
    """The Questionnaire of a study."""
    answer = client.get(f"/studies/{study}/questionnaire.json")
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("application/fhir+json")
    data: dict[str, Any] = answer.json()
    return data


def saved(visit: Visit) -> bytes:
    """The file that the button on a page gives out."""
    answer = visit.client.post(visit.path, {**visit.carried(), "do": "save"})
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Cache-Control"] == "no-store"
    return bytes(answer.content)


def brought(client: Client, content: bytes, *, who: str = "self") -> Visit:
    """A visitor who starts with that file."""
    file = SimpleUploadedFile("answers.json", content, content_type="application/json")
    return Visit(client, LUPUS).open().press("record", who=who, record=file)


def given(visit: Visit) -> list[dict[str, Any]]:
    """The answers a page carries, without where they came from."""
    told = json.loads(visit.carried()["state"])["given"]
    return [{key: one[key] for key in one if key != "source"} for one in told]


# The questions -----------------------------------------------------------------------------------


@pytest.mark.parametrize("study", STUDIES)
def test_f3_every_item_has_a_name_of_its_own_and_its_kind(client: Client, study: str) -> None:
    data = form(client, study)
    items = [*data["item"], *(part for item in data["item"] for part in item.get("item", ()))]
    names = [item["linkId"] for item in items]
    assert len(names) == len(set(names)) > 4
    kinds = {"choice", "quantity", "decimal", "date", "display"}
    assert {item["type"] for item in items} <= kinds
    assert all(item["text"] for item in items)
    assert not any("<span" in item["text"] for item in items)
    assert data["url"].endswith(f"/studies/{study}/questionnaire.json")
    assert data["version"]
    assert data["experimental"] is True, "the records of the sample are marked"


@pytest.mark.parametrize("study", STUDIES)
def test_f3_conditions_name_an_earlier_question_an_operator_and_an_answer(
    client: Client, study: str
) -> None:
    options: dict[str, set[str]] = {}
    conditions = 0
    for item in form(client, study)["item"]:
        for when in item.get("enableWhen", ()):
            conditions += 1
            assert when["operator"] in OPERATORS
            assert when["answerCoding"]["code"] in options[when["question"]]
        assert ("enableBehavior" in item) == (len(item.get("enableWhen", ())) > 1)
        codes = {one["valueCoding"]["code"] for one in item.get("answerOption", ())}
        options[item["linkId"]] = codes
        if item["type"] == "choice":
            assert codes & {"not sure", "unknown"}, "not sure is always allowed"
    assert conditions


def test_f3_a_pregnancy_is_asked_only_where_one_can_be(client: Client) -> None:
    pregnancy = [
        item for item in form(client, "NCT07318259")["item"] if item.get("enableBehavior") == "any"
    ]
    assert pregnancy
    codes = [{when["answerCoding"]["code"] for when in item["enableWhen"]} for item in pregnancy]
    assert all(one == {"female", "not sure"} for one in codes)


def test_f3_the_registry_s_words_stand_beside_the_question(client: Client) -> None:
    help_texts = [
        part
        for item in form(client, "NCT99900003")["item"]
        for part in item.get("item", ())
        if part["type"] == "display"
    ]
    assert help_texts
    page = client.get("/studies/NCT99900003/").content.decode()
    assert any(part["text"][:40] in page for part in help_texts)


def test_f3_names_stay_when_the_form_is_made_again(client: Client) -> None:
    first, again = form(client, "NCT07318259"), form(client, "NCT07318259")
    assert [item["linkId"] for item in first["item"]] == [item["linkId"] for item in again["item"]]


def test_f3_the_form_has_one_name_in_every_language(client: Client) -> None:
    spanish = client.get("/es/studies/NCT07318259/questionnaire.json").json()
    assert spanish["url"] == form(client, "NCT07318259")["url"]


@pytest.mark.parametrize("path", ["/studies/NCT00000000/questionnaire.json"])
def test_f3_no_study_no_form(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


# The answers -------------------------------------------------------------------------------------


def answered(client: Client) -> Visit:
    """A visitor with answers of every kind: age, sex, yes, no, a number, a limit, not sure."""
    visit = Visit(client, LUPUS).open().press("begin", who="self")
    replies = {"age": {"answer": "number", "number": "47", "unit": "year"}}
    replies["sex"] = {"answer": "female"}
    words = iter(["yes", "no", "not sure"] * 40)
    numbers = 0
    for _number in range(80):
        asked = visit.question
        if asked is None:
            break
        topic, _leaf = asked
        reply = replies.get(topic["about"])
        if topic["about"] == "result":
            numbers += 1
            reply = {"answer": "not sure"} if numbers % 3 == 0 else {"answer": "yes"}
        reply = reply or {"answer": "not sure" if topic["about"] == "score" else next(words)}
        visit = visit.press("answer", **reply)
        visit = visit if visit.question else visit.press("go on")
    return visit


def test_f3_every_answer_comes_back_from_the_file(client: Client) -> None:
    first = answered(client)
    assert len(given(first)) > 20
    content = saved(first)
    data = json.loads(content)
    assert data["resourceType"] == "QuestionnaireResponse"
    known = {item["linkId"] for item in form(client, "NCT07318259")["item"]}
    assert {item["linkId"] for item in data["item"]} <= known
    again = brought(client, content)
    key = json.dumps
    assert sorted(map(key, given(again))) == sorted(map(key, given(first)))
    assert "answers you saved" in again.page.one("section", class_="told").text
    # What is given out again is the same file.
    assert json.loads(saved(again))["item"] == data["item"]


def test_f3_a_result_keeps_its_unit_limits_and_day(client: Client) -> None:
    state = {
        "who": "self",
        "given": [
            {
                "about": "result",
                "name": "AST",
                "answer": {
                    "of": "AST",
                    "value": 31.5,
                    "unit": "[IU]/L",
                    "upper": 40.0,
                    "on": "2026-11-02",
                },
            }
        ],
    }
    answer = client.post(LUPUS, {"state": json.dumps(state), "do": "save"})
    assert given(brought(client, answer.content)) == state["given"]


def test_e7_the_file_holds_answers_and_nothing_else_of_the_person(client: Client) -> None:
    data = json.loads(saved(answered(client)))
    assert data.keys() == {"resourceType", "questionnaire", "status", "item"}


# Bad files ---------------------------------------------------------------------------------------


def test_the_questions_are_not_taken_for_answers(client: Client) -> None:
    questions = json.dumps(form(client, "NCT07318259")).encode()
    refused = brought(client, questions)
    assert refused.status == 422
    assert "the file holds the questions, not your answers" in refused.html


@pytest.mark.parametrize(
    "spoil",
    [
        lambda item: item.update(answer=[{"valueCoding": {"code": "perhaps"}}]),
        lambda item: item.update(answer=[{"valueCoding": {}}]),
        lambda item: item.update(answer=[{"valueString": "yes"}]),
        lambda item: item.update(linkId="q-00000000000000000000"),
    ],
)
def test_f3_a_spoilt_answer_is_left_out_and_told(client: Client, spoil: Any) -> None:
    visit = Visit(client, LUPUS).open().press("begin", who="self")
    visit = visit.press("answer", answer="number", number="47", unit="year")
    visit = visit.press("answer", answer="yes")
    data = json.loads(saved(visit))
    spoil(data["item"][-1])
    again = brought(client, json.dumps(data).encode())
    assert again.status == 200
    assert len(given(again)) == len(given(visit)) - 1
    assert data["item"][-1]["linkId"] in again.html


@pytest.mark.parametrize(
    "items", [None, "x", [1], [{"linkId": 3}], [{"linkId": "q", "answer": {}}], [[]] * 6000]
)
def test_f3_any_shape_of_file_is_answered(client: Client, items: Any) -> None:
    data = {
        "resourceType": "QuestionnaireResponse",
        "questionnaire": "http://portal.test/studies/NCT07318259/questionnaire.json|1",
        "item": items,
    }
    assert brought(client, json.dumps(data).encode()).status == 200


def test_an_unknown_answer_without_its_number_is_told(client: Client) -> None:
    visit = Visit(client, LUPUS).open().press("begin", who="self")
    visit = visit.press("answer", answer="number", number="47", unit="year")
    data = json.loads(saved(visit))
    data["item"] = [item for item in data["item"] if not item["linkId"].endswith("-number")]
    again = brought(client, json.dumps(data).encode())
    assert given(again) == []
    assert "none of those that are offered" in again.html
