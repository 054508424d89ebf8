"""Every sentence of every sample study in another language beside its English twin."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

import pytest

from tests.unit.overview.conftest import SAMPLE, sampled
from trialhead.overview import LANGUAGES, Overview, Sentence, compose, figures_kept, in_parts

OTHERS = [language for language in LANGUAGES if language != "en"]
IDS = sorted(path.stem for path in SAMPLE.glob("*.json"))
#: Units, names of scales and of tests that stand in Latin letters in any language.
SYMBOLS = re.compile(
    r"Karnofsky|Lansky|Hoehn-Yahr|Child-Pugh|m?Eq|m?IU|[A-Z][A-Z0-9-]+\w*|HbA1c|QTc"
    r"|[BC](?![a-z])|[mµnkpd]?[gLlU](?![a-z])|min|mol|mmol|mmHg|kg|cm|ms|m²"
)
#: Words that no Spanish or French sentence has, and no English one can do without.
ENGLISH = re.compile(
    r"\b(?:the|of|and|with|you|your|must|have|has|years?|months?|weeks?|days|at least|more than"
    r"|study|people|before|after|within|or|the record|is|are|who|which|treatment)\b",
    re.IGNORECASE,
)


@cache
def composed(registry_id: str, language: str) -> Overview:
    """The overview of a sample study."""
    return compose(*sampled(registry_id), language=language)


def own_words(text: str) -> str:
    """A sentence without the record's words and without what is marked as English."""
    unmarked = "".join(part for part, english in in_parts(text) if not english)
    return re.sub(r"“.*”", "", unmarked, flags=re.DOTALL)


def quotes(text: str) -> list[str]:
    """What stands in “ ”, with one space between words."""
    return [" ".join(each.split()) for each in re.findall(r"“(.*?)”", text, re.DOTALL)]


def told(language: str) -> Iterator[tuple[str, Sentence]]:
    """Every sentence of the samples in a language, with its study."""
    for registry_id in IDS:
        for sentence in composed(registry_id, language).sentences:
            yield registry_id, sentence


def fields(registry_id: str, language: str, *, quoted: bool) -> list[Sentence]:
    """The sentences on fields of the record, those with its words or those without."""
    return [
        each
        for each in composed(registry_id, language).sentences
        if not each.support[0].criterion and ("“" in each.text or each.plainer) is quoted
    ]


def field_twins(language: str) -> Iterator[tuple[Sentence, Sentence]]:
    """The sentences on fields in our own words, English and own, side by side."""
    for registry_id in IDS:
        both = [fields(registry_id, code, quoted=False) for code in ("en", language)]
        yield from zip(*both, strict=True)


def by_criterion(registry_id: str, language: str) -> dict[str, list[Sentence]]:
    """The sentences on each criterion, in reading order."""
    found: dict[str, list[Sentence]] = {}
    for each in composed(registry_id, language).sentences:
        if name := each.support[0].criterion:
            found.setdefault(name, []).append(each)
    return found


def test_there_are_samples_and_both_kinds_of_sentences() -> None:
    """Otherwise every loop below would pass for want of anything to look at."""
    assert len(IDS) >= 60
    for language in OTHERS:
        sentences = [sentence for _, sentence in told(language)]
        assert len(sentences) > 2500
        assert sum("“" in each.text for each in sentences) > 1000
        own = [each for each in sentences if each.support[0].criterion and "“" not in each.text]
        assert len(own) > 100, language


@pytest.mark.parametrize("language", OTHERS)
def test_fields_have_the_figures_and_support_of_their_english_twin(language: str) -> None:
    for twin, sentence in field_twins(language):
        assert figures_kept(twin.text, sentence.text) == (), sentence.text
        assert sentence.support == twin.support


@pytest.mark.parametrize("language", OTHERS)
def test_fields_quote_the_record_whole_where_english_gives_its_words(language: str) -> None:
    for registry_id in IDS:
        own = fields(registry_id, language, quoted=True)
        for sentence in own:
            record = " ".join(" ".join(each.words.split()) for each in sentence.support)
            assert quotes(sentence.text) == [record], sentence.text
        english = fields(registry_id, "en", quoted=True)
        paths = [
            list(dict.fromkeys(one.support[0].field for one in each)) for each in (english, own)
        ]
        assert paths[0] == paths[1], registry_id


@pytest.mark.parametrize("language", OTHERS)
def test_criteria_come_in_the_order_and_number_of_the_english_ones(language: str) -> None:
    for registry_id in IDS:
        english, own = by_criterion(registry_id, "en"), by_criterion(registry_id, language)
        assert set(own) == set(english), registry_id
        assert set(own) == {each.id for each in sampled(registry_id)[1].criteria}


@pytest.mark.parametrize("language", OTHERS)
def test_a_criterion_is_told_whole_or_quoted_whole(language: str) -> None:
    for registry_id in IDS:
        english = by_criterion(registry_id, "en")
        for name, sentences in by_criterion(registry_id, language).items():
            quoted = [each for each in sentences if "“" in each.text]
            assert len(quoted) in (0, len(sentences)), [each.text for each in sentences]
            if quoted:
                assert len(sentences) == 1
                (only,) = sentences
                assert quotes(only.text) == [" ".join(only.support[0].words.split()).strip(" ")]
            else:
                for twin, sentence in zip(english[name], sentences, strict=True):
                    assert figures_kept(twin.text, sentence.text) == (), sentence.text
                    assert sentence.support == twin.support


@pytest.mark.parametrize("language", ["zh-hans", "ar"])
def test_no_latin_letter_stands_outside_quotes_names_and_units(language: str) -> None:
    for registry_id, sentence in told(language):
        bare = SYMBOLS.sub("", own_words(sentence.text))
        assert not re.search(r"[A-Za-z]", bare), (registry_id, sentence.text)


@pytest.mark.parametrize("language", ["es", "fr"])
def test_no_english_word_stands_in_spanish_or_french(language: str) -> None:
    for registry_id, sentence in told(language):
        left = ENGLISH.findall(own_words(sentence.text))
        assert not left, (registry_id, sentence.text)


@pytest.mark.parametrize("language", ["zh-hans", "ar"])
def test_every_sentence_has_words_of_its_language(language: str) -> None:
    letter = re.compile("[\u4e00-\u9fff]" if language == "zh-hans" else "[\u0621-\u064a]")
    for registry_id, sentence in told(language):
        for line in sentence.lines:
            assert letter.search(own_words(line)), (registry_id, sentence.text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_gap_form_or_mark_is_left_open(language: str) -> None:
    for registry_id, sentence in told(language):
        text = sentence.text
        shown = re.sub(r"“.*”", "“”", re.sub("[\u2066\u2069]", "", text), flags=re.DOTALL)
        place = (registry_id, text)
        assert not re.search(r"[{}]|\(\w*/\w*(?:/\w*)*\)|\S  \S| [.,;。，]|None\b", shown), place
        assert text.count("“") == text.count("”"), place
        assert text.count("\u2066") == text.count("\u2069"), place
        assert text == text.strip(), place


@pytest.mark.parametrize("language", OTHERS)
def test_no_sentence_is_said_twice_of_the_same_words(language: str) -> None:
    for registry_id in IDS:
        said = Counter(
            (each.text, each.support) for each in composed(registry_id, language).sentences
        )
        assert not [each for each, count in said.items() if count > 1], registry_id


#: What the language says for "must not", and what it may say for "must".
NEGATIONS = {
    "es": re.compile(r"\bno\b|\bni\b|\bnunca\b|\bsin\b", re.IGNORECASE),
    "fr": re.compile(r"\bn[e’]|\bpas\b|\bsans\b|\baucun", re.IGNORECASE),
    "zh-hans": re.compile("不|没|未|无|非"),
    "ar": re.compile("ألا|لا|لم|ليس|غير|دون|بلا"),
}


@pytest.mark.parametrize("language", OTHERS)
def test_who_is_kept_out_in_english_is_kept_out_here(language: str) -> None:
    looked_at = 0
    for registry_id in IDS:
        english = by_criterion(registry_id, "en")
        for name, sentences in by_criterion(registry_id, language).items():
            if "“" in sentences[0].text:
                continue
            for twin, sentence in zip(english[name], sentences, strict=True):
                if twin.text.startswith("You must not"):
                    looked_at += 1
                    assert NEGATIONS[language].search(sentence.text), sentence.text
    assert looked_at > 30
