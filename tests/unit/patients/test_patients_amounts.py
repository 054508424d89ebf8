"""Numbers with a unit as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialhead.patients.amounts import Amount, as_limit, in_units, read_amount


@pytest.mark.parametrize(
    ("text", "value", "value_is", "unit"),
    [
        ("85 umol/L", 85, "=", "umol/L"),
        ("85umol/L", 85, "=", "umol/L"),
        ("<5 mg/L", 5, "<", "mg/L"),
        ("≥ 1.5 mg/dL", 1.5, ">=", "mg/dL"),
        ("<= 2", 2, "<=", ""),
        ("60 mg/day", 60, "=", "mg/d"),
        ("1 mg/kg/day", 1, "=", "mg/kg/d"),
        ("75000 /uL", 75, "=", "10*9/L"),
        ("75 x 10^9/L", 75, "=", "10*9/L"),
        ("-3.2e1 %", -32, "=", "%"),
        ("1.2", 1.2, "=", ""),
    ],
)
def test_an_amount_is_read(text: str, value: float, value_is: str, unit: str) -> None:
    amount = read_amount(text)
    assert amount.value == pytest.approx(value, rel=1e-12)
    assert (amount.value_is, amount.unit, amount.known) == (value_is, unit, True)


@pytest.mark.parametrize(
    "text", ["", "high", "1,5 mg/L", "1.5.2", "5. mg", "mg 5", "1e999 mg", "٥ mg", "about 5"]
)
def test_what_is_no_number_is_refused_with_a_remedy(text: str) -> None:
    with pytest.raises(ValueError, match="write 85 umol/L"):
        read_amount(text)


def test_an_unknown_unit_stays_as_written() -> None:
    assert read_amount("3 frogs/pond") == Amount(value=3, unit="frogs/pond", known=False)


def test_words_after_a_unit_make_it_unknown() -> None:
    assert not in_units(3, "mg/dL or so").known


@pytest.mark.parametrize(
    ("limit", "value", "number", "unit"),
    [
        ("104", "85 umol/L", 104, ""),
        ("104 umol/L", "85 umol/L", 104, ""),
        ("1.2 mg/dL", "85 umol/L", 1.2, "mg/dL"),
        ("400000", "150000 /uL", 400, ""),
    ],
)
def test_a_limit_is_in_the_unit_of_its_result_unless_it_has_another(
    limit: str, value: str, number: float, unit: str
) -> None:
    read = as_limit(read_amount(limit), read_amount(value))
    assert read is not None
    assert (read.value, read.unit) == (pytest.approx(number), unit)


def test_a_limit_without_a_number_beside_it_stays() -> None:
    assert as_limit(None, read_amount("1")) is None
    assert as_limit(read_amount("5 mg/L"), None) == read_amount("5 mg/L")


@given(st.text())
def test_any_text_is_an_amount_or_refused(text: str) -> None:
    try:
        read_amount(text)
    except ValueError as error:
        assert "is no number" in str(error)  # noqa: PT017 - either outcome is right
