"""The screening worksheet of the lupus study: the criteria as a form with real instruments."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories.pages import Page, read_page
from tests.factories.team import client_of, member, signed_in
from trialhead.portal.accounts.roles import Role
from trialhead.portal.contact.models import CENTRAL, Behalf, Channel, Enquiry
from trialhead.portal.desk.models import Case, Worksheet
from trialhead.portal.studies.models import StudyRecord

pytestmark = pytest.mark.django_db

LUPUS = "NCT07318259"
SEROLOGY = ("low_complement", "increased_dna_binding")


@pytest.fixture
def enquiry() -> Enquiry:
    """Somebody wrote to the study's central contact, without answers."""
    return Enquiry.objects.create(
        record=StudyRecord.objects.get(registry_id=LUPUS),
        site_key=CENTRAL,
        to_operator=False,
        name="Robin Sample",
        channel=Channel.EMAIL,
        address="robin@example.org",
        language="en",
        behalf=Behalf.SELF,
        locale="en",
        once="one",
        address_digest="digest",
        received_at=timezone.now(),
    )


@pytest.fixture
def desk(enquiry: Enquiry) -> Client:
    """A browser of somebody at the site."""
    return client_of(Role.COORDINATOR, study=LUPUS, site=enquiry.site_key)


def path_of(enquiry: Enquiry) -> str:
    """The worksheet's address."""
    return f"/team/enquiries/{enquiry.reference}/worksheet/"


def page_of(answer: Any) -> Page:
    """The page of an answer."""
    return read_page(answer.content)


def prefix_of(desk: Client, enquiry: Enquiry, words: str) -> str:
    """The prefix of the fields of the question with these words."""
    sections = desk.get(path_of(enquiry)).context["sections"]
    rows = [row for section in sections for row in section["rows"]]
    return str(next(row["prefix"] for row in rows if words in str(row["phrase"].text)))


def save(desk: Client, enquiry: Enquiry, **told: str) -> Any:
    """Fill in and keep; the page that follows, with the verdict of each criterion."""
    last = Worksheet.objects.order_by("-pk").first()
    version = str(last.version) if last else "0"
    screened = {"version": version, "screened_on": "2026-06-15"}
    answer = desk.post(path_of(enquiry), {**screened, **told})
    assert answer.status_code == 302, page_of(answer).text
    return desk.get(path_of(enquiry))


def states(answer: Any) -> dict[str, str]:
    """What each criterion comes to."""
    return {one["line"].id: one["line"].state for one in answer.context["sections"]}


def sledai(*found: str, missing: tuple[str, ...] = (), on: str = "2026-06-10") -> dict[str, str]:
    """SLEDAI-2K item by item."""
    from trialhead.instruments import SLEDAI_2K_WEIGHTS

    told = {item: "found" if item in found else "absent" for item in SLEDAI_2K_WEIGHTS}
    told |= dict.fromkeys(missing, "")
    return {f"sledai-2k-{item}": state for item, state in told.items()} | {"sledai-2k-on": on}


def test_an_empty_worksheet_knows_nothing(desk: Client, enquiry: Enquiry) -> None:
    told = states(save(desk, enquiry))
    assert len(told) == 18
    assert set(told.values()) == {"open"}


def test_items_give_a_range_until_the_missing_ones_decide(desk: Client, enquiry: Enquiry) -> None:
    open_ones = ("proteinuria", "hematuria", "pyuria", "urinary_casts")
    told = sledai("arthritis", "increased_dna_binding", missing=open_ones)
    shown = save(desk, enquiry, **told)
    score = next(one for one in shown.context["scores"] if one["scale"] == "SLEDAI-2K")
    assert (score["result"].interval.low, score["result"].interval.high) == (6, 22)
    assert set(open_ones) == set(score["result"].missing)
    assert "proteinuria" in page_of(shown).text
    all_in = save(desk, enquiry, **sledai("arthritis", *SEROLOGY))
    score = next(one for one in all_in.context["scores"] if one["scale"] == "SLEDAI-2K")
    assert score["result"].value == 8


def test_eular_acr_counts_the_best_item_of_a_domain(desk: Client, enquiry: Enquiry) -> None:
    from trialhead.instruments import EULAR_ACR_ITEMS

    found = {"acle", "non_scarring_alopecia"} & set(EULAR_ACR_ITEMS)
    told = {
        f"eular-acr-2019-{item}": "found" if item in found else "absent" for item in EULAR_ACR_ITEMS
    }
    shown = save(desk, enquiry, **told, **{"eular-acr-2019-ana": "found"})
    score = next(one for one in shown.context["scores"] if one["scale"] == "EULAR/ACR 2019")
    assert score["result"].value == max(EULAR_ACR_ITEMS[item].points for item in found)
    assert "not assessed" not in shown.context["scores"]


def test_a_number_without_its_choice_is_taken(desk: Client, enquiry: Enquiry) -> None:
    age = prefix_of(desk, enquiry, "How old")
    young = save(desk, enquiry, **{f"{age}-number": "12", f"{age}-unit": "year"})
    assert "not" in states(young).values()
    assert "At least one criterion does not fit" in page_of(young).text


def test_the_source_of_an_entry_is_kept(desk: Client, enquiry: Enquiry) -> None:
    age = prefix_of(desk, enquiry, "How old")
    told = {f"{age}-answer": "number", f"{age}-number": "30", f"{age}-unit": "year"}
    shown = save(desk, enquiry, **told, **{f"{age}-source": "passport"})
    field = page_of(shown).one("input", id=f"{age}-source")
    assert field.attributes["value"] == "passport"


def test_windows_are_counted_from_the_day_of_screening(desk: Client, enquiry: Enquiry) -> None:
    shown = save(desk, enquiry)
    windows = [
        row["window"]
        for section in shown.context["sections"]
        for row in section["rows"]
        if row["window"]
    ]
    assert windows
    screened = date(2026, 6, 15)
    assert all(screened in window for window in windows)
    assert any(screened - window[0] == timedelta(days=10) for window in windows)


def test_an_impossible_entry_keeps_nothing_and_loses_nothing(
    desk: Client, enquiry: Enquiry
) -> None:
    age = prefix_of(desk, enquiry, "How old")
    told = {f"{age}-answer": "number", f"{age}-number": "200", f"{age}-unit": "year"}
    answer = desk.post(path_of(enquiry), {**told, "version": "0"})
    assert answer.status_code == 422
    assert page_of(answer).one("input", id=f"{age}-number").attributes["value"] == "200"
    assert not Worksheet.objects.exists()


def test_a_signed_worksheet_stays_as_it_is(desk: Client, enquiry: Enquiry) -> None:
    save(desk, enquiry, **sledai("arthritis"))
    assert desk.post(f"{path_of(enquiry)}sign/", {"version": "9"}).status_code == 404
    assert desk.post(f"{path_of(enquiry)}sign/", {"version": "1"}).status_code == 302
    signed = Worksheet.objects.get()
    assert signed.signed_name == "Test Site coordinator"
    assert "Signed by Test Site coordinator" in page_of(desk.get(path_of(enquiry))).text
    save(desk, enquiry, **sledai("rash"))
    assert Worksheet.objects.count() == 2
    assert Worksheet.objects.get(pk=signed.pk).instruments == signed.instruments


def test_the_second_of_two_at_once_is_told(desk: Client, enquiry: Enquiry) -> None:
    save(desk, enquiry, **sledai("rash"))
    late = desk.post(path_of(enquiry), {"version": "0", "screened_on": "2026-06-15"})
    assert late.status_code == 409
    assert "A colleague was quicker" in page_of(late).text


def test_who_only_reads_numbers_has_no_worksheet(enquiry: Enquiry) -> None:
    reader = signed_in(member(Role.READER, study=LUPUS))
    assert reader.get(path_of(enquiry)).status_code == 403


def test_numbers_under_five_are_not_told(desk: Client, enquiry: Enquiry) -> None:
    for number in range(5):
        copy = Enquiry.objects.get(pk=enquiry.pk)
        copy.pk, copy.reference, copy.once = None, None, f"more-{number}"
        copy.address_digest = f"digest-{number}"
        copy.reference = Enquiry._meta.get_field("reference").get_default()
        copy.save()
        path = f"/team/enquiries/{copy.reference}/"
        desk.get(path)
        failed = {"version": "0", "stage": "screen-failure", "criterion": "I1"}
        assert desk.post(f"{path}stage/", failed).status_code == 302
        shown = desk.get("/team/numbers/").context["failures"]
        assert [(bar["name"], bar["number"]) for bar in shown] == [
            (f"{LUPUS} I1", 5 if number == 4 else None)
        ]
    assert Case.objects.filter(stage="screen-failure").count() == 5
