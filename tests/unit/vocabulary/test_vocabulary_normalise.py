"""Different ways of writing the same thing give one key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialhead.vocabulary import normalise


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Crohn's disease", "crohn disease"),
        ("Crohn’s Disease", "CROHNS DISEASES"),
        ("Sjögren syndrome", "Sjogren Syndrome"),
        ("non-small-cell lung", "non small cell lung"),
        ("tumours", "tumor"),
        ("leukaemia", "leukemias"),
        ("oesophageal", "esophageal"),
        ("diarrhoea", "diarrhea"),
        ("haemophilia", "hemophilia"),
        ("oedema", "edema"),
        ("goitre", "goiter"),
        ("behaviour", "behavior"),
        ("metastases", "metastasis"),
        ("injuries", "injury"),
        ("viruses", "virus"),
        ("abscesses", "abscess"),
        ("headaches", "headache"),
        ("drug abuses", "drug abuse"),
        ("  lung \t cancer. ", "lung cancer"),
        ("ｃａｎｃｅｒ", "cancer"),
    ],
)
def test_two_spellings_of_one_thing_have_one_key(one: str, other: str) -> None:
    assert normalise(one) == normalise(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hearing aid", "hearing AIDS"),
        ("hive", "hives"),
        ("hepatitis B", "hepatitis C"),
        ("type 1", "type 2"),
        ("गला", "गली"),  # a vowel sign is no accent
        ("ば", "は"),
    ],
)
def test_different_things_keep_different_keys(one: str, other: str) -> None:
    assert normalise(one) != normalise(other)


@pytest.mark.parametrize("nothing", ["", "   ", "?!", "—", "'"])
def test_text_without_letters_has_an_empty_key(nothing: str) -> None:
    assert normalise(nothing) == ""


@given(st.text())
def test_a_key_is_tidy_whatever_the_text(text: str) -> None:
    key = normalise(text)
    assert key == " ".join(key.split())
    assert key == normalise(text.strip())


@given(st.text(alphabet="abcdefgrstuy -'"))
def test_case_makes_no_difference(text: str) -> None:
    assert normalise(text) == normalise(text.upper())
