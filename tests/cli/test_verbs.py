"""The other verbs: search, show, doctor, index, sync, serve."""

import json
import shutil
import signal
import socket
import sqlite3
import urllib.error
import urllib.request
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import SAMPLE, Shell
from tests.replay_server import UNAVAILABLE, Fault, ReplayRegistry


def sample_records() -> list[dict]:
    """The sample registry's records."""
    return [json.loads(path.read_text()) for path in sorted(SAMPLE.glob("*.json"))]


def test_help_names_every_verb(shell: Shell) -> None:
    answer = shell.run("--help")
    assert answer.code == 0
    verbs = ("import", "sync", "search", "show", "serve", "doctor", "quarantine", "index")
    assert all(verb in answer.out for verb in verbs)


def test_search_tells_what_it_understood_and_how_far_away_it_is(loaded: Shell) -> None:
    found = loaded.run("search", "lupus", "--near", "Leeds", "--sort", "distance", "--json").data
    assert found["understood"][0]["conditions"] == ["systemic lupus erythematosus"]
    assert found["place"] == "Leeds, England, United Kingdom"
    distances = [study["km"] for study in found["studies"] if study["km"] is not None]
    assert distances
    assert distances == sorted(distances)
    printed = loaded.run("search", "lupus", "--near", "Leeds").out
    assert "systemic lupus erythematosus" in printed
    assert "NCT999" in printed


def test_search_takes_every_filter(loaded: Shell) -> None:
    words = ["--age", "40", "--sex", "FEMALE", "--status", "all", "--phase", "PHASE2"]
    words += ["--phase", "PHASE3", "--kind", "INTERVENTIONAL", "--country", "France"]
    words += ["--within", "500", "--near", "Paris", "--page", "1", "--json"]
    found = loaded.run("search", *words).data
    assert 0 < found["total"] < 61


def test_a_search_with_a_value_it_does_not_know_is_explained(loaded: Shell) -> None:
    answer = loaded.run("search", "lupus", "--age", "old")
    assert answer.code == 5
    assert "“old”" in answer.err


def test_show_prints_the_record(loaded: Shell) -> None:
    answer = loaded.run("show", "nct07318259")
    assert answer.code == 0
    assert "Chongqing Precision Biotech" in answer.out
    facts = loaded.run("show", "NCT07318259", "--json").data["facts"]
    assert facts["status"]["standing.status"] == ["RECRUITING"]


def test_show_of_an_unknown_study_says_how_to_look(loaded: Shell) -> None:
    answer = loaded.run("show", "NCT00000000")
    assert answer.code == 4
    assert "trialhead search" in answer.err


def test_doctor_finds_a_sound_portal_sound(loaded: Shell) -> None:
    answer = loaded.run("doctor", "--json")
    assert answer.code == 0
    assert all(finding["sound"] for finding in answer.data)


def test_doctor_says_how_to_mend_an_empty_portal(shell: Shell) -> None:
    answer = shell.run("doctor")
    assert answer.code == 6
    assert "trialhead import" in answer.out


def test_doctor_misses_the_tables_of_periods_and_switches_until_they_are_made(
    loaded: Shell,
) -> None:
    made_by = (
        ("privacy_period", "privacy", "0002_periods"),
        ("switches_turnedoff", "switches", "0001_first"),
    )
    with closing(sqlite3.connect(loaded.home / "trialhead.sqlite3")) as database:
        for table, *migration in made_by:
            database.execute(f'DROP TABLE "{table}"')
            database.execute("DELETE FROM django_migrations WHERE app = ? AND name = ?", migration)
        database.commit()
    answer = loaded.run("doctor")
    assert (answer.code, "Tables are missing" in answer.out) == (6, True)
    assert loaded.run("index", "rebuild").code == 0
    assert loaded.run("doctor").code == 0


def test_doctor_sees_a_missing_index_and_rebuild_mends_it(loaded: Shell) -> None:
    shutil.rmtree(loaded.home / "index")
    answer = loaded.run("doctor")
    assert answer.code == 6
    assert "trialhead index rebuild" in answer.out
    assert loaded.run("index", "rebuild").code == 0
    assert loaded.run("doctor").code == 0


@pytest.mark.parametrize("damage", ["meta.json", "state.json"])
def test_a_damaged_index_is_made_anew_by_the_next_import(loaded: Shell, damage: str) -> None:
    for path in (loaded.home / "index").rglob(damage):
        path.write_text("{")
    assert loaded.run("import", SAMPLE).code == 0
    assert loaded.run("search", "--status", "all", "--json").data["total"] == 61


def test_an_index_of_another_database_is_not_used(loaded: Shell) -> None:
    for path in loaded.home.glob("trialhead.sqlite3*"):
        path.unlink()
    assert loaded.run("import", SAMPLE / "NCT99900001.json").code == 0
    assert loaded.run("search", "--status", "all", "--json").data["total"] == 1


def test_sync_fetches_everything_and_then_only_what_changed(
    shell: Shell, replay: ReplayRegistry
) -> None:
    replay.records = sample_records()
    first = shell.run("sync", "--address", replay.address, "--json")
    assert first.code == 0
    assert first.data["new"] == 61
    replay.questions.clear()
    second = shell.run("sync", "--address", replay.address, "--json")
    assert second.data["new"] == 0
    assert "LastUpdatePostDate" in replay.questions[0].params["filter.advanced"]


def test_sync_goes_on_where_it_broke(shell: Shell, replay: ReplayRegistry) -> None:
    records = []
    for number in range(250):
        made = json.loads((SAMPLE / "NCT99900001.json").read_text())
        made["protocolSection"]["identificationModule"]["nctId"] = f"NCT{number:08d}"
        records.append(made)
    replay.records = records
    replay.fail(Fault(), *[Fault(status=403)])
    broken = shell.run("sync", "--address", replay.address)
    assert broken.code == 7
    replay.questions.clear()
    whole = shell.run("sync", "--address", replay.address, "--json")
    assert whole.code == 0
    assert replay.questions[0].params["pageToken"] == "page100"
    assert whole.data["new"] == 150
    assert shell.run("search", "--status", "all", "--json").data["total"] == 250


def test_sync_bears_a_fault_that_passes(shell: Shell, replay: ReplayRegistry) -> None:
    replay.records = sample_records()[:3]
    replay.fail(UNAVAILABLE)
    assert shell.run("sync", "--address", replay.address, "--json").data["new"] == 3


def test_sync_of_a_condition_leaves_out_what_only_sounds_alike(
    shell: Shell, replay: ReplayRegistry
) -> None:
    replay.records = sample_records()
    answer = shell.run("sync", "--condition", "asthma", "--address", replay.address, "--json")
    assert 0 < answer.data["new"] < 10


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_serve_opens_the_portal_and_closes_when_told(loaded: Shell) -> None:
    port = free_port()
    serving = loaded.start("serve", "--port", str(port))
    assert serving.stdout is not None
    assert f"http://127.0.0.1:{port}/" in serving.stdout.readline()
    for _ in range(10_000):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/studies/?q=lupus") as page:
                assert b"lupus" in page.read()
            break
        except urllib.error.URLError:
            continue
    else:
        pytest.fail("the portal did not answer")
    serving.send_signal(signal.SIGTERM)
    serving.communicate(timeout=60)
    assert serving.returncode == 0


def test_a_taken_port_is_explained(loaded: Shell) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        answer = loaded.run("serve", "--port", str(taken.getsockname()[1]))
    assert answer.code == 6
    assert "trialhead serve --port" in answer.err


def test_a_wrong_option_is_a_usage_error(shell: Shell) -> None:
    assert shell.run("search", "--nonsense").code == 2


def test_the_home_holds_everything(loaded: Shell) -> None:
    names = {path.name for path in Path(loaded.home).iterdir()}
    assert {"trialhead.sqlite3", "index", "places.sqlite3"} <= names
