"""Every address of a feature that is off, found in the map of addresses, says so plainly; private
links that somebody holds are not among them."""

from collections.abc import Iterator

import pytest
from django.conf import settings as site_settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone, translation

from tests.factories import alerts
from tests.factories.enquiries import STUDY, Sender, mails, site_at, token_in
from tests.factories.pages import read_page
from trialhead.portal.contact.models import Enquiry
from trialhead.portal.switches.actions import turn_off, turn_on
from trialhead.portal.switches.models import Feature

pytestmark = pytest.mark.django_db

LANGUAGES = [code for code, _ in site_settings.LANGUAGES]
#: Of each feature: what its addresses are called, and which of them a held link still needs.
NAMED = {Feature.ENQUIRIES: "contact", Feature.ALERTS: "alerts", Feature.NOTES: "notes"}
STILL_OPEN = {
    Feature.ENQUIRIES: {
        "no-token",
        "status",
        "sent",
        "export",
        "withdraw",
        "take-back",
        "decide",
        "erase",
        "no-site-token",
        "reply",
    },
    Feature.ALERTS: {"asked", "stop", "no-token", "manage", "change", "export", "erase"},
    Feature.NOTES: {"state", "revoke"},
    Feature.RATINGS: set(),
}
TITLES = {
    Feature.ENQUIRIES: "offer enquiries to study sites",
    Feature.ALERTS: "offer alerts by mail",
    Feature.NOTES: "offer shared notes",
    Feature.RATINGS: "ask how easy a page is",
}


def names_of(space: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The names of every address in a space of names, with the parameters of each."""
    for found in get_resolver().url_patterns:
        for resolver in [found, *getattr(found, "url_patterns", ())]:
            if isinstance(resolver, URLResolver) and resolver.namespace == space:
                for one in resolver.url_patterns:
                    assert isinstance(one, URLPattern)
                    yield str(one.name), tuple(one.pattern.converters)


def addresses(feature: Feature) -> list[tuple[str, str, tuple[str, ...]]]:
    """Every address of a feature, with its name."""
    if feature is Feature.RATINGS:
        found = [("studies", *one) for one in names_of("studies") if "rat" in one[0]]
    else:
        found = [(NAMED[feature], *one) for one in names_of(NAMED[feature])]
    return [(name, f"{space}:{name}", parameters) for space, name, parameters in found]


def path_of(named: str, parameters: tuple[str, ...], token: str = "x" * 43) -> str:
    """An address with something for each of its parameters."""
    filled = {"registry_id": STUDY, "site_key": site_at("Oslo"), "token": token}
    return reverse(named, kwargs={one: filled[one] for one in parameters})


def says_off(answer: object, feature: Feature) -> bool:
    """Whether the plain page, or its word for a script, is the answer."""
    if answer.headers["Content-Type"].startswith("application/json"):  # type: ignore[attr-defined]
        return bool(answer.json() == {"error": "not offered"})  # type: ignore[attr-defined]
    page = read_page(answer.content)  # type: ignore[attr-defined]
    return f"This portal does not {TITLES[feature]}" == page.one("h1").text.strip()


@pytest.mark.parametrize("feature", STILL_OPEN)
def test_every_address_that_is_not_a_held_link_says_that_it_is_off(feature: Feature) -> None:
    closed = [one for one in addresses(feature) if one[0] not in STILL_OPEN[feature]]
    assert {one[0] for one in addresses(feature)} >= STILL_OPEN[feature]
    assert closed
    for off in (False, True):
        if off:
            turn_off(feature=feature, at=timezone.now())
        for _, named, parameters in closed:
            for method in ("get", "post"):
                answer = getattr(Client(), method)(path_of(named, parameters))
                if answer.status_code == 405:  # this method it never takes
                    assert (feature, named) == (Feature.RATINGS, "studies:rated") or (
                        feature is Feature.NOTES
                    )
                    continue
                assert says_off(answer, feature) == off, (named, method)
                assert (answer.status_code == 404) >= off, (named, method)


@pytest.mark.parametrize("feature", STILL_OPEN)
def test_a_held_link_is_never_told_that_its_feature_is_off(feature: Feature) -> None:
    turn_off(feature=feature, at=timezone.now())
    for name, named, parameters in addresses(feature):
        if name in STILL_OPEN[feature]:
            for method in ("get", "post"):
                answer = getattr(Client(), method)(path_of(named, parameters))
                if answer.content:
                    assert f"does not {TITLES[feature]}".encode() not in answer.content, named
                    assert b"not offered" not in answer.content, named


@pytest.mark.parametrize("feature", STILL_OPEN)
@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_the_plain_page_is_in_the_language_of_the_address(feature: Feature, language: str) -> None:
    turn_off(feature=feature, at=timezone.now())
    with translation.override(language):
        paths = [
            path_of(named, parameters)
            for name, named, parameters in addresses(feature)
            if name not in STILL_OPEN[feature]
        ]
    shown = []
    for path in paths:
        answer = Client().get(path)
        if answer.content and answer.headers["Content-Type"].startswith("text/html"):
            page = read_page(answer.content)
            assert page.one("html").attributes["lang"].lower() == language
            assert answer.status_code == 404
            shown.append(page.one("h1").text)
    assert shown
    assert not [told for told in shown if "This portal does not" in told]


@pytest.mark.parametrize("feature", Feature)
def test_turning_one_off_closes_no_address_of_another(feature: Feature) -> None:
    turn_off(feature=feature, at=timezone.now())
    for other in set(STILL_OPEN) - {feature}:
        for _, named, parameters in addresses(other):
            answer = Client().get(path_of(named, parameters))
            assert b"This portal does not" not in answer.content, named
    turn_on(feature=feature)


def test_private_links_open_while_everything_is_off() -> None:
    client = Client()
    person = Sender(client).token()
    site = token_in(mails(Enquiry.objects.get())["to_site"])
    alerts.follow(client, f"study={STUDY}")
    for feature in Feature:
        turn_off(feature=feature, at=timezone.now())
    for name in ("status", "sent", "export"):
        assert client.get(reverse(f"contact:{name}", args=[person])).status_code == 200, name
    assert client.get(reverse("contact:reply", args=[site])).status_code == 200
    assert client.get(f"/studies/{STUDY}/").status_code == 200
    assert client.post(reverse("contact:withdraw", args=[person])).status_code == 302
    assert client.post(reverse("contact:erase", args=[person])).status_code == 200
    assert not Enquiry.objects.exists()
