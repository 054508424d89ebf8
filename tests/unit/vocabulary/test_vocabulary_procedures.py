"""What people call operations and examinations leads to the procedure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialhead.errors import NotFound
from trialhead.vocabulary import Procedure, normalise, procedures

ALL = {procedure.key: procedure for _, procedure in procedures().terms()}


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("surgical procedures", "surgery"),
        ("major operation", "major surgery"),
        ("radiation therapy", "radiotherapy"),
        ("XRT", "radiotherapy"),
        ("whole-brain irradiation", "whole brain radiotherapy"),
        ("SBRT", "stereotactic body radiotherapy"),
        ("chemoradiation", "chemoradiotherapy"),
        ("solid organ transplant", "organ transplantation"),
        ("renal transplant", "kidney transplantation"),
        ("renal allograft", "kidney transplantation"),
        ("HSCT", "hematopoietic stem cell transplantation"),
        ("bone marrow transplantation", "hematopoietic stem cell transplantation"),
        ("haematopoietic stem-cell transplant", "hematopoietic stem cell transplantation"),
        ("allo-HSCT", "allogeneic stem cell transplantation"),
        ("ASCT", "autologous stem cell transplantation"),
        ("haemodialysis", "hemodialysis"),
        ("CAPD", "peritoneal dialysis"),
        ("percutaneous coronary interventions", "PCI"),
        ("PTCA", "PCI"),
        ("coronary artery bypass grafting", "CABG"),
        ("drug-eluting stents", "coronary stent"),
        ("implantable cardioverter-defibrillator", "ICD"),
        ("cardiac pacemaker", "pacemaker"),
        ("invasive mechanical ventilation", "mechanical ventilation"),
        ("supplemental oxygen", "oxygen therapy"),
        ("RBC transfusions", "red cell transfusion"),
        ("plasma exchange", "plasmapheresis"),
        ("removal of the uterus", "hysterectomy"),
        ("bilateral salpingo-oophorectomy", "bilateral oophorectomy"),
        ("surgically sterile", "surgical sterilization"),
        ("sterilisation", "surgical sterilization"),
        ("weight loss surgery", "bariatric surgery"),
        ("total hip arthroplasty", "hip replacement"),
        ("magnetic resonance imaging", "MRI"),
        ("CT scans", "CT"),
        ("PET/CT", "PET-CT"),
        ("echocardiogram", "echocardiography"),
        ("EGD", "upper endoscopy"),
        ("spinal tap", "lumbar puncture"),
        ("electroconvulsive therapy", "ECT"),
        ("rTMS", "TMS"),
        ("cognitive behavioural therapy", "CBT"),
        ("physical therapy", "physiotherapy"),
        ("IUD", "intrauterine device"),
        ("hospital admission", "hospitalization"),
        ("ultraviolet B phototherapy", "UVB phototherapy"),
        ("donated blood", "blood donation"),
    ],
)
def test_every_name_leads_to_one_procedure(words: str, key: str) -> None:
    found = procedures().named(words)
    assert found is not None
    assert found.key == found.name == key


@pytest.mark.parametrize(
    "words", ["ten", "tip", "tips", "theatre", "prednisone", "asthma", "MRSA", "prior", ""]
)
def test_other_words_are_no_procedures(words: str) -> None:
    assert procedures().named(words) is None


CHAINS = """
    hip replacement < joint replacement < joint surgery < orthopedic surgery < surgery
    kidney transplantation < organ transplantation < transplantation
    organ transplantation < major surgery < surgery
    allogeneic stem cell transplantation < hematopoietic stem cell transplantation < transplantation
    hemodialysis < dialysis < renal replacement therapy
    hemofiltration < renal replacement therapy
    CABG < coronary revascularization < revascularization
    CABG < cardiac surgery < surgery
    coronary stent < PCI < coronary revascularization
    ICD < implanted electronic device < implanted device
    deep brain stimulation < neurostimulator < implanted electronic device
    mechanical ventilation < respiratory support
    red cell transfusion < blood transfusion
    plasmapheresis < apheresis
    hysterectomy < surgical sterilization
    bilateral oophorectomy < oophorectomy < gynecologic surgery < surgery
    vasectomy < surgical sterilization
    sleeve gastrectomy < bariatric surgery < gastrointestinal surgery < abdominal surgery
    stereotactic body radiotherapy < stereotactic radiotherapy < external beam radiotherapy
        < radiotherapy
    brachytherapy < radiotherapy
    liver biopsy < biopsy
    colonoscopy < endoscopy
    PET-CT < PET < imaging
    PET-CT < CT < imaging
    CBT < psychotherapy
    physiotherapy < rehabilitation
    PUVA < phototherapy
    panretinal photocoagulation < laser photocoagulation < laser therapy
    ICU admission < hospitalization
    IVF < assisted reproduction
    cataract surgery < intraocular surgery < eye surgery < surgery
"""


def _chains() -> list[list[str]]:
    lines = CHAINS.replace("\n        <", " <").strip().splitlines()
    return [line.strip().split(" < ") for line in lines]


@pytest.mark.parametrize("chain", _chains(), ids=lambda chain: chain[0])
def test_a_procedure_is_a_kind_of_all_above_it_and_none_of_it(chain: list[str]) -> None:
    for place, narrow in enumerate(chain):
        assert all(procedures().is_a(narrow, broad) for broad in chain[place:])
        assert not any(procedures().is_a(broad, narrow) for broad in chain[place + 1 :])


@pytest.mark.parametrize(
    ("key", "other"),
    [
        ("hematopoietic stem cell transplantation", "organ transplantation"),
        ("autologous stem cell transplantation", "allogeneic stem cell transplantation"),
        ("oophorectomy", "surgical sterilization"),  # one ovary may be left
        ("peritoneal dialysis", "hemodialysis"),
        ("minor surgery", "major surgery"),
        ("endoscopy", "surgery"),
    ],
)
def test_a_procedure_is_no_kind_of_others(key: str, other: str) -> None:
    assert procedures().get(key)
    assert procedures().get(other)
    assert not procedures().is_a(key, other)


def test_every_name_means_one_thing_and_finds_its_procedure() -> None:
    owners: dict[str, str] = {}
    for words, procedure in procedures().terms():
        assert owners.setdefault(normalise(words), procedure.key) == procedure.key
        assert procedures().named(words) == procedure
    assert len(ALL) >= 150


def test_every_broader_procedure_exists() -> None:
    for procedure in ALL.values():
        assert all(procedures().get(key) for key in procedure.broader)


def test_nothing_stands_above_itself() -> None:
    for procedure in ALL.values():
        assert not any(procedures().is_a(key, procedure.key) for key in procedure.broader)


def test_an_unknown_key_is_said_to_be_unknown() -> None:
    with pytest.raises(NotFound, match="Bicycle"):
        procedures().get("Bicycle")


@pytest.mark.parametrize("wrong", [{"key": ""}, {"key": "x", "broader": ("x",)}])
def test_a_procedure_without_a_key_or_within_itself_cannot_be_made(wrong: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="procedure needs"):
        Procedure(**wrong)  # type: ignore[arg-type]


def test_the_list_is_read_once() -> None:
    assert procedures() is procedures()


@given(st.text())
def test_any_text_gives_an_answer(text: str) -> None:
    found = procedures().named(text)
    assert found is None or found.key in ALL
    assert procedures().is_a(text, text)
