"""`trialhead criteria`: read, checked, and beside an earlier version."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Shell
from trialhead.criteria import read_criteria

FINE = """\
study: X1
inclusion:
  - {id: I1, title: Adult, age: {at_least: 18 years}}
exclusion:
  - {id: E1, condition: Asthma}
"""
ODD = FINE.replace("title: Adult, age: {at_least: 18 years}", "all: [sex: male, sex: female]")
BROKEN = FINE.replace("at_least: 18 years", "at_leest: 18 years")


@pytest.fixture
def file(tmp_path: Path) -> Callable[[str, str], Path]:
    """Writes a file of criteria."""

    def write(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


# Read -------------------------------------------------------------------------------------------


def test_a_file_is_told_by_side(shell: Shell, file):
    answer = shell.run("criteria", file("x.yaml", FINE))
    assert answer.code == 0
    assert answer.out.index("Needed to take part") < answer.out.index("I1 [in full] age is at")
    assert answer.out.index("Speaks against") < answer.out.index("E1 [in full] Asthma")


def test_a_text_is_read_and_says_that_nobody_checked_it(shell: Shell, file):
    answer = shell.run("criteria", file("x.txt", "Inclusion Criteria:\n- Age 18 years or older"))
    assert "x: reviewed by nobody; read by machine" in answer.out
    assert "age is at least 18 years" in answer.out


@pytest.mark.parametrize("option", ["--yaml", "--json"])
def test_what_is_printed_can_be_read_again(shell: Shell, file, option):
    answer = shell.run("criteria", file("x.yaml", FINE), option)
    assert answer.code == 0
    assert read_criteria(answer.out, name="printed") == read_criteria(FINE, name="x")


def test_a_study_that_is_not_here_is_told(shell: Shell):
    answer = shell.run("criteria", "NCT00000000")
    assert answer.code == 4
    assert "There are no criteria for NCT00000000" in answer.err


# Checked ----------------------------------------------------------------------------------------


def test_a_file_without_fault_passes(shell: Shell, file):
    answer = shell.run("criteria", file("x.yaml", FINE), "--check")
    assert (answer.code, answer.out.strip()) == (0, "No fault and nothing odd.")
    as_json = shell.run("criteria", file("x.yaml", FINE), "--check", "--json")
    assert (as_json.code, as_json.data) == (0, {"faults": [], "oddities": []})


def test_an_oddity_is_told_with_its_remedy_and_an_exit_code(shell: Shell, file):
    answer = shell.run("criteria", file("x.yaml", ODD), "--check")
    assert answer.code == 9
    assert "I1 It asks for two things that exclude each other" in answer.out
    assert "join them under any" in answer.out
    assert "x.yaml: 1 oddity." in " ".join(answer.err.split())


def test_oddities_as_json(shell: Shell, file):
    answer = shell.run("criteria", file("x.yaml", ODD), "--check", "--json")
    assert answer.code == 9
    (oddity,) = answer.data["oddities"]
    assert oddity["criterion"] == "I1"
    assert set(oddity) == {"criterion", "what", "remedy"}


def test_a_fault_is_told_with_its_line_and_an_exit_code(shell: Shell, file):
    answer = shell.run("criteria", file("x.yaml", BROKEN), "--check")
    told = " ".join(answer.err.split())
    assert answer.code == 5
    assert "line 3: 'at_leest' has no meaning here." in told
    assert "Did you mean at_least?" in told
    assert answer.out == ""


def test_all_faults_are_told_at_once(shell: Shell, file):
    twice = BROKEN.replace("condition: Asthma", "sex: woman")
    answer = shell.run("criteria", file("x.yaml", twice), "--check")
    assert answer.code == 5
    assert "'at_leest'" in answer.err
    assert "neither female nor male" in answer.err
    as_json = shell.run("criteria", file("x.yaml", twice), "--check", "--json")
    assert len(as_json.data["faults"]) == 2


def test_a_fault_as_json(shell: Shell, file):
    answer = shell.run("criteria", file("x.yaml", BROKEN), "--check", "--json")
    assert answer.code == 5
    (fault,) = answer.data["faults"]
    assert "'at_leest' has no meaning here." in fault["what"]
    assert fault["remedy"] == "Did you mean at_least?"
    assert answer.data["oddities"] == []


# Beside an earlier version ----------------------------------------------------------------------


@pytest.fixture
def newer(file) -> Path:
    """The fine file with a higher age and without its exclusion."""
    text = FINE.replace("18 years", "21 years").split("exclusion")[0]
    return file("new.yaml", text)


def test_what_differs_is_told(shell: Shell, file, newer):
    answer = shell.run("criteria", newer, "--against", file("old.yaml", FINE))
    assert answer.code == 0
    assert answer.out.splitlines() == [
        "changed I1 asked for: age is at least 18 years; now it asks for: age is at least "
        "21 years.",
        "removed E1 is gone: it ruled out: Asthma.",
    ]


def test_what_differs_as_json(shell: Shell, file, newer):
    data = shell.run("criteria", newer, "--against", file("old.yaml", FINE), "--json").data
    assert [(each["criterion"], each["kind"]) for each in data] == [
        ("I1", "changed"),
        ("E1", "removed"),
    ]
    assert data[1]["told"] == "E1 is gone: it ruled out: Asthma."


def test_equal_files_differ_in_nothing(shell: Shell, file):
    path = file("x.yaml", FINE)
    assert shell.run("criteria", path, "--against", path).out.strip() == "Nothing differs."
    assert shell.run("criteria", path, "--against", path, "--json").data == []


def test_a_shipped_study_can_stand_on_either_side(shell: Shell, file):
    answer = shell.run("criteria", file("x.yaml", FINE), "--against", "nct99900001", "--json")
    assert answer.code == 0
    assert {each["kind"] for each in answer.data} == {"removed", "changed"}


@pytest.mark.parametrize(
    "options",
    [("--check", "--yaml"), ("--check", "--against", "x.yaml"), ("--yaml", "--json")],
)
def test_options_that_exclude_each_other_are_refused(shell: Shell, file, options):
    assert shell.run("criteria", file("x.yaml", FINE), *options).code == 2
