"""What every test may use: a home of its own, the sample registry in its database and index."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings as property_settings

from tests.home import HOME

# How long one example takes says nothing on a busy machine. The suite tries the same examples each
# time, so that a failure is the change's own; `make explore` looks for new ones.
property_settings.register_profile("suite", deadline=None, derandomize=True)
property_settings.register_profile("explore", deadline=None, print_blob=True)
property_settings.load_profile("suite")

pytest_plugins = ["tests.replay_server", "tests.factories.places"]

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "sample" / "studies"
UNIT = ROOT / "tests" / "unit"


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files of tests/unit without a database come last: none takes long, so that two workers who
    take the next file in turn end together. Else the order stays as pytest-django has it."""

    def is_short(item: pytest.Item) -> bool:
        return UNIT in item.path.parents and item.get_closest_marker("django_db") is None

    items.sort(key=is_short)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: object, place_list: Path) -> None:
    """The test database holds the sample registry; pages find their styles and places."""
    from django.core.management import call_command
    from django.utils import timezone

    from trialhead.portal.studies.importing import import_studies
    from trialhead.portal.studies.indexing import Records, catch_up
    from trialhead.registry import read_studies

    (HOME / "places.sqlite3").symlink_to(place_list)
    call_command("collectstatic", interactive=False, verbosity=0)
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        import_studies(source="sample", stream=read_studies([SAMPLE]), now=timezone.now)
        catch_up(Records())


@pytest.fixture(scope="session", autouse=True)
def _quick_passwords() -> Iterator[None]:
    """Accounts of tests have passwords that cost no time; tests/web/test_team_passwords.py holds
    the site itself to Argon2id."""
    from django.test import override_settings

    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.fixture(scope="session", autouse=True)
def _quick_clients() -> Iterator[None]:
    """A client looks for a static file when it is asked for one; else each client would list all of
    them first. The servers of tests/browser and tests/cli list them, as every portal does."""
    from django.test import override_settings

    with override_settings(WHITENOISE_AUTOREFRESH=True):
        yield


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real records and evaluation data, if there is one."""
    named = os.environ.get("TRIALHEAD_SHARED", "")
    if not named:
        pytest.skip("TRIALHEAD_SHARED does not name the folder of real records")
    return Path(named)


@pytest.fixture
def own_home(tmp_path: Path, settings: object, place_list: Path) -> Iterator[Path]:
    """A home of this test alone: its search index starts empty and leaves no trace."""
    from trialhead.portal.studies.engine import gazetteer, search_index

    (tmp_path / "places.sqlite3").symlink_to(place_list)
    settings.TRIALHEAD_HOME = tmp_path  # type: ignore[attr-defined]
    search_index.cache_clear()
    gazetteer.cache_clear()
    yield tmp_path
    search_index.cache_clear()
    gazetteer.cache_clear()


@pytest.fixture(autouse=True)
def _no_kept_pages() -> Iterator[None]:
    """Each test renders its own pages."""
    yield
    from django.core.cache import caches

    caches["pages"].clear()


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Each test begins in English, whatever the one before asked for."""
    from django.utils import translation

    with translation.override("en"):
        yield
