"""A team's words in another language: shown only beside the English ones they stand for."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories.words import (
    BEYOND,
    COUNTED,
    OWN,
    approve,
    begun,
    in_spanish,
    last,
    page,
    page_of,
    path_of,
    propose,
    publish,
    put_in_force,
    record_changes,
    shown_on,
    stamp,
    translate,
)
from trialhead.portal.studies.models import WordsEdition

pytestmark = pytest.mark.django_db

LATER = date(2026, 11, 20)


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
