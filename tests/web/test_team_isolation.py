"""Every address × every role × every method: nobody meets what is not theirs.

The addresses are read from the site itself, so that a page added without a rule fails here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.factories.enquiries import STUDY, Sender, site_at
from tests.factories.team import client_of, member, signed_in
from trialhead.portal.accounts.door import ANYBODY, OWN, rule_of
from trialhead.portal.accounts.roles import GRANTS, Permission, Role
from trialhead.portal.contact.models import Enquiry

pytestmark = pytest.mark.django_db

ELSEWHERE = "NCT99900001"
METHODS = ("get", "post", "put", "patch", "delete")
#: Words of the person that nobody may see who is not of the site.
SECRETS = ("Robin Sample", "robin@example.org", "bring my sister along")


@dataclass(frozen=True)
class Place:
    """One address of the site and the rule of its view."""

    path: str
    name: str
    rule: str
    about_enquiry: bool


def places(enquiry: Enquiry) -> Iterator[Place]:
    """Every address, filled with the enquiry where it takes one."""
    for pattern, view, name, prefix in _patterns(get_resolver().url_patterns, ""):
        path = f"/{prefix}"
        for word, value in _fillings(enquiry).items():
            path = path.replace(word, value)
        if "<" in path or "(?P" in path or "\\" in path:
            continue
        about = "<uuid:reference>" in prefix
        yield Place(path=path, name=name, rule=rule_of(view), about_enquiry=about)
        del pattern


def _fillings(enquiry: Enquiry) -> dict[str, str]:
    return {
        "<uuid:reference>": str(enquiry.reference),
        "<str:token>": "no-such-token",
        "<str:name>": "sledai-2k",
        "<str:registry_id>": STUDY,
        "<str:site_key>": enquiry.site_key,
        "<int:pk>": "1",
        "<path:name>": "I1",
        "<str:language>": "en",
        "<int:number>": "1",
    }


def _patterns(listed: Any, prefix: str) -> Iterator[tuple[URLPattern, Any, str, str]]:
    for one in listed:
        route = prefix + str(getattr(one.pattern, "_route", one.pattern))
        if isinstance(one, URLResolver):
            yield from _patterns(one.url_patterns, route)
        else:
            yield one, one.callback, one.name or "", route


@pytest.fixture
def enquiry() -> Enquiry:
    """Somebody's enquiry to the site in Oslo, whose address is confirmed."""
    Sender(Client()).token()
    Enquiry.objects.update(to_operator=False)
    return Enquiry.objects.get()


def ask(client: Client, method: str, path: str) -> tuple[int, str]:
    """Status and words of an answer."""
    answer = getattr(client, method)(path)
    return answer.status_code, answer.getvalue().decode(errors="replace")


def scoped(role: Role, study: str, site: str) -> dict[str, str]:
    """Where a role is held: an operator's is the whole portal, a coordinator's one site."""
    if role is Role.OPERATOR:
        return {}
    return {"study": study, "site": site if role is Role.COORDINATOR else ""}


def allowed(role: Role | None, rule: str) -> bool:
    """Whether a role has a permission that a rule names."""
    if role is None:
        return rule == ANYBODY
    return rule in (OWN, ANYBODY) or any(
        permission in rule.split(" or ") for permission in GRANTS[role]
    )


def expected(role: Role | None, place: Place, *, inside: bool) -> set[int]:
    """The statuses a cell of the matrix may have; wrong methods are 405 wherever one may go."""
    if place.rule == OWN and role is None:
        return {200, 302, 405}  # to sign in, which is where some of these pages begin
    if role is None:
        return {302} if place.rule != ANYBODY else {404, 405}
    if not allowed(role, place.rule):
        return {403}
    if place.rule == ANYBODY:
        return {404, 405}
    if place.about_enquiry and not inside:
        return {404, 405}
    return {200, 302, 400, 403, 404, 405, 422, 429}


def test_every_page_of_the_team_has_a_rule(enquiry: Enquiry) -> None:
    team = [place for place in places(enquiry) if place.path.startswith("/team/")]
    assert len(team) > 30
    assert not [place for place in team if not place.rule]


@pytest.mark.parametrize("inside", [True, False])
@pytest.mark.parametrize("role", [None, *Role])
def test_the_matrix_has_no_gap(
    role: Role | None, inside: bool, enquiry: Enquiry, capsys: pytest.CaptureFixture[str]
) -> None:
    study = STUDY if inside else ELSEWHERE
    site = site_at("Oslo") if inside else "elsewhere"
    user = member(role, **scoped(role, study, site)) if role else None
    sees = inside and role is not None and Permission.SEE_PEOPLE in GRANTS[role]
    lines, gaps = [], []
    for place in places(enquiry):
        if not place.path.startswith("/team/"):
            continue
        for method in METHODS:
            # Each cell begins alike: some account pages end the session or the second factor.
            before = transaction.savepoint()
            status, words = ask(signed_in(user) if user else Client(), method, place.path)
            transaction.savepoint_rollback(before)
            told = [word for word in SECRETS if word in words]
            line = f"{role or 'nobody':<12} {method:<7}{place.path:<75} {status}"
            lines.append(line)
            if status not in expected(role, place, inside=inside) or (told and not sees):
                gaps.append(f"{line} {told} [{place.rule}]")
    with capsys.disabled():
        print(f"\n{'inside' if inside else 'outside'} the scope", *lines, sep="\n")
    assert not gaps, "\n".join(gaps)


@pytest.mark.parametrize("role", list(Role))
def test_public_pages_are_the_same_whoever_is_signed_in(role: Role, enquiry: Enquiry) -> None:
    client = client_of(role, **scoped(role, STUDY, site_at("Oslo")))
    for place in places(enquiry):
        if place.path.startswith("/team/"):
            continue
        status, words = ask(client, "get", place.path)
        assert (status, words.count("Robin Sample")) == (
            Client().get(place.path).status_code,
            0,
        ), place.path


def test_an_operator_sees_what_was_sent_to_the_operator_and_no_more(enquiry: Enquiry) -> None:
    operator = client_of(Role.OPERATOR)
    path = f"/team/enquiries/{enquiry.reference}/"
    assert operator.get(path).status_code == 404
    Enquiry.objects.update(to_operator=True)
    assert operator.get(path).status_code == 200
