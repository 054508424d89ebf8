"""Plurals, dates, lengths and limits of each language against tables made by hand."""

import re
from datetime import date
from functools import cache
from importlib.resources import files

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import criteria as made_up
from trialhead.criteria import Bounds, Leaf, bounds_told
from trialhead.overview import LANGUAGES, figures_kept
from trialhead.overview.joining import Words, agreed, in_parts, spanish_or
from trialhead.overview.phrases import phrases
from trialhead.overview.plurals import CATEGORIES, category, chosen
from trialhead.overview.quantities import bounds_in
from trialhead.overview.tongues import clause_in
from trialhead.registry import PartialDate

OTHERS = [language for language in LANGUAGES if language != "en"]
UNITS = ("year", "month", "week", "day", "hour", "minute")

# Plurals -----------------------------------------------------------------------------------------

#: The sample numbers that the CLDR gives for each category of cardinals.
CLDR = {
    "en": {"one": [1], "other": [0, 2, 3, 16, 100, 1000, 0.5, 1.5]},
    "es": {"one": [1], "other": [0, 2, 3, 16, 100, 1000, 0.5, 1.5]},
    "fr": {"one": [0, 1, 0.5, 1.5, 1.9], "other": [2, 3, 17, 100, 1000, 2.5]},
    "zh": {"other": [0, 1, 2, 3, 15, 100, 1.5]},
    "ar": {
        "zero": [0],
        "one": [1],
        "two": [2],
        "few": [3, 4, 9, 10, 103, 110, 1003],
        "many": [11, 26, 99, 111, 199, 1011],
        "other": [100, 101, 102, 200, 202, 1000, 0.1, 1.5, 10.2],
    },
}
SAMPLED = [
    (language, number, form)
    for language, forms in CLDR.items()
    for form, numbers in forms.items()
    for number in numbers
]


@pytest.mark.parametrize(("language", "number", "form"), SAMPLED)
def test_a_number_takes_the_form_that_the_cldr_gives_it(
    language: str, number: float, form: str
) -> None:
    assert category(language, number) == form
    assert category(language, float(number)) == form


@given(st.sampled_from(sorted(CLDR)), st.integers(0, 10**6) | st.floats(0, 1e6))
def test_every_number_has_a_form_that_the_language_knows(language: str, number: float) -> None:
    assert category(language, number) in CLDR[language].keys() & CATEGORIES


@given(st.integers(0, 10**5), st.integers(1, 50))
def test_arabic_looks_at_the_last_two_figures_of_great_numbers(number: int, hundreds: int) -> None:
    if number % 100 > 2:
        assert category("ar", number) == category("ar", number + 100 * hundreds)


@pytest.mark.parametrize(
    ("count", "told"),
    [(1, "a"), (1.0, "a"), ("1", "b"), (2, "b"), (None, "b")],
)
def test_only_a_number_chooses_a_form(count: object, told: str) -> None:
    assert chosen({"one": "a", "other": "b"}, "en", count) == told


@pytest.mark.parametrize("count", [0, 1, 2, "x", None])
def test_a_text_of_one_form_fits_all(count: object) -> None:
    assert chosen("some", "ar", count) == "some"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_of_several_forms_has_each_form_that_its_language_needs(language: str) -> None:
    """A number of places is never none or one here: those are phrases of their own."""
    needed = set(CLDR[LANGUAGES[language]])
    for key, forms in phrases(language).plurals.items():
        apart = {"zero", "one"} if phrases(language).has(key.replace("many", "one")) else set()
        assert needed - forms.keys() <= apart, key
        assert forms.keys() <= needed | {"other"}, key


# Dates and lengths -------------------------------------------------------------------------------

DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31)).map(
    lambda day: PartialDate(day.year, day.month, day.day)
)
MONTHS = {
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre "
    "diciembre",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "zh-hans": "1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月",
    "ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
}


@pytest.mark.parametrize("language", MONTHS)
def test_months_are_named_and_stand_in_the_date(language: str) -> None:
    for number, name in enumerate(MONTHS[language].split(), start=1):
        assert name in phrases(language).day(PartialDate(2025, number, 9))
        assert name in phrases(language).day(PartialDate(2025, number))


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", ("1 January 2025", "31 December 1999", "2 May 2030")),
        ("es", ("1 de enero de 2025", "31 de diciembre de 1999", "2 de mayo de 2030")),
        ("fr", ("1er janvier 2025", "31 décembre 1999", "2 mai 2030")),
        ("zh-hans", ("2025年1月1日", "1999年12月31日", "2030年5月2日")),
        ("ar", ("1 يناير 2025", "31 ديسمبر 1999", "2 مايو 2030")),
    ],
)
def test_days_are_told_as_people_write_them(language: str, told: tuple[str, ...]) -> None:
    dates = (PartialDate(2025, 1, 1), PartialDate(1999, 12, 31), PartialDate(2030, 5, 2))
    assert tuple(map(phrases(language).day, dates)) == told


@given(DAYS, DAYS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_two_days_are_never_told_alike(
    language: str, first: PartialDate, second: PartialDate
) -> None:
    say = phrases(language)
    assert (say.day(first) == say.day(second)) is (first == second)


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("unit", UNITS)
def test_a_length_is_told_in_words_of_its_own_unit(language: str, unit: str) -> None:
    say = phrases(language)
    for number in (0, 1, 2, 3, 11, 100, 1.5):
        told = [say.length(number, each) for each in UNITS]
        assert len(set(told)) == len(UNITS)
        assert say.number(number) in say.length(number, unit)


@pytest.mark.parametrize(
    ("language", "number", "told"),
    [
        ("es", 1.5, "1,5"), ("fr", 0.25, "0,25"), ("zh-hans", 1.5, "1.5"), ("ar", 1.5, "1.5"),
        ("es", 1000, "1000"), ("fr", 12.0, "12"), ("ar", 3, "3"), ("zh-hans", 1e6, "1000000"),
    ],
)  # fmt: skip
def test_numbers_take_the_decimal_mark_of_the_language(
    language: str, number: float, told: str
) -> None:
    assert phrases(language).number(number) == told


# Limits ------------------------------------------------------------------------------------------

LIMITS = {
    (5, None, True): ("al menos 5", "达到或高于5", "au moins 5", "5 على الأقل"),
    (5, None, False): ("más de 5", "高于5", "plus de 5", "أكثر من 5"),
    (None, 5, True): ("5 como máximo", "等于或低于5", "au plus 5", "5 على الأكثر"),
    (None, 5, False): ("menos de 5", "低于5", "moins de 5", "أقل من 5"),
}


@pytest.mark.parametrize("limit", LIMITS)
@pytest.mark.parametrize("language", OTHERS)
def test_each_limit_has_its_words(
    language: str, limit: tuple[float | None, float | None, bool]
) -> None:
    low, high, included = limit
    bounds = Bounds(
        low=low,
        high=high,
        low_included=low is None or included,
        high_included=high is None or included,
    )
    assert bounds_in(bounds, "", phrases(language)) == LIMITS[limit][OTHERS.index(language)]


@given(made_up.bounds())
@pytest.mark.parametrize("language", OTHERS)
def test_limits_keep_their_figures_and_tell_in_from_out(language: str, bounds: Bounds) -> None:
    say = phrases(language)
    told = bounds_in(bounds, "", say)
    assert figures_kept(bounds_told(bounds, ""), told) == ()
    for end in ("low", "high"):
        if getattr(bounds, end) is not None and bounds.low != bounds.high:
            turned = {
                "low": bounds.low,
                "high": bounds.high,
                "low_included": bounds.low_included,
                "high_included": bounds.high_included,
            }
            turned[f"{end}_included"] = not turned[f"{end}_included"]
            assert bounds_in(Bounds(**turned), "", say) != told  # type: ignore[arg-type]


# Clauses -----------------------------------------------------------------------------------------

FORMS = ("must", "must_not", "is", "is_not")


@given(made_up.leaf_nodes())
@pytest.mark.parametrize("language", OTHERS)
def test_a_leaf_is_told_in_all_forms_or_none_and_yes_is_not_no(language: str, leaf: Leaf) -> None:
    say = phrases(language)
    told = [clause_in(say, leaf, form, illness=lambda key: key) for form in FORMS]
    if None in told:
        assert told == [None] * 4
        return
    assert len(set(told)) == 4, told
    for clause in told:
        assert clause
        own = "".join(part for part, english in in_parts(clause) if not english)
        assert not re.search(r"[{}]|  ", own), own


# Joining -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ("asma", "lupus", "asma o lupus"),
        ("asma", "otitis", "asma u otitis"),
        ("asma", "hongos", "asma u hongos"),
        ("asma", "Óxido", "asma u Óxido"),
        ("asma", "hepatitis", "asma o hepatitis"),
        ("asma", "infección", "asma o infección"),
    ],
)
def test_the_spanish_or_changes_before_its_own_sound(first: str, second: str, told: str) -> None:
    assert spanish_or(first, second) == told


@pytest.mark.parametrize(
    ("template", "form", "told"),
    [
        ("{} activ(o/a/os/as)", "m", "X activo"),
        ("{} activ(o/a/os/as)", "f", "X activa"),
        ("{} activ(o/a/os/as)", "mp", "X activos"),
        ("{} activ(o/a/os/as)", "fp", "X activas"),
        ("{} grave(//s/s)", "m", "X grave"),
        ("{} grave(//s/s)", "fp", "X graves"),
        ("(otro/otra/otros/otras) {}", "f", "otra X"),
        ("{} primari(o/a/os/as) o secundari(o/a/os/as)", "f", "X primaria o secundaria"),
        ("{} en recaída", "fp", "X en recaída"),
    ],
)
def test_a_quality_agrees_with_what_it_describes(template: str, form: str, told: str) -> None:
    assert agreed(template, "X", form) == told


@cache
def qualities(language: str) -> dict[str, str]:
    """The qualities of illnesses in a language, by their English word."""
    path = f"words/{LANGUAGES[language]}.yaml"
    text = files("trialhead.overview").joinpath(path).read_text(encoding="utf-8")
    return dict(yaml.safe_load(text)["qualities"])


@pytest.mark.parametrize("language", OTHERS)
def test_every_quality_agrees_in_every_form_and_keeps_the_name(language: str) -> None:
    forms = {"es": "m f mp fp", "fr": "m f mp fp", "zh-hans": "m", "ar": "m f dm df"}[language]
    for english, template in qualities(language).items():
        assert template.count("{}") == 1, english
        for form in forms.split():
            told = agreed(template, "NAME", form)
            assert told.count("NAME") == 1
            assert not re.search(r"[/{}]|  ", told), (english, told)
            assert told != "NAME"


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_may_lack_a_quality_but_has_none_of_its_own(language: str) -> None:
    """What it lacks is quoted; most it has."""
    assert qualities(language).keys() <= qualities("es").keys()
    assert len(qualities(language)) > 20


@pytest.mark.parametrize(
    ("language", "words", "join", "told"),
    [
        ("fr", "les reins", "de", "des reins"),
        ("fr", "la grippe", "de", "de la grippe"),
        ("fr", "œdème", "de", "d’œdème"),
        ("fr", "HIV", "de", "de HIV"),
        ("fr", "au moins 5", "de", "d’au moins 5"),
        ("fr", "5 mg", "de", "de 5 mg"),
        ("es", "el hígado", "a", "al hígado"),
        ("es", "elastosis", "de", "de elastosis"),
        ("ar", "5 mg", "ب", "بـ 5 mg"),
        ("ar", "سكري", "ب", "بسكري"),
        ("fr", "asthme", "", "asthme"),
    ],
)
def test_a_word_joins_what_stands_before_it(
    language: str, words: str, join: str, told: str
) -> None:
    assert format(Words(words, language), join) == told
