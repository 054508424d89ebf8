"""Two people who review a study's words: one writes them, the second publishes."""

import pytest
from django.test import Client

from tests.factories.team import client_of
from tests.factories.words import STUDY
from trialhead.portal.accounts.roles import Role


@pytest.fixture
def author() -> Client:
    """Somebody who reviews the study."""
    return client_of(Role.REVIEWER, study=STUDY, email="author@team.example")


@pytest.fixture
def second() -> Client:
    """A second person who does."""
    return client_of(Role.REVIEWER, study=STUDY, email="second@team.example")
