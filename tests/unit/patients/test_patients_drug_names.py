"""Drugs in the names of products."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.fhir import facts, request
from trialhead.patients import Treatment
from trialhead.patients.drug_names import drugs_in


@pytest.mark.parametrize(
    ("product", "drugs"),
    [
        ("prednisone", ["prednisone"]),
        ("predniSONE 5 MG Oral Tablet", ["prednisone"]),
        ("Naproxen sodium 220 MG Oral Tablet", ["naproxen"]),
        ("24 HR Metformin hydrochloride 500 MG Extended Release Oral Tablet", ["metformin"]),
        ("Amoxicillin 250 MG / Clavulanate 125 MG Oral Tablet", ["amoxicillin", "clavulanic acid"]),
        ("Acetaminophen 300 MG / HYDROcodone Bitartrate 5 MG [Vicodin]", None),
        ("Diazepam [Valium]", ["diazepam"]),
        ("Carbamazepine[Tegretol]", ["carbamazepine"]),
        ("Frobnicate 10 MG [Valium]", ["diazepam"]),
        ("120 ACTUAT Fluticasone propionate 0.044 MG/ACTUAT Metered Dose Inhaler", ["fluticasone"]),
        ("NITROFURANTOIN, MACROCRYSTALS 50 MG Oral Capsule", ["nitrofurantoin"]),
        ("Vitamin B 12 5 MG/ML Injectable Solution", ["vitamin b 12"]),
        ("Methotrexate tablets", ["methotrexate"]),
        ("tacrolimus 0.1% ointment", ["tacrolimus"]),
        ("Frobnicate 28 Day Pack", ["Frobnicate"]),
        ("NDA020800 0.3 ML Frobnicate 1 MG/ML Auto-Injector", ["Frobnicate"]),
        ("Frobnicate 0.15/30 28 Day Pack", ["Frobnicate"]),
    ],
)
def test_strengths_forms_and_salts_are_no_part_of_a_drug(
    product: str, drugs: list[str] | None
) -> None:
    read = [fact.drug for fact in facts(request(product)) if isinstance(fact, Treatment)]
    assert read == (drugs or ["acetaminophen", "hydrocodone"])


@given(st.text(min_size=1))
def test_any_product_has_a_drug_with_a_name(product: str) -> None:
    words = " ".join(product.split())
    if words:
        assert all(drug and drug[0] for drug in drugs_in(words))
        assert drugs_in(words)
