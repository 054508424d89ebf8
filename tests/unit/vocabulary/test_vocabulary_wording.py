"""The two committed lists are sound."""

import gzip
import re
from importlib.resources import files

from trialhead.vocabulary import Conditions, normalise

_TERMS = files("trialhead.vocabulary") / "terms"


def _lay_lines() -> list[list[str]]:
    text = (_TERMS / "lay.tsv").read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines()]


def test_every_everyday_name_leads_to_its_condition(known: Conditions) -> None:
    missed = [
        line
        for line in _lay_lines()
        if line[1] not in {found.key for found in known.named(line[0])}
    ]
    assert missed == []


def test_no_everyday_line_stands_twice() -> None:
    pairs = [(normalise(line[0]), line[1]) for line in _lay_lines() if len(line) == 2]
    assert sorted(pairs) == sorted(set(pairs))


def test_added_conditions_stand_below_existing_ones(known: Conditions) -> None:
    added = {line[1] for line in _lay_lines() if len(line) == 3}
    below = {key for key in added if known.ancestors(known.concept(key))}
    assert "Metabolic dysfunction-associated steatohepatitis" in below
    assert added - below == {"Pregnancy", "Menopause", "Healthy volunteers"}


def test_a_heading_and_its_name_lead_to_the_condition(known: Conditions) -> None:
    by_hand = {normalise(line[0]) for line in _lay_lines()}
    for concept in known.concepts:
        for words in (concept.key, concept.name):
            assert concept in known.named(words) or normalise(words) in by_hand, words


def test_headings_are_unique_and_tree_numbers_belong_to_one_condition(known: Conditions) -> None:
    numbers = [number for concept in known.concepts for number in concept.tree]
    assert len(numbers) == len(set(numbers))
    assert len({concept.key for concept in known.concepts}) == len(known.concepts) > 5000


def test_no_synonym_is_too_short_to_mean_one_thing(known: Conditions) -> None:
    synonyms = [words for concept in known.concepts for words in concept.synonyms]
    assert [words for words in synonyms if len(re.sub(r"\W", "", words)) < 3] == []
    assert not {"drome", "hards", "wives", "aura", "her disease"} & set(synonyms)


def test_the_packed_file_carries_no_time_or_name() -> None:
    packed = (_TERMS / "conditions.tsv.gz").read_bytes()
    assert packed[4:8] == bytes(4)
    assert packed[3] == 0
    assert gzip.decompress(packed).endswith(b"\n")
