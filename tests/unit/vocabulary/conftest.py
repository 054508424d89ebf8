"""The list of conditions, for all tests of this room."""

import pytest

from trialhead.vocabulary import Conditions, conditions


@pytest.fixture(scope="session")
def known() -> Conditions:
    """The list of conditions."""
    return conditions()
