"""Files of patients on disk."""

import json
from pathlib import Path

import pytest

from tests.factories.fhir import bundle, patient
from trialhead.errors import NotFound, Unreadable
from trialhead.patients import Birth, read_patient


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("anna.yaml", "born: 1980-05-20"),
        ("anna.json", '{"born": "1980-05-20"}'),
        ("anna.txt", "\ufeffborn: 1980-05-20\r\n"),
        ("anna.json", json.dumps(bundle(patient(gender=None)))),
        (
            "anna.ndjson",
            json.dumps(patient(gender=None)) + '\n{"resourceType": "X"}',
        ),
    ],
)
def test_the_format_is_seen_in_the_content(tmp_path: Path, name: str, content: str) -> None:
    path = tmp_path / name
    path.write_text(content, "utf-8")
    (fact,) = read_patient(path).facts
    assert isinstance(fact, Birth)
    assert str(fact.on) == "1980-05-20"
    assert name in fact.source
    assert str(tmp_path) not in fact.source


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"anna\.yaml cannot be read"):
        read_patient(tmp_path / "anna.yaml")
    with pytest.raises(NotFound, match="cannot be read"):
        read_patient(tmp_path)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"born: \xff", "is not UTF-8"),
        (b"", "is empty"),
        (b"x" * 50_000_001, "larger than 50 MB"),
        (b'{"resourceType": "Bundle"', "no JSON"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(
    tmp_path: Path, content: bytes, problem: str
) -> None:
    path = tmp_path / "anna.yaml"
    path.write_bytes(content)
    with pytest.raises(Unreadable, match=problem) as refused:
        read_patient(path)
    assert "anna.yaml" in refused.value.mistake
    assert refused.value.fix
