"""`trialhead overview`: a study in plain words, and a text held to its record."""

from pathlib import Path

import pytest

from tests.cli.conftest import SAMPLE, Shell


@pytest.fixture
def stocked(shell: Shell) -> Shell:
    """A home that holds one sample study."""
    assert shell.run("import", SAMPLE / "NCT99900001.json").code == 0
    return shell


def test_the_overview_is_told_and_passes_its_own_check(stocked: Shell, tmp_path: Path):
    told = stocked.run("overview", "nct99900001")
    assert told.code == 0
    assert "You must be at least 18 years old at consent." in told.out.splitlines()

    made = stocked.run("overview", "NCT99900001", "--json").data
    text = tmp_path / "text.txt"
    lines = [each["text"] for part in made["sections"] for each in part["sentences"]]
    text.write_text("\n".join(lines), encoding="utf-8")
    checked = stocked.run("overview", "NCT99900001", "--check", text)
    assert (checked.code, checked.out.splitlines()[-1]) == (0, "Passed.")


def test_a_text_that_does_not_pass_says_where(stocked: Shell, tmp_path: Path):
    text = tmp_path / "text.txt"
    text.write_text("You must be at least 21 years old at consent.", encoding="utf-8")
    answer = stocked.run("overview", "NCT99900001", "--check", text, "--json")
    assert answer.code == 9
    (sentence,) = answer.data["sentences"]
    assert [fault["words"] for fault in sentence["faults"]] == ["21 years"]
    assert "E1" in answer.data["uncovered"]


def test_what_is_not_there_is_said(stocked: Shell, tmp_path: Path):
    assert stocked.run("overview", "NCT99999999").code == 4
    assert stocked.run("overview", "NCT99900001", "--check", tmp_path / "none.txt").code == 4


def test_the_overview_is_told_in_another_language_and_says_how_it_is_measured(stocked: Shell):
    spanish = stocked.run("overview", "NCT99900001", "--language", "es").out
    assert "El estudio da algo a las personas y observa qué pasa." in spanish.splitlines()
    assert "Szigriszt-Pazos (INFLESZ)" in spanish
    chinese = stocked.run("overview", "NCT99900001", "--language", "zh-hans").out
    assert "not measured" in chinese
    assert (
        stocked.run("overview", "NCT99900001", "--language", "fr", "--json").data["language"]
        == "fr"
    )
    assert stocked.run("overview", "NCT99900001", "--language", "xx").code == 4


def test_only_english_texts_are_checked(stocked: Shell, tmp_path: Path):
    text = tmp_path / "texto.txt"
    text.write_text("Usted debe tener al menos 18 años. Usted no debe tener asma.", "utf-8")
    for more in ([], ["--language", "es"]):
        refused = stocked.run("overview", "NCT99900001", "--check", text, *more)
        assert refused.code not in (0, 9)
        assert "knows only English" in " ".join(refused.err.split())
