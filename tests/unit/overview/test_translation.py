"""A translation held to its English sentence by what does not hang on a language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialhead.overview import Mismatch, MismatchKind, mismatches

FITTING = [
    ("You must be at least 18 years old.", "Debe tener al menos 18 años."),
    ("You must be at least 18 years old.", "يجب أن يكون عمرك ١٨ عامًا على الأقل."),
    ("You get 1.5 mg of it.", "Recibe 1,5 mg."),
    ("You get 1.5 mg of it.", "您会得到1.5毫克。"),
    ("The study is looking for 1,500 people.", "L’étude cherche 1 500 personnes."),
    ("The study is looking for 1500 people.", "El estudio busca 1.500 personas."),
    ("You must have type 2 diabetes for 180 days.", "Diabète de type 2 180 jours."),
    ("It takes two hours.", "需要2小时。"),
    ("It takes two hours.", "Dura dos horas."),
    ("It starts in June 2024.", "2024年6月开始。"),
    ("Rituximab SMP-1", "Rituximab SMP-1"),
    ("Any of these:\n– asthma\n– eczema", "Uno de estos:\n– asma\n– eccema"),
    ("One of 10 % of people.", "Uno del 10% de las personas."),
    ("The eGFR must be ≥ 30 mL/min.", "El FGe debe ser ≥ 30 mL/min."),
]

DIFFERING = [
    ("You come once.", "", MismatchKind.MISSING, ""),
    ("You come once.", " you come  once.", MismatchKind.COPY, ""),
    ("You must be 18.", "Debe tener 16.", MismatchKind.LOST, "18"),
    ("You must be 18.", "Debe tener 16.", MismatchKind.ADDED, "16"),
    ("From 18 to 18.", "Desde 18.", MismatchKind.LOST, "18"),
    ("It takes two hours.", "需要3小时。", MismatchKind.ADDED, "3"),
    ("You get 1.5 mg of it.", "Recibe 1,5 g.", MismatchKind.LOST, "mg"),
    ("You get 1.5 mg of it.", "Recibe 1,5 g.", MismatchKind.ADDED, "g"),
    ("It must be ≥ 30.", "Debe ser ≤ 30.", MismatchKind.SIGN, "≤"),
    ("Any of:\n– asthma\n– eczema", "Uno:\n– asma", MismatchKind.ITEMS, "2"),
    ("You come.", "Usted\u202e viene.", MismatchKind.HIDDEN, "U+202E"),
]


@pytest.mark.parametrize(("source", "text"), FITTING)
def test_other_ways_of_writing_the_same_fit(source: str, text: str) -> None:
    assert mismatches(source, text) == ()


@pytest.mark.parametrize(("source", "text", "kind", "words"), DIFFERING)
def test_what_differs_is_named(source: str, text: str, kind: MismatchKind, words: str) -> None:
    assert Mismatch(kind, words) in mismatches(source, text)


def test_marks_of_direction_for_one_place_may_stand_in_arabic() -> None:
    assert mismatches("It is called X-1.", "اسمه \u200eX-1\u200e.") == ()


@given(st.integers(0, 999), st.integers(0, 999))
def test_every_figure_is_held_to_the_english(ours: int, theirs: int) -> None:
    found = mismatches(f"You come {ours} times.", f"Usted viene {theirs} veces.")
    assert (found == ()) is (ours == theirs)


@given(st.text(), st.text())
def test_any_two_texts_can_be_compared(source: str, text: str) -> None:
    assert isinstance(mismatches(source, text), tuple)
