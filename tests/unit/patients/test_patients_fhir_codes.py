"""The lists of codes: well formed, and in the vocabulary's words."""

import pytest

from trialhead.patients.fhir_codes import measured_by_loinc, vaccines_by_cvx
from trialhead.vocabulary import analytes, drugs, scales


def luhn_is_right(code: str) -> bool:
    """LOINC codes end in a check digit: doubled every second digit from the right, by tens."""
    digits = [int(digit) for digit in reversed(code.replace("-", ""))]
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[1::2]]
    return (sum(digits[0::2]) + sum(doubled)) % 10 == 0


@pytest.mark.parametrize("code", measured_by_loinc())
def test_every_loinc_code_has_its_check_digit(code: str) -> None:
    assert luhn_is_right(code)


def test_every_loinc_code_stands_for_a_key_or_for_what_the_vocabulary_lacks() -> None:
    for code, target in measured_by_loinc().items():
        named = analytes().named(target.name) if target.kind == "analyte" else None
        assert named is None or named.key == target.name, code
        if target.kind == "scale":
            assert [scale.key for scale in scales().named(target.name)] == [target.name], code


def test_most_loinc_codes_are_known_measurements() -> None:
    keys = {target.name for target in measured_by_loinc().values() if target.kind == "analyte"}
    known = [
        code
        for code, target in measured_by_loinc().items()
        if target.kind == "analyte" and analytes().named(target.name)
    ]
    assert len(known) >= 120
    assert {"creatinine", "hemoglobin", "platelets", "ALT", "eGFR", "HBsAg"} <= keys


def test_no_line_of_the_lists_is_lost() -> None:
    assert (len(measured_by_loinc()), len(vaccines_by_cvx())) == (224, 110)
    assert measured_by_loinc()["2889-4"] == ("analyte", "24-hour proteinuria", "urine")
    assert vaccines_by_cvx()["01"][0].startswith("diphtheria")


def test_tests_in_urine_are_not_taken_for_those_in_blood() -> None:
    for code in ("2161-8", "2888-6", "1754-1", "2350-7"):
        target = measured_by_loinc()[code]
        assert target.specimen == "urine"
        assert analytes().named(target.name) is None


def test_every_class_of_vaccine_is_known() -> None:
    classes = {names[1] for names in vaccines_by_cvx().values() if len(names) > 1}
    assert classes == {"live vaccine", "inactivated vaccine"}
    assert all(drugs().named(name) for name in classes)
