"""Texts cut into sentences, and their ease of reading worked out by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialhead.overview import ease, readability, sentences_of
from trialhead.overview.cutting import sentence_spans
from trialhead.overview.readability import own_words, words_in

# Splitting ---------------------------------------------------------------------------------------

SPLIT = {
    "Next. Then.": ["Next.", "Then."],
    "It is, e.g. Asthma. Next.": ["It is, e.g. Asthma.", "Next."],
    "That is, i.e. Lupus. Next.": ["That is, i.e. Lupus.", "Next."],
    "See Dr. Smith. He is in.": ["See Dr. Smith.", "He is in."],
    "A vs. B. Then C.": ["A vs. B.", "Then C."],
    "Take 2.5 mg. Rest.": ["Take 2.5 mg.", "Rest."],
    "Version 1.2.3 is out. Good.": ["Version 1.2.3 is out.", "Good."],
    "Really? Yes! Go.": ["Really?", "Yes!", "Go."],
    "Wait... Then go.": ["Wait...", "Then go."],
    "No. 5 is here. It is.": ["No. 5 is here.", "It is."],
    "approx. 5 mg. Done.": ["approx. 5 mg.", "Done."],
    "One. lower case goes on.": ["One. lower case goes on."],
    "No end": ["No end"],
    "He said “Stop. Now.” Then left.": ["He said “Stop. Now.”", "Then left."],
    "“Quote.” Another.": ["“Quote.”", "Another."],
    "“One!” “Two?” Three.": ["“One!”", "“Two?”", "Three."],
    "It is “a. B. C” and more.": ["It is “a. B. C” and more."],
    "# Head\nText.": ["Text."],
    "1. First.\n2. Second.": ["First.", "Second."],
    "1) First.\n- Second.\n• Third.": ["First.", "Second.", "Third."],
    "a\n\nb": ["a", "b"],
    "Line one\r\nLine two.": ["Line one", "Line two."],
    "One:\n- a\n- b\nAfter.": ["One:\n– a\n– b", "After."],
    "One:\n\n- a\n": ["One:\n– a"],
    "One: \n• a. B. c\n* d": ["One:\n– a. B. c\n– d"],
    "One:\n– a\n# head\n– b": ["One:\n– a", "b"],
    "One:\n1. a\n2) b": ["One:\n– a\n– b"],
    "First. Second:\n- a": ["First.", "Second:\n– a"],
    "- a\n- b": ["a", "b"],
    "": [],
    "\n \n# only a heading\n": [],
}


@pytest.mark.parametrize("text", SPLIT)
def test_a_text_is_cut_where_its_sentences_end(text: str) -> None:
    assert [each.text for each in sentences_of(text)] == SPLIT[text]


@pytest.mark.parametrize("text", SPLIT)
def test_sentences_put_together_are_cut_the_same(text: str) -> None:
    again = "\n\n".join(SPLIT[text])
    assert [each.text for each in sentences_of(again)] == SPLIT[text]


PLAIN = st.lists(
    st.sampled_from(
        ["You", "must", "have", "asthma", "2.5", "mg", "e.g.", "i.e.", "vs.", "or", "not", "≥18"]
    ),
    min_size=1,
    max_size=8,
).map(" ".join)


@given(st.lists(PLAIN, min_size=1, max_size=6), st.sampled_from([". ", "! ", "? ", ".\n", ".\n\n"]))
def test_no_word_is_lost_however_a_text_is_parted(parts: list[str], joint: str) -> None:
    text = joint.join(part[0].upper() + part[1:] for part in parts) + "."
    told = " ".join(each.text for each in sentences_of(text))
    assert told.split() == text.split()


@given(st.lists(st.sampled_from(["Asthma", "Lupus", "Stroke"]), min_size=1, max_size=9))
def test_plain_sentences_are_as_many_as_their_full_stops(words: list[str]) -> None:
    text = " ".join(f"{word} is meant." for word in words)
    assert len(sentences_of(text)) == len(words)
    assert len(sentence_spans(text)) == len(words)


@given(st.text(alphabet=st.sampled_from("aB .:!?“”\n-#1)*"), max_size=60))
def test_any_text_can_be_cut(text: str) -> None:
    assert all(each.text.strip() for each in sentences_of(text))


@given(st.text(alphabet=st.sampled_from("aB .:!?-#1)*"), max_size=60))
def test_a_line_that_begins_with_a_number_sign_is_a_heading(text: str) -> None:
    assert sentences_of(f"# {text}\nOne is it.") == sentences_of("One is it.")


def test_an_item_that_begins_with_a_number_sign_is_read() -> None:
    assert [each.text for each in sentences_of("- # of tumours is 2.")] == ["# of tumours is 2."]


RUNNING = {
    "One is it. Two is it.": ["One is it.", "Two is it."],
    "Use e.g. Aspirin. Rest.": ["Use e.g. Aspirin.", "Rest."],
    "Use i.e. Aspirin vs. Placebo.": ["Use i.e. Aspirin vs. Placebo."],
    "Dr. No. Two etc. Done.": ["Dr. No. Two etc. Done."],
    "A dose of 5. Then 6.": ["A dose of 5. Then 6."],
    "By J. Smith. Next.": ["By J. Smith.", "Next."],
    "Either (One. Two) or. Three.": ["Either (One. Two) or.", "Three."],
    "[One. Two]": ["[One. Two]"],
    "": [],
}


@pytest.mark.parametrize("text", RUNNING)
def test_spans_are_the_sentences_of_a_running_text(text: str) -> None:
    assert [span.of(text) for span in sentence_spans(text)] == RUNNING[text]


@given(PLAIN.map(lambda words: f"{words}. Next one (A. B) is here. Last."))
def test_spans_hold_the_whole_text_in_order(text: str) -> None:
    spans = sentence_spans(text)
    assert " ".join(span.of(text) for span in spans).split() == text.split()


# Syllables and grades ----------------------------------------------------------------------------

#: Syllables by the rules: groups of vowels, no silent e, -es and -ed only where they are heard.
SYLLABLES = {
    "en": {
        1: "cat the named makes eye be once breathed asked h2o 18 2.5 I",
        2: "table people diabetes employee wanted boxes area doctor’s co-op kidney needed",
        3: "medicine hospital important together experience radiation",
        4: "activity certificate",
    },
    "es": {
        1: "tú y pan muy hoy rey hay dos 18",
        2: "ciudad día país agua guerra leer oír leyes asma debe",
        3: "estudio médico ahora cuidado pingüino personas diabetes",
        4: "vehículo aéreo medicina enfermedad",
    },
    "fr": {
        1: "chat table les le eau vous être parlent 18",
        2: "étude oiseau personne années semaines patient devez",
        3: "hôpital étudier opérer",
    },
}
BY_HAND = [
    (language, word, count)
    for language, counts in SYLLABLES.items()
    for count, words in counts.items()
    for word in words.split()
]
FORMULAS = {
    "en": lambda syllables: 0.39 + 11.8 * syllables - 15.59,
    "es": lambda syllables: 206.835 - 62.3 * syllables - 1,
    "fr": lambda syllables: 207 - 1.015 - 73.6 * syllables,
}


@pytest.mark.parametrize(("language", "word", "count"), BY_HAND)
def test_a_word_counts_its_syllables(language: str, word: str, count: int) -> None:
    assert ease([word], language).score == pytest.approx(FORMULAS[language](count))


#: Texts with their sentences, words and syllables counted by hand.
MEASURED = [
    ("en", "You must be 18. You must not have asthma.", 2, 9, 10),
    ("en", "One of these:\n– you have asthma\n– you have a cold", 3, 10, 11),
    ("en", "It is about this: “Haematological malignancies”", 1, 4, 5),
    ("es", "Usted debe tener asma. No debe fumar.", 2, 7, 13),
    ("es", "El estudio busca: dos personas.", 2, 5, 10),
    ("fr", "Vous devez avoir un chat.", 1, 5, 7),
    ("fr", "Le chat boit. Le patient parle.", 2, 6, 7),
]


@pytest.mark.parametrize(("language", "text", "sentences", "words", "syllables"), MEASURED)
def test_a_text_has_the_score_worked_out_by_hand(
    language: str, text: str, sentences: int, words: int, syllables: int
) -> None:
    rate, length = syllables / words, words / sentences
    by_hand = {
        "en": 0.39 * length + 11.8 * rate - 15.59,
        "es": 206.835 - 62.3 * rate - length,
        "fr": 207 - 1.015 * length - 73.6 * rate,
    }
    found = ease([text], language)
    assert found.score == pytest.approx(by_hand[language])
    if language != "en":  # the English grade counts no colon as an end
        assert found.mean == pytest.approx(length)


@pytest.mark.parametrize(
    ("language", "text", "mean", "longest", "unit"),
    [
        ("zh-hans", "您不得患有哮喘。", 7, 7, "characters"),
        ("zh-hans", "您不得患有2型糖尿病。今天", 6, 10, "characters"),
        ("zh-hans", "使用：“Asthma drug”", 2, 2, "characters"),
        ("ar", "يجب أن يكون 18. نعم", 2.5, 4, "words"),
        ("ar", "يستخدم \u2066HIV\u2069 هنا.", 3, 3, "words"),
        ("en", "Stop. Take it now.", 2, 3, "words"),
        ("zh-hans", "", 0, 0, "characters"),
        ("fr", "“Quote only.”", 0, 0, "words"),
    ],
)
def test_sentences_have_their_length(
    language: str, text: str, mean: float, longest: int, unit: str
) -> None:
    found = ease([text], language)
    assert (found.mean, found.longest, found.unit) == (mean, longest, unit)


@given(st.lists(PLAIN, min_size=1, max_size=5), st.sampled_from(["en", "es", "fr"]))
def test_a_text_said_twice_is_as_easy_as_once(texts: list[str], language: str) -> None:
    once, twice = ease(texts, language), ease(texts * 2, language)
    assert once.score == pytest.approx(twice.score)
    assert (once.mean, once.longest) == (pytest.approx(twice.mean), twice.longest)


@given(st.lists(PLAIN, min_size=2, max_size=6), st.sampled_from(["es", "fr"]))
def test_one_long_sentence_is_harder_than_its_parts(parts: list[str], language: str) -> None:
    bare = [part.replace(".", "") for part in parts]
    apart, joined = ease(bare, language), ease([" ".join(bare)], language)
    assert joined.score is not None
    assert apart.score is not None
    assert joined.score < apart.score
    grades = [readability(bare).grade, readability([" ".join(bare)]).grade]
    assert grades[1] > grades[0]  # type: ignore[operator]


@pytest.mark.parametrize(
    ("text", "longest", "own"),
    [
        ("You have asthma.", 3, "You have asthma."),
        ("You have: “a very long name of an illness”", 2, "You have: "),
        ("Short. And a longer one.\nLast", 4, "Short. And a longer one.\nLast"),
        ("“a” and “b”", 0, ""),
        ("Take 2.5 mg/kg, e.g. now", 5, "Take 2.5 mg/kg, e.g. now"),
    ],
)
def test_only_our_own_words_are_counted(text: str, longest: int, own: str) -> None:
    assert own_words(text) == own
    if "e.g." not in text:
        assert words_in(text) == longest
