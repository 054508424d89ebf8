"""A team's words: written, checked, approved, published by a second person, translated, and shown
only as far as the record and the approval bear them out."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories.pages import Page, read_page
from tests.factories.team import client_of
from tests.factories.words import (
    BEYOND,
    COUNTED,
    OWN,
    STUDY,
    WRONG,
    approve,
    begun,
    confirm,
    in_spanish,
    last,
    page,
    path_of,
    propose,
    publish,
    record_changes,
    record_now,
    translate,
)
from trialhead.overview import Section
from trialhead.portal.accounts.models import AuditEntry
from trialhead.portal.accounts.roles import Role
from trialhead.portal.studies.actions import keep_retelling
from trialhead.portal.studies.models import Approval, WordsEdition
from trialhead.portal.studies.overviews import criteria_in_force
from trialhead.portal.studies.words import team_words

pytestmark = pytest.mark.django_db

LATER = date(2026, 11, 20)


@pytest.fixture
def author() -> Client:
    """Somebody who reviews the study."""
    return client_of(Role.REVIEWER, study=STUDY, email="author@team.example")


@pytest.fixture
def second() -> Client:
    """A second person who does."""
    return client_of(Role.REVIEWER, study=STUDY, email="second@team.example")


def page_of(answer: Any) -> Page:
    """The page of an answer."""
    return read_page(answer.content)


def stamp(language: str = "en") -> str:
    """How the page says that its overview came about."""
    return " ".join(page(language).split("overview-stamp", 1)[1].split("</p>", 1)[0].split())


def who_with(client: Client, *sentences: str) -> str:
    """What stands about who may take part, with these sentences behind it."""
    return "\n".join((begun(client)["who"], *sentences))


def put_in_force(author: Client, second: Client, *sentences: str, days: int = 365) -> None:
    """The page's own words and these sentences, approved if need be, published."""
    runs = begun(author)["runs"].replace("It plans to take 860 people.", COUNTED)
    assert propose(author, who=who_with(author, *sentences), runs=runs).status_code == 302
    if last().beyond:
        assert approve(author, days=days).status_code == 302
    assert publish(second).status_code == 302


def shown_on(day: date, language: str = "en") -> Any:
    """The team's words as they are shown on a day."""
    record = record_now()
    study = record.study()
    criteria = criteria_in_force(record, study)
    return team_words(record, study, criteria, language=language, on=day)


# Writing and publishing ---------------------------------------------------------------------------


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


# Approvals ----------------------------------------------------------------------------------------


def test_words_beyond_the_record_need_an_approval_in_force(author: Client, second: Client) -> None:
    assert propose(author, who=who_with(author, BEYOND)).status_code == 302
    assert last().beyond == [BEYOND]
    refused = publish(second)
    assert refused.status_code == 403
    assert "no approval of them is in force" in page_of(refused).text
    assert approve(author).status_code == 302
    assert publish(second).status_code == 302
    assert BEYOND in page()
    assert "approved by Board of Leeds (24/YH/0123) until" in stamp()
    assert "words that the review board approved" in page()


def test_an_approval_ends_with_its_last_day_and_takes_its_words_along(
    author: Client, second: Client
) -> None:
    put_in_force(author, second, OWN, BEYOND, days=10)
    end = timezone.localdate() + timedelta(days=10)
    overview, told = shown_on(end)
    assert BEYOND in [each.text for each in overview.sentences]
    assert told.approval.until == end
    overview, told = shown_on(end + timedelta(days=1))
    texts = [each.text for each in overview.sentences]
    assert BEYOND not in texts
    assert OWN in texts
    assert (told.approval, told.beyond) == (None, frozenset())


def test_a_kept_page_does_not_outlive_an_approval(author: Client, second: Client) -> None:
    put_in_force(author, second, BEYOND)
    assert BEYOND in page()
    record, today = record_now(), timezone.localdate()
    assert record.edition_on(today) != record.edition_on(today + timedelta(days=1))
    yesterday = today - timedelta(days=1)
    Approval.objects.update(approved_on=yesterday, expires_on=yesterday)
    assert BEYOND in page()  # kept for today
    record.words_at = timezone.now()
    record.save()
    assert BEYOND not in page()


def test_an_expired_approval_publishes_nothing(author: Client, second: Client) -> None:
    propose(author, who=who_with(author, BEYOND))
    approve(author)
    Approval.objects.update(expires_on=timezone.localdate() - timedelta(days=1))
    assert publish(second).status_code == 403
    assert last().published_at is None


@pytest.mark.parametrize(
    ("field", "days", "told"),
    [
        ("expires_on", -1, "This approval has expired."),
        ("approved_on", 1, "This day is still to come."),
    ],
)
def test_an_approval_that_does_not_hold_today_is_refused_and_stays_in_the_form(
    author: Client, field: str, days: int, told: str
) -> None:
    propose(author, who=who_with(author, BEYOND))
    day = str(timezone.localdate() + timedelta(days=days))
    answer = approve(author, **{field: day, "board": "Board <b>of</b> York"})
    assert answer.status_code == 422
    text = page_of(answer).text
    assert told in text
    assert page_of(answer).one("input", name="board").attributes["value"] == "Board <b>of</b> York"
    assert page_of(answer).one("input", name=field).attributes["value"] == day
    assert not Approval.objects.exists()


def test_a_renewed_approval_brings_the_words_back(author: Client, second: Client) -> None:
    put_in_force(author, second, BEYOND)
    Approval.objects.update(expires_on=timezone.localdate() - timedelta(days=1))
    assert shown_on(timezone.localdate())[1].approval is None
    assert approve(author).status_code == 302
    assert confirm(second).status_code == 302
    assert BEYOND in page()


def test_an_approval_covers_no_other_edition(author: Client, second: Client) -> None:
    put_in_force(author, second, BEYOND)
    propose(author, burdens="A nurse drives you home after each visit.")
    assert publish(second).status_code == 403


def test_the_list_tells_what_is_to_do(author: Client, second: Client) -> None:
    assert "Nothing." in page_of(author.get("/team/words/")).text
    assert "Told by rules, for version 1" in page_of(author.get("/team/words/")).text
    propose(author, who=who_with(author, BEYOND))
    assert "waits for a second person" in page_of(author.get("/team/words/")).text
    approve(author, days=30)
    publish(second)
    text = page_of(author.get("/team/words/")).text
    assert "The approval ends on" in text
    assert "Told by people" in text
    assert "published by Test Reviewer" in text
    Approval.objects.update(expires_on=timezone.localdate() - timedelta(days=1))
    assert "The approval ended on" in page_of(author.get("/team/words/")).text
    approve(author, days=31)
    assert "it waits for a second person" in page_of(author.get("/team/words/")).text
    confirm(second)
    assert "Nothing." in page_of(author.get("/team/words/")).text


# The record changes -------------------------------------------------------------------------------


def test_a_sentence_that_holds_no_longer_gives_way_to_the_rules(
    author: Client, second: Client
) -> None:
    put_in_force(author, second, OWN)
    record_changes('"count": 860', '"count": 900', day=LATER)
    told = page()
    assert COUNTED not in told
    assert OWN in told
    assert "It plans to take 900 people." in told
    assert "1 sentence of the team is left out because the record has changed." in stamp()
    assert "for version 1 of the record" in stamp()
    text = page_of(author.get("/team/words/")).text
    assert "The record has changed: 1 published sentence no longer holds" in text
    edition = page_of(author.get(f"{path_of()}1/")).text
    assert "No longer borne out by the record" in edition
    assert "Number not in the record" in edition


def test_an_edition_is_held_to_the_record_again_when_it_is_published(
    author: Client, second: Client
) -> None:
    propose(author)
    record_changes('"count": 860', '"count": 900', day=LATER)
    refused = publish(second)
    assert refused.status_code == 403
    assert "The record has changed" in page_of(refused).text


def test_a_fact_that_the_record_drops_is_not_shown_under_an_approval(
    author: Client, second: Client
) -> None:
    watched = "A special group keeps watch on the study."
    put_in_force(author, second, BEYOND)
    assert watched in page()
    record_changes('"oversightHasDmc": true,', "", day=LATER)
    assert watched not in page()
    assert BEYOND in page()


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


# Taking back --------------------------------------------------------------------------------------


def test_words_are_taken_off_the_page(author: Client, second: Client) -> None:
    put_in_force(author, second, OWN)
    assert author.post(f"{path_of()}1/withdraw/").status_code == 302
    assert OWN not in page()
    assert "Made by rules" in stamp()
    assert author.post(f"{path_of()}1/withdraw/").status_code == 403


def test_a_proposal_taken_back_is_not_published(author: Client, second: Client) -> None:
    propose(author, who=who_with(author, OWN))
    author.post(f"{path_of()}1/withdraw/")
    assert publish(second).status_code == 403
    assert "withdrawn" in page_of(author.get(path_of())).text


def test_every_step_leaves_a_line_in_the_log_without_the_words(
    author: Client, second: Client
) -> None:
    put_in_force(author, second, BEYOND)
    author.post(f"{path_of()}1/withdraw/")
    lines = AuditEntry.objects.filter(action__startswith="words").order_by("number")
    assert [line.action for line in lines] == [
        "words proposed",
        "words approval recorded",
        "words published",
        "words unpublished",
    ]
    assert {line.subject for line in lines} == {f"study:{STUDY}"}
    assert all(line.detail.startswith("en edition 1") for line in lines)
    assert not any("Leeds" in line.detail or BEYOND in line.detail for line in lines)


# Translations -------------------------------------------------------------------------------------


def test_a_translation_needs_english_words_in_force(author: Client) -> None:
    assert "Publish one first." in page_of(author.get(path_of("es"))).text
    propose(author)
    assert "Publish one first." in page_of(author.get(path_of("es"))).text


def test_a_translation_is_shown_once_a_second_person_publishes_it(
    author: Client, second: Client
) -> None:
    put_in_force(author, second, OWN)
    spanish = f"Traducción: {in_spanish(OWN)}"
    assert translate(author).status_code == 302
    assert spanish not in page("es")
    assert publish(author, "es").status_code == 403
    assert publish(second, "es").status_code == 302
    assert spanish in page("es")
    assert spanish not in page("en")
    assert spanish not in page("fr")
    item = page("es").split(spanish, 1)[0].rsplit("<li", 1)[1]
    assert 'lang="es"' in item


def test_a_translation_goes_when_its_english_edition_does(author: Client, second: Client) -> None:
    put_in_force(author, second, OWN)
    translate(author)
    publish(second, "es")
    propose(author)
    publish(second)
    assert "Traducción" not in page("es")
    assert "This translation is not shown." in page_of(author.get("/team/words/")).text
    kept = page_of(author.get(path_of("es")))
    assert kept.one("textarea", id="sentence-1").text.strip().startswith("Traducción")
    translate(author)
    publish(second, "es")
    assert "Traducción" in page("es")


def test_a_translated_sentence_goes_with_its_english_one(author: Client, second: Client) -> None:
    put_in_force(author, second, OWN)
    translate(author)
    publish(second, "es")
    record_changes('"count": 860', '"count": 900', day=LATER)
    told = page("es")
    assert f"Traducción: {in_spanish(OWN)}" in told
    assert f"Traducción: {in_spanish(COUNTED)}" not in told
    assert "Prevé que participen 900 personas." in told
    assert "It plans to take 900 people." not in told
    assert shown_on(LATER, "es")[1].by_rules == 1


def test_what_the_team_leaves_out_is_told_by_rules_in_the_language_of_the_page(
    author: Client, second: Client
) -> None:
    kept = "Your latest BMI must be at most 40 kg/m²."
    spanish = "Su último valor de índice de masa corporal debe ser de 40 kg/m² como máximo."
    propose(author, who=begun(author)["who"].replace(kept, ""))
    publish(second)
    translate(author)
    publish(second, "es")
    assert "1 sentence is made by rules." in stamp("en")
    overview, told = shown_on(timezone.localdate(), "es")
    texts = [each.text for each in overview.sentences]
    assert texts.count(spanish) == 1
    assert told.by_rules == 1
    assert kept not in texts
    assert not [text for text in texts if text.startswith(("You ", "The ", "It "))]


def test_without_a_translation_a_page_is_told_by_rules_in_its_language(
    author: Client, second: Client
) -> None:
    put_in_force(author, second, OWN)
    told = page("fr")
    assert OWN not in told
    assert "Votre dernière valeur d’indice de masse corporelle" in told
    assert shown_on(timezone.localdate(), "fr") is None


def test_a_translation_of_approved_words_needs_its_own_approval(
    author: Client, second: Client
) -> None:
    put_in_force(author, second, BEYOND)
    translate(author)
    spanish = f"Traducción: {in_spanish(BEYOND)}"
    assert last("es").beyond == [spanish]
    assert publish(second, "es").status_code == 403
    approve(author, "es", days=5)
    assert publish(second, "es").status_code == 302
    assert spanish in page("es")
    overview, told = shown_on(timezone.localdate() + timedelta(days=6), "es")
    assert spanish not in [each.text for each in overview.sentences]
    assert told.approval is None


def test_a_translation_that_loses_a_number_is_refused_and_stays(
    author: Client, second: Client
) -> None:
    put_in_force(author, second, OWN)
    source = last()
    number = source.sentences.index(OWN) + 1
    name = f"sentence-{number}"
    answer = translate(author, **{name: "Su IMC no debe ser superior a 45 kg/m²."})
    assert answer.status_code == 422
    assert "Number or unit missing: 40" in page_of(answer).text
    assert "Sentences that do not fit yet: 1." in page_of(answer).text
    box = page_of(answer).one("textarea", id=name)
    assert box.text.strip() == "Su IMC no debe ser superior a 45 kg/m²."
    assert box.attributes["aria-invalid"] == "true"
    assert translate(author, **{name: ""}).status_code == 422
    assert translate(author, **{name: OWN}).status_code == 422
    assert not WordsEdition.objects.filter(language="es").exists()


def test_who_translates_words_that_change_meanwhile_loses_nothing(
    author: Client, second: Client
) -> None:
    put_in_force(author, second, OWN)
    form = author.get(path_of("es")).context
    told = {"source": "1", "seen": str(form["seen"]), "propose": "1"}
    for number, sentence in enumerate(last().sentences, 1):
        told[f"sentence-{number}"] = f"Traducción: {in_spanish(sentence)}"
    propose(second)
    publish(author)
    answer = author.post(path_of("es"), told)
    assert answer.status_code == 422
    assert "The English words have changed since." in page_of(answer).text
    assert page_of(answer).one("textarea", id="sentence-3").text.strip() == told["sentence-3"]


# Attacks ------------------------------------------------------------------------------------------


def test_nobody_writes_for_a_study_of_others(author: Client, second: Client) -> None:
    put_in_force(author, second, OWN)
    stranger = client_of(Role.REVIEWER, study="NCT99900002", email="stranger@team.example")
    for path in (path_of(), path_of("es"), f"{path_of()}1/"):
        assert stranger.get(path).status_code == 404
        assert stranger.post(path, {"propose": "1"}).status_code == 404
    for path in (f"{path_of()}1/publish/", f"{path_of()}1/withdraw/"):
        assert stranger.post(path).status_code == 404
    assert STUDY not in page_of(stranger.get("/team/words/")).text
    assert OWN in page()


def test_an_edition_of_another_study_is_not_there(author: Client, second: Client) -> None:
    put_in_force(author, second, OWN)
    other = client_of(Role.REVIEWER, study="NCT99900002", email="other@team.example")
    elsewhere = path_of(study="NCT99900002")
    assert other.get(f"{elsewhere}1/").status_code == 404
    assert other.post(f"{elsewhere}1/publish/").status_code == 404
    assert author.get(f"{path_of('es')}1/").status_code == 404
    assert author.get(path_of("tlh")).status_code == 404


def test_fields_of_an_edition_cannot_be_posted(author: Client, second: Client) -> None:
    more = {"publisher": "1", "published_at": "2026-01-01", "number": "99", "beyond": "[]"}
    author.post(path_of(), {**begun(author, who=who_with(author, BEYOND)), "propose": "1", **more})
    edition = last()
    assert (edition.number, edition.published_at, edition.publisher) == (1, None, None)
    assert edition.beyond == [BEYOND]
    approve(second, edition="99", recorder="1")
    assert Approval.objects.get().edition == edition


def test_words_and_boards_are_only_text(author: Client, second: Client) -> None:
    hostile = "A <script>alert(1)</script> taxi brings you to each visit."
    assert propose(author, who=who_with(author, hostile)).status_code == 302
    approve(author, board="<img src=x onerror=alert(2)>", number="<b>7</b>")
    publish(second)
    translate(author)
    for told in (
        page(),
        author.get(path_of()).content.decode(),
        author.get(f"{path_of()}1/").content.decode(),
        author.get(path_of("es")).content.decode(),
        author.get("/team/words/").content.decode(),
    ):
        assert "<script>alert(1)" not in told
        assert "<img src=x" not in told
        assert "<b>7</b>" not in told
    assert "&lt;script&gt;alert(1)" in page()


def test_an_older_edition_is_not_published_over_a_newer(author: Client, second: Client) -> None:
    propose(author, who=who_with(author, OWN))
    propose(author)
    assert second.post(f"{path_of()}1/publish/").status_code == 403
    assert second.post(f"{path_of()}7/publish/").status_code == 404
