"""What a log line shows: neither the token of a private page nor anybody's address."""

import io
import logging
import logging.config
import secrets
from copy import deepcopy

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from trialhead.portal.privacy.redaction import redacted


@pytest.fixture
def line():
    """What the portal's own settings write of an error."""
    config = deepcopy(settings.LOGGING)  # what configures takes it apart
    made = logging.config.DictConfigurator(config)
    formatter = made.configure_formatter(config["formatters"]["redacting"])
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(formatter)
    logger = logging.getLogger("tests.redaction")
    logger.propagate = False
    logger.addHandler(handler)

    def write(message: str, *given: object, error: Exception | None = None) -> str:
        logger.error(message, *given, exc_info=error)
        return written.getvalue()

    yield write
    logger.removeHandler(handler)


def test_every_handler_of_the_portal_redacts() -> None:
    assert {each["formatter"] for each in settings.LOGGING["handlers"].values()} == {"redacting"}


def test_p6_a_failed_page_is_logged_without_its_token(line) -> None:
    token = secrets.token_urlsafe(32) + "1a"
    told = line("Internal Server Error: %s", f"/enquiry/{token}/")
    assert "/enquiry/…/" in told
    assert token not in told


def test_p6_a_traceback_holds_no_address(line) -> None:
    error = ValueError("duplicate key: (email)=(robin.sample+x@example.org)")
    told = line("Internal Server Error: %s", "/alerts/", error=error)
    assert "ValueError" in told
    assert "robin" not in told
    assert "example.org" not in told


@pytest.mark.parametrize(
    "kept",
    [
        "/studies/NCT07318259/contact/",
        "trialhead.portal.notifications.delivery: 3 mails sent",
        'File "site-packages/django/core/handlers/exception.py", line 55, in inner',
        "test_of_a_long_name_without_any_number_in_it_at_all",
    ],
)
def test_what_is_not_private_stays(kept) -> None:
    assert redacted(kept) == kept


@given(st.integers(16, 48))
def test_no_token_of_the_portal_s_length_is_written(length) -> None:
    token = secrets.token_urlsafe(length)
    if any(sign.isdigit() for sign in token):
        assert token not in redacted(f"GET /alerts/manage/{token}/ failed")
