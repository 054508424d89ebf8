"""The same answers on every enrolling study a search finds."""

import pytest
from django.test import Client

from tests.factories.pages import read_page
from tests.factories.visits import Visit
from trialhead.portal.prescreen import shortlist

pytestmark = pytest.mark.django_db

PATH = "/studies-that-may-fit/"
AT_45 = '{"who":"self","given":[{"about":"age","answer":{"amount":45,"unit":"year"}}]}'
CHILD = '{"who":"child","given":[{"about":"age","answer":{"amount":4,"unit":"year"}}]}'
FITS = {"criterion-fits": 0, "criterion-open": 1, "criterion-not": 2}


def shown(client: Client, state: str, **search: str) -> Visit:
    """The list for some answers."""
    return Visit(client, PATH).press("show", state=state, **search)


def listed(visit: Visit) -> list[tuple[str, int]]:
    """The studies in their order, each with how it stands."""
    return [
        (one.attributes["data-study"], FITS[one.attributes["class"].split()[-1]])
        for one in visit.page.all("li")
        if "data-study" in one.attributes
    ]


def test_a_search_leads_to_the_questions_with_its_words(client: Client) -> None:
    results = read_page(client.get("/studies/?q=type+2+diabetes&near=Leeds").content)
    link = next(one for one in results.all("a") if one.text == "Which of these may fit me?")
    first = Visit(client, link.attributes["href"]).open()
    assert first.page.one("input", id="q").attributes["value"] == "type 2 diabetes"
    assert first.page.one("input", id="near").attributes["value"] == "Leeds"
    (form,) = [one for one in first.page.all("form") if "enctype" in one.attributes]
    assert form.attributes == {**form.attributes, "method": "post", "action": PATH}


def test_the_studies_come_by_fit_and_then_by_distance(client: Client) -> None:
    page = shown(client, CHILD, q="", near="Leeds")
    order = [fit for _name, fit in listed(page)]
    assert order == sorted(order)
    assert {1, 2} <= set(order)
    unsure = [
        one.text
        for one in page.page.all("li")
        if "criterion-open" in one.attributes.get("class", "")
    ]
    away = [_km(text) for text in unsure if "km away" in text]
    assert len(away) > 2
    assert away == sorted(away)


def _km(text: str) -> int:
    words = text.split("nearest open site ")[1]
    return 0 if words.startswith("less") else int(words.split(" km")[0].replace(",", ""))


def test_only_studies_that_take_participants_are_compared(client: Client) -> None:
    from trialhead.portal.studies.models import StudyRecord

    found = [name for name, _fit in listed(shown(client, AT_45, q=""))]
    assert found
    for record in StudyRecord.objects.filter(registry_id__in=found):
        assert record.study().standing.status == "RECRUITING"


def test_a_study_that_may_not_fit_says_why_in_the_registrys_words(client: Client) -> None:
    page = shown(client, CHILD, q="type 2 diabetes").page
    study = page.one("li", data_study="NCT99900001")
    assert "may not fit" in study.text
    assert "Age 18 years or older" in study.text


def test_the_question_asked_is_one_that_most_studies_wait_for(client: Client) -> None:
    page = shown(client, '{"who":"self","given":[]}', q="")
    assert page.question is not None
    assert page.question[0]["about"] == "age"
    before = [fit for _name, fit in listed(page)].count(2)
    page.press("answer", answer="number", number="4", unit="year")
    assert [fit for _name, fit in listed(page)].count(2) > before
    assert "4 years" in page.page.one("section", class_="told").text


def test_answers_go_on_to_a_study_and_back(client: Client) -> None:
    page = shown(client, AT_45, q="type 2 diabetes").page
    forms = [one for one in page.all("form") if "NCT99900001" in one.attributes["action"]]
    assert forms
    assert {one.attributes["method"] for one in forms} == {"post"}
    study = Visit(client, forms[0].attributes["action"]).press("show", state=AT_45)
    assert "45 years" in study.page.one("section", class_="told").text
    stopped = study.press("stop")
    assert stopped.page.one("button", formaction=PATH)


def test_more_studies_than_are_compared_are_said(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "best matches are compared" not in shown(client, AT_45, q="type 2 diabetes").page.text
    monkeypatch.setattr(shortlist, "MOST", 3)
    few = shown(client, AT_45, q="")
    assert len(listed(few)) == 3
    assert "the 3 best matches are compared" in few.page.text


def test_nothing_found_and_no_such_place_are_said(client: Client) -> None:
    assert "No study that takes participants now was found" in (
        shown(client, AT_45, q="zzzzqqqq").page.text
    )
    assert "No such place is known" in shown(client, AT_45, q="", near="Nowheretown").page.text


def test_tampered_answers_lead_back_to_the_start_with_the_search_kept(client: Client) -> None:
    refused = shown(client, "{", q="lupus", near="Leeds")
    assert refused.status == 422
    assert refused.page.one("input", id="q").attributes["value"] == "lupus"


def test_no_page_of_the_list_is_kept_or_leaves_a_cookie(client: Client) -> None:
    page = shown(client, AT_45, q="lupus", near="Leeds")
    assert page.headers["Cache-Control"] == "no-store"
    assert not client.cookies
    assert Visit(client, PATH).open().headers["Cache-Control"] == "no-store"


def test_a_record_answers_for_all_studies_at_once(client: Client) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    from tests.web.test_prescreen_records import record

    file = SimpleUploadedFile("record.json", record(), content_type="application/json")
    page = Visit(client, PATH).open().press("record", who="self", record=file, q="", near="")
    assert page.status == 200
    assert "46 years" in page.page.one("section", class_="told").text
    assert page.question is not None
    assert page.question[0]["about"] != "age"
