"""Figures of a translation held to those of its English source."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.overview.conftest import SAMPLE, sampled
from trialhead.overview import FaultKind, compose, figures_kept

IDS = sorted(path.stem for path in SAMPLE.glob("*.json"))
LOST, ADDED = FaultKind.FIGURE_LOST, FaultKind.FIGURE_ADDED
WESTERN = "0123456789"
DIGITS = [WESTERN, "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "０１２３４５６７８９"]


def told(source: str, translation: str) -> list[tuple[FaultKind, str]]:
    """The faults in short."""
    return [(each.kind, each.words) for each in figures_kept(source, translation)]


@pytest.mark.parametrize(
    ("source", "translation"),
    [
        ("You must be at least 18 years old.", "Debe tener al menos 18 años."),
        ("You must be at least 18 years old.", "您必须年满18岁。"),
        ("You must be at least 18 years old.", "您必须年满十八岁。"),
        ("You must be at least 18 years old.", "يجب أن يكون عمرك ١٨ سنة على الأقل."),
        ("Your HbA1c must be below 7.5%.", "Votre HbA1c doit être inférieure à 7,5 %."),
        ("Your HbA1c must be below 7.5%.", "您的HbA1c必须低于百分之7.5。"),
        ("Your HbA1c must be below 7.5%.", "يجب أن يكون HbA1c أقل من ٧٫٥٪."),
        ("Your HbA1c must be below 7.5%.", "Su HbA1c debe ser inferior al 7,5 por ciento."),
        ("At least 50% are women.", "至少百分之五十是女性。"),
        ("It plans to take 1,500 people.", "Está previsto que participen 1.500 personas."),
        ("It plans to take 1,500 people.", "Elle prévoit 1 500 personnes."),
        ("It plans to take 1,500 people.", "Elle prévoit 1\u202f500 personnes."),
        ("It plans to take 1,500 people.", "سيشارك ١٬٥٠٠ شخص."),
        ("It plans to take 15,000 people.", "计划纳入1.5万人。"),
        ("The dose is 1.500 mg.", "La dose est de 1,500 mg."),
        ("You get 5 mg/kg each day.", "每天给您5毫克/公斤。"),
        ("You get 5 mg/kg each day.", "ستحصل على 5 ملغ/كغ كل يوم."),
        ("It is above 100 ×10⁹/L.", "Es superior a 100 × 10^9/L."),
        ("Your eGFR is below 30 mL/min/1.73m2.", "您的eGFR低于30 mL/min/1.73 m²。"),
        ("You get 20 µg of it.", "Usted recibe 20 μg."),
        ("Its number is NCT01234567.", "Su número es NCT01234567."),
        ("You have type 2 diabetes.", "您患有二型糖尿病。"),
        ("You have type 2 diabetes.", "您患有2型糖尿病。"),
        ("It is a phase 3 study.", "这是一项III期研究。"),
        ("It is a phase III study.", "Es un estudio de fase 3."),
        ("You had two operations in a year.", "Tuvo 2 operaciones en 1 año."),
        ("You take it twice a day.", "每天服用两次。"),
        ("It starts on 3 June 2024.", "研究于2024年6月3日开始。"),
        ("It starts on 2024-06-03.", "Elle commence le 3 juin 2024."),
        ("It takes people from 18 to 75.", "年龄18–75岁。"),
        ("You have a hole in the duodenum.", "您有十二指肠穿孔。"),
        ("You are on metformin.", "您正在服用二甲双胍。"),
        ("One group gets it.", "一组接受它。"),
        ("You have COVID-19.", "Vous avez la Covid-19."),
    ],
)
def test_what_says_the_same_figures_passes(source: str, translation: str) -> None:
    assert told(source, translation) == []


@pytest.mark.parametrize(
    ("source", "translation", "faults"),
    [
        ("At least 18 years.", "Al menos 19 años.", [(LOST, "18"), (ADDED, "19")]),
        ("At least 18 years.", "至少十九岁。", [(LOST, "18"), (ADDED, "十九")]),
        ("At least 18 years.", "Al menos unos años.", [(LOST, "18")]),
        ("Some years.", "Al menos 18 años.", [(ADDED, "18")]),
        ("Below 7.5%.", "Inferior a 75%.", [(LOST, "7.5"), (ADDED, "75")]),
        ("You get 1,500 mg.", "Recibe 1,5 mg.", [(LOST, "1,500"), (ADDED, "1,5")]),
        ("You get 5 mg.", "Recibe 5 g.", [(LOST, "mg"), (ADDED, "g")]),
        ("You get 5 mg/kg.", "Recibe 5 mg.", [(LOST, "kg")]),
        ("You get 5 mg.", "给您5微克。", [(LOST, "mg"), (ADDED, "微克")]),
        ("At least 7%.", "Al menos 7.", [(LOST, "%")]),
        ("2 to 2 weeks.", "2 semanas.", [(LOST, "2")]),
        ("See NCT01234567.", "Vea NCT01234576.", [(LOST, "NCT01234567"), (ADDED, "NCT01234576")]),
        ("You take CYP3.", "Toma CYP2.", [(LOST, "3"), (ADDED, "2")]),
        ("For three months.", "四个月。", [(ADDED, "四")]),
        ("It is a phase 3 study.", "这是一项II期研究。", [(LOST, "3")]),
    ],
)  # fmt: skip
def test_each_lost_and_added_figure_is_told(
    source: str, translation: str, faults: list[tuple[FaultKind, str]]
) -> None:
    assert told(source, translation) == faults


def test_it_claims_nothing_of_words_limits_and_yes_or_no() -> None:
    assert told("You must not be below 18.", "Debe tener menos de 18.") == []
    assert told("It takes two weeks.", "Dura tres semanas.") == []


@given(
    st.lists(st.integers(2, 9999).filter(lambda one: one % 1000), max_size=5),
    st.sampled_from(DIGITS),
)
def test_any_script_of_digits_is_the_same_number(numbers: list[int], script: str) -> None:
    source = ", then ".join(map(str, numbers))
    assert told(source, source.translate(str.maketrans(WESTERN, script))) == []


@given(st.lists(st.integers(2, 999), min_size=1, max_size=5), st.data())
def test_any_one_changed_number_is_lost_and_added(numbers: list[int], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(numbers) - 1))
    other = data.draw(st.integers(2, 999).filter(lambda one: one != numbers[at]))
    changed = [*numbers[:at], other, *numbers[at + 1 :]]
    text = "; ".join(map(str, numbers))
    assert (LOST, str(numbers[at])) in told(text, "; ".join(map(str, changed)))


@given(st.integers(2, 999), st.floats(0.001, 0.999).map(lambda one: f"{one:.2f}"))
def test_a_decimal_comma_is_a_decimal_point(whole: int, part: str) -> None:
    number = f"{whole}.{part[2:]}"
    assert told(f"{number} mg", f"{number.replace('.', ',')} mg") == []


@pytest.mark.parametrize("registry_id", IDS[::5])
def test_english_keeps_its_own_figures(registry_id: str) -> None:
    for sentence in compose(*sampled(registry_id)).sentences:
        assert told(sentence.text, sentence.text) == []


@given(st.text(max_size=60))
def test_every_text_can_be_compared_with_itself(text: str) -> None:
    figures_kept(text, text)
