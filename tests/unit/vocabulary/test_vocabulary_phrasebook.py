"""The terms of a large list are found in a text, the longest first, in one pass."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialhead.vocabulary import Found, Phrasebook, conditions, drugs, normalise, procedures

TERMS = [
    ("anti-CD20", "CD20"),
    ("PD-1", "PD1"),
    ("PD-1/PD-L1 inhibitor", "PD1PDL1"),
    ("IL-6", "IL6"),
    ("CDK4/6 inhibitor", "CDK46"),
    ("Crohn's disease", "Crohn"),
    ("lung cancer", "lung"),
    ("cancer", "cancer"),
    ("non-small cell lung cancer", "NSCLC"),
    ("lupus", "lupus"),
    ("lupus nephritis", "LN"),
    ("nephritis", "nephritis"),
    ("live vaccine", "live"),
    ("live (attenuated) vaccine", "live attenuated"),
    ("vaccine", "vaccine"),
    ("tumour", "tumour"),
    ("St. John's wort", "wort"),
    ("ALL", "leukaemia"),
    ("AS", "spondylitis"),
    ("PsA", "psoriatic arthritis"),
    ("MS", "sclerosis"),
    ("MS", "stenosis"),
    ("oral prednisone", "prednisone"),
]
BOOK = Phrasebook(TERMS, capitals_only=frozenset({"all", "as", "psa"}))


def _read(text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(text[found.start : found.end], found.payloads) for found in BOOK.mentions(text)]


@pytest.mark.parametrize(
    ("text", "words", "meaning"),
    [
        ("prior anti-CD20 therapy", "anti-CD20", "CD20"),
        ("prior Anti CD20 therapy", "Anti CD20", "CD20"),
        ("PD-1 expression", "PD-1", "PD1"),
        ("IL-6 level", "IL-6", "IL6"),
        ("crohns disease", "crohns disease", "Crohn"),
        ("Crohn’s disease", "Crohn’s disease", "Crohn"),
        ("CROHN'S DISEASE", "CROHN'S DISEASE", "Crohn"),
        ("two tumors", "tumors", "tumour"),
        ("a CDK4/6 inhibitor", "CDK4/6 inhibitor", "CDK46"),
        ("CDK 4/6 inhibitors", "", ""),  # CDK4 is one word in the list
        ("a PD-1/PD-L1 inhibitor", "PD-1/PD-L1 inhibitor", "PD1PDL1"),
        ("live (attenuated) vaccines", "live (attenuated) vaccines", "live attenuated"),
        ("Saint or St. John's wort", "St. John's wort", "wort"),
        ("non-small-cell lung cancer", "non-small-cell lung cancer", "NSCLC"),
        ("lung\n   cancer in a wrapped line", "lung\n   cancer", "lung"),
    ],
)
def test_a_term_is_found_however_it_is_written(text: str, words: str, meaning: str) -> None:
    assert _read(text) == ([(words, (meaning,))] if words else [])


def test_the_longest_term_counts_and_terms_come_from_left_to_right() -> None:
    assert _read("lupus, lupus nephritis or small cell lung cancer") == [
        ("lupus", ("lupus",)),
        ("lupus nephritis", ("LN",)),
        ("lung cancer", ("lung",)),
    ]


def test_a_longer_term_that_breaks_off_leaves_the_shorter_one() -> None:
    assert _read("non-small cell cancer") == [("cancer", ("cancer",))]
    assert _read("oral") == []


@pytest.mark.parametrize(
    "between",
    [". ", "; ", ": ", "? ", "! ", ".\n", "\n\n", "\n  \n", "\n- ", "\n* ", "\n2. ", "\n • "],
)
def test_a_term_does_not_reach_over_the_end_of_a_sentence(between: str) -> None:
    assert [words for words, _ in _read(f"no lupus{between}nephritis")] == ["lupus", "nephritis"]


@pytest.mark.parametrize("between", [", ", " (", ") ", "/", " [", "] "])
def test_a_term_does_not_reach_over_a_parting_sign_it_is_not_written_with(between: str) -> None:
    assert [words for words, _ in _read(f"no lupus{between}nephritis")] == ["lupus", "nephritis"]


@pytest.mark.parametrize("between", [" ", "-", "  ", "–", " - ", "\n", "\t", "\u00a0"])
def test_a_term_reaches_over_spaces_and_hyphens(between: str) -> None:
    assert [words for words, _ in _read(f"lupus{between}nephritis")] == [f"lupus{between}nephritis"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("relapse of ALL", ["ALL"]),
        ("all patients, as ever", []),
        ("All patients", []),
        ("AS or PsA", ["AS", "PsA"]),
        ("the PSA level", []),
        ("ALL PATIENTS AS ABOVE", []),
        ("ALL", ["ALL"]),
        ("MS and ms", ["MS", "ms"]),  # not among the words that need their capitals
    ],
)
def test_abbreviations_that_are_everyday_words_need_their_capitals(
    text: str, words: list[str]
) -> None:
    assert [found for found, _ in _read(text)] == words


def test_an_ambiguous_term_keeps_all_its_meanings_once() -> None:
    assert _read("MS") == [("MS", ("sclerosis", "stenosis"))]
    book = Phrasebook([("MS", 1), ("ms", 1), ("m.s.", 2)])
    assert [found.payloads for found in book.mentions("MS")] == [(1,)]


def test_no_terms_and_no_text_give_nothing() -> None:
    assert Phrasebook[str]([]).mentions("lupus") == []
    assert BOOK.mentions("") == BOOK.mentions(" .,;\n") == []
    assert Phrasebook([("", 1), ("--", 2)]).mentions("- --") == []


PIECES = st.lists(
    st.one_of(
        st.sampled_from([words for words, _ in TERMS]),
        st.sampled_from([". ", ", ", "/", "(", "\n", "the", "of", " ", "-", "½", "ﬁ", "İ"]),
        st.text(max_size=5),
    )
)


@given(PIECES.map(" ".join))
def test_mentions_are_terms_in_the_text_that_do_not_overlap(text: str) -> None:
    meanings: dict[str, set[str]] = {}
    for words, meaning in TERMS:
        meanings.setdefault(normalise(words), set()).add(meaning)
    end = 0
    for found in BOOK.mentions(text):
        assert isinstance(found, Found)
        assert end <= found.start < found.end <= len(text)
        assert set(found.payloads) == meanings[normalise(text[found.start : found.end])]
        end = found.end


@given(st.sampled_from([words for words, _ in TERMS]), st.sampled_from(["the", "No", "(", ", "]))
def test_every_term_is_found_as_it_is_listed(words: str, before: str) -> None:
    assert words in [found for found, _ in _read(f"{before} {words} here")]


@pytest.mark.parametrize(
    "unit",
    ["lupus ", "non-small cell lung ", "anti-", "a", "a. ", "/", "é ", "(live ", "x\n", "1.5;"],
)
def test_a_long_text_takes_time_in_proportion_to_its_length(unit: str) -> None:
    text = (unit * 50_000)[:50_000]
    start = time.process_time()
    BOOK.mentions(text)
    assert time.process_time() - start < 1.5  # 0.1 on an idle machine


def test_all_conditions_drugs_and_procedures_fit_in_one_quick_book() -> None:
    terms = [
        *((words, concept.key) for words, concept in conditions().terms()),
        *((words, drug.key) for words, drug in drugs().terms()),
        *((words, procedure.key) for words, procedure in procedures().terms()),
    ]
    start = time.process_time()
    book = Phrasebook(terms)
    made = time.process_time()
    text = "History of lupus nephritis treated with i.v. cyclophosphamide or rituximab (MabThera). "
    found = book.mentions(text * 2_000)
    read = time.process_time()
    assert len(found) == 4 * 2_000
    assert made - start < 3  # 0.5 on an idle machine
    assert read - made < 2  # 170 kB, 0.15 on an idle machine
