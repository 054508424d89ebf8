"""Forged forms, hostile texts, studies of others, stale windows, and a record that moves on."""

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories.forms import Window
from tests.factories.team import client_of
from trialhead.criteria import read_criteria
from trialhead.portal.accounts.models import AuditEntry
from trialhead.portal.accounts.roles import Role
from trialhead.portal.studies.importing import import_studies
from trialhead.portal.studies.models import CriteriaEdition, StudyRecord
from trialhead.portal.teams.models import CriteriaDraft
from trialhead.registry import read_studies

pytestmark = pytest.mark.django_db

LUPUS = "NCT07318259"
LIST = f"/team/criteria/{LUPUS}/"
SAMPLE = Path(__file__).parents[2] / "sample" / "studies"
TEXT = files("trialhead.criteria").joinpath(f"authored/{LUPUS}.yaml").read_text("utf-8")
HOSTILE = "</textarea><script>alert(1)</script>'\"&{{ 7*7 }}"


def path(name: str) -> str:
    """The page of a criterion."""
    return f"{LIST}criterion/{name}/"


def reviewer(name: str) -> Window:
    """Somebody who reviews the study."""
    client = client_of(Role.REVIEWER, study=LUPUS, email=f"{name}@team.example")
    return Window(client).open(LIST)


@pytest.fixture
def window() -> Window:
    """A reviewer whose draft is the authored criteria."""
    return reviewer("author").press("text", document=TEXT)


def kept() -> str:
    """The draft as it is in the database."""
    return CriteriaDraft.objects.get().document


def sent(window: Window, name: str) -> dict[str, Any]:
    """What the form of a criterion sends."""
    return dict(window.open(path(name)).form("do", "check").sent)


@pytest.mark.parametrize(
    ("do", "changed"),
    [
        ("check", {"p:kind": "no such"}),
        ("check", {"p:kind": None}),
        ("check", {"p:parts": "7"}),
        ("check", {"p:kept": "{"}),
        ("check", {"p:kept": "[" * 90_000}),
        ("check", {"p:kept": json.dumps({"kind": "all", "values": {}, "parts": []})}),
        ("check", {"side": "neither"}),
        ("check", {"p:as": "all"}),
        ("out:p", {}),
        ("out:p-9", {}),
        ("up:p-0-0-0", {}),
        ("wrap:p", {"p:wrap": "age"}),
        ("wrap:q", {"p:wrap": "all"}),
        ("add:p", {"p:new": "age"}),
        ("split:p", {}),
        ("split:p-1", {}),
        (f"open:p{'-0' * 3000}", {}),
        ("open:../../etc", {}),
    ],
)
def test_a_forged_form_changes_nothing(window: Window, do: str, changed: dict[str, Any]) -> None:
    before = kept()
    told = {key: one for key, one in (sent(window, "I1") | changed).items() if one is not None}
    answer = window.client.post(path("I1"), {**told, "do": do})
    assert answer.status_code == 422
    assert kept() == before


def test_unknown_fields_are_not_taken(window: Window) -> None:
    told = {**sent(window, "I1"), "p:evil": "x", "id": "I9", "mark": "00", "accepted": "E1"}
    window.client.post(path("I1"), {**told, "do": "check"})
    assert read_criteria(kept(), name="draft") == read_criteria(TEXT, name="authored")
    assert CriteriaDraft.objects.get().accepted == []


def test_nesting_beyond_all_sense_is_refused(window: Window) -> None:
    told: dict[str, Any] = {**sent(window, "I1")}
    name = "p"
    for _number in range(60):
        told |= {f"{name}:kind": "not", f"{name}:parts": "1"}
        name += "-0"
    told |= {f"{name}:kind": "sex", f"{name}:parts": "0", f"{name}:is": "male"}
    assert window.client.post(path("I1"), {**told, "do": "check"}).status_code == 422
    window.open(path("I1"))
    for _number in range(30):
        window.press("wrap:p", **{"p:wrap": "not"})
        if window.status == 422:
            break
    assert window.status == 422
    assert window.open(path("I1")).status == 200
    assert read_criteria(kept(), name="draft").criterion("I1")


def test_a_huge_form_is_refused_and_the_draft_stays(window: Window) -> None:
    before = kept()
    huge = {**sent(window, "E12"), "p:statement": "x" * 10_000_000, "do": "check"}
    assert window.client.post(path("E12"), huge).status_code == 400
    long = {**sent(window, "E12"), "p:statement": "x" * 300_000, "do": "check"}
    assert window.client.post(path("E12"), long).status_code == 422
    many = {**sent(window, "E12"), **{f"p-{n}:kind": "sex" for n in range(2000)}, "do": "check"}
    assert window.client.post(path("E12"), many).status_code == 400
    assert kept() == before


def test_hostile_words_stay_words(window: Window) -> None:
    window.open(path("E12"))
    window.press("right", **{"p:statement": HOSTILE, "title": HOSTILE, "assumption": [HOSTILE]})
    criterion = read_criteria(kept(), name="draft").criterion("E12")
    assert criterion.node.statement == HOSTILE  # type: ignore[union-attr]
    for page in (path("E12"), LIST):
        window.open(page)
        assert "<script>alert" not in window.html
        assert "49" not in window.page.one("h1").text
    window.open(LIST).press("propose", accepted=_ids(window))
    assert "<script>alert" not in window.open(f"{LIST}edition/1/").html
    assert HOSTILE in window.page.text


def _ids(window: Window) -> list[str]:
    return [one.attributes["value"] for one in window.page.all("input", name="accepted")]


def test_ids_with_strange_signs_have_a_page(window: Window) -> None:
    strange = TEXT.replace("- id: I1\n", "- id: 'a/b: ?<x>'\n", 1)
    window.open(LIST).press("text", document=strange)
    link = next(one for one in window.page.all("a") if "a/b" in one.text)
    window.open(link.attributes["href"]).press("right", title="Found")
    assert window.status == 200
    assert read_criteria(kept(), name="draft").criterion("a/b: ?<x>").title == "Found"


def test_criteria_of_other_studies_and_those_that_are_not_there(window: Window) -> None:
    for other in (
        "/team/criteria/NCT99900001/criterion/I1/",
        path("I99"),
        path("I1/../../NCT99900001"),
        f"{LIST}edition/9/",
    ):
        assert window.client.get(other).status_code == 404
        assert window.client.post(other, {"do": "delete"}).status_code in (404, 405)
    assert Client().get(path("I1")).status_code == 302
    reader = client_of(Role.READER, study=LUPUS, email="reader@team.example")
    assert reader.get(path("I1")).status_code == 403
    assert reader.post(path("I1"), {"do": "delete"}).status_code == 403


def test_a_stale_window_overwrites_nothing_and_loses_nothing(window: Window) -> None:
    window.open(path("I1"))
    other = Window(window.client).open(path("I1"))
    window.press("check", title="From the first")
    assert other.press("check", title="From the second").status == 409
    assert "changed in another window" in other.page.text
    assert other.page.one("input", id="title").attributes["value"] == "From the second"
    assert "From the first" in kept()
    assert other.press("check", title="From the second").status == 200
    assert "From the second" in kept()
    for button in ("leave", "delete", "split:p-0"):
        stale = Window(window.client).open(path("E2"))
        window.open(path("I3")).press("check", title=f"Moved on by {button}")
        assert stale.press(button).status == 409 if button in stale.buttons() else True
    assert read_criteria(kept(), name="draft").criterion("E2").node


def test_the_log_tells_of_drafts_without_their_words(window: Window) -> None:
    window.open(path("E12")).press("check", title="A secret title")
    lines = list(AuditEntry.objects.values_list("action", "subject", "detail"))
    assert ("criteria draft begun", f"study:{LUPUS}", "") in lines
    assert not [line for line in lines if "secret" in "".join(line)]


# The record moves on ----------------------------------------------------------------------------


def change_record(tmp_path: Path, old: str, new: str) -> None:
    """A later version of the record with other words in its criteria."""
    record = json.loads((SAMPLE / f"{LUPUS}.json").read_text())
    protocol = record["protocolSection"]
    text = protocol["eligibilityModule"]["eligibilityCriteria"]
    assert old in text
    protocol["eligibilityModule"]["eligibilityCriteria"] = text.replace(old, new)
    protocol["statusModule"]["lastUpdatePostDateStruct"]["date"] = "2026-11-20"
    (tmp_path / f"{LUPUS}.json").write_text(json.dumps(record))
    import_studies(source="later", stream=read_studies([tmp_path]), now=timezone.now)


def published(author: Window, second: Window) -> None:
    """The authored criteria in force."""
    author.open(LIST)
    author.press("text", document=TEXT).press("propose", accepted=_ids(author.open(LIST)))
    number = str(CriteriaEdition.objects.latest("number").number)
    told = {"number": number}
    assert second.client.post(f"{LIST}publish/", told).status_code == 302


def test_a_changed_record_is_a_task_until_it_is_dealt_with(window: Window, tmp_path: Path) -> None:
    second = reviewer("second")
    published(window, second)
    assert "To do" not in window.open("/team/criteria/").page.text
    change_record(tmp_path, "within 4 weeks before", "within 12 weeks before")
    assert "To do: the record has changed" in window.open("/team/criteria/").page.text
    assert "1 criterion has other words now" in window.page.text
    window.open(LIST)
    assert "The record has changed since its criteria were published" in window.page.text
    assert "The words of E8 have changed" in window.page.text
    assert "12 weeks" in window.page.one("ins").text
    assert window.press("propose").status == 422
    assert "Look at what has changed first" in window.page.text

    window.open(LIST).press("seen")
    states = {row.id: str(row.state) for row in window.context["review"].rows}
    assert [name for name, state in states.items() if state == "undecided"] == ["E8"]
    window.open(path("E8")).press("right", **{"p:within": "12 weeks"})
    assert "Proposed" in window.open(LIST).press("propose").page.text
    second.client.post(f"{LIST}publish/", {"number": "2"})
    assert "To do" not in window.open("/team/criteria/").page.text


def test_a_change_elsewhere_in_the_record_is_no_task(window: Window, tmp_path: Path) -> None:
    published(window, reviewer("second"))
    record = json.loads((SAMPLE / f"{LUPUS}.json").read_text())
    record["protocolSection"]["identificationModule"]["briefTitle"] = "Another title"
    record["protocolSection"]["statusModule"]["lastUpdatePostDateStruct"]["date"] = "2026-11-20"
    (tmp_path / f"{LUPUS}.json").write_text(json.dumps(record))
    import_studies(source="later", stream=read_studies([tmp_path]), now=timezone.now)
    assert StudyRecord.objects.get(registry_id=LUPUS).latest == 2
    assert "To do" not in window.open("/team/criteria/").page.text
    assert "not up to date" not in window.open(LIST).page.text


def test_a_draft_beside_a_newer_edition_says_so(window: Window) -> None:
    second = reviewer("second")
    other = TEXT.replace("within: 4 weeks, before: screening", "within: 8 weeks, before: screening")
    second.press("text", document=other).press("propose", accepted=_ids(second.open(LIST)))
    window.open(LIST)
    assert "This draft is not up to date" in window.page.text
    assert "came after it began" in window.page.text
    assert "live vaccine within 8 weeks" in window.page.text
    assert window.press("propose", accepted=_ids(window)).status == 422
    window.open(LIST).press("seen")
    assert "not up to date" not in window.page.text
    assert "within: 4 weeks" in window.page.one("textarea", id="document").text
    assert "Proposed" in window.press("propose", accepted=_ids(window)).page.text


# Version history --------------------------------------------------------------------------------


def test_every_edition_can_be_read_beside_the_one_before(window: Window) -> None:
    second = reviewer("second")
    published(window, second)
    second.open(LIST)
    window.open(path("E8")).press("right", **{"p:within": "8 weeks"})
    window.open(LIST).press("propose")
    window.open(LIST)
    links = [one.attributes["href"] for one in window.page.all("a") if "edition" in str(one)]
    assert f"{LIST}edition/2/" in links
    first = window.open(f"{LIST}edition/1/").page
    assert "What differs from what was asked without it" in first.text
    assert "Nothing that is asked" in first.text
    assert first.text.count("Test Reviewer") == 2
    assert first.one("a", rel="next").attributes["href"] == f"{LIST}edition/2/"
    newer = window.open(f"{LIST}edition/2/").page
    assert "What differs from edition 1" in newer.text
    assert "live vaccine within 4 weeks before screening; now it rules out:" in newer.text
    assert "not published" in newer.text
    assert newer.text.count("; now it") == 1
