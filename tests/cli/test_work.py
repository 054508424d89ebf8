"""`trialhead tidy`: what is due is done at once. Workers are in test_killed_workers.py."""

from tests.cli.conftest import Shell


def test_tidying_tells_what_it_did(shell: Shell) -> None:
    answer = shell.run("tidy")
    assert answer.code == 0
    assert "old messages" in answer.out
    assert "mails about what changed" in answer.out
    assert "How many" in answer.out
