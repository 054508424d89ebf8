"""Was this easy to understand? What is taken, refused, kept, told and forgotten."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client

from tests.factories.pages import Page, read_page
from trialhead.portal.privacy import retention
from trialhead.portal.studies.actions import rate
from trialhead.portal.studies.models import Rating, StudyRecord
from trialhead.portal.studies.rating_views import PER_CLIENT_AND_STUDY

pytestmark = pytest.mark.django_db

STUDY = "NCT99900001"
PATH = f"/studies/{STUDY}/rating/"


def scores(*given: int) -> Page:
    """The page of thanks after some answers."""
    record = StudyRecord.objects.get(registry_id=STUDY)
    for score in given:
        rate(record=record, version=1, section="", score=score, sentence="", on=date(2026, 11, 24))
    return read_page(Client().get(f"{PATH}thanks/").content)


def test_the_form_of_the_study_page_is_taken_without_script_or_cookie() -> None:
    client = Client(enforce_csrf_checks=True)
    page = read_page(client.get(f"/studies/{STUDY}/").content)
    form = page.one("form", action=PATH)
    assert form.attributes["method"] == "post"
    fields = {"version": page.one("input", name="version").attributes["value"]}
    answer = client.post(PATH, {**fields, "score": "2", "sentence": "A hard <b>one</b>."})
    assert answer.status_code == 302
    assert answer["Location"] == f"{PATH}thanks/"
    assert not client.cookies
    kept = Rating.objects.get()
    assert (kept.score, kept.sentence, kept.version) == (2, "A hard <b>one</b>.", 1)
    assert kept.record.registry_id == STUDY


def test_nothing_kept_tells_who_or_when_exactly() -> None:
    names = {field.name for field in Rating._meta.fields}
    assert names == {"id", "record", "version", "section", "score", "sentence", "day"}


@pytest.mark.parametrize(
    ("told", "problem"),
    [
        ({}, "Choose a number from 1 to 5."),
        ({"score": "6"}, "Choose a number from 1 to 5."),
        ({"score": "0"}, "Choose a number from 1 to 5."),
        ({"score": "4", "sentence": "x" * 601}, "up to 600 characters"),
        ({"score": "4", "website": "https://spam.test"}, "must stay empty"),
    ],
)
def test_a_mistake_is_said_and_what_was_typed_stays(
    client: Client, told: dict[str, str], problem: str
) -> None:
    answer = client.post(PATH, {"sentence": "A <hard> one", **told})
    page = read_page(answer.content)
    assert answer.status_code == 422
    assert problem in page.one("div", role="alert").text
    assert page.one("input", name="sentence").attributes["value"] == told.get(
        "sentence", "A <hard> one"
    )
    assert page.one("input", name="website").attributes["value"] == ""
    assert not Rating.objects.exists()


def test_another_site_cannot_answer_for_its_readers(client: Client) -> None:
    answer = client.post(PATH, {"score": "1"}, headers={"sec-fetch-site": "cross-site"})
    assert answer.status_code == 403
    assert not Rating.objects.exists()


def test_one_reader_cannot_answer_again_and_again(client: Client) -> None:
    answers = [client.post(PATH, {"score": "5"}) for _ in range(PER_CLIENT_AND_STUDY + 1)]
    assert [answer.status_code for answer in answers] == [302] * PER_CLIENT_AND_STUDY + [429]
    assert Rating.objects.count() == PER_CLIENT_AND_STUDY
    other = client.post(PATH, {"score": "5"}, REMOTE_ADDR="192.0.2.9")
    assert other.status_code == 302


def test_a_version_that_does_not_exist_is_not_kept(client: Client) -> None:
    client.post(PATH, {"score": "5", "version": "99"})
    assert Rating.objects.get().version == 1


@pytest.mark.parametrize("path", [PATH, f"{PATH}thanks/"])
def test_there_is_no_rating_of_no_study(client: Client, path: str) -> None:
    assert client.get(path.replace(STUDY, "NCT00000000")).status_code == 404
    assert client.get(path).status_code == 200


def test_four_answers_are_not_told() -> None:
    assert "of 5" not in scores(5, 5, 5, 5).text


def test_answers_are_told_in_groups_of_five_only() -> None:
    assert (
        "So far 5 readers have answered. On average they gave 3.4 of 5."
        in scores(1, 2, 4, 5, 5).text
    )
    assert "So far 5 readers" in scores(1, 1, 1, 1).text
    assert "So far 10 readers" in scores(1).text


@pytest.mark.parametrize(("days", "sentence"), [(365, "hard"), (366, "")])
def test_the_sentence_is_forgotten_after_a_year_and_the_score_stays(
    days: int, sentence: str
) -> None:
    now = datetime(2026, 11, 24, 12, tzinfo=UTC)
    record = StudyRecord.objects.get(registry_id=STUDY)
    on = (now - timedelta(days=days)).date()
    rate(record=record, version=1, section="overview", score=1, sentence="hard", on=on)
    retention.run(now=now)
    kept = Rating.objects.get()
    assert (kept.sentence, kept.score) == (sentence, 1)
