"""The ease of reading by language, and English told from other languages."""

import pytest

from trialhead.overview import ease, is_english


def test_english_has_its_grade() -> None:
    found = ease(["The cat sat on the mat."], "en")
    assert found.measure == "Flesch-Kincaid grade"
    assert found.score == pytest.approx(-1.45)


def test_spanish_is_measured_by_the_formula_of_szigriszt() -> None:
    # 5 words, 1 sentence, 9 syllables: 206.835 - 62.3 * 9 / 5 - 5.
    found = ease(["El gato come su pescado."], "es")
    assert found.score == pytest.approx(206.835 - 62.3 * 9 / 5 - 5)
    assert "INFLESZ" in found.measure


def test_french_is_measured_by_the_formula_of_kandel_and_moles() -> None:
    # 5 words, 1 sentence, 5 syllables: 207 - 1.015 * 5 - 73.6.
    found = ease(["Le chat boit du lait."], "fr")
    assert found.score == pytest.approx(207 - 1.015 * 5 - 73.6)


@pytest.mark.parametrize(
    ("language", "text", "longest", "unit"),
    [
        ("zh-hans", "您不得患有哮喘。", 7, "characters"),
        ("ar", "يجب ألا يكون لديك ربو.", 5, "words"),
    ],
)
def test_chinese_and_arabic_claim_no_grade(
    language: str, text: str, longest: int, unit: str
) -> None:
    found = ease([text], language)
    assert (found.score, found.measure) == (None, "")
    assert (found.longest, found.unit) == (longest, unit)


@pytest.mark.parametrize("language", ["en", "es", "zh-hans", "fr", "ar"])
def test_a_text_of_quotes_alone_has_nothing_to_measure(language: str) -> None:
    assert ease(["“Haematological malignancies”"], language).score is None


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("You must be at least 18 years old. You must not have asthma.", True),
        ("Asthma. Lupus.", True),
        ("Usted debe tener al menos 18 años. Usted no debe tener asma.", False),
        ("Vous devez avoir au moins 18 ans. Vous ne devez pas souffrir d’asthme.", False),
        ("您的年龄必须达到或高于18岁。您不得患有哮喘。", False),
        ("يجب أن يكون عمرك 18 سنة على الأقل. يجب ألا يكون لديك ربو.", False),
    ],
)
def test_english_is_told_from_other_languages(text: str, english: bool) -> None:
    assert is_english(text) is english
