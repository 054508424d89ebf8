"""Filters keep what they should, and what a record does not say excludes nothing."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.desk import Desk
from tests.factories.studies import make_eligibility, make_site, make_study
from trialhead.registry import Kind, Phase, Sex, Status, Study

Opened = Callable[..., Desk]
UNITS = {"YEAR": 110, "MONTH": 300, "WEEK": 400, "DAY": 4000, "HOUR": 100, "MINUTE": 90}


def bound(chance: random.Random) -> str:
    """An age as records give it, or none."""
    unit = chance.choice([*UNITS, "YEAR", "YEAR", "MONTH"])
    amount = chance.choice([chance.randint(0, UNITS[unit]), chance.randint(0, 20)])
    return chance.choice(["", f"{amount} {unit}", f"{amount} {unit}"])


def any_ages(count: int) -> list[Study]:
    chance = random.Random(20)
    return [
        make_study(
            number, eligibility=make_eligibility(youngest=bound(chance), oldest=bound(chance))
        )
        for number in range(1, count + 1)
    ]


@pytest.fixture(scope="module")
def aged(tmp_path_factory: pytest.TempPathFactory) -> tuple[Desk, list[Study]]:
    studies = any_ages(600)
    return Desk(tmp_path_factory.mktemp("aged"), studies), studies


@given(age=st.integers(0, 120))
def test_the_age_filter_finds_whom_the_age_range_holds(
    aged: tuple[Desk, list[Study]], age: int
) -> None:
    desk, studies = aged
    held = {number for number, study in enumerate(studies, 1) if study.eligibility.ages.holds(age)}
    assert set(desk.numbers(age=age)) == held


@pytest.mark.parametrize(
    ("youngest", "oldest", "inside", "outside"),
    [
        ("18 YEAR", "65 YEAR", [18, 65], [17, 66]),
        ("18 YEAR", "", [18, 120], [0, 17]),
        ("", "17 YEAR", [0, 17], [18]),
        ("", "", [0, 120], []),
        ("6 MONTH", "23 MONTH", [0, 1], [2]),
        ("30 MONTH", "", [2, 3], [1]),
        ("", "28 DAY", [0], [1]),
    ],
)
def test_both_ends_of_an_age_range_are_inside_and_open_ends_stay_open(
    desk: Opened, youngest: str, oldest: str, inside: list[int], outside: list[int]
) -> None:
    opened = desk(make_study(eligibility=make_eligibility(youngest=youngest, oldest=oldest)))
    assert [opened.numbers(age=age) for age in inside] == [[1]] * len(inside)
    assert [opened.numbers(age=age) for age in outside] == [[]] * len(outside)


def test_age_0_is_an_age_and_not_the_lack_of_one(desk: Opened) -> None:
    opened = desk(make_study(eligibility=make_eligibility(youngest="18 YEAR")))
    assert (opened.numbers(age=0), opened.numbers(age=None)) == ([], [1])


def sexes(desk: Opened) -> Desk:
    return desk(
        make_study(1, eligibility=make_eligibility(sex=Sex.ALL)),
        make_study(2, eligibility=make_eligibility(sex=Sex.FEMALE)),
        make_study(3, eligibility=make_eligibility(sex=Sex.MALE)),
        make_study(4, eligibility=make_eligibility(sex=None)),
    )


@pytest.mark.parametrize(
    ("sex", "found"), [("", {1, 2, 3, 4}), ("FEMALE", {1, 2, 4}), ("MALE", {1, 3, 4})]
)
def test_a_study_for_all_or_that_does_not_say_is_for_either_sex(
    desk: Opened, sex: str, found: set[int]
) -> None:
    assert set(sexes(desk).numbers(sex=sex)) == found


def test_each_status_is_either_open_or_soon_or_closed(desk: Opened) -> None:
    statuses = list(Status)
    opened = desk(*(make_study(number, status=s) for number, s in enumerate(statuses, 1)))
    found = {
        asked: {statuses[number - 1] for number in opened.numbers(status=asked)}
        for asked in ("open", "soon", "closed", "all")
    }
    assert found["open"] == {Status.RECRUITING}
    assert found["soon"] == {Status.NOT_YET_RECRUITING}
    assert found["closed"] == set(Status) - found["open"] - found["soon"]
    assert found["all"] == set(Status)


def test_a_study_of_two_phases_is_found_under_both(desk: Opened) -> None:
    opened = desk(
        make_study(1, phases=(Phase.PHASE1, Phase.PHASE2)),
        make_study(2, phases=(Phase.PHASE3,)),
        make_study(3, kind=Kind.OBSERVATIONAL),
    )
    assert opened.numbers(phases=("PHASE1",)) == opened.numbers(phases=("PHASE2",)) == [1]
    assert set(opened.numbers(phases=("PHASE2", "PHASE3"))) == {1, 2}
    assert opened.numbers(phases=("PHASE4",)) == []
    assert set(opened.numbers()) == {1, 2, 3}


def test_kinds_of_study_are_told_apart(desk: Opened) -> None:
    opened = desk(*(make_study(number, kind=kind) for number, kind in enumerate(Kind, 1)))
    for number, kind in enumerate(Kind, 1):
        assert opened.numbers(kind=kind.value) == [number]


def test_a_country_counts_by_any_site_unless_an_open_study_is_wanted(desk: Opened) -> None:
    france = make_site(country="France")
    shut = make_site(country="France", status=Status.COMPLETED)
    spain = make_site(country="Spain")
    opened = desk(
        make_study(1, sites=(france, spain)),
        make_study(2, sites=(shut, spain)),
        make_study(3, sites=(france,), status=Status.COMPLETED),
        make_study(4),
    )
    assert set(opened.numbers(country="France", status="all")) == {1, 2, 3}
    assert opened.numbers(country="France", status="open") == [1]
    assert opened.numbers(country="France", status="closed") == [3]
    assert set(opened.numbers(country="Spain", status="open")) == {1, 2}


def test_a_country_is_its_whole_name(desk: Opened) -> None:
    opened = desk(
        make_study(1, sites=(make_site(country="Niger"),)),
        make_study(2, sites=(make_site(country="Nigeria"),)),
    )
    assert opened.numbers(country="Niger") == [1]
    assert opened.numbers(country="niger OR Nigeria") == []


def test_filters_narrow_each_other(desk: Opened) -> None:
    adult = make_eligibility(youngest="18 YEAR", sex=Sex.FEMALE)
    opened = desk(
        make_study(1, title="Asthma", eligibility=adult, phases=(Phase.PHASE2,)),
        make_study(2, title="Asthma", eligibility=adult, phases=(Phase.PHASE3,)),
        make_study(3, title="Asthma", phases=(Phase.PHASE2,), status=Status.COMPLETED),
        make_study(4, title="Gout", eligibility=adult, phases=(Phase.PHASE2,)),
    )
    wanted = {"sex": "FEMALE", "age": 30, "phases": ("PHASE2",), "status": "open"}
    assert opened.numbers("asthma", **wanted) == [1]
    assert opened.numbers("asthma", **{**wanted, "age": 5}) == []


def test_filters_do_not_change_the_order_of_what_they_keep(tmp_path: Path) -> None:
    adults = make_eligibility(youngest="18 YEAR", oldest="80 YEAR")
    desk = Desk(
        tmp_path,
        [
            make_study(1, title="Yoga", summary="asthma", eligibility=adults),
            make_study(2, title="Asthma and yoga", conditions=("Asthma",), eligibility=adults),
            make_study(3, title="Asthma", eligibility=adults),
        ],
    )
    assert desk.numbers("asthma", age=40, sex="MALE", status="open") == desk.numbers("asthma")
