"""One place list for all tests: it is written once, by the first worker that needs it."""

import fcntl
import os
from pathlib import Path

import pytest

from trialhead.vocabulary import Gazetteer, build_gazetteer


@pytest.fixture(scope="session")
def place_list(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The path of a complete place list."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    path = shared / "places.sqlite3"
    with (shared / "places.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # the other workers wait for the first
        if not path.exists():
            build_gazetteer(path)
    return path


@pytest.fixture(scope="session")
def gazetteer(place_list: Path) -> Gazetteer:
    """The complete place list, opened."""
    return Gazetteer(place_list)
