"""`trialhead tidy`: what is past its time goes. Workers are in test_killed_workers.py."""


def test_tidying_tells_what_it_removed(shell):
    answer = shell.run("tidy")
    assert answer.code == 0
    assert "old messages" in answer.out
