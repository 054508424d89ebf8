"""`trialhead import`, `quarantine` and `withdraw`: what goes in, what is refused, what survives."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import zipfile
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import pytest

from tests.cli.conftest import SAMPLE, Shell


def counts(shell: Shell) -> tuple[int, int]:
    """Studies and unfinished imports in the database."""
    with closing(sqlite3.connect(shell.home / "trialhead.sqlite3")) as database:
        studies = database.execute("SELECT count(*) FROM studies_studyrecord").fetchone()[0]
        open_runs = database.execute(
            "SELECT count(*) FROM studies_importrun WHERE finished_at IS NULL"
        ).fetchone()[0]
    return studies, open_runs


def found(shell: Shell, *words: str) -> int:
    """How many studies a search finds."""
    return int(shell.run("search", *words, "--status", "all", "--json").data["total"])


def test_a_folder_is_imported_and_can_be_searched(shell: Shell) -> None:
    answer = shell.run("import", SAMPLE, "--json")
    assert answer.code == 0
    assert answer.data == {"new": 61, "changed": 0, "unchanged": 0, "older": 0, "refused": 0}
    assert found(shell) == 61


def test_the_same_files_twice_change_nothing(loaded: Shell) -> None:
    before = (loaded.home / "index" / "state.json").read_text()
    answer = loaded.run("import", SAMPLE, "--json")
    assert answer.data["unchanged"] == 61
    assert found(loaded) == 61
    after = json.loads((loaded.home / "index" / "state.json").read_text())
    assert after["generation"] == json.loads(before)["generation"]


def test_unless_loaded_leaves_a_loaded_portal_alone(loaded: Shell, tmp_path: Path) -> None:
    answer = loaded.run("import", tmp_path / "missing", "--unless-loaded")
    assert (answer.code, answer.out) == (0, "")


def test_a_path_that_is_not_there_is_named(shell: Shell, tmp_path: Path) -> None:
    answer = shell.run("import", tmp_path / "missing.json")
    assert answer.code == 4
    assert "missing.json" in answer.err


def spoilt(folder: Path) -> Path:
    """A folder with one sound record and one of each kind of bad one."""
    folder.mkdir()
    sound = json.loads((SAMPLE / "NCT99900001.json").read_text())
    shutil.copy(SAMPLE / "NCT99900002.json", folder / "sound.json")
    nameless = json.loads(json.dumps(sound))
    del nameless["protocolSection"]["identificationModule"]["nctId"]
    (folder / "nameless.json").write_text(json.dumps(nameless))
    (folder / "cut.json").write_text(json.dumps(sound)[:500])
    mistyped = json.loads(json.dumps(sound))
    mistyped["protocolSection"]["conditionsModule"]["conditions"] = "lupus"
    (folder / "mistyped.json").write_text(json.dumps(mistyped))
    misdated = json.loads(json.dumps(sound))
    misdated["protocolSection"]["statusModule"]["startDateStruct"] = {"date": "2026-02-31"}
    (folder / "misdated.json").write_text(json.dumps(misdated))
    (folder / "twice.jsonl").write_text((json.dumps(sound) + "\n") * 2)
    huge = json.loads(json.dumps(sound))
    huge["protocolSection"]["descriptionModule"]["briefSummary"] = "x" * 50_000_000
    (folder / "huge.json").write_text(json.dumps(huge))
    with zipfile.ZipFile(folder / "tricks.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../../outside.json", json.dumps(sound))
        archive.writestr("bomb.json", b" " * 30_000_000)
        archive.write(SAMPLE / "NCT99900003.json", "inside.json")
    return folder


def test_bad_records_are_refused_with_their_reason_and_the_rest_is_taken(
    shell: Shell, tmp_path: Path
) -> None:
    folder = spoilt(tmp_path / "spoilt")
    answer = shell.run("import", folder)
    assert answer.code == 3
    assert "trialhead quarantine" in answer.err
    assert counts(shell) == (3, 0)
    listed = shell.run("quarantine", "--json").data
    by_file = {Path(row["source"]).name: row for row in listed}
    assert set(by_file) == {
        "nameless.json",
        "cut.json",
        "mistyped.json",
        "misdated.json",
        "twice.jsonl",
        "huge.json",
        "tricks.zip",
    }
    assert "conditions" in by_file["mistyped.json"]["reason"]
    assert "2026-02-31" in by_file["misdated.json"]["reason"]
    assert by_file["twice.jsonl"]["code"] == "repeated-study"
    assert by_file["huge.json"]["code"] == "too-large"
    assert {row["code"] for row in listed if row["source"].endswith("tricks.zip")} == {
        "unsafe-name",
        "expands-too-much",
    }
    assert not (tmp_path / "outside.json").exists()
    assert "mistyped.json" in shell.run("quarantine").out


def test_a_mended_file_leaves_the_quarantine(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "study.json"
    path.write_text("{")
    assert shell.run("import", path).code == 3
    shutil.copy(SAMPLE / "NCT99900001.json", path)
    assert shell.run("import", path).code == 0
    assert shell.run("quarantine").out == "Nothing is in quarantine.\n"


def kill_once(running: "subprocess.Popen[str]", so_far: Callable[[], bool]) -> None:
    """Kill a command when it has come so far; that is asked every hundredth of a second."""
    while not so_far():
        with suppress(subprocess.TimeoutExpired):
            running.wait(timeout=0.01)
            pytest.fail("the command ended first")
    os.kill(running.pid, signal.SIGKILL)
    running.communicate()
    assert running.returncode == -signal.SIGKILL


@pytest.mark.parametrize("after_studies", [1, 300, 600])
def test_an_import_killed_at_any_moment_is_completed_by_the_next(
    shell: Shell, bulk, after_studies: int
) -> None:
    path = bulk(800)  # batches hold 200
    kill_once(shell.start("import", path), lambda: counts(shell)[0] >= after_studies)
    answer = shell.run("import", path, "--json")
    assert answer.code == 0
    assert sum(answer.data.values()) == 800
    assert counts(shell) == (800, 1)
    assert found(shell) == 800
    assert "complete" in shell.run("doctor").out


def test_indexing_killed_is_completed_by_the_next_import(shell: Shell, bulk) -> None:
    path = bulk(800)
    kill_once(shell.start("import", path), (shell.home / "index").exists)
    assert shell.run("import", path).code == 0
    assert found(shell) == 800


def test_a_withdrawn_study_leaves_the_search(loaded: Shell) -> None:
    assert loaded.run("withdraw", "nct99900001").code == 0
    assert found(loaded) == 60
    assert loaded.run("withdraw", "NCT00000000").code == 4
