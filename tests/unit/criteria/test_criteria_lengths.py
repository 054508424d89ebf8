"""Lengths of time up to an event: a course that must last, or how far back a denial reaches."""

import pytest

from tests.factories.sentences import check, read
from trialhead.criteria import Read

DENIED = [
    (
        "No major surgery for at least 4 weeks prior to enrollment",
        "not: has had major surgery within 4 weeks before enrolment",
    ),
    (
        "No use of steroids for at least 4 weeks prior to screening",
        "not: treated with glucocorticoid within 4 weeks before screening",
    ),
    (
        "Has not received chemotherapy for at least 6 months",
        "not: treated with chemotherapy within 6 months before screening",
    ),
    ("No seizures for at least 6 months", "not: Seizures within 6 months before screening"),
    (
        "Free of seizures for 6 months prior to randomization",
        "not: Seizures within 6 months before randomisation",
    ),
    (
        "Has not had a stroke for at least 3 months",
        "not: Stroke within 3 months before screening",
    ),
    (
        "No surgery for more than 4 weeks before screening",
        "not: has had surgery within 4 weeks before screening",
    ),
    (
        "No antibiotics for the last 4 weeks",
        "not: treated with antibiotic within 4 weeks before screening",
    ),
    (
        "Patients must be off corticosteroids for at least 2 weeks prior to registration",
        "not: treated with glucocorticoid within 2 weeks before enrolment",
    ),
    (
        "Must be off any steroids 7 days prior to the initiation of treatment",
        "not: treated with glucocorticoid within 7 days before first dose",
    ),
]
LASTING = [
    (
        "On methotrexate for at least 12 weeks prior to screening",
        "on methotrexate, for at least 12 weeks",
    ),
    ("On methotrexate for 12 weeks prior to screening", "on methotrexate, for at least 12 weeks"),
    ("Receiving methotrexate for the last 3 months", "on methotrexate, for at least 3 months"),
    (
        "Treated with methotrexate for at least 12 weeks prior to screening",
        "read strictly, on methotrexate, for at least 12 weeks; read generously, treated with "
        "methotrexate, for at least 12 weeks, ever before screening",
    ),
    (
        "Asthma for at least 1 year before enrollment",
        "Asthma at enrolment, begun more than 1 year before enrolment",
    ),
    (
        "Chronic plaque psoriasis for at least 6 months before screening",
        "chronic plaque Psoriasis at screening, begun more than 6 months before screening",
    ),
    (
        "On methotrexate or leflunomide for at least 12 weeks prior to screening",
        "read strictly, on methotrexate, for at least 12 weeks or on leflunomide, for at least 12 "
        "weeks; read generously, on methotrexate or on leflunomide, for at least 12 weeks",
    ),
]
OPEN = [
    ("I", "No chemotherapy for more than 4 weeks before screening"),
    ("I", "No history of seizures for more than 1 year"),
    ("I", "Dialysis for at least 3 months before screening"),
    ("I", "On metformin for up to 3 months before screening"),
    ("I", "Has not had a stroke for at least 3 months within 2 years"),
    ("E", "Has not received chemotherapy for at least 6 months"),
    ("E", "Not on metformin for at least 3 months prior to screening"),
]
SIGNS = [
    (
        "Chemotherapy =< 21 days prior to registration",
        "treated with chemotherapy within 21 days before enrolment",
    ),
    ("Stroke => 6 months prior to registration", "Stroke more than 6 months before enrolment"),
]


@pytest.mark.parametrize(("words", "told"), DENIED)
def test_a_denied_length_is_how_far_back_the_denial_reaches(words: str, told: str) -> None:
    check("I", words, told)


@pytest.mark.parametrize(("words", "told"), LASTING)
def test_a_length_is_that_of_a_course_up_to_the_event(words: str, told: str) -> None:
    check("I", words, told)


def test_a_bare_length_may_bar_any_treatment_in_it() -> None:
    check(
        "E",
        "On pioglitazone for the last 5 months before screening",
        "read strictly, treated with pioglitazone within 5 months before screening; read "
        "generously, on pioglitazone, for at least 5 months",
    )


@pytest.mark.parametrize(("side", "words"), OPEN)
def test_what_could_mean_either_is_not_read_to_the_last(side: str, words: str) -> None:
    assert read(side, words).read is not Read.FULL


@pytest.mark.parametrize(("words", "told"), SIGNS)
def test_signs_of_comparison_may_be_written_either_way_round(words: str, told: str) -> None:
    check("E", words, told)
