"""`trialhead screen`: what a coordinator reads, and what a program reads."""

from pathlib import Path

import pytest

from tests.cli.conftest import Answer, Shell

PEOPLE = Path(__file__).parents[2] / "sample" / "patients"
STUDY = "NCT07318259"
ON = "2026-06-15"


def screened(shell: Shell, person: str, *more: str) -> Answer:
    """The answer about one of the sample people."""
    return shell.run(
        "screen", "--study", STUDY, "--patient", PEOPLE / f"{person}.yaml", "--on", ON, *more
    )


@pytest.mark.parametrize(
    ("person", "overall"),
    [
        ("fits", "may fit"),
        ("does-not-fit", "not possible now"),
        ("cannot-tell", "cannot tell yet"),
    ],
)
def test_each_sample_person_is_what_its_name_says(shell, person, overall):
    answer = screened(shell, person)
    assert (answer.code, answer.err) == (0, "")
    assert f"Without what only humans judge: {overall}" in answer.out
    assert "eligible" not in answer.out.lower()


def test_reasons_are_written_out_with_their_source(shell):
    out = screened(shell, "does-not-fit").out
    assert "E8: fail" in out
    assert "11 days before screening 2026-06-15" in out
    assert "does-not-fit.yaml, line" in out


def test_what_is_missing_and_best_asked_next_is_told(shell):
    out = screened(shell, "cannot-tell").out
    assert "Still to be known:" in out
    assert "a result of HBsAg (E6)" in out
    assert "Best asked next: What is the SLEDAI-2K" in out


def test_a_doubt_of_the_wording_is_named(shell):
    out = screened(shell, "cannot-tell").out
    assert "unknown (wording)" in out
    assert "hangs on the far end of 4 weeks" in out
    assert "28 days before screening 2026-06-15" in out


def test_a_program_gets_the_same_as_json(shell):
    found = screened(shell, "cannot-tell", "--json").data
    assert found["prescreen"] == {
        "reported": "cannot tell yet",
        "conservative": "not possible now",
        "lenient": "cannot tell yet",
    }
    (vaccine,) = (one for one in found["criteria"] if one["id"] == "E8")
    assert vaccine["gate"] == {"reported": "unknown", "conservative": "fail", "lenient": "unknown"}
    assert vaccine["hangs_on_wording"]
    assert found["next_question"]["criteria"] == ["I3"]
    assert {"what": "a result of HBsAg", "criteria": ["E6"]} in found["missing"]


def test_criteria_may_come_from_a_file(shell, tmp_path):
    file = tmp_path / "criteria.yaml"
    file.write_text("study: X\ninclusion:\n  - {id: I1, age: {at_least: 40 years}}\n")
    answer = shell.run(
        "screen", "--study", file, "--patient", PEOPLE / "fits.yaml", "--on", ON, "--json"
    )
    assert answer.data["full"]["reported"] == "not possible now"


def test_criteria_of_an_imported_study_are_read_by_machine(loaded):
    answer = loaded.run(
        "screen", "--study", "NCT99900003", "--patient", PEOPLE / "fits.yaml", "--on", ON
    )
    assert answer.code == 0
    assert "read by machine" in answer.out


def test_a_study_nobody_knows_is_told_with_a_remedy(shell):
    answer = shell.run("screen", "--study", "NCT00000000", "--patient", PEOPLE / "fits.yaml")
    assert answer.code == 4
    assert "There are no criteria for NCT00000000." in answer.err
    assert "trialhead import" in answer.err


def test_a_day_that_is_none_is_told(shell):
    answer = screened(shell, "fits", "--on", "15 June")
    assert answer.code == 5
    assert "Write it as 2026-06-15." in answer.err


def test_a_broken_patient_file_is_told_with_its_line(shell, tmp_path):
    file = tmp_path / "person.yaml"
    file.write_text("born: 1990\nconditions:\n  - {is: lupus, sinse: 2019}\n")
    answer = shell.run("screen", "--study", STUDY, "--patient", file, "--on", ON)
    assert answer.code == 5
    assert "Line 3" in answer.err
