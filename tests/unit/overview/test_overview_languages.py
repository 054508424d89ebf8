"""The overview by rules in other languages: wording, plurals, and what it shares with English."""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.overview.conftest import SAMPLE, Sampled, sampled
from trialhead.errors import NotFound
from trialhead.overview import (
    LANGUAGES,
    Overview,
    Section,
    check,
    compose,
    figures_kept,
    in_parts,
    sentences_of,
)
from trialhead.overview.joining import Words
from trialhead.overview.phrases import Phrases, phrases
from trialhead.registry import PartialDate

GOLDEN = Path(__file__).parent / "golden"
OTHERS = [language for language in LANGUAGES if language != "en"]
#: What leads to the record's words made plainer, which is done in English alone.
ENGLISH_ONLY = "plainer."
IDS = sorted(path.stem for path in SAMPLE.glob("*.json"))[::3]
#: Latin letters that a Chinese or Arabic text may show by itself: symbols of units and codes.
SYMBOLS = re.compile(
    r"Karnofsky|Lansky|Hoehn-Yahr|Child-Pugh|m?Eq|m?IU|[A-Z][A-Z0-9-]+\w*|HbA1c|QTc|[BC](?![a-z])|[mµnkpd]?[gLlU](?![a-z])|min|mol|mmol|mmHg|kg|cm|ms|m²"
)


@cache
def composed(registry_id: str, language: str) -> Overview:
    """The overview of a sample study."""
    return compose(*sampled(registry_id), language=language)


def about_criteria(made: Overview) -> list[str]:
    """What is said of the criteria, without the marks of English words."""
    texts = [each.text for each in made.sentences if each.support[0].criterion]
    return ["".join(part for part, _ in in_parts(text)) for text in texts]


def said_of_fields(made: Overview) -> dict[str, tuple[str, str]]:
    """What is said of each field, and the words it rests on. English may tell one in several
    sentences, made plainer."""
    told: dict[str, tuple[str, str]] = {}
    for each in made.sentences:
        if not each.support[0].criterion:
            fields = " ".join(one.field for one in each.support)
            text, words = told.get(fields, ("", ""))
            rests = " ".join(" ".join(one.words.split()) for one in each.support)
            told[fields] = (f"{text} {each.text}".strip(), f"{words} {rests}".strip())
    return told


def gaps(text: str) -> set[str]:
    """The names of the gaps of a template."""
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*/*.txt")), ids=lambda path: str(path)[-20:])
def test_wording_is_as_agreed(path: Path) -> None:
    parts = []
    for chapter in composed(path.stem, path.parent.name).chapters:
        parts += [f"# {chapter.section}", *(each.text for each in chapter.sentences), ""]
    told = "\n".join(parts).replace("\u2066", "⟦").replace("\u2069", "⟧")
    assert told == path.read_text()


@pytest.mark.parametrize("language", OTHERS)
def test_every_english_phrase_has_its_twin_with_the_same_gaps(language: str) -> None:
    english, own = phrases("en"), phrases(language)
    for key, text in english.texts.items():
        if key.startswith(ENGLISH_ONLY):
            assert not own.has(key), key
            continue
        assert own.has(key), key
        for form in own.plurals.get(key, {"other": own.texts[key]}).values():
            assert gaps(form) == gaps(text), key


@pytest.mark.parametrize("language", OTHERS)
def test_smaller_words_are_the_same_in_all_languages(language: str) -> None:
    spanish, own = phrases("es").words, phrases(language).words
    for group in ("limits", "lengths", "units", "events", "sexes", "results", "reproduction"):
        assert spanish[group].keys() <= own[group].keys(), group
    assert len(phrases(language).months) == 12


@pytest.mark.parametrize(
    ("language", "people"),
    [
        (
            "es",
            ["0 personas", "1 persona", "2 personas", "3 personas", "11 personas", "100 personas"],
        ),
        (
            "fr",
            [
                "0 personne",
                "1 personne",
                "2 personnes",
                "3 personnes",
                "11 personnes",
                "100 personnes",
            ],
        ),
        ("zh-hans", ["有0人", "有1人", "有2人", "有3人", "有11人", "有100人"]),
        ("ar", ["أحد (0)", "شخص واحد (1)", "شخصين (2)", "3 أشخاص", "11 شخصًا", "100 شخص"]),
    ],
)
def test_numbers_of_people_take_their_plural(language: str, people: list[str]) -> None:
    say = phrases(language)
    told = [say.say("people.planned", count=count) for count in (0, 1, 2, 3, 11, 100)]
    for sentence, words in zip(told, people, strict=True):
        assert re.search(rf"{re.escape(words)}(?!\w)|{re.escape(words)}参", sentence), sentence


@pytest.mark.parametrize(
    ("language", "lengths"),
    [
        ("es", ["1 mes", "2 meses", "1,5 meses"]),
        ("fr", ["1 mois", "2 mois", "1,5 mois"]),
        ("zh-hans", ["1个月", "2个月", "1.5个月"]),
        ("ar", ["شهر واحد (1)", "شهرين (2)", "1.5 شهر"]),
    ],
)
def test_lengths_of_time_take_their_plural(language: str, lengths: list[str]) -> None:
    say = phrases(language)
    assert [say.length(number, "month") for number in (1, 2, 1.5)] == lengths


@pytest.mark.parametrize(
    ("language", "day", "month", "year"),
    [
        ("en", "3 June 2024", "June 2024", "2024"),
        ("es", "3 de junio de 2024", "junio de 2024", "2024"),
        ("fr", "3 juin 2024", "juin 2024", "2024"),
        ("zh-hans", "2024年6月3日", "2024年6月", "2024年"),
        ("ar", "3 يونيو 2024", "يونيو 2024", "2024"),
    ],
)
def test_dates_stand_in_the_order_of_the_language(
    language: str, day: str, month: str, year: str
) -> None:
    say = phrases(language)
    dates = (PartialDate(2024, 6, 3), PartialDate(2024, 6), PartialDate(2024))
    assert [say.day(date) for date in dates] == [day, month, year]


def test_the_first_of_a_month_is_told_as_the_french_tell_it() -> None:
    assert phrases("fr").day(PartialDate(2024, 1, 1)) == "1er janvier 2024"


@pytest.mark.parametrize(
    ("language", "words", "join", "joined"),
    [
        ("fr", "asthme", "de", "d’asthme"),
        ("fr", "hypertension", "de", "d’hypertension"),
        ("fr", "hernie discale", "de", "de hernie discale"),
        ("fr", "le diagnostic", "de", "du diagnostic"),
        ("es", "el diagnóstico", "de", "del diagnóstico"),
        ("es", "la cirugía", "de", "de la cirugía"),
        ("ar", "ربو", "ب", "بربو"),
        ("ar", "\u2066HIV\u2069", "ب", "بـ \u2066HIV\u2069"),
    ],
)
def test_prepositions_join_their_word(language: str, words: str, join: str, joined: str) -> None:
    assert format(Words(words, language), join) == joined


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("registry_id", IDS)
def test_samples_keep_every_figure_and_every_criterion(registry_id: str, language: str) -> None:
    english, own = composed(registry_id, "en"), composed(registry_id, language)
    twins, fields = said_of_fields(english), said_of_fields(own)
    assert list(twins) == list(fields)
    for field, (text, words) in twins.items():
        assert figures_kept(text, fields[field][0]) == ()
        assert words == fields[field][1]
    criteria = [{each.support[0].criterion for each in made.sentences} for made in (english, own)]
    assert criteria[0] == criteria[1]


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("registry_id", IDS)
def test_what_english_quotes_is_told_in_own_words_nowhere(registry_id: str, language: str) -> None:
    quoted = {
        each.support[0].criterion
        for each in composed(registry_id, "en").sentences
        if "“" in each.text
    }
    for sentence in composed(registry_id, language).sentences:
        if sentence.support[0].criterion in quoted - {""}:
            assert "“" in sentence.text


@pytest.mark.parametrize("language", ["zh-hans", "ar"])
@pytest.mark.parametrize("registry_id", IDS)
def test_no_english_words_stand_outside_quotes(registry_id: str, language: str) -> None:
    for sentence in composed(registry_id, language).sentences:
        own = "".join(part for part, english in in_parts(sentence.text) if not english)
        bare = SYMBOLS.sub("", re.sub(r"“.*”", "", own, flags=re.DOTALL))
        assert not re.search(r"[A-Za-z]", bare), sentence.text


TOLD = {
    "Type 2 diabetes mellitus": (
        "Usted debe tener diabetes de tipo 2.",
        "您必须患有2型糖尿病。",
        "Vous devez souffrir de diabète de type 2.",
        "يجب أن يكون لديك داء السكري من النوع 2.",
    ),
    "Serum creatinine ≤ 1.5 mg/dL": (
        "Su último valor de creatinina debe ser de 1,5 mg/dL como máximo.",
        "您最近一次的肌酐必须等于或低于1.5 mg/dL。",
        "Votre dernière valeur de créatinine doit être d’au plus 1,5 mg/dL.",
        "يجب أن تكون آخر قيمة لديك في قياس الكرياتينين 1.5 mg/dL على الأكثر.",
    ),
    "ECOG performance status ≤ 1": (
        "Su valor en la escala ECOG debe ser de 1 como máximo.",
        "您的ECOG评级必须等于或低于1。",
        "Votre valeur sur l’échelle ECOG doit être d’au plus 1.",
        "يجب أن تكون درجتك على مقياس ECOG 1 على الأكثر.",
    ),
    "Uncontrolled hypertension": (
        "Usted debe tener hipertensión arterial no controlada.",
        "您必须患有未控制的高血压。",
        "Vous devez souffrir d’hypertension artérielle non contrôlée.",
        "يجب أن يكون لديك ارتفاع ضغط الدم غير المنضبط.",
    ),
}


@pytest.mark.parametrize("criterion", TOLD)
@pytest.mark.parametrize("language", OTHERS)
def test_criteria_are_told_in_each_language(
    asking: Callable[..., Sampled], language: str, criterion: str
) -> None:
    made = compose(*asking(f"Inclusion Criteria:\n* {criterion}"), language=language)
    assert about_criteria(made) == [TOLD[criterion][OTHERS.index(language)]]


def test_a_drug_without_a_name_in_the_language_stands_in_english_and_is_marked(
    asking: Callable[..., Sampled],
) -> None:
    study, criteria = asking("Exclusion Criteria:\n* Treatment with lenvatinib within 4 weeks")
    made = compose(study, criteria, language="ar")
    (only,) = [each for each in made.sentences if each.support[0].criterion]
    assert [part for part, english in in_parts(only.text) if english] == ["lenvatinib"]


@pytest.mark.parametrize(
    "criterion",
    [
        "Acute pancreatitis of wibbles",  # not understood
        "Porphyria",  # an illness that nobody has named yet
        "Paroxysmal atrial fibrillation",  # more exact than the name listed
    ],
)
@pytest.mark.parametrize("language", OTHERS)
def test_what_has_no_name_is_quoted_whole(
    asking: Callable[..., Sampled], language: str, criterion: str
) -> None:
    made = compose(*asking(f"Exclusion Criteria:\n* {criterion}"), language=language)
    (only,) = about_criteria(made)
    assert only.endswith(f"“{criterion}”")


@pytest.mark.parametrize("language", OTHERS)
def test_the_gate_passes_no_text_in_a_language_it_does_not_know(language: str) -> None:
    study, criteria = sampled("NCT99900002")
    own = [each for each in composed("NCT99900002", language).sentences if "“" not in each.text]
    text = "\n".join(each.text for each in own)
    report = check(sentences_of(text), study, criteria)
    assert not report.passed
    assert sum(bool(each.faults) for each in report.sentences) >= len(report.sentences) / 2


def test_the_portal_s_names_of_the_languages_are_known() -> None:
    from django.conf import settings

    assert set(LANGUAGES) == {code for code, _ in settings.LANGUAGES}


def test_a_language_without_words_is_refused() -> None:
    with pytest.raises(NotFound, match="pt-br"):
        phrases("pt-br")


_AMOUNTS = st.integers(0, 5000) | st.decimals(0, 500, places=1).map(float)


@given(number=_AMOUNTS, unit=st.sampled_from(["year", "month", "week", "day", "hour"]))
@pytest.mark.parametrize("language", OTHERS)
def test_lengths_keep_their_number_and_unit(number: float, unit: str, language: str) -> None:
    english = f"{number:.12g} {unit}{'' if number == 1 else 's'}"
    assert figures_kept(english, phrases(language).length(number, unit)) == ()


@given(year=st.integers(1990, 2100), month=st.integers(0, 12), day=st.integers(0, 28))
@pytest.mark.parametrize("language", OTHERS)
def test_dates_keep_their_figures(year: int, month: int, day: int, language: str) -> None:
    date = PartialDate(year, month, day if month else 0)
    assert figures_kept(phrases("en").day(date), phrases(language).day(date)) == ()


def sections_of(say: Phrases) -> set[str]:
    """The first parts of the keys of a language."""
    return {key.partition(".")[0] for key in say.texts}


def test_every_section_is_there_in_every_language() -> None:
    for language in OTHERS:
        assert sections_of(phrases("en")) - {"plainer"} <= sections_of(phrases(language))
        made = composed("NCT99900002", language)
        assert {chapter.section for chapter in made.chapters} >= {Section.WHO, Section.JOIN}
