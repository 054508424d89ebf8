"""How passwords of accounts are kept, with the site's own settings and not those of the tests."""

import pytest
from django.contrib.auth import authenticate
from django.test import RequestFactory

from tests.factories.team import PASSWORD, member
from trialhead.portal.accounts.models import User
from trialhead.portal.accounts.roles import Role
from trialhead.website import settings as of_the_site

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _hashers_of_the_site(settings: object) -> None:
    settings.PASSWORD_HASHERS = of_the_site.PASSWORD_HASHERS  # type: ignore[attr-defined]


def test_a_password_is_kept_as_argon2id_and_as_nothing_else() -> None:
    user = member(Role.OPERATOR, second_factor=False)
    kind, _, told = user.password.partition("$")
    assert (kind, told.split("$")[0]) == ("argon2", "argon2id")
    assert PASSWORD not in user.password
    memory = int(told.split("m=")[1].split(",")[0])
    assert memory >= 19_456  # the least that OWASP's Password Storage Cheat Sheet names, in KiB
    assert len(of_the_site.PASSWORD_HASHERS) == 1


def test_the_password_opens_the_account_and_a_near_one_does_not() -> None:
    user = member(Role.OPERATOR, second_factor=False)
    request = RequestFactory().post("/team/account/login/")
    assert authenticate(request, email=user.email, password=PASSWORD) == user
    assert authenticate(request, email=user.email, password=PASSWORD.upper()) is None


def test_two_accounts_with_one_password_are_not_seen_to_have_it() -> None:
    for email in ("a@team.example", "b@team.example"):
        member(Role.OPERATOR, email=email, second_factor=False)
    assert User.objects.values_list("password").distinct().count() == 2
