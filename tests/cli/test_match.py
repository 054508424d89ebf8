"""`trialhead match`: one person beside every study that is here."""

import pickle
from pathlib import Path

import pytest

PEOPLE = Path(__file__).parents[2] / "sample" / "patients"
ON = "2026-06-15"


@pytest.fixture
def best(loaded):
    """The best three studies for the person who fits."""
    return loaded.run(
        "match", "--patient", PEOPLE / "fits.yaml", "--on", ON, "--limit", "3", "--json"
    )


def test_the_study_a_person_fits_comes_first(best):
    assert best.code == 0
    assert len(best.data) == 3
    assert best.data[0]["study"] == "NCT07318259"
    assert best.data[0]["overall"] == "may fit"
    assert best.data[0]["fail"] == 0


def test_what_decides_is_told(best):
    assert best.data[1]["overall"] == "cannot tell yet"
    assert len(best.data[1]["deciding"]) == best.data[1]["unknown"] > 0


def test_readings_are_kept_and_give_the_same(loaded, best):
    kept = loaded.home / "readings.pickle"
    before = kept.read_bytes()
    again = loaded.run(
        "match", "--patient", PEOPLE / "fits.yaml", "--on", ON, "--limit", "3", "--json"
    )
    assert again.data == best.data
    assert kept.read_bytes() == before


def test_readings_of_another_reader_do_not_count(loaded, best):
    kept = loaded.home / "readings.pickle"
    _, readings = pickle.loads(kept.read_bytes())  # noqa: S301 - written by the command above
    kept.write_bytes(pickle.dumps(("another", dict.fromkeys(readings))))
    again = loaded.run(
        "match", "--patient", PEOPLE / "fits.yaml", "--on", ON, "--limit", "3", "--json"
    )
    assert again.data == best.data


def test_a_record_that_is_none_is_told(loaded):
    answer = loaded.run("match", "--patient", PEOPLE / "nobody.yaml")
    assert answer.code != 0
    assert "nobody.yaml" in answer.err
    assert "Traceback" not in answer.err


def test_people_read_a_table(loaded):
    answer = loaded.run("match", "--patient", PEOPLE / "cannot-tell.yaml", "--limit", "2")
    assert answer.code == 0
    assert "Decided by" in answer.out
    assert "eligible" not in answer.out.lower()
