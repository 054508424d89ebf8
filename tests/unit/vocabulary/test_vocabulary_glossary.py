"""The glossary: where its terms are found in a text, and how its definitions read."""

import re
from dataclasses import FrozenInstanceError
from graphlib import TopologicalSorter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialhead.errors import NotFound
from trialhead.overview.promises import promises
from trialhead.overview.readability import readability
from trialhead.vocabulary import Entry, glossary

ENTRIES = glossary().entries

#: Long everyday words that need no entry of their own.
EVERYDAY = {"difference", "procedure"}


def found(text: str) -> list[tuple[str, str]]:
    """The words found and the keys of their entries."""
    return [(text[d.start : d.end], d.entry.key) for d in glossary().mentions(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A Randomized, double-blind study", [("Randomized", "randomised"), ("double-blind",) * 2]),
        ("double\nblind and double  masked", [("double\nblind", "double-blind"),
                                              ("double  masked", "double-blind")]),
        ("autologous CAR-T cells", [("autologous", "autologous"), ("CAR-T cells", "car-t-cell")]),
        ("placebo-controlled trial", [("placebo-controlled",) * 2]),
        ("biopsies of 2 arms", [("biopsies", "biopsy"), ("arms", "arm")]),
        ("> 3 x ULN, eGFR<30", [("ULN", "uln"), ("eGFR", "egfr")]),
        ("the sponsor's protocol.", [("sponsor", "sponsor"), ("protocol", "protocol")]),
        ("(infusion)", [("infusion", "infusion")]),
        ("pulmonary", [("pulmonary", "pulmonary")]),
    ],
)  # fmt: skip
def test_terms_are_found_in_any_spelling(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "forearm, alarm, army",
        "ARM-2019-01",
        "study-ARM-x",
        "arm_2",
        "https://example.org/arm/placebo",
        "arm@example.org",
        "arm.example.org",
        "pain in the left arm or leg",
        "neovascular ARM",
        "lung compliance",
        "iv and pro are no abbreviations in small letters",
        "mri",
        "preplacebo placebox",
        "",
    ],
)
def test_nothing_is_found_in_other_words_and_identifiers(text: str) -> None:
    assert found(text) == []


def test_a_longer_phrase_wins_over_the_terms_in_it() -> None:
    assert found("a serious adverse event") == [("serious adverse event", "serious-adverse-event")]
    assert found("overall response rate") == [("overall response rate", "objective-response-rate")]


def test_an_abbreviation_counts_with_its_own_capitals_only() -> None:
    assert found("eGFR") == [("eGFR", "egfr")]
    assert found("EGFR mutation") == [("mutation", "mutation")]
    assert found("stage IV") == []


@given(st.lists(st.sampled_from([e.term for e in ENTRIES] + ["forearm", "/", "-", ".", "é", "\n"])))
def test_spans_are_whole_words_in_order(pieces: list[str]) -> None:
    text = " ".join(pieces)
    end = 0
    for one in glossary().mentions(text):
        assert end <= one.start < one.end
        assert not re.search(r"\w$", text[: one.start])
        assert not re.match(r"\w", text[one.end :])
        end = one.end


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.key)
def test_every_spelling_leads_to_its_entry(entry: Entry) -> None:
    for words in (entry.term, *entry.forms):
        assert found(f"about {words} here") == [(words, entry.key)]
    for words in entry.otherwise:
        assert entry.key not in {key for _, key in found(f"about {words} here")}


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.key)
def test_every_definition_is_plain(entry: Entry) -> None:
    told = readability([entry.definition])
    assert told.easy, f"grade {told.grade:.1f}"
    assert not promises(entry.definition)
    assert entry.definition.endswith(".")
    assert entry.review
    assert entry.written.year >= 2026


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.key)
def test_hard_words_of_a_definition_have_an_entry(entry: Entry) -> None:
    known = {entry.definition[d.start : d.end] for d in glossary().mentions(entry.definition)}
    rest = entry.definition
    for words in known:
        rest = rest.replace(words, " ")
    hard = {
        w for w in re.findall(r"[A-Za-z]+", rest) if len(re.findall(r"[aeiouy]+", w.lower())) > 3
    }
    assert hard <= EVERYDAY


def test_no_definition_goes_in_a_circle() -> None:
    uses = {
        entry.key: {d.entry.key for d in glossary().mentions(entry.definition)} for entry in ENTRIES
    }
    assert not [key for key, used in uses.items() if key in used]
    TopologicalSorter(uses).prepare()


def test_the_list_is_whole_and_cannot_be_changed() -> None:
    assert len(ENTRIES) >= 150
    assert len({entry.key for entry in ENTRIES}) == len(ENTRIES)
    assert glossary().entry("placebo").term == "placebo"
    with pytest.raises(FrozenInstanceError):
        ENTRIES[0].term = "other"  # type: ignore[misc]
    with pytest.raises(NotFound):
        glossary().entry("no such term")
