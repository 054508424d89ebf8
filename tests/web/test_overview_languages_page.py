"""The overview on study pages in other languages: its words, and what stays marked as English."""

import re
from datetime import UTC, datetime

import pytest
from django.test import Client

from trialhead.overview import Section
from trialhead.portal.studies.actions import keep_retelling
from trialhead.portal.studies.models import StudyRecord

pytestmark = pytest.mark.django_db

TOLD = {
    "es": ("Usted debe tener al menos 18 años.", "El estudio busca personas ahora."),
    "zh-hans": ("您的年龄必须达到或高于18岁。", "本研究正在寻找参加者。"),
    "fr": ("Vous devez avoir au moins 18 ans.", "L’étude cherche des personnes en ce moment."),
    "ar": ("يجب أن يكون عمرك 18 سنة على الأقل.", "تبحث الدراسة عن مشاركين الآن."),
}


def overview(registry_id: str, language: str) -> str:
    """The overview on a study page as sent."""
    page = Client().get(f"/{language}/studies/{registry_id}/").content.decode()
    return page.split('<div class="overview">', 1)[1].split('class="record"', 1)[0]


@pytest.mark.parametrize("language", TOLD)
def test_the_overview_is_in_the_language_of_the_page(language: str) -> None:
    told = overview("NCT07318259", language)
    for sentence in TOLD[language]:
        assert sentence in told
    assert "You must be at least 18 years old." not in told


@pytest.mark.parametrize("language", TOLD)
def test_one_language_is_never_kept_for_another(language: str) -> None:
    first = overview("NCT99900002", language)
    assert "The study is looking for people now." in (
        Client().get("/studies/NCT99900002/").content.decode()
    )
    assert overview("NCT99900002", language) == first


@pytest.mark.parametrize("language", TOLD)
def test_words_of_the_record_stay_english_and_run_left_to_right(language: str) -> None:
    told = overview("NCT07318259", language)
    assert '<q lang="en" dir="ltr">Systemic Lupus Erythematosus</q>' in told
    basis = re.findall(r'<details class="basis">.*?</details>', told, re.DOTALL)
    assert basis
    assert all('<span lang="en" dir="ltr">' in each or "<span" in each for each in basis)
    assert '<span lang="en" dir="ltr">Systemic Lupus Erythematosus</span>' in told


def test_arabic_keeps_a_number_with_its_unit_together() -> None:
    told = overview("NCT99900007", "ar")
    assert '<bdi lang="en" dir="ltr">35 mL/min/1.73 m²</bdi>' in told
    assert "\u2066" not in told


@pytest.mark.parametrize("language", TOLD)
def test_a_model_s_text_is_not_shown_in_another_language(language: str) -> None:
    record = StudyRecord.objects.get(registry_id="NCT99900001")
    own = "At consent, you must be 18 years old or older."
    keep_retelling(
        record=record,
        draft={Section.WHO: [own]},
        model="small-model",
        at=datetime(2026, 11, 20, 9, tzinfo=UTC),
    )
    english = Client().get("/studies/NCT99900001/").content.decode()
    assert own in english
    told = overview("NCT99900001", language)
    assert own not in told
    assert "small-model" not in told
