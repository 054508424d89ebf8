"""Whether everything is in place, and putting in place what can be made."""

from collections.abc import Callable

from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor

from trialhead.portal.studies.engine import places_file
from trialhead.vocabulary import build_gazetteer


def prepare(*, tell: Callable[[str], None]) -> None:
    """Make the database tables and the place list if they are missing or out of date.

    ``tell`` hears of work that takes longer than a moment.
    """
    if migrations_missing():
        call_command("migrate", interactive=False, verbosity=0)
    if not places_file().exists():
        tell("Building the list of towns and postcodes; this happens once and takes a minute.")
        build_gazetteer(places_file())


def migrations_missing() -> bool:
    """Whether the database is older than the program."""
    connections["default"].ensure_connection()
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
