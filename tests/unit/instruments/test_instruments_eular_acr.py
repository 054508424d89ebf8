"""2019 EULAR/ACR criteria: domains, points, and what classifies."""

from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialhead.errors import Unreadable
from trialhead.instruments import EULAR_ACR_ITEMS, Interval, Truth, eular_acr_2019

YES, NO, UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN
ITEMS = list(EULAR_ACR_ITEMS)
IMMUNOLOGICAL = {"acl_or_ab2gp1_or_la", "low_c3_and_c4", "anti_dsdna_or_anti_sm"}

#: Each item is found (True), not found (False) or not looked for (None).
ASSESSMENTS = st.fixed_dictionaries(
    {item: st.sampled_from([True, False, False, None]) for item in ITEMS}
)
ANA = st.sampled_from([True, False, None])


def scored(ana, assessment):
    """The criteria of an assessment of every item."""
    return eular_acr_2019(
        ana=ana,
        present=[item for item, found in assessment.items() if found],
        missing=[item for item, found in assessment.items() if found is None],
    )


def test_the_domains_add_up_to_the_printed_maximum():
    result = eular_acr_2019(ana=True, present=ITEMS, missing=[])
    assert result.total.value == 51
    assert len({item.domain for item in EULAR_ACR_ITEMS.values()}) == 10


@pytest.mark.parametrize(
    ("domain", "points"),
    [
        ("constitutional", [2]),
        ("hematologic", [3, 4, 4]),
        ("neuropsychiatric", [2, 3, 5]),
        ("mucocutaneous", [2, 2, 4, 6]),
        ("serosal", [5, 6]),
        ("musculoskeletal", [6]),
        ("renal", [4, 8, 10]),
        ("antiphospholipid", [2]),
        ("complement", [3, 4]),
        ("specific_antibodies", [6]),
    ],
)
def test_each_domain_has_its_items(domain, points):
    domains = {
        name: [item.points for item in items]
        for name, items in groupby(EULAR_ACR_ITEMS.values(), key=lambda item: item.domain)
    }
    assert domains[domain] == points


@pytest.mark.parametrize(
    ("ana", "present", "total", "classified"),
    [
        (True, [], 0, NO),
        (True, ["biopsy_class_III_or_IV"], 10, YES),
        (True, ["joint_involvement", "leukopenia"], 9, NO),
        (True, ["joint_involvement", "thrombocytopenia"], 10, YES),
        (True, ["biopsy_class_II_or_V", "proteinuria_gt_0_5"], 8, NO),
        (True, ["anti_dsdna_or_anti_sm", "low_c3_and_c4"], 10, NO),
        (True, sorted(IMMUNOLOGICAL), 12, NO),
        (True, [*IMMUNOLOGICAL, "fever"], 14, YES),
        (True, ["acle", "oral_ulcers", "nonscarring_alopecia", "scle_or_dle"], 6, NO),
        (True, ["low_c3_or_c4", "low_c3_and_c4", "acle"], 10, YES),
        (False, ["acle", "joint_involvement"], 12, NO),
        (None, ["acle", "joint_involvement"], 12, UNKNOWN),
        (None, ["fever"], 2, NO),
    ],
)
def test_ten_points_with_a_clinical_one_and_ana_classify(ana, present, total, classified):
    result = eular_acr_2019(ana=ana, present=present, missing=[])
    assert result.total.value == total
    assert result.classified is classified


def test_only_the_highest_item_of_a_domain_counts():
    present = ["leukopenia", "thrombocytopenia", "autoimmune_hemolysis", "delirium", "psychosis"]
    result = eular_acr_2019(ana=True, present=present, missing=[])
    assert result.domains == {
        "hematologic": Interval(4, 4),
        "neuropsychiatric": Interval(3, 3),
    }


def test_a_missing_item_leaves_its_domain_open():
    result = eular_acr_2019(
        ana=True,
        present=["joint_involvement", "proteinuria_gt_0_5"],
        missing=["biopsy_class_II_or_V", "biopsy_class_III_or_IV", "low_c3_or_c4"],
    )
    assert result.domains["renal"] == Interval(4, 10)
    assert result.domains["complement"] == Interval(0, 3)
    assert result.total == Interval(10, 19)
    assert result.classified is YES


def test_a_missing_item_below_the_one_found_changes_nothing():
    present = ["biopsy_class_III_or_IV"]
    result = eular_acr_2019(ana=True, present=present, missing=["proteinuria_gt_0_5"])
    assert result.total.value == 10


def test_without_a_clinical_criterion_it_stays_open_while_one_is_missing():
    result = eular_acr_2019(ana=True, present=IMMUNOLOGICAL, missing=["fever"])
    assert result.total.at_least(10) is YES
    assert result.clinical is UNKNOWN
    assert result.classified is UNKNOWN


@given(ANA, ASSESSMENTS, st.sampled_from(ITEMS))
def test_one_more_item_never_lowers_the_score_or_undoes_the_class(ana, assessment, item):
    less = scored(ana, assessment | {item: False})
    more = scored(ana, assessment | {item: True})
    assert more.total.low >= less.total.low
    assert more.total.high >= less.total.high
    assert not (less.classified is YES and more.classified is not YES)


@given(ANA, ASSESSMENTS, st.sampled_from(ITEMS), st.booleans())
def test_resolving_a_missing_item_stays_inside_what_was_said(ana, assessment, item, found):
    before = scored(ana, assessment | {item: None})
    after = scored(ana, assessment | {item: found})
    assert before.total.low <= after.total.low <= after.total.high <= before.total.high
    if before.classified is not UNKNOWN:
        assert after.classified is before.classified


@given(ASSESSMENTS, st.booleans())
def test_resolving_ana_stays_inside_what_was_said(assessment, ana):
    before = scored(None, assessment)
    assert before.classified is not YES
    if before.classified is NO:
        assert scored(ana, assessment).classified is NO


@given(ANA, ASSESSMENTS)
def test_the_order_of_items_changes_nothing(ana, assessment):
    backwards = dict(reversed(list(assessment.items())))
    assert scored(ana, assessment) == scored(ana, backwards)


@given(ANA, ASSESSMENTS)
def test_no_score_passes_the_maximum(ana, assessment):
    assert 0 <= scored(ana, assessment).total.low <= scored(ana, assessment).total.high <= 51


def test_an_unknown_item_is_refused_with_a_hint():
    with pytest.raises(Unreadable) as caught:
        eular_acr_2019(ana=True, present=["leucopenia"], missing=[])
    assert caught.value.fix == "Did you mean leukopenia?"


def test_an_item_both_present_and_missing_is_refused():
    with pytest.raises(Unreadable, match="as present and as missing"):
        eular_acr_2019(ana=True, present=["acle"], missing=["acle"])
