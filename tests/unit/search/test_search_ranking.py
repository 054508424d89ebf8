"""Which studies a search finds, and which of them stand first."""

from collections.abc import Callable

import pytest

from tests.factories.desk import Desk
from tests.factories.studies import make_eligibility, make_site, make_study
from trialhead.registry import PartialDate, Study
from trialhead.search import Note

Opened = Callable[..., Desk]


def about(number: int, *conditions: str, **others: object) -> Study:
    """A study whose condition fields name these conditions."""
    return make_study(number, title=f"Trial {number}", conditions=conditions, **others)


# Conditions


@pytest.mark.parametrize(
    ("words", "condition"),
    [
        ("heart attack", "Myocardial Infarction"),
        ("NSCLC", "Carcinoma, Non-Small-Cell Lung"),
        ("NSCLC", "Non-small cell lung cancer stage IV"),
        ("T2DM", "Type 2 Diabetes Mellitus"),
        ("kidney failure", "Renal Insufficiency"),
        ("lupus", "SLE (Systemic Lupus)"),
        ("tumours", "Neoplasms"),
    ],
)
def test_a_condition_is_found_under_any_of_its_names(
    desk: Opened, words: str, condition: str
) -> None:
    assert desk(about(1, condition), about(2, "Asthma")).numbers(words) == [1]


@pytest.mark.parametrize(
    ("words", "condition"),
    [
        ("cancer", "Breast Cancer"),
        ("heart disease", "Myocardial Infarction"),
        ("diabetes", "Diabetes Mellitus, Type 2"),
        ("lung cancer", "NSCLC"),
    ],
)
def test_a_broad_condition_finds_its_kinds(desk: Opened, words: str, condition: str) -> None:
    opened = desk(about(1, condition), about(2, "Migraine"))
    assert opened.numbers(words) == [1]


def test_a_narrow_condition_does_not_find_all_of_the_broad_one(desk: Opened) -> None:
    assert desk(about(1, "Breast Cancer"), about(2, "Lung Cancer")).numbers("breast cancer") == [1]


def test_all_senses_of_an_abbreviation_are_found(desk: Opened) -> None:
    opened = desk(
        about(1, "Myocardial Infarction"), about(2, "Mitral Valve Insufficiency"), about(3, "Gout")
    )
    assert set(opened.numbers("MI")) == {1, 2}


def test_the_condition_itself_stands_before_its_kinds_and_mere_mentions(desk: Opened) -> None:
    opened = desk(
        make_study(1, title="Sleep in shift workers", summary="Asthma was asked about."),
        about(2, "Asthma, Exercise-Induced"),
        make_study(3, title="Inhaler for asthma", conditions=("Asthma",)),
    )
    found = opened.numbers("asthma")
    assert found[0] == 3
    assert found[-1] == 1


def test_a_condition_that_criteria_exclude_is_no_hit(desk: Opened) -> None:
    criteria = "Exclusion Criteria:\n\n* Asthma\n* Myocardial Infarction"
    opened = desk(
        about(1, "Gout", eligibility=make_eligibility(criteria=criteria)), about(2, "Asthma")
    )
    assert opened.numbers("asthma") == [2]
    assert opened.numbers("heart attack") == []


def test_a_word_that_is_no_condition_is_found_in_criteria_too(desk: Opened) -> None:
    criteria = "Inclusion Criteria:\n\n* Treated with tocilizumab before"
    opened = desk(
        about(1, "Gout", eligibility=make_eligibility(criteria=criteria)), about(2, "Asthma")
    )
    assert opened.numbers("tocilizumab") == [1]


def test_a_typing_error_finds_what_was_meant(desk: Opened) -> None:
    assert desk(about(1, "Psoriasis"), about(2, "Gout")).numbers("psoriassis") == [1]


# Words


@pytest.mark.parametrize(
    "study",
    [
        make_study(title="Walking with xylophones"),
        make_study(official_title="Walking with xylophones"),
        make_study(acronym="XYLOPHONE"),
        make_study(keywords=("xylophone",)),
        make_study(drugs=("Xylophone 5 mg",)),
        make_study(summary="Walking to a xylophone."),
        make_study(description="Walking to a xylophone."),
        make_study(arms=("Xylophone",)),
        make_study(intervention_terms=("Xylophone",)),
    ],
)
def test_a_word_is_found_wherever_a_record_tells_of_the_study(desk: Opened, study: Study) -> None:
    assert desk(study, make_study(2, title="Violins")).numbers("xylophone") == [1]


def test_a_word_in_the_title_counts_more_than_one_in_the_description(desk: Opened) -> None:
    opened = desk(
        make_study(1, title="Sleep", description="They also do yoga."),
        make_study(2, title="Yoga", description="They also sleep."),
    )
    assert opened.numbers("yoga") == [2, 1]
    assert opened.numbers("sleep") == [1, 2]


@pytest.mark.parametrize("words", ["walk", "Walks", "WALKING", "wálking"])
def test_endings_case_and_accents_make_no_difference(desk: Opened, words: str) -> None:
    assert desk(make_study(title="Walking"), make_study(2, title="Swimming")).numbers(words) == [1]


@pytest.mark.parametrize("words", ["paediatric", "pediatric"])
@pytest.mark.parametrize("title", ["Paediatric care", "Pediatric care"])
def test_british_and_american_spelling_find_each_other(
    desk: Opened, words: str, title: str
) -> None:
    assert desk(make_study(1, title=title), make_study(2, title="Care")).numbers(words) == [1]


@pytest.mark.parametrize(("words", "title"), [("肺癌", "早期肺癌患者的研究"), ("ยา", "การใช้ยาใหม่")])
def test_a_word_is_found_inside_a_script_without_spaces(
    desk: Opened, words: str, title: str
) -> None:
    assert desk(make_study(1, title=title), make_study(2, title="Violins")).numbers(words) == [1]


def test_words_together_count_more_than_words_apart(desk: Opened) -> None:
    opened = desk(
        make_study(1, title="Cell phones and how a stem bends"),
        make_study(2, title="Stem cell transfer and how a phone bends"),
    )
    assert opened.numbers("stem cell transfer") == [2]
    assert opened.numbers("stem cell")[0] == 2


def test_every_word_must_be_found_if_any_study_has_them_all(desk: Opened) -> None:
    opened = desk(
        make_study(1, title="Yoga at dawn"),
        make_study(2, title="Yoga at dusk"),
        make_study(3, title="Dusk"),
    )
    results = opened.ask("yoga dusk")
    assert [hit.number for hit in results.hits] == [2]
    assert results.notes == ()


def test_otherwise_studies_with_some_of_the_words_are_shown_and_that_is_said(
    desk: Opened,
) -> None:
    opened = desk(make_study(1, title="Yoga at dawn"), make_study(2, title="Violins"))
    results = opened.ask("yoga xylophones")
    assert [hit.number for hit in results.hits] == [1]
    assert results.notes == (Note.ANY_WORD,)


def test_where_no_word_is_found_nothing_is_said_of_some_of_them(desk: Opened) -> None:
    results = desk(make_study(1, title="Yoga")).ask("xylophones quilts")
    assert (results.total, results.hits, results.notes) == (0, (), ())


def test_small_words_neither_find_nor_exclude(desk: Opened) -> None:
    opened = desk(make_study(1, title="Yoga, dusk"), make_study(2, title="What to do in the sun"))
    assert opened.numbers("yoga in the dusk") == [1]


def test_a_search_of_small_words_alone_still_searches(desk: Opened) -> None:
    opened = desk(make_study(1, title="On and off the road"), make_study(2, title="Violins"))
    assert opened.numbers("on and off") == [1]


def test_an_empty_search_finds_everything(desk: Opened) -> None:
    opened = desk(*(make_study(number) for number in range(1, 6)))
    assert set(opened.numbers("")) == set(opened.numbers("?!")) == {1, 2, 3, 4, 5}


def test_words_taken_literally_find_only_themselves(desk: Opened) -> None:
    opened = desk(about(1, "Myocardial Infarction"), make_study(2, title="A heart attack at work"))
    assert opened.numbers("heart attack", literal=True) == [2]
    assert set(opened.numbers("heart attack")) == {1, 2}


def test_a_typing_error_beside_other_words_finds_what_was_meant(desk: Opened) -> None:
    opened = desk(about(1, "Leukemia", summary="For children."), about(2, "Leukemia"))
    assert opened.numbers("children with lukemia") == [1]


def test_the_town_of_a_site_is_a_word_of_the_study(desk: Opened) -> None:
    leeds = make_site(city="Leeds", country="United Kingdom")
    opened = desk(make_study(1, title="Yoga", sites=(leeds,)), make_study(2, title="Yoga"))
    assert opened.numbers("yoga leeds") == opened.numbers("yoga united kingdom") == [1]


def test_a_word_too_long_to_be_indexed_finds_nothing_rather_than_everything(desk: Opened) -> None:
    assert desk(make_study(1)).numbers("x" * 400) == []


# Numbers of studies


def test_a_registry_number_finds_its_study_alone(desk: Opened) -> None:
    opened = desk(make_study(7), make_study(8, title="Goes on from NCT00000007"))
    assert opened.numbers("nct00000007") == [7]
    assert opened.numbers("NCT00000009") == []


def test_an_older_number_of_a_study_finds_it(desk: Opened) -> None:
    opened = desk(make_study(7, aliases=("NCT00000001",)), make_study(8))
    assert opened.numbers("NCT00000001") == [7]


# A note


NOTE = (
    "A 58-year-old man has been coughing for months. He has smoked all his life, has COPD and "
    "high blood pressure, and now the doctors found non-small cell lung cancer in his left lung. "
    "He would like to know whether anything can be done besides chemotherapy."
)


def test_a_note_finds_studies_of_its_conditions_though_no_study_has_all_its_words(
    desk: Opened,
) -> None:
    opened = desk(
        about(1, "Carcinoma, Non-Small-Cell Lung", drugs=("Chemotherapy",)),
        about(2, "Hypertension"),
        make_study(3, title="A months long study of knees"),
        make_study(4, title="Violins"),
    )
    results = opened.ask(NOTE, page_size=10)
    found = [hit.number for hit in results.hits]
    assert found[0] == 1
    assert 4 not in found
    assert results.notes == ()


# Other orders


def test_without_words_the_latest_update_stands_first(desk: Opened) -> None:
    opened = desk(
        make_study(1, updated=PartialDate(2024, 5)), make_study(2, updated=PartialDate(2026, 1))
    )
    assert opened.numbers() == opened.numbers(sort="updated") == [2, 1]


def test_of_studies_updated_on_the_same_day_the_higher_number_stands_first(desk: Opened) -> None:
    day = PartialDate(2026, 1, 5)
    opened = desk(*(make_study(number, updated=day) for number in (2, 9, 5)))
    assert opened.numbers(sort="updated") == [9, 5, 2]


def test_sorted_by_update_the_latest_stands_first_and_undated_ones_last(desk: Opened) -> None:
    opened = desk(
        make_study(1, updated=PartialDate(2024, 5, 1)),
        make_study(2),
        make_study(3, updated=PartialDate(2026, 1)),
        make_study(4, updated=PartialDate(2024, 5, 2)),
    )
    assert opened.numbers(sort="updated") == [3, 4, 1, 2]
