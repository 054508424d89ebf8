"""`trialhead contacts`: sites by key, addresses confirmed by the operator."""

import pytest

from tests.cli.conftest import Shell

STUDY = "NCT99900009"


@pytest.fixture
def keys(loaded: Shell) -> dict[str, str]:
    """The keys of a study's sites by their names."""
    rows = loaded.run("contacts", "list", STUDY, "--json").data
    assert not [row for row in rows if row["email"]]
    return {row["site"]: row["key"] for row in rows}


def test_a_confirmed_address_is_listed_with_its_second(loaded: Shell, keys: dict[str, str]) -> None:
    key = next(key for name, key in keys.items() if "Oslo" in name)
    said = loaded.run("contacts", "confirm", STUDY, key, "a@site.test", "--second", "b@site.test")
    assert said.code == 0
    assert "go to a@site.test" in said.out
    loaded.run("contacts", "confirm", STUDY, "central", "c@site.test")
    rows = loaded.run("contacts", "list", STUDY, "--json").data
    assert {(r["key"], r["email"], r["second_email"]) for r in rows if r["email"]} == {
        (key, "a@site.test", "b@site.test"),
        ("central", "c@site.test", ""),
    }
    told = loaded.run("contacts", "list", STUDY).out
    assert "a@site.test, b@site.test" in told
    assert "(enquiries go to the operator)" in told
    unknown = loaded.run("contacts", "confirm", STUDY, "0" * 16, "a@site.test")
    assert (unknown.code, "contacts list" in unknown.err) == (4, True)
    assert loaded.run("contacts", "confirm", STUDY, key, "not an address").code == 5
    assert loaded.run("contacts", "list", "NCT00000000").code == 4
