"""A home for the tests, named before Django reads its settings; loaded by pytest's options."""

import os
import tempfile
from pathlib import Path

#: Nothing of the developer's own portal is touched; each worker process has its own.
HOME = Path(tempfile.mkdtemp(prefix="trialhead-tests-"))
os.environ["TRIALHEAD_HOME"] = str(HOME)
os.environ["TRIALHEAD_SECRET_KEY"] = "a key for tests only"
os.environ.pop("TRIALHEAD_ADDRESS", None)
# Commands keep their bytecode: without, each one compiles the whole program anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
# The browser's driver leaves an event loop in the process; tests that follow it use the database
# as ever, one at a time.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
