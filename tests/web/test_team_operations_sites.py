"""Sites and contacts: found, confirmed, taken over from the registry, changed and removed."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories.enquiries import STUDY, Sender, form_path, mails, site_at
from tests.factories.operations import Operator, logged
from tests.factories.pages import read_page
from tests.factories.team import member, signed_in
from trialhead.portal.accounts.roles import Role
from trialhead.portal.contact.actions import confirm_contact
from trialhead.portal.contact.models import Enquiry, SiteContact, State
from trialhead.portal.notifications.models import Message
from trialhead.portal.studies.models import StudyRecord

pytestmark = pytest.mark.django_db

#: Whom the record names for the site in Oslo.
REGISTRY = "coordinator34@example.com"


@pytest.fixture
def operator() -> Operator:
    """Somebody who runs the portal."""
    return Operator()


def path_of(city: str = "Oslo") -> str:
    """The page of a site's contact."""
    return f"sites/{STUDY}/{site_at(city)}/"


def confirmed(city: str = "Oslo") -> SiteContact | None:
    """What is confirmed for a site."""
    return SiteContact.objects.filter(site_key=site_at(city)).first()


def test_from_a_waiting_enquiry_to_a_confirmed_contact(operator: Operator) -> None:
    Sender(Client()).token()
    Sender(Client()).token(email="second@example.org")
    page = operator.read("sites/")
    assert "2 enquiries wait" in page.text
    (link,) = [one for one in page.all("a") if "Oslo" in one.text]
    assert link.attributes["href"] == f"/team/operations/{path_of()}"

    page = operator.read(path_of())
    assert "No contact is confirmed: enquiries come to you." in page.text
    assert "2 enquiries wait." in page.text
    assert page.one("input", name="email").attributes.get("value", "") == ""
    page = operator.read(path_of(), take="0")
    address = page.one("input", name="email").attributes["value"]
    assert address == REGISTRY
    assert "Nothing is sent to it until you confirm it." in page.text
    assert confirmed() is None

    answer = operator.send(path_of(), email=address, second_email="", do="confirm")
    assert "Confirmed." in read_page(answer.content).text
    kept = confirmed()
    assert kept is not None
    assert (kept.email, kept.second_email) == (address, "")
    assert "Waiting with you" not in operator.read("sites/").text
    Sender(Client()).token(email="third@example.org")
    newest = Enquiry.objects.order_by("-pk").first()
    assert mails(newest)["to_site"].to == address
    assert f"Enquiries go to {address}" in operator.read(f"sites/{STUDY}/").text


def test_a_contact_is_logged_by_who_did_it_and_no_address_is_in_the_log(
    operator: Operator,
) -> None:
    operator.send(path_of(), email="a@site.test", do="confirm")
    operator.send(path_of(), email="b@site.test", second_email="c@site.test", do="confirm")
    operator.send(path_of(), do="remove")
    operator.send(path_of(), do="remove")
    told = [*logged("contact confirmed"), *logged("contact removed")]
    assert len(told) == 3
    for line in told:
        assert line.actor.startswith("account:")
        assert line.subject == f"{STUDY}/{site_at('Oslo')}"
        assert "@" not in line.detail
    assert confirmed() is None


def test_removing_brings_enquiries_back_to_the_operator(operator: Operator) -> None:
    operator.send(path_of(), email="a@site.test", do="confirm")
    answer = operator.send(path_of(), do="remove")
    assert "come to you from now on" in read_page(answer.content).text
    Sender(Client()).token()
    assert mails()["to_site"].to == "operator@localhost"


@pytest.mark.parametrize(
    ("told", "problem"),
    [
        ({"email": ""}, "Enter the address at which"),
        ({"email": "not an address"}, "Enter one address like this"),
        ({"email": "a@site.test, b@site.test"}, "Enter one address like this"),
        ({"email": "a@site.test\nBcc: b@site.test"}, "Enter one address like this"),
        ({"email": "a@site.test", "second_email": "nobody"}, "Enter one address like this"),
        ({"email": "a@site.test", "second_email": "A@SITE.test"}, "another address than"),
        ({"email": f"{'a' * 250}@site.test"}, "254"),
    ],
)
def test_a_mistake_is_said_beside_its_field_and_what_was_typed_stays(
    operator: Operator, told: dict[str, str], problem: str
) -> None:
    answer = operator.send(path_of(), **{"second_email": "", **told}, do="confirm")
    assert answer.status_code == 422
    page = read_page(answer.content)
    assert problem in page.text
    for name, value in told.items():
        shown = page.one("input", name=name).attributes.get("value", "")
        assert shown == value
    assert confirmed() is None


def test_another_address_in_the_registry_is_a_warning_and_no_more(operator: Operator) -> None:
    operator.send(path_of(), email=REGISTRY.upper(), do="confirm")
    assert "The registry names another address" not in operator.read(path_of()).text
    operator.send(path_of(), email="a@site.test", do="confirm")
    for path in (path_of(), f"sites/{STUDY}/"):
        assert "The registry names another address" in operator.read(path).text


@pytest.mark.parametrize("take", ["99", "-1", "x", "٣", "99999999"])
def test_taking_over_what_is_not_there_takes_nothing(operator: Operator, take: str) -> None:
    page = operator.read(path_of(), take=take)
    assert page.one("input", name="email").attributes.get("value", "") == ""


def test_the_central_contact_is_one_to_confirm_too(operator: Operator) -> None:
    operator.send(f"sites/{STUDY}/central/", email="c@site.test", do="confirm")
    assert SiteContact.objects.get().site_key == "central"


def test_a_site_that_left_the_record_can_still_be_seen_and_removed(operator: Operator) -> None:
    record = StudyRecord.objects.get(registry_id=STUDY)
    told: dict[str, Any] = {"email": "a@site.test", "second_email": "", "at": timezone.now()}
    confirm_contact(record=record, site_key="gone", **told)
    assert "gone (no longer in the record)" in operator.read(f"sites/{STUDY}/").text
    operator.send(f"sites/{STUDY}/gone/", do="remove")
    assert not SiteContact.objects.exists()
    assert "no longer in the record" not in operator.read(f"sites/{STUDY}/").text


@pytest.mark.parametrize("words", [STUDY, STUDY.lower(), "trastuzumab", "Oslo", "  Oslo  "])
def test_a_study_is_found_by_number_words_and_town(operator: Operator, words: str) -> None:
    page = operator.read("sites/", q=words)
    assert page.all("a", href=f"/team/operations/sites/{STUDY}/")


def test_a_study_with_a_site_of_that_name_comes_first(operator: Operator) -> None:
    words = "Example Teaching Hospital"
    assert links(operator.read("sites/", q=words))[:1] != [STUDY]
    Sender(Client(), form_path("Bergen")).token()
    assert words in Enquiry.objects.get().site_name
    assert links(operator.read("sites/", q=words))[0] == STUDY


def test_studies_come_in_pages_and_closed_ones_are_found_by_words_only(
    operator: Operator,
) -> None:
    first, second = operator.read("sites/"), operator.read("sites/", page="2")
    shown = [links(first), links(second)]
    assert len(shown[0]) == 25
    assert shown[1]
    assert not set(shown[0]) & set(shown[1])
    assert "1 to 25 of" in first.text
    assert not links(operator.read("sites/", page="99"))
    assert "No study is found." in operator.read("sites/", q="zzzzqqqq").text
    every = {one.registry_id for one in StudyRecord.objects.all()}
    closed = next(iter(sorted(every - set(shown[0]) - set(shown[1]))))
    page = operator.read("sites/", q=closed)
    assert links(page) == [closed]


def links(page: Any) -> list[str]:
    """The studies that are listed."""
    return [one.text for one in page.all("bdi") if one.text.startswith("NCT")]


def test_sites_are_searched_by_every_word_and_paged(operator: Operator) -> None:
    page = operator.read(f"sites/{STUDY}/", q="norway SAMPLE")
    assert "Sample Clinic Oslo" in page.text
    assert "Bergen" not in page.text
    assert "1 of 12 sites have these words." in page.text
    assert "No site has these words." in operator.read(f"sites/{STUDY}/", q="Atlantis").text


def test_only_numbers_of_enquiries_are_shown_and_answered_ones_do_not_count(
    operator: Operator,
) -> None:
    Sender(Client()).token()
    pages = [operator.read(path).text for path in ("sites/", f"sites/{STUDY}/", path_of())]
    for words in ("Robin", "robin@", "sister"):
        assert not [page for page in pages if words in page]
    assert all("1 enquiry waits" in page for page in pages)
    Enquiry.objects.update(state=State.ANSWERED)
    pages = [operator.read(path).text for path in ("sites/", f"sites/{STUDY}/", path_of())]
    assert not [page for page in pages if "enquiry waits" in page]


def test_confirming_sends_nothing_by_itself(operator: Operator) -> None:
    Sender(Client()).token()
    before = Message.objects.count()
    operator.read(path_of(), take="0")
    operator.send(path_of(), email="a@site.test", do="confirm")
    assert Message.objects.count() == before


@pytest.mark.parametrize("path", ["sites/NCT00000000/", f"sites/{STUDY}/nowhere/"])
def test_what_is_not_here_is_not_found(operator: Operator, path: str) -> None:
    assert operator.client.get(f"/team/operations/{path}").status_code == 404
    assert operator.client.post(f"/team/operations/{path}", {"do": "remove"}).status_code in (
        404,
        405,
    )


def test_who_they_are_is_asked_again_before_a_contact_is_changed() -> None:
    late = signed_in(member(Role.OPERATOR), afresh=False)
    answer = late.post(f"/team/operations/{path_of()}", {"email": "a@site.test", "do": "confirm"})
    assert answer.status_code == 302
    assert "/reauthenticate/" in answer["Location"]
    assert confirmed() is None


def test_a_form_of_another_site_changes_nothing() -> None:
    user = member(Role.OPERATOR)
    client = signed_in(user)
    client.handler.enforce_csrf_checks = True
    answer = client.post(f"/team/operations/{path_of()}", {"email": "a@x.test", "do": "confirm"})
    assert answer.status_code == 403
    assert confirmed() is None
