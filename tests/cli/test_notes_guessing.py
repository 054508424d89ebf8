"""Passcodes tried at the same moment, before an SQLite as the portal uses it."""

from tests.cli.conftest import Shell
from tests.factories.guessing import looked_at


def test_p8_of_many_passcodes_tried_at_once_five_are_looked_at(shell: Shell) -> None:
    assert looked_at(shell.environment) == 5
