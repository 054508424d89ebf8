"""The gate and criteria that are told whole, in the record's words made plainer."""

from collections.abc import Callable

import pytest

from tests.unit.overview.conftest import Sampled
from trialhead.overview import FaultKind, Sentence, Support, check
from trialhead.overview.passages import CRITERIA

CARE = "surgery within 28 days; or with not fully healed incision"
LIMITED = "Uncontrolled illness including but not limited to ongoing infection and unstable angina"
UNABLE = "Patients unable to comply with the study plan"
THIS = "You cannot join if this is true of you: "
RENAL = "Severe renal impairment"
ATTACK = "Myocardial infarction within two (2) years"
SKIN = "Squamous cell carcinoma of the skin"
NURSING = "Pregnant or lactating women are excluded"
TEXT = "Exclusion Criteria:\n\n" + "\n".join(
    f"* {each}" for each in (CARE, LIMITED, UNABLE, RENAL, ATTACK, SKIN, NURSING)
)


@pytest.fixture
def record(asking: Callable[..., Sampled]) -> Sampled:
    """A record with reasons against taking part."""
    return asking(TEXT)


def told(record: Sampled, words: str, text: str) -> set[FaultKind]:
    """The kinds of faults of one criterion made plainer, with its support."""
    study, criteria = record
    whole = study.eligibility.criteria
    (criterion,) = (each for each in criteria.criteria if each.words.of(whole) == words)
    support = Support(field=CRITERIA, words=words, span=criterion.words, criterion=criterion.id)
    report = check([Sentence(text=text, support=(support,), plainer=True)], study, criteria)
    faults = {fault.kind for each in report.sentences for fault in each.faults}
    return faults | ({FaultKind.SUPPORT} if criterion.id in report.uncovered else set())


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (
            CARE,
            "You cannot join if:\n– surgery within 28 days\n– or with not fully healed incision",
        ),
        (
            LIMITED,
            THIS + "uncontrolled illness\n"
            "– including but not limited to ongoing infection and unstable angina",
        ),
        (UNABLE, "You cannot join if you are unable to follow the study plan"),
        (RENAL, THIS + "severe kidney impairment"),
        (ATTACK, THIS + "heart attack within two (2) years"),
        (ATTACK, THIS + "heart attack within 2 years"),
        (SKIN, THIS + "squamous cell cancer of the skin"),
        (NURSING, THIS + "pregnant or breast-feeding women"),
    ],
)
def test_the_same_in_plainer_words_passes(record: Sampled, words: str, text: str) -> None:
    assert told(record, words, text) == set()


@pytest.mark.parametrize(
    ("words", "text", "kind"),
    [
        (
            CARE,
            "You cannot join if:\n– surgery within 28 days\n– or with fully healed incision",
            FaultKind.NEGATION,
        ),
        (
            CARE,
            "You can join only if:\n– surgery within 28 days\n– or with not fully healed incision",
            FaultKind.NEGATION,
        ),
        (
            CARE,
            "You cannot join if:\n– surgery within 29 days\n– or with not fully healed incision",
            FaultKind.NUMBER,
        ),
        (
            CARE,
            "You cannot join if:\n– surgery more than 28 days\n– or with not fully healed incision",
            FaultKind.COMPARATOR,
        ),
        (
            CARE,
            "You cannot join if:\n– surgery within 28 weeks\n– or with not fully healed incision",
            FaultKind.NUMBER,
        ),
        (
            LIMITED,
            "You can join if this is true of you: uncontrolled illness\n"
            "– including but not limited to ongoing infection and unstable angina",
            FaultKind.NEGATION,
        ),
        (UNABLE, "You cannot join if you are able to follow the study plan", FaultKind.NEGATION),
        (RENAL, THIS + "severe liver impairment", FaultKind.NAME),
        (ATTACK, THIS + "stroke within 2 years", FaultKind.NAME),
        (ATTACK, THIS + "heart attack within 3 years", FaultKind.NUMBER),
        (SKIN, THIS + "squamous cell cancer of the lung", FaultKind.NAME),
        (NURSING, THIS + "not pregnant or breast-feeding women", FaultKind.NEGATION),
    ],
)
def test_another_meaning_is_told(record: Sampled, words: str, text: str, kind: FaultKind) -> None:
    assert kind in told(record, words, text)
