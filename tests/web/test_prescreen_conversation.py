""" "Could I take part?" page by page: what is asked, what is told, and that nothing is kept."""

import json
import logging
import re
from io import BytesIO

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.visits import Visit, visit
from trialhead.criteria import leaves, shipped_criteria

pytestmark = pytest.mark.django_db

STUDY = "NCT07318259"
READ_BY_MACHINE = "NCT99900005"
UNSURE = {"answer": "not sure"}


def unsure(topic, leaf):
    """Somebody who knows nothing."""
    return UNSURE


def aged(years: int):
    """Somebody who knows nothing but the age."""

    def reply(topic, leaf):
        if topic["about"] == "age":
            return {"answer": "number", "number": str(years), "unit": "year"}
        return UNSURE

    return reply


def test_the_study_page_leads_here(client):
    page = client.get(f"/studies/{STUDY}/").content.decode()
    assert f'href="/studies/{STUDY}/could-i-take-part/"' in page


def test_e4_the_first_page_says_what_happens_with_answers(client):
    opened = Visit(client, f"/studies/{STUDY}/could-i-take-part/").open()
    text = opened.page.text
    for words in (
        "sensitive",
        "Nobody sees your answers",
        "not kept on the server",
        "stop at any time",
    ):
        assert words in text
    assert "If the study may not fit" in text


@pytest.mark.parametrize(
    ("who", "words"),
    [("self", "How old are you?"), ("child", "your child"), ("patient", "How old is the person?")],
)
def test_questions_speak_of_whom_they_are_about(client, who, words):
    first = visit(client, STUDY, who=who)
    assert words.lower() in first.page.text.lower()


def test_without_saying_for_whom_nothing_begins(client):
    opened = Visit(client, f"/studies/{STUDY}/could-i-take-part/").open()
    assert "Say whom the questions are about." in opened.press("begin").page.text


def test_not_sure_is_never_counted_against_anybody(client):
    summary = visit(client, STUDY).answer_all(unsure)
    assert "Not sure yet whether this study fits" in summary.page.text
    assert "do not fit" not in summary.page.text.lower().replace("may not fit", "")


def test_nothing_is_asked_twice(client):
    summary = visit(client, STUDY).answer_all(unsure)
    assert len(summary.asked) == len(set(summary.asked)) > 5


def test_what_rules_out_is_told_at_once_with_the_words_of_the_record(client):
    summary = visit(client, STUDY).answer_all(aged(15))
    assert len(summary.asked) == 1
    assert "This study may not fit" in summary.page.text
    assert "the study team decides" in summary.page.text
    assert "What does not fit" in summary.page.text
    assert "Aged 18 years or more" in summary.page.text


def test_what_would_change_it_is_told(client):
    assert "What would change it" in visit(client, STUDY).answer_all(aged(15)).page.text


@pytest.mark.parametrize("study", [STUDY, READ_BY_MACHINE, "NCT99900001"])
def test_e5_nobody_is_called_eligible(client, study):
    page = visit(client, study)
    for _ in range(12):
        visible = page.page.text.lower()
        assert not re.search(
            r"you (?:are|may be|might be) (?:eligible|qualified)|you qualify", visible
        )
        if page.question is None:
            break
        page.press("answer", **UNSURE)


def test_pages_read_by_machine_say_so(client):
    words = "A machine read this study's criteria"
    assert words in visit(client, READ_BY_MACHINE).press("stop").page.text
    assert words not in visit(client, STUDY).press("stop").page.text


def test_one_may_stop_and_go_on(client):
    page = visit(client, STUDY)
    asked = page.carried()["question"]
    stopped = page.press("stop")
    assert stopped.question is None
    assert "What is open" in stopped.page.text
    assert stopped.press("continue").carried()["question"] == asked


def test_an_answer_may_be_changed(client):
    summary = visit(client, STUDY).answer_all(aged(15))
    again = summary.press("change:0")
    assert again.question[0]["about"] == "age"
    after = again.press("answer", answer="number", number="35", unit="year")
    assert "may not fit" not in after.page.text


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"answer": "perhaps"},
        {"answer": "number", "number": "", "unit": "year"},
        {"answer": "number", "number": "-3", "unit": "year"},
        {"answer": "number", "number": "999", "unit": "year"},
        {"answer": "number", "number": "1e3", "unit": "year"},
        {"answer": "number", "number": "thirty", "unit": "year"},
        {"answer": "number", "number": "30", "unit": "parsec"},
        {"answer": "number", "number": "9" * 400, "unit": "year"},
    ],
)
def test_an_answer_that_makes_no_sense_is_asked_again(client, given):
    page = visit(client, STUDY)
    asked = page.carried()["question"]
    again = page.press("answer", **given)
    assert again.status == 422
    assert again.carried()["question"] == asked
    assert json.loads(again.carried()["state"])["given"] == []


@pytest.mark.parametrize(
    "state",
    [
        "{",
        "[]",
        "null",
        '{"who":"self"}',
        '{"who":"nobody","given":[]}',
        '{"who":"self","given":[{"about":"age","answer":{"years":NaN}}]}',
        '{"who":"self","given":{"a":1}}',
        '{"who":"self","given":[1]}',
        '{"who":"self","given":[],"more":1}',
        "[" * 5_000,
        "x" * 300_000,
    ],
)
def test_a_state_that_was_tampered_with_leads_to_the_beginning(client, state):
    path = f"/studies/{STUDY}/could-i-take-part/"
    answer = client.post(path, {"state": state, "do": "continue"})
    assert answer.status_code == 422
    assert "please start again" in answer.content.decode()


def test_pages_are_not_kept_and_set_no_cookie(client):
    page = visit(client, STUDY)
    assert "no-store" in page.headers["Cache-Control"]
    assert not client.cookies


def test_answers_stand_in_no_address(client):
    page = visit(client, STUDY).press("answer", answer="number", number="34", unit="year")
    forms = [form.attributes for form in page.page.all("form")]
    assert all(form["method"] == "post" for form in forms if "prescreen" in str(form))
    assert "34" not in " ".join(link.attributes.get("href", "") for link in page.page.all("a"))


def test_p2_nothing_of_a_person_who_stops_is_written_or_logged(client, caplog):
    caplog.set_level(logging.DEBUG)
    before = {model: model.objects.count() for model in apps.get_models()}
    with CaptureQueriesContext(
        connection,
    ) as asked:
        visit(client, STUDY).answer_all(aged(37))
    written = [q["sql"] for q in asked if re.match(r"\s*(INSERT|UPDATE|DELETE)", q["sql"])]
    assert written == []
    assert {model: model.objects.count() for model in apps.get_models()} == before
    assert "37" not in caplog.text


@pytest.mark.parametrize("number", ["NCT00000000", "nonsense"])
def test_a_study_nobody_knows_is_not_found(client, number):
    assert client.get(f"/studies/{number}/could-i-take-part/").status_code == 404


BUNDLE = {
    "resourceType": "Bundle",
    "type": "collection",
    "entry": [
        {"resource": {"resourceType": "Patient", "id": "p", "birthDate": "1990-04-01",
                      "gender": "female"}},
        {"resource": {"resourceType": "Condition", "subject": {"reference": "Patient/p"},
                      "code": {"text": "Systemic lupus erythematosus"},
                      "clinicalStatus": {"coding": [{"code": "active"}]}}},
    ],
}  # fmt: skip


def bring(client, content: bytes) -> Visit:
    """Begin with a record."""
    opened = Visit(client, f"/studies/{STUDY}/could-i-take-part/").open()
    file = BytesIO(content)
    file.name = "record.json"
    return opened.press("record", who="self", record=file)


def test_a_record_answers_what_it_can_and_says_where_from(client):
    page = bring(client, json.dumps(BUNDLE).encode())
    assert page.status == 200
    assert page.question[0]["about"] != "age"
    assert "From your record" in page.page.text
    told = json.loads(page.carried()["state"])["given"]
    assert {one["about"] for one in told} >= {"age", "sex"}
    assert all(one.get("source") for one in told)


@pytest.mark.parametrize("content", [b"", b"not json", b"{}", b"\xff\xfe", b"[1, 2"])
def test_a_record_that_cannot_be_read_is_told(client, content):
    page = bring(client, content)
    assert page.status == 422
    assert page.question is None or json.loads(page.carried()["state"])["given"] == []


def test_all_studies_of_a_search_are_put_in_order(client):
    first = Visit(client, "/studies-that-may-fit/").open()
    page = first.press("begin", who="self", q="lupus", near="")
    assert page.status == 200
    assert STUDY in page.html or "CAR-T" in page.page.text
    after = page.press("answer", answer="number", number="12", unit="year")
    assert after.status == 200


def test_every_question_of_the_authored_study_can_be_carried(client):
    asked = visit(client, STUDY).answer_all(unsure).asked
    study = shipped_criteria(STUDY)
    everything = {leaf for criterion in study.criteria for leaf in leaves(criterion.node)}
    assert len(asked) <= len(everything) + 2
