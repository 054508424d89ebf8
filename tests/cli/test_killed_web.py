"""People whose enquiry is being taken when the web process dies, at every step, and who send again.

What can be lost is only the page that was to come; the same form sent again leads to it.
"""

import json
import subprocess
import sys

from tests.cli.conftest import SAMPLE, Shell

#: More than there are steps, so that each is the last one once.
ENQUIRIES = 100


def test_no_enquiry_is_lost_and_none_doubled(shell: Shell) -> None:
    assert shell.run("import", SAMPLE / "NCT99900009.json").code == 0
    done = subprocess.run(
        [sys.executable, "-m", "tests.factories.dying", str(ENQUIRIES)],
        env=shell.environment,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert 20 < told["steps"] < ENQUIRIES - 1
    assert told["deaths"]["killed"] >= told["steps"]
    assert told["deaths"]["after the commit"] >= 1
    assert told["deaths"]["none"] >= 1
    assert told["enquiries"] == ENQUIRIES + 1  # one more was sent first, undisturbed
    assert told["doubled"] == 0
    assert told["mails"] == 2 * told["enquiries"]
