"""SLEDAI-2K: points, what is missing, bands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialhead.errors import Unreadable
from trialhead.instruments import (
    SLEDAI_2K_WEIGHTS,
    SLEDAI_BANDS,
    Interval,
    Truth,
    sledai_2k,
)

ITEMS = list(SLEDAI_2K_WEIGHTS)
URINE = {"urinary_casts", "hematuria", "proteinuria", "pyuria"}
SEROLOGY = {"low_complement", "increased_dna_binding"}

#: Each item is found (True), not found (False) or not assessed (None).
ASSESSMENTS = st.fixed_dictionaries({item: st.sampled_from([True, False, None]) for item in ITEMS})


def scored(assessment):
    """The SLEDAI of an assessment of every item."""
    return sledai_2k(
        present=[item for item, found in assessment.items() if found],
        missing=[item for item, found in assessment.items() if found is None],
    )


def test_there_are_24_descriptors_worth_105_points():
    assert len(SLEDAI_2K_WEIGHTS) == 24
    assert sum(SLEDAI_2K_WEIGHTS.values()) == 105
    assert sorted(set(SLEDAI_2K_WEIGHTS.values())) == [1, 2, 4, 8]


@pytest.mark.parametrize(("weight", "count"), [(8, 8), (4, 6), (2, 7), (1, 3)])
def test_as_many_descriptors_have_each_weight_as_on_the_form(weight, count):
    assert list(SLEDAI_2K_WEIGHTS.values()).count(weight) == count


@pytest.mark.parametrize(
    ("present", "missing", "total", "clinical", "reaches_8"),
    [
        (set(), set(), (0, 0), (0, 0), Truth.NO),
        (set(ITEMS), set(), (105, 105), (101, 101), Truth.YES),
        (set(), set(ITEMS), (0, 105), (0, 101), Truth.UNKNOWN),
        ({"proteinuria"} | SEROLOGY, set(), (8, 8), (4, 4), Truth.YES),
        ({"arthritis", "rash", "leukopenia"}, set(), (7, 7), (7, 7), Truth.NO),
        ({"arthritis", "increased_dna_binding"}, URINE, (6, 22), (4, 20), Truth.UNKNOWN),
        ({"vasculitis"}, SEROLOGY, (8, 12), (8, 8), Truth.YES),
        ({"arthritis", "fever"}, SEROLOGY, (5, 9), (5, 5), Truth.UNKNOWN),
        ({"fever"}, SEROLOGY, (1, 5), (1, 1), Truth.NO),
    ],
)
def test_points_are_added_and_missing_ones_leave_an_interval(
    present, missing, total, clinical, reaches_8
):
    result = sledai_2k(present=present, missing=missing)
    assert result.total == Interval(*total)
    assert result.clinical.total == Interval(*clinical)
    assert result.total.at_least(8) is reaches_8


@given(ASSESSMENTS, st.sampled_from(ITEMS))
def test_one_more_item_never_lowers_the_score(assessment, item):
    less = scored(assessment | {item: False}).total
    more = scored(assessment | {item: True}).total
    assert more.low >= less.low
    assert more.high >= less.high


@given(ASSESSMENTS, st.sampled_from(ITEMS), st.booleans())
def test_resolving_a_missing_item_stays_inside_the_interval(assessment, item, found):
    before = scored(assessment | {item: None})
    after = scored(assessment | {item: found})
    for earlier, later in ((before, after), (before.clinical, after.clinical)):
        assert earlier.total.low <= later.total.low <= later.total.high <= earlier.total.high
    for banding in SLEDAI_BANDS:
        assert set(after.bands(banding)) <= set(before.bands(banding))


@given(ASSESSMENTS)
def test_the_order_of_items_changes_nothing(assessment):
    backwards = dict(reversed(list(assessment.items())))
    assert scored(assessment) == scored(backwards)


@given(ASSESSMENTS)
def test_the_parts_add_up_to_the_lower_end(assessment):
    result = scored(assessment)
    assert sum(result.parts.values()) == result.total.low
    assert list(result.parts) == [item for item in ITEMS if assessment[item]]


@pytest.mark.parametrize(
    ("points", "six_to_ten", "boumpas"),
    [
        (0, "no activity", "no activity"),
        (1, "mild", "low"),
        (4, "mild", "low"),
        (5, "mild", "moderate"),
        (6, "moderate", "moderate"),
        (10, "moderate", "moderate"),
        (11, "high", "high"),
        (19, "high", "high"),
        (20, "very high", "high"),
        (105, "very high", "high"),
    ],
)
def test_each_banding_changes_where_it_is_printed_to(points, six_to_ten, boumpas):
    result = sledai_2k(present=items_worth(points), missing=[])
    assert result.total.value == points
    assert result.bands("6-10") == (six_to_ten,)
    assert result.bands("boumpas") == (boumpas,)


def items_worth(points):
    """Some descriptors that add up to ``points``."""
    chosen = []
    for item, weight in SLEDAI_2K_WEIGHTS.items():
        if weight <= points:
            chosen.append(item)
            points -= weight
    return chosen


def test_an_interval_names_every_band_it_touches():
    result = sledai_2k(present=["arthritis", "increased_dna_binding"], missing=URINE)
    assert result.bands("6-10") == ("moderate", "high", "very high")
    assert result.bands("boumpas") == ("moderate", "high")


def test_an_interval_within_one_band_names_that_band():
    result = sledai_2k(present=["fever"], missing=["rash"])
    assert result.bands("6-10") == ("mild",)


def test_an_unknown_banding_is_a_mistake_of_the_program():
    with pytest.raises(KeyError):
        sledai_2k(present=[], missing=[]).bands("of our own")


@pytest.mark.parametrize(
    ("present", "missing", "decides"),
    [
        (["arthritis", "proteinuria"], [], True),
        (["arthritis", "seizure"], [], False),
        (["arthritis"], [], False),
        (["arthritis", "proteinuria"], ["hematuria"], True),
        (["proteinuria", "hematuria"], [], False),
    ],
)
def test_arthritis_is_told_when_it_decides_over_8_points(present, missing, decides):
    assert sledai_2k(present=present, missing=missing).hinges_on("arthritis", 8) is decides


@pytest.mark.parametrize("name", ["present", "missing"])
@pytest.mark.parametrize(
    ("item", "hint"), [("arthritus", "Did you mean arthritis?"), ("xyzzy", "Items are: seizure")]
)
def test_an_unknown_item_is_refused_with_a_hint(name, item, hint):
    lists = {"present": [], "missing": []} | {name: [item]}
    with pytest.raises(Unreadable) as caught:
        sledai_2k(**lists)
    assert item in caught.value.mistake
    assert hint in caught.value.fix


def test_an_item_both_present_and_missing_is_refused():
    with pytest.raises(Unreadable, match="rash is given as present and as missing"):
        sledai_2k(present=["rash", "fever"], missing=["rash"])


@pytest.mark.parametrize("wrong", ["rash", [1], [None]])
def test_what_is_no_list_of_names_is_refused(wrong):
    with pytest.raises(Unreadable):
        sledai_2k(present=wrong, missing=[])
