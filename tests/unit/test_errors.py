"""Errors: one root, one table."""

import pytest

from trialhead import errors
from trialhead.errors import OUTCOMES, TrialheadError

KINDS = [
    kind
    for kind in vars(errors).values()
    if isinstance(kind, type) and issubclass(kind, TrialheadError) and kind is not TrialheadError
]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_an_error_says_the_mistake_and_the_fix(kind):
    error = kind("The file is empty.", fix="Give another.")
    assert (error.mistake, error.fix) == ("The file is empty.", "Give another.")
    assert str(error) == "The file is empty. Give another."


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_each_kind_has_its_own_row_in_the_table(kind):
    assert kind("x", fix="y").outcome is OUTCOMES[kind.code]
    assert [other for other in KINDS if other.code == kind.code] == [kind]


def test_every_row_belongs_to_a_kind():
    assert {kind.code for kind in KINDS} == set(OUTCOMES)


def test_exit_codes_differ_and_leave_the_usual_ones_alone():
    codes = [outcome.exit_code for outcome in OUTCOMES.values()]
    assert len(set(codes)) == len(codes)
    assert min(codes) > 2


def test_statuses_are_those_of_errors():
    assert all(400 <= outcome.http_status < 600 for outcome in OUTCOMES.values())
