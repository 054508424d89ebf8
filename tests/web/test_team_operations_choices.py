"""Periods and switches on the operator's pages: set within bounds, logged, and held at once."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories import alerts
from tests.factories.enquiries import Sender, form_path
from tests.factories.operations import Operator, logged
from tests.factories.pages import read_page
from tests.factories.team import member, signed_in
from trialhead.portal.accounts.roles import Role
from trialhead.portal.alerts.models import AlertConsent
from trialhead.portal.contact.models import Consent, Enquiry, State
from trialhead.portal.notes.models import Share
from trialhead.portal.privacy import retention
from trialhead.portal.privacy.models import Kept, Period
from trialhead.portal.privacy.periods import kept_days
from trialhead.portal.switches.models import Feature
from trialhead.portal.switches.offers import off

pytestmark = pytest.mark.django_db

SHARE = {"verifier": "b" * 43, "sealed": "c" * 300, "openings": "3"}


@pytest.fixture
def operator() -> Operator:
    """Somebody who runs the portal."""
    return Operator()


def public(path: str) -> str:
    """The words of a public page."""
    return read_page(Client().get(path).content).text


def keep(operator: Operator, what: Kept, days: object) -> Any:
    """Set a period; the page that follows."""
    return operator.send("retention/", what=what, days=days)


# Periods ------------------------------------------------------------------------------------------


def test_the_page_tells_every_job_and_how_long_things_are_kept(operator: Operator) -> None:
    page = operator.read("retention/")
    assert len(retention.duties()) >= 10
    for name, keeps in retention.duties():
        assert name in page.text
        assert str(keeps) in page.text
    for words in ("Now: 90 days", "Now: 30 days", "Now: 3 years", "From 365 to 1096 days."):
        assert words in page.text


def test_closed_enquiries_are_erased_when_their_new_time_is_over(operator: Operator) -> None:
    token = Sender(Client()).token()
    now = timezone.now()
    Enquiry.objects.update(state=State.ANSWERED, closed_at=now - timedelta(days=20))
    retention.run(now=now)
    assert Enquiry.objects.count() == 1
    answer = keep(operator, Kept.CLOSED_ENQUIRIES, 14)
    assert "Enquiries after they are closed: 14 days from now on." in read_page(answer.content).text
    assert Client().get(f"/enquiry/{token}/").status_code == 200
    retention.run(now=now)
    assert not Enquiry.objects.exists()


def test_people_are_told_the_period_in_force(operator: Operator) -> None:
    pages = ("/privacy/", form_path(), "/alerts/new/?q=lupus")
    assert "until 90 days after" in public(pages[0])
    assert all("for 3 years" in public(page) for page in pages)
    keep(operator, Kept.CLOSED_ENQUIRIES, 10)
    keep(operator, Kept.PROOF, 730)
    assert "until 10 days after" in public(pages[0])
    assert "until 10 days after" in public(pages[1])
    assert all("for 2 years" in public(page) for page in pages)


def test_the_page_of_an_enquiry_tells_its_own_day(operator: Operator) -> None:
    token = Sender(Client()).token()
    now = timezone.now()
    Enquiry.objects.update(state=State.ANSWERED, closed_at=now)
    keep(operator, Kept.CLOSED_ENQUIRIES, 7)
    day = now + timedelta(days=7)
    assert f"erased on {day:%b}" in public(f"/enquiry/{token}/").replace("Sept.", "Sep")


def test_proof_is_kept_for_the_period_and_no_longer(operator: Operator) -> None:
    Sender(Client()).token()
    alert = alerts.follow(Client(), "q=lupus")
    now = timezone.now()
    AlertConsent.objects.filter(reference=alert.reference).update(withdrawn_at=now)
    keep(operator, Kept.PROOF, 400)
    retention.run(now=now + timedelta(days=399))
    assert (Consent.objects.count(), AlertConsent.objects.count()) == (1, 1)
    retention.run(now=now + timedelta(days=401))
    assert (Consent.objects.count(), AlertConsent.objects.count()) == (0, 0)


def made(share_id: str, days: int) -> int:
    """The status when a link is made to live so long."""
    told = {**SHARE, "id": share_id * 22, "days": str(days)}
    return Client().post("/shared-notes/make/", told).status_code


def test_no_link_to_notes_is_made_to_live_longer_than_the_period(operator: Operator) -> None:
    keep(operator, Kept.SHARES, 5)
    assert (made("a", 6), made("b", 5)) == (400, 200)
    page = read_page(Client().get("/studies/NCT99900001/").content)
    (choice,) = page.all("select", name="days")
    values = [one.attributes["value"] for one in page.all("option")]
    assert "1 day" in choice.text or "1 day" in page.text
    assert "5" in values
    assert "30" not in values
    keep(operator, Kept.SHARES, 30)
    page = read_page(Client().get("/studies/NCT99900001/").content)
    assert "30" in [one.attributes["value"] for one in page.all("option")]
    assert made("c", 30) == 200


def test_a_link_that_was_made_lives_as_long_as_its_maker_was_told(operator: Operator) -> None:
    answer = Client().post("/shared-notes/make/", {**SHARE, "id": "a" * 22, "days": "20"})
    owner = answer.json()["owner"]
    until = Share.objects.get().expires_at
    keep(operator, Kept.SHARES, 5)
    told = Client().post("/shared-notes/extend/", {"owner": owner, "days": "7"}).json()
    assert told["expires"][:19] == until.isoformat()[:19]
    assert Share.objects.get().expires_at == until
    retention.run(now=until - timedelta(seconds=1))
    assert Share.objects.exists()


@pytest.mark.parametrize("what", Kept)
@pytest.mark.parametrize("days", ["0", "-1", "1097", "99999999999999999999", "", "ten", "1.5"])
def test_nothing_outside_the_bounds_is_kept_and_what_was_typed_stays(
    operator: Operator, what: Kept, days: str
) -> None:
    before = kept_days(what)
    answer = keep(operator, what, days)
    assert answer.status_code == 422
    page = read_page(answer.content)
    assert "Enter a whole number of days from" in page.text
    assert [
        one for one in page.all("input", name="days") if one.attributes.get("value", "") == days
    ]
    assert kept_days(what) == before
    assert not Period.objects.exists()


def test_a_period_is_logged_with_what_it_was_and_only_when_it_changes(operator: Operator) -> None:
    for days in (30, 30, 60):
        keep(operator, Kept.CLOSED_ENQUIRIES, days)
    told = [(line.subject, line.detail) for line in logged("period set")]
    assert told == [
        ("period:closed-enquiries", "90 to 30 days"),
        ("period:closed-enquiries", "30 to 60 days"),
    ]
    assert {line.actor[:8] for line in logged("period set")} == {"account:"}


# Switches -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("feature", Feature)
def test_a_feature_is_turned_off_and_on_and_each_turn_is_logged(
    operator: Operator, feature: Feature
) -> None:
    page = operator.read("switches/")
    assert f"Turn off : {feature.label}" in page.text
    for turn in ("off", "off"):
        answer = operator.send("switches/", feature=feature, turn=turn)
        assert off() == {feature}
    assert "Off since" in read_page(answer.content).text
    assert f"Turn on : {feature.label}" in operator.read("switches/").text
    operator.send("switches/", feature=feature, turn="on")
    assert not off()
    told = [*logged("feature turned off"), *logged("feature turned on")]
    assert [line.subject for line in told] == [f"feature:{feature}"] * 2


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("switches/", {}),
        ("switches/", {"feature": "holograms", "turn": "off"}),
        ("switches/", {"feature": "notes", "turn": "sideways"}),
        ("retention/", {}),
        ("retention/", {"what": "souls", "days": "3"}),
    ],
)
def test_a_form_that_makes_no_sense_is_refused(
    operator: Operator, path: str, told: dict[str, str]
) -> None:
    assert operator.client.post(f"/team/operations/{path}", told).status_code == 400
    assert not off()


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("switches/", {"feature": "notes", "turn": "off"}),
        ("retention/", {"what": "shares", "days": "3"}),
    ],
)
def test_who_they_are_is_asked_again_before_anything_is_chosen(
    path: str, told: dict[str, str]
) -> None:
    late = signed_in(member(Role.OPERATOR), afresh=False)
    answer = late.post(f"/team/operations/{path}", told)
    assert (answer.status_code, "/reauthenticate/" in answer["Location"]) == (302, True)
    assert not off()
    assert not Period.objects.exists()


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.OPERATOR])
def test_nobody_else_sees_or_turns_anything(role: Role) -> None:
    client = signed_in(member(role, study="NCT99900009", site="x"))
    for path in ("", "sites/", "mail/", "quarantine/", "retention/", "switches/"):
        assert client.get(f"/team/operations/{path}").status_code == 403
    told = {"feature": "notes", "turn": "off"}
    assert client.post("/team/operations/switches/", told).status_code == 403
    assert not off()
    assert "/team/operations/" not in client.get("/team/you/").content.decode()
