"""What people call drugs leads to the drug, and drugs lead to their classes."""

from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialhead.errors import NotFound
from trialhead.vocabulary import Drug, drugs, normalise

ALL = {drug.key: drug for _, drug in drugs().terms()}
CLASSES = [drug for drug in ALL.values() if drug.is_class]
SINGLE = [drug for drug in ALL.values() if not drug.is_class]


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("prednisone", "prednisone"),
        ("Prednison", "prednisone"),
        ("Medrol", "methylprednisolone"),
        ("ciclosporin", "cyclosporine"),
        ("cyclosporin A", "cyclosporine"),
        ("MMF", "mycophenolate mofetil"),
        ("mycophenolic acid", "mycophenolate mofetil"),
        ("CellCept", "mycophenolate mofetil"),
        ("MTX", "methotrexate"),
        ("hydroxychloroquine sulphate", "hydroxychloroquine"),
        ("Plaquenil", "hydroxychloroquine"),
        ("paracetamol", "acetaminophen"),
        ("acetylsalicylic acid", "aspirin"),
        ("salbutamol", "albuterol"),
        ("rifampicin", "rifampin"),
        ("frusemide", "furosemide"),
        ("adrenaline", "epinephrine"),
        ("aciclovir", "acyclovir"),
        ("Humira", "adalimumab"),
        ("Rituxan", "rituximab"),
        ("certolizumab pegol", "certolizumab"),
        ("Keytruda", "pembrolizumab"),
        ("T-DM1", "trastuzumab emtansine"),
        ("nab-paclitaxel", "paclitaxel"),
        ("5-FU", "fluorouracil"),
        ("5 fluorouracil", "fluorouracil"),
        ("imatinib mesylate", "imatinib"),
        ("metformin hydrochloride", "metformin"),
        ("Lantus", "insulin glargine"),
        ("NPH insulin", "nph insulin"),
        ("IVIg", "intravenous immunoglobulin"),
        ("St. John's wort", "st john's wort"),
        ("TMP-SMX", "sulfamethoxazole/trimethoprim"),
        ("co-amoxiclav", "amoxicillin/clavulanic acid"),
        ("BMS-986165", "deucravacitinib"),
        ("telitacicept", "telitacicept"),
        ("MMR vaccine", "mmr vaccine"),
        ("Shingrix", "recombinant zoster vaccine"),
        ("Zostavax", "live zoster vaccine"),
        ("vitamin B12", "vitamin b 12"),
    ],
)
def test_every_name_leads_to_one_drug(words: str, key: str) -> None:
    found = drugs().named(words)
    assert found is not None
    assert (found.key, found.is_class) == (key, False)


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("corticosteroids", "glucocorticoid"),
        ("steroids", "glucocorticoid"),
        ("systemic glucocorticoids", "systemic corticosteroid"),
        ("oral steroids", "systemic corticosteroid"),
        ("ICS", "inhaled corticosteroid"),
        ("non-steroidal anti-inflammatory drugs", "NSAID"),
        ("NSAIDs", "NSAID"),
        ("csDMARDs", "conventional DMARD"),
        ("biologics", "biologic therapy"),
        ("JAK inhibitors", "JAK inhibitor"),
        ("Janus kinase inhibitor", "JAK inhibitor"),
        ("anti-TNFα", "TNF inhibitor"),
        ("anti-tumour necrosis factor alpha", "TNF inhibitor"),
        ("anti CD20 antibodies", "anti-CD20 antibody"),
        ("B-cell-depleting therapy", "B-cell depleting therapy"),
        ("immunosuppressive medication", "immunosuppressant"),
        ("anti-PD-1", "PD-1 inhibitor"),
        ("anti-PD-(L)1", "PD-1/PD-L1 inhibitor"),
        ("anti-CTLA-4 antibody", "CTLA-4 inhibitor"),
        ("CAR T cells", "CAR-T cell therapy"),
        ("platinum-based chemotherapy", "platinum chemotherapy"),
        ("EGFR-TKIs", "EGFR tyrosine kinase inhibitor"),
        ("CDK 4/6 inhibitor", "CDK4/6 inhibitor"),
        ("LHRH agonists", "GnRH agonist"),
        ("VKA", "vitamin K antagonist"),
        ("NOACs", "DOAC"),
        ("low-molecular-weight heparin", "LMWH"),
        ("blood thinners", "anticoagulant"),
        ("HMG-CoA reductase inhibitors", "statin"),
        ("ACE-inhibitors", "ACE inhibitor"),
        ("angiotensin II receptor blockers", "ARB"),
        ("beta-blockers", "beta blocker"),
        ("glucagon-like peptide-1 receptor agonists", "GLP-1 receptor agonist"),
        ("SGLT-2 inhibitors", "SGLT2 inhibitor"),
        ("sulphonylureas", "sulfonylurea"),
        ("MAOIs", "MAO inhibitor"),
        ("antiepileptic drugs", "anticonvulsant"),
        ("proton-pump inhibitors", "PPI"),
        ("HAART", "antiretroviral"),
        ("live attenuated vaccines", "live vaccine"),
        ("live, attenuated vaccine", "live vaccine"),
        ("flu shot", "influenza vaccine"),
        ("G-CSF", "G-CSF"),
        ("strong inhibitors of CYP3A4", "strong CYP3A4 inhibitor"),
        ("oral contraceptives", "contraceptive"),
        ("traditional Chinese medicine", "herbal medicine"),
        ("experimental drugs", "investigational drug"),
        ("insulin", "insulin"),
    ],
)
def test_every_name_leads_to_one_class(words: str, key: str) -> None:
    found = drugs().named(words)
    assert found is not None
    assert (found.key, found.is_class) == (key, True)


@pytest.mark.parametrize(
    "words",
    """water;alcohol;glucose;calcium;iron;zinc;more;he;cap;at 10;generic;control;placebo;today
    balance;hemoglobin;creatinine;albumin;bilirubin;platelets;cholesterol;c-peptide;lactate;HER2
    thyroid;egg;peanut;milk;tobacco;serum;oxygen;parathyroid hormone;FSH;TSH;luminal;met;oat;as
    bicycle;the study drug;""".replace("\n", ";").split(";"),
)
def test_foods_measurements_and_everyday_words_are_no_drugs(words: str) -> None:
    assert drugs().named(words.strip()) is None


CHAINS = """
    rituximab < anti-CD20 antibody < B-cell depleting therapy < B-cell targeted therapy
        < biologic DMARD < DMARD
    biologic DMARD < biologic therapy
    telitacicept < BLyS inhibitor < biologic DMARD
    belimumab < BLyS inhibitor < B-cell targeted therapy
    tofacitinib < JAK inhibitor < targeted synthetic DMARD < DMARD
    methotrexate < conventional DMARD < DMARD
    tacrolimus < calcineurin inhibitor < immunosuppressant
    prednisone < systemic corticosteroid < glucocorticoid
    budesonide < inhaled corticosteroid < glucocorticoid
    infliximab < TNF inhibitor < biologic DMARD
    pembrolizumab < PD-1 inhibitor < PD-1/PD-L1 inhibitor < immune checkpoint inhibitor
        < immunotherapy
    cisplatin < platinum chemotherapy < chemotherapy < antineoplastic
    fluorouracil < fluoropyrimidine < antimetabolite < chemotherapy
    osimertinib < EGFR tyrosine kinase inhibitor < EGFR inhibitor < targeted therapy
        < antineoplastic
    leuprolide < GnRH agonist < androgen deprivation therapy < hormone therapy
    enoxaparin < LMWH < heparin < anticoagulant
    warfarin < vitamin K antagonist < anticoagulant
    apixaban < DOAC < anticoagulant
    clopidogrel < P2Y12 inhibitor < antiplatelet
    lisinopril < ACE inhibitor < RAAS inhibitor < antihypertensive
    hydrochlorothiazide < thiazide < diuretic < antihypertensive
    metformin < biguanide < oral antidiabetic drug < glucose-lowering drug
    semaglutide < GLP-1 receptor agonist < incretin therapy < glucose-lowering drug
    insulin glargine < basal insulin < insulin < glucose-lowering drug
    sertraline < SSRI < antidepressant < psychotropic drug
    selegiline < MAO-B inhibitor < MAO inhibitor < antidepressant
    salmeterol < LABA < beta agonist < bronchodilator
    omeprazole < PPI < acid-suppressing drug
    amoxicillin < penicillin < beta-lactam < antibiotic < anti-infective
    fluconazole < azole antifungal < antifungal < anti-infective
    efavirenz < NNRTI < antiretroviral < antiviral < anti-infective
    yellow fever vaccine < live vaccine < vaccine
    recombinant zoster vaccine < inactivated vaccine < vaccine
    filgrastim < G-CSF < growth factor
    zoledronic acid < bisphosphonate < bone agent
    ritonavir < strong CYP3A4 inhibitor < CYP3A4 inhibitor
    R-CHOP < CHOP < cyclophosphamide < alkylating agent
    R-CHOP < rituximab
    FOLFIRINOX < FOLFOX < oxaliplatin < platinum chemotherapy
    nicotine replacement therapy < smoking cessation drug
"""


def _chains() -> list[list[str]]:
    lines = CHAINS.replace("\n        <", " <").strip().splitlines()
    return [line.strip().split(" < ") for line in lines]


@pytest.mark.parametrize("chain", _chains(), ids=lambda chain: chain[0])
def test_a_drug_belongs_to_every_class_above_it_and_none_to_it(chain: list[str]) -> None:
    for place, narrow in enumerate(chain):
        assert all(drugs().is_a(narrow, broad) for broad in chain[place:])
        assert not any(drugs().is_a(broad, narrow) for broad in chain[place + 1 :])


@pytest.mark.parametrize(
    ("key", "other"),
    [
        ("hydroxychloroquine", "anti-infective"),  # taken for lupus, it is no treated infection
        ("azathioprine", "chemotherapy"),
        ("recombinant zoster vaccine", "live vaccine"),
        ("live influenza vaccine", "inactivated vaccine"),
        ("rituximab", "TNF inhibitor"),
        ("acetaminophen", "NSAID"),
        ("fludrocortisone", "systemic corticosteroid"),
        ("metformin", "insulin"),
        ("heroin", "cannabinoid"),
    ],
)
def test_a_drug_does_not_belong_to_other_classes(key: str, other: str) -> None:
    assert drugs().get(key)
    assert drugs().get(other)
    assert not drugs().is_a(key, other)


@pytest.mark.parametrize(
    ("key", "members"),
    [
        ("DOAC", {"apixaban", "betrixaban", "dabigatran", "edoxaban", "rivaroxaban"}),
        ("taxane", {"cabazitaxel", "docetaxel", "paclitaxel"}),
        ("biguanide", {"buformin", "metformin", "phenformin"}),
        ("CTLA-4 inhibitor", {"ipilimumab", "quavonlimab", "tremelimumab"}),
    ],
)
def test_the_members_of_a_class_are_its_drugs_and_their_products(
    key: str, members: set[str]
) -> None:
    single = {name for name in drugs().members(key) if "/" not in name}
    assert single == members


def test_the_members_of_a_broad_class_include_those_of_narrower_ones() -> None:
    assert drugs().members("anti-CD20 antibody") < drugs().members("DMARD")
    assert not any(drugs().get(key).is_class for key in drugs().members("DMARD"))
    assert drugs().members("investigational drug") == frozenset()


@pytest.mark.parametrize(
    ("product", "key", "classes"),
    [
        ("Combivir", "lamivudine/zidovudine", {"lamivudine", "zidovudine", "NRTI"}),
        ("Bactrim", "sulfamethoxazole/trimethoprim", {"trimethoprim", "sulfonamide"}),
        ("levodopa/carbidopa", "carbidopa/levodopa", {"levodopa", "antiparkinson drug"}),
        ("Symbicort", "budesonide/formoterol", {"inhaled corticosteroid", "LABA", "ICS/LABA"}),
        ("Augmentin", "amoxicillin/clavulanic acid", {"penicillin", "beta-lactamase inhibitor"}),
    ],
)
def test_a_product_of_several_drugs_counts_as_each(
    product: str, key: str, classes: set[str]
) -> None:
    found = drugs().named(product)
    assert found is not None
    assert found.key == key
    assert all(drugs().is_a(key, each) for each in classes)


def test_the_list_is_large_and_every_name_means_one_thing() -> None:
    owners: dict[str, str] = {}
    for words, drug in drugs().terms():
        assert owners.setdefault(normalise(words), drug.key) == drug.key
    assert len(CLASSES) >= 170
    assert 8_000 < len(SINGLE) < 20_000


def test_every_name_finds_its_own_drug() -> None:
    assert all(drugs().named(words) == drug for words, drug in drugs().terms())


def test_every_class_and_substance_named_as_broader_exists() -> None:
    for drug in ALL.values():
        assert all(drugs().get(key) for key in drug.broader)


def test_every_member_written_in_the_list_of_classes_is_a_known_drug() -> None:
    # A member that is no drug would silently belong to nothing.
    text = files("trialhead.vocabulary").joinpath("terms/drug_classes.tsv").read_text("utf-8")
    named = {member for line in text.splitlines() for member in line.split("\t")[3].split(";")}
    known = {drug.key for drug in SINGLE}
    assert named - {""} <= known


def test_nothing_stands_above_itself() -> None:
    for drug in ALL.values():
        assert not any(drugs().is_a(key, drug.key) for key in drug.broader)


def test_a_drug_knows_its_names_and_what_to_show() -> None:
    found = drugs().get("deucravacitinib")
    assert "BMS-986165" in found.synonyms
    assert found.name == found.key
    assert any(drug.name != drug.key and drug.name.lower() == drug.key for drug in SINGLE)


def test_an_unknown_key_is_said_to_be_unknown() -> None:
    with pytest.raises(NotFound, match="Bicycle"):
        drugs().get("Bicycle")


@pytest.mark.parametrize(
    "wrong",
    [
        {"key": "", "name": "x"},
        {"key": "x", "name": ""},
        {"key": "x", "name": "x", "broader": ("x",)},
    ],
)
def test_a_drug_without_a_name_or_within_itself_cannot_be_made(wrong: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="drug needs"):
        Drug(is_class=False, **wrong)  # type: ignore[arg-type]


def test_the_list_is_read_once() -> None:
    assert drugs() is drugs()


@given(st.sampled_from(SINGLE), st.sampled_from(CLASSES))
def test_membership_and_is_a_say_the_same(drug: Drug, broad: Drug) -> None:
    assert (drug.key in drugs().members(broad.key)) == drugs().is_a(drug.key, broad.key)


@given(st.sampled_from(CLASSES), st.sampled_from(CLASSES), st.sampled_from(list(ALL)))
def test_belonging_passes_on_upwards(one: Drug, other: Drug, key: str) -> None:
    if drugs().is_a(key, one.key) and drugs().is_a(one.key, other.key):
        assert drugs().is_a(key, other.key)


@given(st.text())
def test_any_text_gives_an_answer(text: str) -> None:
    found = drugs().named(text)
    assert found is None or found.key in ALL
    assert drugs().is_a(text, text)
