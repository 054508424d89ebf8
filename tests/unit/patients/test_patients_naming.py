"""Names of a source, looked up in the vocabulary."""

import pytest

from trialhead.patients.amounts import read_amount
from trialhead.patients.naming import Names, analyte_key, drug_key, procedure_key, scale_key


def messages(names: Names) -> list[str]:
    """What is told of names nobody knows."""
    return [finding.message for finding in names.findings()]


@pytest.mark.parametrize(
    ("wordings", "name", "concepts"),
    [
        (("gout",), "gout", ("Gout",)),
        (("zumpf", "gout"), "gout", ("Gout",)),
        (("Severe chronic gout",), "Severe chronic gout", ("Gout",)),
        (("zumpf", "acute gout"), "acute gout", ("Gout",)),
        (("zumpf", "zimpf"), "zumpf", ()),
        (("severe",), "severe", ()),
    ],
)
def test_the_first_wording_known_is_used(
    wordings: tuple[str, ...], name: str, concepts: tuple[str, ...]
) -> None:
    assert Names().condition(*wordings, source="x") == (name, concepts)


def test_a_name_known_with_its_degree_keeps_its_own_meaning() -> None:
    names = Names()
    assert (
        names.condition("chronic kidney disease", source="x")[1]
        != (names.condition("kidney disease", source="x")[1])
    )


def test_each_kind_has_its_keys() -> None:
    names = Names()
    assert names.drug("zumpf", "Deltasone", source="x") == "prednisone"
    assert names.procedure("zumpf", "HSCT", source="x") == "hematopoietic stem cell transplantation"
    assert names.analyte("zumpf", "haemoglobin", source="x") == "hemoglobin"
    assert names.scale("zumpf", "mini-mental state examination", source="x") == "MMSE"
    assert messages(names) == []


@pytest.mark.parametrize("key_of", [drug_key, procedure_key, analyte_key, scale_key])
def test_what_nobody_knows_has_no_key(key_of: object) -> None:
    assert callable(key_of)
    assert key_of("zumpf") is None
    assert key_of("") is None


def test_unknown_names_are_counted_by_kind_and_place_of_the_first() -> None:
    names = Names()
    for source in ("line 1", "line 2", "line 3"):
        assert names.drug("zumpf", source=source) == "zumpf"
    assert names.procedure("zumpf", source="line 4") == "zumpf"
    assert [(one.message.partition(":")[0], one.source) for one in names.findings()] == [
        ("Unknown drug 'zumpf'", "line 1"),
        ("Unknown procedure 'zumpf'", "line 4"),
    ]
    assert messages(names)[0].endswith("(3 entries)")
    assert not messages(names)[1].endswith("entries)")


@pytest.mark.parametrize(
    ("amount", "analyte", "told"),
    [
        ("5 mg/dL", "creatinine", []),
        ("5", "INR", []),
        ("5", "zumpf", []),
        ("5", "creatinine", ["creatinine is given without a unit; the number cannot be compared."]),
        (
            "5 zumpf",
            "creatinine",
            ["The unit 'zumpf' is not known; the number cannot be compared."],
        ),
    ],
)
def test_a_unit_that_lacks_or_is_not_known_is_told(
    amount: str, analyte: str, told: list[str]
) -> None:
    names = Names()
    names.unit(read_amount(amount), analyte, source="x")
    assert messages(names) == told
