"""Ratings are told in full groups that never change, so that two figures differ by whole groups."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from trialhead.portal.studies.understanding import full_groups, together

DAY = date(2026, 6, 15)
scores = st.lists(st.integers(1, 5), max_size=40)


def rated(given: list[int]) -> list[tuple[date, int]]:
    """One rating a day."""
    return [(DAY + timedelta(days=count), score) for count, score in enumerate(given)]


@given(scores, st.integers(0, 40))
def test_what_comes_later_changes_no_group_that_is_full(told: list[int], first: int) -> None:
    every, before = full_groups(rated(told)), full_groups(rated(told[:first]))
    assert every[: len(before)] == before
    assert len(every) == len(told) // 5
    assert [score for group in every for score in group.scores] == told[: len(every) * 5]


@given(scores)
def test_a_group_begins_on_the_day_of_its_first_reader(told: list[int]) -> None:
    begun = [group.begun for group in full_groups(rated(told))]
    assert begun == [DAY + timedelta(days=5 * count) for count in range(len(told) // 5)]


@given(st.lists(scores, max_size=4))
def test_a_page_is_told_as_its_sections_together(sections: list[list[int]]) -> None:
    groups = [full_groups(rated(section)) for section in sections]
    page = together(group for section in groups for group in section)
    told = [one for one in map(together, groups) if one is not None]
    if page is None:
        assert not told
    else:
        assert page.readers == sum(one.readers for one in told)
        between = sum(one.readers * one.mean for one in told) / page.readers
        assert abs(page.mean - between) <= 0.1  # both are rounded to a tenth
