"""A search desk for each test, over the studies the test hands it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.factories.desk import Desk
from trialhead.registry import Study


@pytest.fixture
def desk(tmp_path: Path) -> Callable[..., Desk]:
    """Opens a desk over some studies."""

    def opened(*studies: Study) -> Desk:
        return Desk(tmp_path / "index", studies)

    return opened
