"""Studies that tests of the registry start from."""

import pytest

from tests.factories.records import make_record
from trialhead.registry import Study, read_study


@pytest.fixture
def minimal() -> Study:
    """A study of which nothing is known but what every record must say."""
    return read_study(make_record())
