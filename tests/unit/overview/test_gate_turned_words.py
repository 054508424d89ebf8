"""The gate where one word turns a sentence round: a prefix, an exception, a rate, an opposite."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.overview.conftest import Sampled, asked_for
from trialhead.overview import FaultKind, Sentence, check
from trialhead.overview.claims import claims
from trialhead.overview.directions import other_order, turned
from trialhead.overview.inflamed import named
from trialhead.overview.opposites import opposite_faults
from trialhead.overview.polarity import is_negative, negations
from trialhead.overview.rates import rate_faults

TEXT = """\
Inclusion Criteria:

* Undergoing wibble surgery at 1-2 spinal levels
* Currently a client receiving outpatient care for gout
* Regular smokers who plan smoking cessation

Exclusion Criteria:

* Non-English speaking patients
* Non-compliant with wibble visits
* Adverse events (with exception of alopecia and fatigue) from any prior anticancer therapy
* History of pancreatitis
* Current incarceration
* Current psychotherapy engagement
* Participants who have used any of the following drugs within 14 days prior to enrollment: digoxin, warfarin
* Suicidality within the past 6 months, as determined by clinical staff
"""  # noqa: E501  a record's line is as long as it is
MODULES = {
    "descriptionModule": {"briefSummary": "Wobbles are studied in people with gout."},
    "eligibilityModule": {
        "eligibilityCriteria": TEXT,
        "sex": "FEMALE",
        "minimumAge": "35 Years",
        "maximumAge": "55 Years",
    },
    "armsInterventionsModule": {
        "interventions": [{"name": "Digoxin"}],
        "armGroups": [
            {
                "label": "Bike",
                "description": "Patients perform exercise on a stationary bike, three days a week "
                "for 16 weeks. They receive ten sessions of training over a two week period.",
            },
            {
                "label": "Diet",
                "description": "The USDA 5 step questionnaire is filled in. High-dose iron is "
                "swallowed in the morning, with a 4-week maintenance period thereafter.",
            },
        ],
    },
}  # fmt: skip
RECORD = asked_for(TEXT, **MODULES)


def kinds(text: str, record: Sampled = RECORD) -> set[FaultKind]:
    """The kinds of faults of one sentence."""
    (only,) = check([Sentence(text=text)], *record).sentences
    return {fault.kind for fault in only.faults}


@pytest.mark.parametrize(
    "text",
    [
        "You cannot join if you do not speak English.",
        "You must speak English.",
        "You cannot join if you had pancreatitis before.",
        "You cannot join if you ever had an inflamed pancreas (pancreatitis).",
        "You cannot join if you are in prison now.",
        "You cannot join if you are in talk therapy (psychotherapy) now.",
        "The surgery must be at one or two levels of the spine.",
        "You must be a woman between 35 and 55.",
        "People exercise on a bike three days a week for 16 weeks.",
        "You get ten sessions of training over two weeks.",
        "You cannot join if you took digoxin in the 14 days before joining.",
        "You cannot join if you thought of suicide in the past 6 months.",
        "You must plan to stop smoking.",
    ],
)
def test_what_the_record_says_in_other_words_passes(text: str) -> None:
    assert kinds(text) == set()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("You cannot join if you speak English.", FaultKind.NEGATION),
        ("You must not speak English.", FaultKind.NEGATION),
        (
            "You cannot join if you lost your hair from an earlier cancer treatment.",
            FaultKind.NEGATION,
        ),
        ("People exercise on a bike five days a week for 16 weeks.", FaultKind.NUMBER),
        ("You must be in a hospital to get care for gout.", FaultKind.NAME),
        ("Digoxin is given after the surgery.", FaultKind.COMPARATOR),
        ("You must be a woman between 30 and 55.", FaultKind.NUMBER),
        ("The surgery must be at two or three levels of the spine.", FaultKind.NUMBER),
        ("You cannot join if you ever had an inflamed liver.", FaultKind.SUPPORT),
        ("High-dose iron is swallowed in the evening.", FaultKind.NAME),
        ("Low-dose iron is swallowed in the morning.", FaultKind.NAME),
    ],
)
def test_a_word_that_turns_the_sentence_is_told(text: str, kind: FaultKind) -> None:
    assert kind in kinds(text)


@pytest.mark.parametrize(
    ("told", "held"),
    [
        (
            "within 14 days after joining: digoxin",
            "any of the following within 14 days prior to joining: digoxin",
        ),
        (
            "within 14 days after joining, of these drugs",
            "the following drugs within 14 days before joining",
        ),
        ("a 4-week period therebefore", "a 4-week period thereafter"),
        (
            "later cycles: after infusion, and before its end",
            "subsequent cycles: prior to infusion, prior to its end",
        ),
    ],
)
def test_before_is_not_after_whatever_is_listed_next(told: str, held: str) -> None:
    assert list(turned(told, held))


@pytest.mark.parametrize(
    ("told", "held"),
    [
        (
            "these drugs within 14 days before joining",
            "the following drugs within 14 days prior to joining",
        ),
        ("a 4-week period after that", "a 4-week period thereafter"),
        ("later cycles: before infusion", "subsequent cycles: prior to infusion"),
    ],
)
def test_a_list_that_follows_comes_after_nothing(told: str, held: str) -> None:
    assert not list(turned(told, held))


def test_what_came_earlier_did_not_come_afterwards() -> None:
    assert other_order("You had spine surgery afterwards.", "Patients who had previous surgery")
    assert not other_order("You had spine surgery before.", "Patients who had previous surgery")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Non-English speaking", 1),
        ("non-compliance with visits", 1),
        ("non-pregnant women", 1),
        ("non-small cell lung cancer", 0),
        ("non-steroidal drugs", 0),
        ("none", 1),
    ],
)
def test_non_is_a_no_before_what_people_do(text: str, count: int) -> None:
    assert negations(text) == count


def test_two_of_them_undo_each_other() -> None:
    assert not is_negative("You cannot join if you are non-compliant.")


@given(
    told=st.integers(1, 9),
    held=st.integers(1, 9),
    what=st.sampled_from(["days", "times", "hours", "visits"]),
    period=st.sampled_from(["week", "month", "year"]),
)
def test_a_rate_is_that_of_the_record(told: int, held: int, what: str, period: str) -> None:
    found = list(rate_faults(f"You train {told} {what} a {period}.", f"{held} {what} per {period}"))
    assert bool(found) == (told != held)


@pytest.mark.parametrize(
    ("told", "held"),
    [
        ("You train five days a week.", "a 5 step questionnaire"),
        ("You train five days a week.", "five days per month"),
        ("You train five days.", "three days a week"),
        ("You train five days a week.", "3 to 5 days a week"),
    ],
)
def test_other_things_are_no_rate_of_the_same(told: str, held: str) -> None:
    assert not list(rate_faults(told, held))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("an inflamed pancreas", "an pancreatitis"),
        ("inflammation of the liver", "hepatitis"),
        ("Inflammation in your joints", "arthritis"),
        ("a painful pancreas", "a painful pancreas"),
        ("an inflamed wibble", "an inflamed wibble"),
    ],
)
def test_an_inflamed_organ_has_its_name(text: str, name: str) -> None:
    assert named(text) == name


@pytest.mark.parametrize(
    ("told", "held"),
    [
        ("care in a hospital", "outpatient care"),
        ("outpatient care", "hospitalized patients"),
        ("taken by mouth", "given intravenously"),
        ("injected", "an oral tablet"),
        ("in the morning", "at bedtime"),
        ("your mother", "the father"),
        ("on an empty stomach", "with food"),
        ("the left knee", "the right knee"),
        ("low-fat meals", "a high fat meal"),
        ("a single dose", "multiple doses"),
        ("taken by mouth", "60 mg/m2 i.v on day 1"),
        ("a disc in the lower back", "the cervical disc"),
        ("an illness that came back", "newly diagnosed illness"),
        ("strength of one hand", "both hands"),
    ],
)
def test_an_opposite_is_told(told: str, held: str) -> None:
    assert list(opposite_faults(told, held))
    assert not list(opposite_faults(told, f"{held}, or {told}"))
    assert not list(opposite_faults(told, told))


def test_a_stage_is_no_way_of_giving_a_drug() -> None:
    assert not list(opposite_faults("taken by mouth", "Stage IV cancer"))


@pytest.mark.parametrize(
    "text",
    [
        "With your illness you get in.",
        "They will say yes to you.",
        "Problems are seen only once in a blue moon.",
    ],
)
def test_a_place_or_a_mild_course_is_a_promise(text: str) -> None:
    assert FaultKind.PROMISE in kinds(text)


def test_whom_to_get_in_touch_with_is_none() -> None:
    assert FaultKind.PROMISE not in kinds("You get in touch with the team.")


def test_who_cannot_join_is_not_what_the_study_is_about(asking: Callable[..., Sampled]) -> None:
    record = asking(
        "Exclusion Criteria:\n\n* Chronic leukemia\n",
        conditionsModule={"conditions": ["Acute leukemia"]},
    )
    assert kinds("The study is about chronic leukemia.", record)
    assert kinds("The study is about acute leukemia.", record) == set()


def test_a_massage_is_no_age() -> None:
    (ten, weeks) = claims("ten sessions of massage over two weeks")
    assert (ten.comparator, weeks.comparator) == ("", "")


def test_what_the_study_is_about_denies_no_rule(asking: Callable[..., Sampled]) -> None:
    record = asking(
        "Exclusion Criteria:\n\n* Histology report of any type of malignancy other than "
        "papillary thyroid cancer, or no follow-up\n",
        conditionsModule={"conditions": ["Papillary Thyroid Carcinoma"]},
    )
    assert kinds("The study is about a kind of thyroid cancer.", record) == set()


@pytest.mark.parametrize(
    ("criterion", "told", "missing"),
    [
        ("Healthy children", "It also takes healthy people.", True),
        ("Healthy volunteers", "You must be a healthy volunteer.", False),
    ],
)
def test_a_field_beside_the_rules_tells_a_rule_only_whole(
    criterion: str, told: str, missing: bool, asking: Callable[..., Sampled]
) -> None:
    text = f"Inclusion Criteria:\n\n* {criterion}\n"
    record = asking(
        text, eligibilityModule={"eligibilityCriteria": text, "healthyVolunteers": True}
    )
    assert bool(check([Sentence(text=told)], *record).uncovered) is missing


@pytest.mark.parametrize(
    ("told", "held"),
    [
        (
            "2 weeks: from the start to 14 days after the surgery",
            "2 months: from baseline to 14 days after the surgery",
        ),
        (
            "Cycle 1: 4 hours before infusion\n– Later cycles: 4 hours before the end",
            "Cycle 1: 4 hours before infusion; Subsequent cycles: 4 hours after the end",
        ),
    ],
)
def test_when_something_is_measured_is_held_to_the_whole_of_it(
    told: str, held: str, asking: Callable[..., Sampled]
) -> None:
    record = asking(
        TEXT,
        outcomesModule={"primaryOutcomes": [{"measure": "Wibbles", "timeFrame": held}]},
    )
    assert kinds(f"When it is measured, in plainer words: {told}", record)


def test_each_part_of_a_sentence_is_held_to_its_own_passage(
    asking: Callable[..., Sampled],
) -> None:
    summary = (
        "The main questions this study aims to answer are:\n\n"
        "Participants will complete 5 video call visits over about 6 months."
    )
    record = asking(TEXT, descriptionModule={"briefSummary": summary})
    own = "The main questions this study aims to answer are: People will complete 5 video call visits over about"  # noqa: E501
    assert kinds(f"{own} 6 months", record) == set()
    assert FaultKind.NUMBER in kinds(f"{own} 5 months", record)


@pytest.mark.parametrize("text", ["The study looks at how safe wobbles are."])
def test_how_safe_something_is_promises_nothing(text: str) -> None:
    assert FaultKind.PROMISE not in kinds(text)
    assert FaultKind.PROMISE in kinds("Wobbles are safe.")
