"""What an installation may set, and what it need not."""

import stat
from pathlib import Path

import pytest

from trialhead.website.environment import VARIABLES, read_environment


def test_nothing_need_be_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found = read_environment({})
    assert found.home == tmp_path / ".trialhead"
    assert found.database_url == f"sqlite:///{tmp_path}/.trialhead/trialhead.sqlite3"
    assert found.address == ""
    assert not found.secure
    assert found.hosts == ["localhost", "127.0.0.1", "[::1]"]


def test_the_key_is_made_once_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    first = read_environment({"TRIALHEAD_HOME": str(tmp_path)})
    second = read_environment({"TRIALHEAD_HOME": str(tmp_path)})
    assert first.secret_key == second.secret_key
    assert len(first.secret_key) >= 50
    assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret-key"]


def test_two_homes_have_two_keys(tmp_path: Path) -> None:
    keys = {read_environment({"TRIALHEAD_HOME": str(tmp_path / name)}).secret_key for name in "ab"}
    assert len(keys) == 2


@pytest.mark.parametrize(
    ("address", "kept", "secure"),
    [
        ("https://trials.example.org", "https://trials.example.org", True),
        ("https://trials.example.org/", "https://trials.example.org", True),
        ("http://10.0.0.7:8000/x?y", "http://10.0.0.7:8000", False),
    ],
)
def test_a_public_address_is_answered_to(
    tmp_path: Path, address: str, kept: str, secure: bool
) -> None:
    found = read_environment({"TRIALHEAD_HOME": str(tmp_path), "TRIALHEAD_ADDRESS": address})
    assert (found.address, found.secure) == (kept, secure)
    assert found.hosts[0] in kept


@pytest.mark.parametrize("address", ["trials.example.org", "ftp://x.example", "https://", "//x"])
def test_an_address_that_is_none_is_refused_with_the_remedy(tmp_path: Path, address: str) -> None:
    with pytest.raises(ValueError, match=r"https://trials\.example\.org"):
        read_environment({"TRIALHEAD_HOME": str(tmp_path), "TRIALHEAD_ADDRESS": address})


def test_a_database_and_a_key_may_be_named(tmp_path: Path) -> None:
    variables = dict.fromkeys(VARIABLES, "") | {
        "TRIALHEAD_HOME": str(tmp_path),
        "DATABASE_URL": "postgresql://a@b/c",
        "TRIALHEAD_SECRET_KEY": "shared",
    }
    found = read_environment(variables)
    assert (found.database_url, found.secret_key) == ("postgresql://a@b/c", "shared")
    assert not (tmp_path / "secret-key").exists()
