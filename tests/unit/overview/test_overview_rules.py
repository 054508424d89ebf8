"""The overview by rules: its wording, what it covers, and what it rests on."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.unit.overview.conftest import SAMPLE, Sampled, sampled
from trialhead.criteria import Span
from trialhead.errors import NotFound
from trialhead.overview import NO_FIELD, Overview, Section, Sentence, check, compose

GOLDEN = Path(__file__).parent / "golden"
IDS = sorted(path.stem for path in SAMPLE.glob("*.json"))


def told(made: Overview) -> str:
    """An overview as the golden files hold it."""
    parts = []
    for chapter in made.chapters:
        parts += [f"# {chapter.section}", *(each.text for each in chapter.sentences), ""]
    return "\n".join(parts)


def about_criteria(made: Overview) -> list[str]:
    """What is said of the criteria."""
    return [
        each.text for each in made.sentences if any(support.criterion for support in each.support)
    ]


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.txt")), ids=lambda path: path.stem)
def test_wording_is_as_agreed(path: Path) -> None:
    assert told(compose(*sampled(path.stem))) == path.read_text()


@pytest.mark.parametrize("registry_id", IDS)
def test_every_sample_passes_the_gate_and_reads_easily(registry_id: str) -> None:
    study, criteria = sampled(registry_id)
    report = check(compose(study, criteria).sentences, study, criteria)
    assert [each for each in report.sentences if each.faults] == []
    assert report.uncovered == ()
    assert report.readability.grade is not None
    assert report.readability.grade <= 8


@pytest.mark.parametrize("registry_id", IDS[::7])
def test_support_holds_the_very_words_of_the_record(registry_id: str) -> None:
    study, criteria = sampled(registry_id)
    for sentence in compose(study, criteria).sentences:
        assert sentence.support
        for support in sentence.support:
            if support.span is not None:
                assert support.span.of(study.eligibility.criteria) == support.words


@pytest.mark.parametrize(
    ("criterion", "wording"),
    [
        ("Age ≥ 18 years", ["You must be at least 18 years old."]),
        ("Type 2 diabetes mellitus", ["You must have type 2 diabetes mellitus."]),
        ("Serum creatinine ≤ 1.5 mg/dL", ["Your latest creatinine must be at most 1.5 mg/dL."]),
    ],
)
def test_inclusion_criteria_say_what_must_be(
    asking: Callable[..., Sampled], criterion: str, wording: list[str]
) -> None:
    made = compose(*asking(f"Inclusion Criteria:\n* {criterion}"))
    assert [line.replace("serum ", "") for line in about_criteria(made)] == wording


def test_alternatives_against_taking_part_are_told_one_by_one(
    asking: Callable[..., Sampled],
) -> None:
    made = compose(*asking("Exclusion Criteria:\n* Asthma, epilepsy or heart failure"))
    assert about_criteria(made) == [
        "You must not have asthma.",
        "You must not have epilepsy.",
        "You must not have heart failure.",
    ]


def test_alternatives_for_taking_part_are_a_list(asking: Callable[..., Sampled]) -> None:
    made = compose(*asking("Inclusion Criteria:\n* Asthma, epilepsy or heart failure"))
    (only,) = about_criteria(made)
    assert only.split("\n") == [
        "At least one of these must be true:",
        "– you have asthma",
        "– you have epilepsy",
        "– you have heart failure",
    ]


def test_what_was_not_understood_stands_in_the_record_s_words(
    asking: Callable[..., Sampled],
) -> None:
    words = "Wibbles of the left frobnicator graded by the local board"
    study, criteria = asking(f"Exclusion Criteria:\n* {words}")
    (only,) = about_criteria(compose(study, criteria))
    assert only == f"You cannot join if this is true of you: “{words}”"


def test_what_no_plainer_wording_is_sure_for_is_quoted_in_full(
    asking: Callable[..., Sampled],
) -> None:
    words = "Wibbles of the left frobnicator or"
    study, criteria = asking(f"Exclusion Criteria:\n* {words}")
    (only,) = about_criteria(compose(study, criteria))
    assert only == f"You cannot join if you fit these words of the record: “{words}”"


def test_a_number_only_an_author_gave_is_not_told_as_the_record_s(
    sample: Callable[[str], Sampled],
) -> None:
    study, criteria = sample("NCT07318259")
    (third,) = [
        each.text
        for each in compose(study, criteria).sentences
        if each.support[0].criterion == "I3"
    ]
    assert "10 days" not in third


def test_what_the_record_leaves_open_is_said_to_be_open(asking: Callable[..., Sampled]) -> None:
    study, criteria = asking("Inclusion Criteria:\n* Asthma")
    texts = {each.text: each for each in compose(study, criteria).sentences}
    assert texts["The record sets no limit on age."].support[0].words == ""
    silent = texts["The record has no field for visits, pain, cost or pay."]
    assert [each.field for each in silent.support] == [NO_FIELD]


def test_sections_come_in_reading_order(sample: Callable[[str], Sampled]) -> None:
    made = compose(*sample("NCT99900001"))
    order = list(Section)
    found = [order.index(chapter.section) for chapter in made.chapters]
    assert found == sorted(found)
    assert {Section.TESTED, Section.WHO, Section.RUNS, Section.JOIN} <= {
        chapter.section for chapter in made.chapters
    }


def test_another_language_needs_its_phrases(sample: Callable[[str], Sampled]) -> None:
    with pytest.raises(NotFound):
        compose(*sample("NCT99900001"), language="xx")


def test_a_sentence_needs_words() -> None:
    with pytest.raises(ValueError, match="words"):
        Sentence(text=" ")


def test_spans_point_into_the_eligibility_text(asking: Callable[..., Sampled]) -> None:
    study, criteria = asking("Inclusion Criteria:\n* Asthma")
    (only,) = [each for each in compose(study, criteria).sentences if each.support[0].criterion]
    assert only.support[0].span == Span(22, 28)
