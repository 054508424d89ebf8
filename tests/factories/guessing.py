"""Many tries of a passcode at the same moment, before a database of its own."""

import subprocess
import sys
from collections.abc import Mapping

#: Forty tries in eight threads; how many of them were looked at.
_SCRIPT = """
from concurrent.futures import ThreadPoolExecutor
import django
from django.core.management import call_command
from django.db import connections
from django.utils import timezone
django.setup()
call_command("migrate", verbosity=0)
from trialhead.portal.notes.actions import begin_try

def one(number):
    try:
        return begin_try(share_digest="a" * 64, at=timezone.now())
    finally:
        connections.close_all()

with ThreadPoolExecutor(8) as pool:
    print(sum(pool.map(one, range(40))))
"""


def looked_at(environment: Mapping[str, str]) -> int:
    """How many of forty tries at once are looked at."""
    done = subprocess.run(
        [sys.executable, "-c", _SCRIPT],
        env={**environment, "DJANGO_SETTINGS_MODULE": "trialhead.website.settings"},
        capture_output=True,
        text=True,
        timeout=240,
        check=True,
    )
    return int(done.stdout)
