"""The questions of one study: what a page asks, takes, refuses, and says in the end."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories.pages import read_page
from tests.factories.visits import Visit, visit
from trialhead.criteria import Leaf
from trialhead.portal.studies import actions

pytestmark = pytest.mark.django_db

LUPUS, DIABETES, HEALTHY = "NCT07318259", "NCT99900001", "NCT99900031"
SAMPLE = Path(__file__).parents[2] / "sample" / "studies"


def path(registry_id: str) -> str:
    """Where the questions of a study begin."""
    return f"/studies/{registry_id}/could-i-take-part/"


def always(answer: str) -> Any:
    """Somebody with one answer to everything that has no number."""

    def reply(topic: dict[str, Any], leaf: Leaf | None) -> dict[str, str]:
        if topic["about"] == "age":
            return {"answer": "number", "number": "45", "unit": "year"}
        if topic["about"] == "sex":
            return {"answer": "female"}
        return {"answer": answer}

    return reply


def until(asking: Visit, about: str, name: str = "") -> Visit:
    """On to the first question of a kind, not sure of everything before."""
    for _number in range(80):
        assert asking.question is not None, f"never asked about {about} {name}"
        topic, leaf = asking.question
        if topic["about"] == about and topic.get("name", "") == name:
            return asking
        asking.press("answer", **always("not sure")(topic, leaf))
    raise AssertionError("asked for ever")


def asked_for(client: Client, name: str, about: str = "result") -> Visit:
    """A page that asks for a number: the form says itself which question it answers."""
    asking = visit(client, LUPUS)
    question = json.dumps({"about": about, "name": name})
    return asking.press("answer", question=question)


# The first page -------------------------------------------------------------------------------


def test_a_study_page_leads_to_its_questions(client: Client) -> None:
    page = read_page(client.get(f"/studies/{DIABETES}/").content)
    link = next(one for one in page.all("a") if one.text == "Could I take part?")
    assert link.attributes["href"] == path(DIABETES)


def test_e4_the_first_page_says_purpose_sensitive_parts_readers_and_how_long(
    client: Client,
) -> None:
    page = Visit(client, path(DIABETES)).open().page
    assert page.one("h1").text == "Could I take part?"
    for words in (
        "how you compare with what this study asks for",
        "Some questions are sensitive",
        "Nobody sees your answers",
        "until you close this tab",
        "If the study may not fit, you see why",
        "no medical advice and not for emergencies",
    ):
        assert words in page.text


def test_who_must_be_said_and_nothing_else(client: Client) -> None:
    start = Visit(client, path(DIABETES)).open()
    refused = start.press("begin")
    assert refused.status == 422
    assert refused.page.one("div", role="alert").text.endswith("Say whom the questions are about.")
    assert refused.page.one("fieldset", id="who").attributes["aria-describedby"] == "who-problem"
    assert start.press("begin", who="self").question is not None


@pytest.mark.parametrize(
    ("who", "question"),
    [
        ("self", "How old are you?"),
        ("healthy", "How old are you?"),
        ("child", "How old is your child?"),
        ("relative", "How old is the person?"),
        ("patient", "How old is the person?"),
    ],
)
def test_questions_address_whom_they_are_about(client: Client, who: str, question: str) -> None:
    assert visit(client, DIABETES, who=who).page.one("h1").text == question


def test_a_healthy_volunteer_is_told_where_none_are_taken(client: Client) -> None:
    told = "takes no healthy volunteers"
    assert told in visit(client, DIABETES, who="healthy").page.text
    assert told not in visit(client, DIABETES).page.text
    assert told not in visit(client, HEALTHY, who="healthy").page.text


def test_unknown_studies_are_404_and_withdrawn_ones_410(client: Client) -> None:
    assert client.get(path("NCT00000000")).status_code == 404
    assert client.post(path("NCT00000000")).status_code == 404
    actions.withdraw_study(registry_id=DIABETES, at=timezone.now())
    assert client.get(path(DIABETES)).status_code == 410


# Asking ---------------------------------------------------------------------------------------


def test_a_question_stands_beside_the_registrys_words_and_what_is_settled(client: Client) -> None:
    asking = visit(client, DIABETES).press("answer", answer="number", number="45", unit="year")
    page = asking.page
    why = [block.text for block in page.all("blockquote")]
    assert "Age 18 years or older at the time of consent." in why
    assert "fits" in page.one("li", data_criterion="I1").text
    answers = page.one("section", class_="told").text
    assert "How old are you?" in answers
    assert "45 years" in answers


def test_no_answer_stands_in_an_address_or_a_cookie_and_no_page_is_kept(client: Client) -> None:
    asking = visit(client, DIABETES)
    for one in (asking, asking.press("answer", answer="not sure"), asking.press("stop")):
        assert one.headers["Cache-Control"] == "no-store"
        assert not client.cookies
        for form in one.page.all("form"):
            assert form.attributes["method"] == "post"
            assert "?" not in form.attributes["action"]
        assert 'href="?' not in one.html


@pytest.mark.parametrize("registry_id", [LUPUS, DIABETES, HEALTHY])
def test_not_sure_is_not_asked_again_and_counts_against_nobody(
    client: Client, registry_id: str
) -> None:
    summary = visit(client, registry_id).press("go on").answer_all(always("not sure"))
    assert len(summary.asked) > 3
    assert len(summary.asked) == len(set(summary.asked))
    states = [one.attributes["class"] for one in summary.page.all("li") if _criterion(one)]
    assert states
    assert "criterion criterion-not" not in states
    assert "may not fit" not in summary.page.one("h1").text


def _criterion(element: Any) -> bool:
    return "data-criterion" in element.attributes


def test_knock_outs_end_the_questions_and_more_can_be_answered_on_demand(client: Client) -> None:
    stopped = visit(client, LUPUS).press("answer", answer="number", number="12", unit="year")
    assert stopped.question is None
    assert stopped.page.one("h1").text == "This study may not fit – the study team decides"
    assert stopped.press("go on").question is not None


def test_an_answer_is_changed_in_its_place_and_undoes_what_it_settled(client: Client) -> None:
    stopped = visit(client, LUPUS).press("answer", answer="number", number="12", unit="year")
    changing = stopped.press("change:0")
    field = changing.page.one("input", id="number")
    assert field.attributes["value"] == "12"
    again = changing.press("answer", answer="number", number="42", unit="year")
    assert again.question is not None
    assert "42 years" in again.page.one("section", class_="told").text
    assert "12 years" not in again.page.text


def test_a_number_once_given_answers_every_question_about_it(client: Client) -> None:
    """SLEDAI-2K is asked for twice, with different limits."""
    asking = until(visit(client, LUPUS), "score", "SLEDAI-2K")
    asking.press("answer", answer="number", number="7").answer_all(always("not sure"))
    assert "fits" in asking.page.one("li", data_criterion="I1").text
    assert "does not fit" in asking.page.one("li", data_criterion="I3").text
    assert sum("SLEDAI" in question for question in asking.asked) == 0


def test_knowing_only_the_side_of_a_limit_is_an_answer(client: Client) -> None:
    """Below 6 is below 8 as well, so the second limit needs no question."""
    asking = until(visit(client, LUPUS), "score", "SLEDAI-2K").press("answer", answer="no")
    assert "does not fit" in asking.page.one("li", data_criterion="I3").text


def test_nobody_is_asked_about_a_pregnancy_that_cannot_be(client: Client) -> None:
    def man(topic: dict[str, Any], leaf: Leaf | None) -> dict[str, str]:
        return {"answer": "male"} if topic["about"] == "sex" else always("not sure")(topic, leaf)

    for registry_id in (LUPUS, DIABETES):
        asked = visit(client, registry_id).press("go on").answer_all(man).asked
        assert any('"about":"sex"' in one for one in asked)
        children = [one for one in asked if '"reproduction"' in one]
        assert all("contraception" in one for one in children)


def test_what_only_a_study_team_can_judge_is_asked_on_demand_only(client: Client) -> None:
    first_look = visit(client, LUPUS).answer_all(always("not sure"))
    assert not any("leukapheresis" in one for one in first_look.asked)
    assert "meets the standards for leukapheresis" in first_look.page.text
    whole = first_look.press("go on").answer_all(always("not sure"))
    assert any("leukapheresis" in one for one in whole.asked)


# What is refused ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "field", "words"),
    [
        ({}, "answer", "Choose one of the answers."),
        ({"answer": "perhaps"}, "answer", "Choose one of the answers."),
        ({"answer": "number", "number": "", "unit": "year"}, "number", "Enter a whole number"),
        ({"answer": "number", "number": "old", "unit": "year"}, "number", "from 0 to 120"),
        ({"answer": "number", "number": "121", "unit": "year"}, "number", "from 0 to 120"),
        ({"answer": "number", "number": "-3", "unit": "year"}, "number", "from 0 to 120"),
        ({"answer": "number", "number": "40", "unit": "moon"}, "number", "Enter a whole number"),
    ],
)
def test_an_age_that_cannot_be_taken_says_why_and_keeps_what_was_typed(
    client: Client, given: dict[str, str], field: str, words: str
) -> None:
    refused = visit(client, DIABETES).press("answer", **given)
    assert refused.status == 422
    alert = refused.page.one("div", role="alert")
    assert words in alert.text
    assert alert.attributes.keys() >= {"autofocus", "tabindex"}
    assert refused.page.one("a", href=f"#{field}")
    assert refused.page.one("input", id="number").attributes["value"] == given.get("number", "")
    assert refused.page.one("p", id=f"{field}-problem")
    assert refused.question == visit(client, DIABETES).question


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"number": "1,200"}, "without signs between thousands"),
        ({"number": "1.200.000"}, "without signs between thousands"),
        ({"number": "4000"}, "Nobody can have this result"),
        ({"number": "nan"}, "Enter a number such as"),
        ({"number": "1e400"}, "Enter a number such as"),
        ({"number": "60", "unit": "eGFR|mg/dL"}, "Choose the unit"),
        ({"number": "60", "unit": "height|cm"}, "Choose the unit"),
        ({"number": "60", "lower": "90", "upper": "60"}, "must be above the lower one"),
        ({"number": "60", "upper": "x"}, "Enter a number such as"),
    ],
)
def test_a_result_that_cannot_be_is_refused(
    client: Client, given: dict[str, str], words: str
) -> None:
    unit = {"unit": "eGFR|mL/min/{1.73_m2}"}
    asking = asked_for(client, "eGFR")
    refused = asking.press("answer", answer="number", **{**unit, **given})
    assert refused.status == 422
    assert words in refused.page.one("div", role="alert").text


@pytest.mark.parametrize(
    ("number", "unit", "state"),
    [
        ("25", "eGFR|mL/min/{1.73_m2}", "does not fit"),
        ("90", "eGFR|mL/min/{1.73_m2}", "open"),
        ("70,5", "creatinine|umol/L", "open"),
        ("450", "creatinine|umol/L", "does not fit"),
    ],
)
def test_kidney_function_may_be_given_as_creatinine(
    client: Client, number: str, unit: str, state: str
) -> None:
    """A comma is a decimal sign too."""
    asking = asked_for(client, "eGFR")
    known = '{"who":"self","given":[{"about":"age","answer":{"amount":45,"unit":"year"}},'
    known += '{"about":"sex","answer":"female"}]}'
    asking.press("answer", state=known, answer="number", number=number, unit=unit)
    assert state in asking.page.one("li", data_criterion="E3").text


def test_the_formula_of_kidney_function_asks_for_what_it_needs(client: Client) -> None:
    asking = asked_for(client, "eGFR")
    asking.press("answer", answer="number", number="70", unit="creatinine|umol/L")
    asked = asking.press("go on").answer_all(always("not sure")).asked
    assert any('"about":"sex"' in one for one in asked)
    assert any('"about":"age"' in one for one in asked)


@pytest.mark.parametrize(
    "state",
    [
        "{",
        "[]",
        "null",
        '{"who":"self"}',
        '{"who":"nobody","given":[]}',
        '{"who":"self","given":[{"about":"age","answer":{"amount":1e3,"unit":"year"}}]}',
        '{"who":"self","given":[{"about":"age","answer":{"amount":NaN,"unit":"year"}}]}',
        '{"who":"self","given":[{"about":"age","answer":"not sure","more":1}]}',
        '{"who":"self","given":[{"about":"sex","answer":"tall"}]}',
        '{"who":"self","given":[{"about":"statement","question":{"all":[]},"answer":"yes"}]}',
        '{"who":"self","given":[{"about":"result","name":"luck","answer":"not sure"}]}',
        '{"who":"self","given":[' + "[" * 5000,
        "x" * 300_000,
    ],
)
def test_answers_that_were_tampered_with_lead_back_to_the_start(client: Client, state: str) -> None:
    answer = client.post(path(DIABETES), {"state": state, "do": "show"})
    assert answer.status_code == 422
    page = read_page(answer.content)
    assert "could not be read" in page.one("div", role="alert").text
    assert page.one("input", name="state").attributes["value"] == ""


@pytest.mark.parametrize("question", ["", "{}", '{"about":"statement"}', "[1]", "}"])
def test_a_question_that_was_tampered_with_leads_back_to_the_start(
    client: Client, question: str
) -> None:
    given = {"state": "", "do": "answer", "question": question, "answer": "yes"}
    assert client.post(path(DIABETES), given).status_code == 422


@pytest.mark.parametrize("do", ["", "change:", "change:99", "change:-1", "change:²", "dance"])
def test_a_button_that_does_not_exist_goes_on(client: Client, do: str) -> None:
    asking = visit(client, DIABETES).press("answer", answer="not sure")
    assert asking.press(do).status == 200
    assert asking.question is not None


# The summary ----------------------------------------------------------------------------------


def test_the_summary_gives_reasons_ways_to_change_and_questions_for_a_doctor(
    client: Client,
) -> None:
    asking = asked_for(client, "eGFR")
    asking.press("answer", answer="number", number="20", unit="eGFR|mL/min/{1.73_m2}")
    page = asking.press("stop").page
    assert page.one("h1").text == "This study may not fit – the study team decides"
    headings = [heading.text for heading in page.headings()]
    assert "What would change it" in headings
    assert "Questions to take to a doctor" in headings
    criterion = page.one("li", data_criterion="E3").text
    assert "eGFR < 30 mL/min/1.73 m²" in criterion
    assert "asked for is below 30 mL/min/1.73 m²" in criterion
    assert "a new test result may change this" in page.text
    assert "What is your latest NYHA score or class?" in page.text


def test_what_hangs_on_the_wording_is_shown_in_both_readings(client: Client) -> None:
    def arrhythmia_once(topic: dict[str, Any], leaf: Leaf | None) -> dict[str, str]:
        told = json.dumps(topic)
        if "Arrhythmias" in told:
            return {"answer": "yes" if '"when": "ever"' in told else "no"}
        return always("no")(topic, leaf)

    page = visit(client, LUPUS).press("go on").answer_all(arrhythmia_once).page
    criterion = page.one("li", data_criterion="E2").text
    assert "depends on the wording" in criterion
    assert "Read strictly does not fit" in criterion
    assert "Read generously fits" in criterion
    assert "In doubt:" in criterion


def test_criteria_read_by_machine_are_said_to_be(client: Client) -> None:
    said = "A machine read this study's criteria"
    assert said in visit(client, "NCT99900003").press("stop").page.text
    assert said not in visit(client, LUPUS).press("stop").page.text


def test_the_ages_and_sex_of_the_records_own_fields_count(client: Client) -> None:
    """The machine-read study's fields give 50 years; the criteria's text says the same."""
    young = visit(client, "NCT99900003").press("answer", answer="number", number="49", unit="year")
    assert "may not fit" in young.page.one("h1").text
    assert "does not fit" in young.page.one("li", data_criterion="Age").text


def test_a_summary_leads_to_a_site_with_the_answers_in_words(client: Client) -> None:
    page = (
        visit(client, DIABETES, who="child").press("answer", answer="not sure").press("stop").page
    )
    form = next(one for one in page.all("form") if one.attributes["action"].endswith("/contact/"))
    assert form.attributes["method"] == "post"
    handed = {one.attributes.get("name"): one.attributes.get("value") for one in page.all("input")}
    assert handed["answers"] == "How old is your child? Not sure"
    assert handed["who"] == "child"


@pytest.mark.parametrize("registry_id", [LUPUS, DIABETES, "NCT99900003"])
@pytest.mark.parametrize("answer", ["yes", "no", "not sure"])
def test_e5_no_page_says_more_than_may_fit(client: Client, registry_id: str, answer: str) -> None:
    """The site's own text never uses the words that promise more."""
    asking = visit(client, registry_id).press("go on")
    texts = [*Visit(client, path(registry_id)).open().page.own_texts]
    for _number in range(8):
        texts += asking.page.own_texts
        if asking.question is not None:
            asking.press("answer", **always(answer)(*asking.question))
    texts += asking.press("stop").page.own_texts
    said = " ".join(texts).casefold()
    for word in ("eligible", "qualify", "qualified", "qualifies"):
        assert word not in said
    assert "the study team decides" in said


@pytest.mark.parametrize("prefix", ["/es", "/zh-hans", "/fr", "/ar"])
def test_the_questions_go_on_in_every_language(client: Client, prefix: str) -> None:
    asking = visit(client, LUPUS, prefix=prefix)
    for _number in range(4):
        assert asking.question is not None
        asking.press("answer", **always("not sure")(*asking.question))
        assert asking.page.one("html").attributes["lang"].lower() == prefix.strip("/")
    assert asking.press("stop").status == 200
