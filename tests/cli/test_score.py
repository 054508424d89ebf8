"""`trialhead score`: from a file of inputs to a score."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Shell
from trialhead.cli.mapping_file import read_mapping_file
from trialhead.errors import Unreadable
from trialhead.instruments import INSTRUMENTS

SLEDAI = """\
# Urine was not sent.
present: [arthritis, increased_dna_binding]
missing:
  - proteinuria
  - hematuria
  - pyuria
  - urinary_casts
"""
COURSE = """\
segments:
  - {drug: prednisone, mg: 60, start: 2026-01-10, end: 2026-02-20}
  - {drug: prednisone, mg: 20, start: 2026-02-21}
weights:
  2026-01-10: 60
threshold: 1
on_day: 2026-06-15
"""


@pytest.fixture
def file(tmp_path: Path) -> Callable[[str, str | bytes], Path]:
    """Writes a file of inputs."""

    def write(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def test_a_score_is_printed_with_bands_parts_missing_items_and_source(shell: Shell, file):
    answer = shell.run("score", "sledai-2k", file("visit.yaml", SLEDAI))
    assert answer.code == 0
    assert "6 to 22 points" in answer.out
    assert "band (6-10): moderate or high or very high" in answer.out
    assert "arthritis: 4" in answer.out
    assert "missing: urinary_casts, hematuria, proteinuria, pyuria" in answer.out
    assert "Source: Gladman 2002" in answer.out


def test_the_same_is_given_as_json(shell: Shell, file):
    data = shell.run("score", "sledai-2k", file("visit.yaml", SLEDAI), "--json").data
    assert data == {
        "name": "sledai-2k",
        "value": None,
        "interval": [6, 22],
        "unit": "points",
        "bands": {"6-10": ["moderate", "high", "very high"], "boumpas": ["moderate", "high"]},
        "answers": {},
        "parts": {"arthritis": [4, 4], "increased_dna_binding": [2, 2]},
        "missing": ["urinary_casts", "hematuria", "proteinuria", "pyuria"],
        "notes": [],
        "source": data["source"],
    }


def test_json_and_yaml_files_are_read_alike(shell: Shell, file):
    inputs = {"creatinine_mg_dl": 1.09, "age_years": 55, "sex": "male"}
    as_json = file("kidney.json", "\ufeff" + json.dumps(inputs))
    as_yaml = file("kidney.yml", "creatinine_mg_dl: 1.09\nage_years: 55\nsex: male\n")
    found = [shell.run("score", "ckd-epi-2021", path, "--json").data for path in (as_json, as_yaml)]
    assert found[0] == found[1]
    assert round(found[0]["value"]) == 80


def test_dates_in_yaml_are_taken_and_both_readings_told(shell: Shell, file):
    answer = shell.run("score", "glucocorticoid-course", file("course.yaml", COURSE))
    assert "conservative: does not hold" in answer.out
    assert "lenient: holds" in answer.out
    assert "2026-01-10 to 2026-02-20" in answer.out


def test_what_is_missing_makes_an_open_end_in_json(shell: Shell, file):
    path = file("dose.json", '{"drug": "prednisone", "mg_per_day": 60}')
    data = shell.run("score", "prednisone-per-kg", path, "--json").data
    assert (data["value"], data["interval"], data["missing"]) == (None, [0, None], ["weight_kg"])
    assert "unknown mg/kg/d" in shell.run("score", "prednisone-per-kg", path).out


def test_the_list_names_every_instrument(shell: Shell):
    answer = shell.run("score", "--list")
    assert answer.code == 0
    assert not [name for name in INSTRUMENTS if name not in answer.out]
    listed = shell.run("score", "--list", "--json").data
    assert [form["name"] for form in listed] == list(INSTRUMENTS)
    assert all(form["source"] for form in listed)


def test_the_list_tells_the_inputs_of_one_instrument(shell: Shell):
    answer = shell.run("score", "cockcroft-gault", "--list")
    assert "weight_kg" in answer.out
    assert "height, to relate to 1.73 m²" in answer.out
    assert "sledai" not in answer.out


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("bad.json", '{"present": [}', "bad.json, line 1, column 14"),
        ("twice.json", '{"sex": "male", "sex": "female"}', "gives 'sex' twice"),
        ("nan.json", '{"age_years": NaN}', "holds NaN"),
        ("digits.json", '{"age_years": ' + "9" * 5000 + "}", "a number that cannot be"),
        ("deep.json", "[" * 100_000, "nested too deeply"),
        ("bad.yaml", "present: [rash\nmissing: []\n", "bad.yaml, line 2"),
        ("twice.yaml", "sex: male\nsex: female\n", "'sex' is given twice"),
        ("alias.yaml", "present: &a [rash]\nmissing: *a\n", "alias"),
        ("tag.yaml", "present: !!python/object/apply:os.getcwd []\n", "tag.yaml, line 1"),
        ("day.yaml", "on_day: 2026-02-30\n", "day.yaml, line 1, column 9: day is out of range"),
        ("control.yaml", "present: [\x00]\n", "control.yaml"),
        ("list.yaml", "- rash\n", "list.yaml holds no values by name"),
        ("empty.yaml", "", "empty.yaml holds no values by name"),
        ("numbers.yaml", "1: rash\n", "numbers.yaml holds no values by name"),
        ("latin.yaml", "present: [é]\n".encode("latin-1"), "latin.yaml is not UTF-8"),
        ("long.yaml", "#" * 1_000_001, "long.yaml is larger than 1 MB"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_with_its_place(file, name, content, told):
    with pytest.raises(Unreadable) as caught:
        read_mapping_file(file(name, content))
    assert told in caught.value.mistake
    assert caught.value.fix


@pytest.mark.parametrize("name", ["sex.yaml", "sex.yml", "sex.json", "sex", "sex.JSON"])
def test_a_file_is_read_whatever_its_name(file, name):
    assert read_mapping_file(file(name, '{"sex": "male", "age_years": null}')) == {
        "sex": "male",
        "age_years": None,
    }


def test_a_file_that_cannot_be_read_ends_the_command(shell: Shell, file):
    answer = shell.run("score", "sledai-2k", file("twice.yaml", "present: []\npresent: []\n"))
    assert answer.code == 5
    assert "'present' is given twice" in answer.err
    assert "Traceback" not in answer.err


def test_a_value_that_cannot_be_is_told_with_its_file(shell: Shell, file):
    path = file("kidney.yaml", "creatinine_mg_dl: 900\nage_years: 55\nsex: male\n")
    answer = shell.run("score", "ckd-epi-2021", path)
    assert answer.code == 5
    told = " ".join(answer.err.split())
    assert "kidney.yaml: creatinine_mg_dl is 900 mg/dL, which cannot be." in told
    assert "divided by 88.4" in told


def test_a_missing_file_is_told(shell: Shell, tmp_path: Path):
    answer = shell.run("score", "sledai-2k", tmp_path / "nowhere.yaml")
    assert answer.code == 4
    assert "nowhere.yaml cannot be read" in answer.err


def test_an_unknown_instrument_is_answered_with_the_nearest(shell: Shell, file):
    answer = shell.run("score", "sledai", file("visit.yaml", SLEDAI))
    assert answer.code == 4
    assert "sledai-2k" in answer.err


def test_without_a_file_the_list_is_pointed_to(shell: Shell):
    answer = shell.run("score", "sledai-2k")
    assert answer.code == 5
    assert "trialhead score --list" in answer.err
