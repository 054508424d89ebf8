"""A criterion corrected in its form by plain submit buttons; what was typed is never lost."""

import json
from dataclasses import replace
from importlib.resources import files

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings

from tests.factories.criteria import nodes
from tests.factories.forms import Window
from tests.factories.team import client_of
from trialhead.criteria import (
    All,
    AnyNode,
    Condition,
    Criterion,
    Readings,
    StudyCriteria,
    Unread,
    kinds,
    read_criteria,
    shape,
    write_criteria,
)
from trialhead.portal.accounts.roles import Role
from trialhead.portal.teams.models import CriteriaDraft

pytestmark = pytest.mark.django_db

LUPUS = "NCT07318259"
LIST = f"/team/criteria/{LUPUS}/"
TEXT = files("trialhead.criteria").joinpath(f"authored/{LUPUS}.yaml").read_text("utf-8")
AUTHORED = read_criteria(TEXT, name="authored")


def path(name: str) -> str:
    """The page of a criterion."""
    return f"{LIST}criterion/{name}/"


@pytest.fixture
def window() -> Window:
    """A reviewer whose draft is the authored criteria."""
    client = client_of(Role.REVIEWER, study=LUPUS, email="author@team.example")
    begin(client, AUTHORED)
    return Window(client)


def begin(client: Client, criteria: StudyCriteria) -> None:
    """Take criteria in as a text."""
    stamp = CriteriaDraft.objects.values_list("stamp", flat=True).first() or ""
    told = {"do": "text", "stamp": stamp, "document": write_criteria(criteria)}
    answer = client.post(LIST, told)
    assert answer.status_code == 302, answer.content.decode()[:3000]


def now() -> StudyCriteria:
    """The draft as it is kept."""
    return read_criteria(CriteriaDraft.objects.get().document, name="draft")


def one(name: str) -> Criterion:
    """A criterion of the draft as it is kept."""
    return now().criterion(name)


def test_a_limit_is_corrected_and_the_next_undecided_criterion_opens(window: Window) -> None:
    window.open(path("I1"))
    assert "age is at least 18 years" in window.page.text
    assert "1 of 18" in window.page.text
    window.press("right", **{"p:at_least": "16 years", "title": "Sixteen and more"})
    assert window.path.endswith("/criterion/I2/")
    assert "I1 is decided" in window.page.text
    age = one("I1")
    assert (age.node.bounds.low, age.title) == (16, "Sixteen and more")  # type: ignore[union-attr]
    assert "corrected" in window.open(path("I1")).page.one("p", class_="state").text


def test_a_fault_stands_beside_its_field_and_what_was_typed_stays(window: Window) -> None:
    window.open(path("I1")).press("right", **{"p:at_least": "<b>grown up</b>", "title": "New"})
    assert window.status == 422
    told = window.page.one("p", id="p:at_least-problem").text
    assert "is no number with a unit. Write it as 30 mg/dL." in told
    assert window.page.one("input", id="p:at_least").attributes["aria-invalid"] == "true"
    assert "<b>grown up" not in window.html
    assert one("I1").node == AUTHORED.criterion("I1").node
    assert one("I1").title == "New"
    window.open(path("I1"))
    assert window.page.one("input", id="p:at_least").attributes["value"] == "<b>grown up</b>"
    assert "unfinished" in window.open(LIST).page.text
    assert window.press("propose").status == 422
    window.open(path("I1")).press("right", **{"p:at_least": "18 years"})
    assert one("I1").node == AUTHORED.criterion("I1").node


@pytest.mark.parametrize("name", ["I2", "I4", "E6", "E10"])
def test_authored_criteria_go_through_their_forms_unchanged(window: Window, name: str) -> None:
    window.open(path(name))
    opened = sorted(value for value in window.buttons() if value.startswith("open:"))
    for value in opened[:1]:
        window.press(value)
    window.press("right")
    assert now() == AUTHORED


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(node=nodes())
def test_any_criterion_goes_through_its_page_unchanged(window: Window, node: AnyNode) -> None:
    given_one = Criterion(id="I1", side=AUTHORED.criterion("I1").side, node=node)
    begin(window.client, replace(AUTHORED, criteria=(given_one,)))
    window.open(path("I1"))
    opened = sorted(value for value in window.buttons() if value.startswith("open:"))
    for value in opened[:1]:
        window.press(value)
    window.press("right")
    assert one("I1").node == node


@pytest.mark.parametrize("kind", [kind for kind in kinds() if shape(kind).leaf])
def test_a_part_of_every_kind_is_added_and_shows_what_it_lacks(window: Window, kind: str) -> None:
    window.open(path("I2")).press("add:p", **{"p:new": kind})
    assert window.status == 200
    assert window.path.endswith("?open=p-3#p-3")
    for field in shape(kind).fields:
        assert f'name="p-3:{field.key}"' in window.html
    assert window.press("check").status == 422
    told = [one.text for one in window.page.all("p", class_="problem") if one.text.strip()]
    assert told


def test_the_shape_is_changed_by_buttons_alone(window: Window) -> None:
    window.open(path("E8"))
    live = AUTHORED.criterion("E8").node
    window.press("wrap:p", **{"p:wrap": "all"})
    window.press("add:p", **{"p:new": "sex"})
    window.press("check", **{"p-1:is": "female"})
    both = one("E8").node
    assert isinstance(both, All)
    assert [type(part).__name__ for part in both.parts] == ["Treatment", "Sex"]
    window.press("up:p-1")
    assert one("E8").node.parts[1] == live  # type: ignore[union-attr]
    window.press("down:p-0")
    assert one("E8").node == both
    window.press("check", **{"p:as": "any"})
    assert type(one("E8").node).__name__ == "Any"
    window.press("out:p-1")
    window.press("unwrap:p")
    assert one("E8") == AUTHORED.criterion("E8")


def test_the_kind_of_a_leaf_is_changed_and_what_fits_is_kept(window: Window) -> None:
    window.open(path("E7")).press("kind:p", **{"p:as": "procedure"})
    assert window.page.one("input", id="p:is").attributes["value"] == "Tuberculosis, Pulmonary"
    assert type(one("E7").node).__name__ == "Procedure"


def test_two_readings_with_their_doubt(window: Window) -> None:
    window.open(path("E8")).press("wrap:p", **{"p:wrap": "readings"})
    assert "Something needed" not in window.page.one("p", id="p:ambiguity-problem").text
    assert window.press("check").status == 422
    window.press("check", **{"p:ambiguity": "A-99", "p:explanation": "<i>which</i> vaccine"})
    assert window.status == 200
    window.press("check", **{"p-1:is": ["measles vaccine"]})
    doubt = {"doubt:A-99:doubt": "Which vaccine.", "doubt:A-99:question": "<script>Which?"}
    window.press("right", **doubt)
    node = one("E8").node
    assert isinstance(node, Readings)
    assert node.explanation == "<i>which</i> vaccine"
    assert node.conservative != node.lenient
    assert now().ambiguities[-1].id == "A-99"
    assert now().ambiguities[-1].question == "<script>Which?"
    window.open(path("E8"))
    assert "<script>Which" not in window.html
    assert "<i>which" not in window.html


def test_exceptions_of_a_condition(window: Window) -> None:
    window.open(path("E10")).press("out:p-2")
    assert len(one("E10").node.but_not) == 2  # type: ignore[union-attr]
    window.press("add:p")
    window.press("check", **{"p-2:is": ["Melanoma", "", "Lymphoma"]})
    node = one("E10").node
    assert isinstance(node, Condition)
    assert node.but_not[2] == Condition(of=("Melanoma", "Lymphoma"))


def test_side_title_assumptions_and_who_judges(window: Window) -> None:
    window.open(path("E12"))
    window.press("check", side="inclusion", title="Judged", assumption=["One.", ""], manual=None)
    changed = one("E12")
    assert (str(changed.side), changed.title, changed.manual) == ("inclusion", "Judged", False)
    assert changed.assumptions == ("One.",)
    window.press("check", **{"p:judge": "the person"})
    assert str(one("E12").node.judge) == "the person"  # type: ignore[union-attr]
    assert window.client.post(window.path, {"do": "check", "side": "x"}).status_code == 422


def test_a_part_becomes_a_criterion_of_its_own(window: Window) -> None:
    window.open(path("E5")).press("split:p-1")
    assert window.path.endswith("/criterion/E13/")
    ids = [each.id for each in now().criteria]
    assert ids.index("E13") == ids.index("E5") + 1
    old = AUTHORED.criterion("E5")
    assert one("E13").node == old.node.parts[1]  # type: ignore[union-attr]
    assert one("E13").mark == old.mark
    assert one("E5").node.parts == old.node.parts[:1]  # type: ignore[union-attr]


def test_a_criterion_is_left_to_people_added_and_deleted(window: Window) -> None:
    window.open(path("I4")).press("leave")
    left = one("I4")
    assert isinstance(left.node, Unread)
    assert left.manual
    assert "left to people" in window.page.one("p", class_="state").text
    window.open(LIST).press("add", side="exclusion")
    assert window.path.endswith("/criterion/E13/")
    window.press("delete")
    assert window.path.endswith("/criterion/E12/")
    assert [each.id for each in now().criteria] == [each.id for each in AUTHORED.criteria]
    for each in AUTHORED.criteria:
        window.open(path(each.id)).press("delete")
    assert window.path == LIST
    assert not now().criteria


def test_neighbours_lead_from_one_criterion_to_the_next(window: Window) -> None:
    window.open(path("I2"))
    assert window.page.one("a", rel="prev").attributes["href"] == path("I1")
    assert window.page.one("a", rel="next").attributes["href"] == path("I3")
    assert not window.open(path("I1")).page.all("a", rel="prev")
    assert not window.open(path("E12")).page.all("a", rel="next")


def test_what_it_means_is_told_beside_the_words_of_the_record(window: Window) -> None:
    window.open(path("E3"))
    text = window.page.text
    assert "What would be asked" in text
    assert "What is the latest result for eGFR, and its date?" in text
    assert window.page.all("blockquote")[0].text
    window.press("open:p-0")
    window.press("check", **{"p-0:below": "9000 mL/min/{1.73_m2}"})
    assert "beyond what a living body can have" in window.page.text


def test_the_verdict_on_made_up_people_before_and_after(window: Window) -> None:
    window.open(path("I1"))
    names = {one.name for one in window.context["tried"]}
    assert names == {"cannot-tell", "does-not-fit", "fits"}
    window.press("try", **{"p:at_least": "99 years", "on": "2026-06-15"})
    told = {each.name: each for each in window.context["tried"]}
    assert told["fits"].now.strict == "fail"
    assert window.page.one("input", id="on").attributes["value"] == "2026-06-15"
    window.press("try", person="synthetic: true\nborn: 1900\n", on="2026-06-15")
    told = {each.name: each for each in window.context["tried"]}
    assert (told["yours"].now.strict, told["yours"].now.generous) == ("pass", "pass")
    assert window.press("try", person="born: <i>yesterday").status == 200
    assert window.context["person_problem"]
    assert "<i>yesterday" not in window.html
    assert window.press("try", on="soon", person="").context["person_problem"]


def test_both_readings_are_judged(window: Window) -> None:
    begin(window.client, replace(AUTHORED, criteria=(AUTHORED.criterion("I1"),)))
    window.open(path("I1")).press("wrap:p", **{"p:wrap": "readings"})
    window.press("check", **{"p:ambiguity": "A-1"})
    window.press("try", **{"p-0:at_least": "99 years", "on": "2026-06-15"})
    told = {each.name: each.now for each in window.context["tried"]}
    assert (told["fits"].strict, told["fits"].generous) == ("fail", "pass")
    assert "fail read strictly, pass read generously" in window.page.text


def test_names_are_offered_and_the_lists_are_bounded(window: Window) -> None:
    window.open(path("E10"))
    lists = window.context["lists"]
    assert "Neoplasms" in lists["conditions"]
    assert {"glucocorticoid", "hydroxychloroquine"} <= set(lists["drugs"])
    assert "SLEDAI-2K" in lists["scales"]
    assert "creatinine" in lists["analytes"]
    assert "hematopoietic stem cell transplantation" in lists["procedures"]
    assert "mg/dL" in lists["units"]
    assert all(0 < len(names) <= 400 for names in lists.values())
    assert window.page.one("input", id="p:is").attributes["list"] == "list-conditions"
    assert window.page.one("datalist", id="list-conditions")


def test_what_is_typed_is_looked_at_without_being_kept(window: Window) -> None:
    window.open(path("I1"))
    sent = window.form("do", "check").sent
    before = CriteriaDraft.objects.get().stamp
    answer = window.client.post(path("I1"), {**sent, "do": "look", "p:at_least": "21 years"})
    found = json.loads(answer.content)
    assert found == {"faults": [], "sentence": "age is at least 21 years", "oddities": []}
    answer = window.client.post(path("I1"), {**sent, "do": "look", "p:at_least": "old"})
    assert [one["field"] for one in json.loads(answer.content)["faults"]] == ["p:at_least"]
    assert CriteriaDraft.objects.get().stamp == before
