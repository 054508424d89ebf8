"""Criteria files that make no sense are refused, each with its file, line and remedy."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories.criteria import studies
from trialhead.criteria import StudyCriteria, faults_in, read_criteria, write_criteria
from trialhead.errors import Unreadable


def one(form: str) -> str:
    """A file with one criterion; its form stands on line 4."""
    return f"study: NCT1\ninclusion:\n- id: I1\n  {form}\n"


BAD = {
    "another key at the top": ("study: N\ninclusions: []\n", 2, "'inclusions'", "inclusion,"),
    "no study": ("inclusion: []\n", 1, "not named", "Add study"),
    "a later language": ("study: N\nlanguage: 2\n", 2, "version", "language: 1"),
    "a language in words": ("study: N\nlanguage: one\n", 2, "version", "language: 1"),
    "a list": ("- a\n- b\n", 1, "names with values", "name: value"),
    "a word": ("lupus\n", 1, "names with values", "name: value"),
    "a tab": ("study: N\n\tinclusion: []\n", 2, "no YAML", "indents"),
    "an open bracket": ("study: N\ninclusion: [\n", 3, "no YAML", "brackets"),
    "two files in one": ("study: N\n---\nstudy: M\n", 2, "no YAML", "Check"),
    "a sign no file may hold": ("study: N\x00\n", 1, "no YAML", "Check"),
    "no id": ("study: N\ninclusion:\n- sex: male\n", 3, "no id", "Add id"),
    "a criterion in words": ("study: N\ninclusion:\n- Asthma\n", 3, "names with", "name: value"),
    "an id in a list": ("study: N\nexclusion:\n- id: [a]\n  sex: male\n", 3, "words are", "plain"),
    "a title in a list": (one("title: [a]\n  sex: male"), 4, "words are missing", "plain value"),
    "no form": ("study: N\ninclusion:\n\n- id: I1\n", 4, "0 forms", "all or any"),
    "two forms": (one("condition: Asthma\n  sex: female"), 3, "2 forms", "all or any"),
    "a slip in a form": (one("conditon: Asthma"), 3, "'conditon' is no form", "mean condition?"),
    "a slip in a key": (one("condition:\n    is: a\n    stags: I"), 6, "'stags'", "mean stages?"),
    "a key of another form": (one("age: {at_least: 18, stages: I}"), 4, "'stages'", "on, at_least"),
    "a doubled key": (one("sex: male\n  sex: male"), 5, "twice", "Keep one"),
    "an empty any": (one("any: []"), 3, "at least one part", "Mend"),
    "an empty all": (one("all: []"), 3, "at least one part", "Mend"),
    "words below any": (one("any: [Asthma]"), 4, "names with values", "name: value"),
    "3 of 2": (
        one("at_least: {count: 3, of: [{sex: male}, {sex: female}]}"),
        3,
        "At least 3 of 2",
        "Mend",
    ),
    "0 of 1": (one("at_least: {count: 0, of: [{sex: male}]}"), 3, "At least 0 of 1", "Mend"),
    "a count in words": (one("at_least: {count: two, of: []}"), 4, "'two'", "whole number"),
    "a count of yes": (one("at_least: {count: yes, of: []}"), 4, "True", "whole number"),
    "no count": (one("at_least: {of: [{sex: male}]}"), 4, "'count' is missing", "Add count"),
    "nothing to count": (one("at_least: {count: 1}"), 4, "'of' is missing", "Add of"),
    "no exception": (one("unless: {holds: {sex: male}}"), 4, "'exception'", "Add exception"),
    "one reading": (
        one("readings: {ambiguity: A, conservative: {sex: male}}"),
        4,
        "'lenient' is missing",
        "Add lenient",
    ),
    "a slip in a reading": (
        one("readings: {ambiguty: A, conservative: {sex: male}, lenient: {sex: male}}"),
        4,
        "'ambiguty'",
        "mean ambiguity?",
    ),
    "two below not": (one("not: {sex: male, unread: x}"), 4, "2 forms", "all or any"),
    "another sex": (one("sex: woman"), 4, "neither female nor male", "Mend"),
    "an age in hours": (one("age: {at_least: 18 hours}"), 4, "'hour' is no unit of age", "Mend"),
    "an age in grams": (one("age: {at_least: 18 mg}"), 4, "'mg' is no unit of age", "Mend"),
    "bounds the wrong way round": (
        one("age: {at_least: 65 years, at_most: 18 years}"),
        4,
        "No number lies within",
        "at_least",
    ),
    "an end twice": (one("age: {at_least: 18, above: 17}"), 4, "same end twice", "Keep one"),
    "a number in words": (one("age: {at_least: ten years}"), 4, "no number", "30 mg/dL"),
    "no number at all": (one("age: {at_least: .nan}"), 4, "no number", "30 mg/dL"),
    "two units": (
        one("age: {at_least: 18 months, at_most: 65 years}"),
        4,
        "different units",
        "one unit",
    ),
    "no result": (one("measurement: {analyte: HBsAg}"), 4, "either bounds or results", "Mend"),
    "two kinds of result": (
        one("measurement: {analyte: HBsAg, results: positive, at_least: 1}"),
        4,
        "either bounds or results",
        "Mend",
    ),
    "another use": (one("measurement: {analyte: a, use: first}"), 4, "'first'", "latest, any"),
    "half a result": (one("measurement: {analyte: a, in_a_row: 1.5}"), 4, "1.5", "whole number"),
    "another moment": (one("condition: {is: a, when: often}"), 4, "no moment", "now or ever"),
    "two times": (
        one("condition: {is: a, when: ever, within: 4 weeks}"),
        4,
        "within and when exclude",
        "Keep one",
    ),
    "an event without window": (
        one("condition: {is: a, before: consent}"),
        4,
        "without a time",
        "within: 4 weeks",
    ),
    "a window in moons": (one("condition: {is: a, within: 4 moons}"), 4, "'4 moons'", "4 weeks"),
    "a window without unit": (one("condition: {is: a, within: 4}"), 4, "'4'", "4 weeks"),
    "a window into the future": (one("condition: {is: a, within: -1 day}"), 4, "'-1 day'", "4 w"),
    "a window in Arabic digits": (
        one("condition: {is: a, within: ٣ weeks}"),
        4,
        "'٣ weeks' has digits that are not 0 to 9",
        "digits 0 to 9, as 4 weeks",
    ),
    "an end in wide digits": (
        one("age: {at_least: １８ years}"),
        4,
        "'１８ years' has digits that are not 0 to 9",
        "as 30 mg/dL",
    ),
    "a count in Thai digits": (
        one("at_least: {count: ๒, of: [{sex: male}, {sex: female}]}"),
        4,
        "'๒' is no whole number",
        "digits 0 to 9",
    ),
    "a count that says it is one": (
        one("at_least: {count: !!int ٢, of: [{sex: male}, {sex: female}]}"),
        4,
        "'٢' has digits that are not 0 to 9",
        "0 to 9",
    ),
    "a window longer than time": (
        one("condition: {is: a, within: 99999999999 years}"),
        4,
        "no length of time a study can mean",
        "shorter",
    ),
    "since nothing": (one("condition: {is: a, since: }"), 4, "needs the event", "Mend"),
    "an illness without name": (one("condition: []"), 4, "must name", "Mend"),
    "a name in a list in a list": (one("condition: [[a]]"), 4, "words are missing", "plain"),
    "a name with names below": (one("condition: {is: {a: b}}"), 4, "words are missing", "plain"),
    "a slip in an exception": (
        one("condition: {is: a, but_not: [{severty: mild}]}"),
        4,
        "'severty'",
        "mean severity?",
    ),
    "a dose without unit": (
        one("treatment: {is: prednisone, dose: {at_least: 10}}"),
        4,
        "needs its unit",
        "Mend",
    ),
    "a dose in one word": (one("treatment: {is: a, dose: 10 mg}"), 4, "names with", "name: value"),
    "neither yes nor no": (
        one("treatment: {is: a, as_prednisone: often}"),
        4,
        "'often'",
        "yes or no",
    ),
    "no drug": (one("treatment: {is: a, agents: 0}"), 4, "0 different drugs", "Mend"),
    "another aspect": (one("reproduction: nursing"), 4, "'nursing'", "breastfeeding"),
    "another judge": (one("judgement: {statement: a, judge: me}"), 4, "'me'", "the study team"),
    "an alias": (one("any: [&a {sex: male}, *a]"), 4, "an alias", "Write the part out"),
    "an alias of itself": (one("any: &a [{not: {any: *a}}]"), 4, "an alias", "Write the part"),
    "aliases that multiply": (
        "study: N\nevents: {a: &a [x, x], b: &b [*a, *a], c: [*b, *b]}\n",
        2,
        "an alias",
        "Write the part",
    ),
    "merged names": (
        "study: N\nevents: &x {sex: male}\ninclusion:\n- id: I1\n  <<: *x\n",
        2,
        "an alias",
        "Write the part",
    ),
    "too deep": (
        one("not: " + "{not: " * 60 + "{sex: male}" + "}" * 60),
        4,
        "too deep",
        "Flatten",
    ),
    "events in a list": ("study: N\nevents: [a]\n", 2, "names with values", "name: value"),
    "half a doubt": ("study: N\nambiguities: [{id: A}]\n", 2, "'doubt'", "Add doubt"),
    "a value that lies": (one("sex: !!int nonsense"), 4, "not understood", "plain words"),
    "a day that lies": (one("sex: !!timestamp nonsense"), 4, "not understood", "plain words"),
    "a language of yes": ("study: N\nlanguage: true\n", 2, "version", "language: 1"),
    "an empty id": ("study: N\ninclusion:\n- id: ''\n  sex: male\n", 3, "no id", "Add id"),
    "perhaps by hand": (one("manual: maybe\n  sex: male"), 4, "'maybe'", "yes or no"),
    "more than can be": (one("age: {at_least: 1e400 years}"), 4, "too large", "number that can"),
    "a score with a unit": (
        one("score: {scale: SLEDAI-2K, at_least: 6 mg}"),
        4,
        "a score has no unit",
        "Leave the unit out",
    ),
    "a score without limits": (
        one("score: {scale: SLEDAI-2K}"),
        4,
        "something needed is missing",
        "Add at_least, above, at_most or below",
    ),
}


@pytest.mark.parametrize("what", BAD)
def test_bad_files_are_refused_with_line_and_remedy(what):
    text, line, mistake, fix = BAD[what]
    with pytest.raises(Unreadable) as refused:
        read_criteria(text, name="bad.yaml")
    assert refused.value.mistake.startswith(f"bad.yaml, line {line}: ")
    assert mistake in refused.value.mistake
    assert fix in refused.value.fix


@given(
    st.characters(categories=["Nd"], exclude_characters="0123456789"),
    st.sampled_from(
        [
            "age: {{at_least: {}8 years}}",
            "age: {{at_least: 1.{} years}}",
            "condition: {{is: a, within: {} weeks}}",
            "condition: {{is: a, within: 2{} weeks}}",
            "at_least: {{count: !!int '{}', of: [{{sex: male}}]}}",
            "measurement: {{analyte: a, at_least: !!float '{}'}}",
        ]
    ),
)
def test_digits_of_no_other_script_are_taken(digit: str, form: str) -> None:
    text = one(form.format(digit))
    assert read_criteria(one(form.format("1")), name="good.yaml").criteria
    with pytest.raises(
        Unreadable, match=r"bad.yaml, line 4: .* digits that are not 0 to 9"
    ) as told:
        read_criteria(text, name="bad.yaml")
    assert "0 to 9" in told.value.fix


def test_signs_of_units_and_names_are_no_digits() -> None:
    text = one("measurement: {analyte: eGFR, below: 60 mL/min/1.73m²}\n  title: المرحلة ٣")
    (criterion,) = read_criteria(text, name="good.yaml").criteria
    assert criterion.title == "المرحلة ٣"


def test_every_broken_criterion_is_told_at_once():
    text = """\
study: N
inclusion:
- {id: I1, age: {at_leest: 18 years}}
- {id: I2, sex: male}
- {id: I3, sex: woman}
exclusion:
- {sex: male}
- {id: E2, condition: {is: Asthma, stags: I}}
ambiguities:
- {id: A}
inclusions: []
"""
    faults = faults_in(text, name="bad.yaml")
    assert [fault.mistake.split(":")[0] for fault in faults] == [
        f"bad.yaml, line {line}" for line in (11, 3, 5, 7, 8, 10)
    ]
    assert all(fault.fix for fault in faults)
    with pytest.raises(Unreadable, match="'inclusions'"):
        read_criteria(text, name="bad.yaml")


@pytest.mark.parametrize("what", BAD)
def test_a_broken_file_has_a_fault_and_a_sound_one_none(what):
    text = BAD[what][0]
    assert faults_in(text, name="bad.yaml")
    assert faults_in("study: N\ninclusion:\n- {id: I1, sex: male}\n", name="x") == ()


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("", "empty"),
        ("\n# only a comment\n", "empty"),
        ("#" * 2_000_001, "too long"),
        (one("not: " + "[" * 20_000), "no YAML"),
        ("study: N\ninclusion:\n- {id: I1, sex: male}\n- {id: I1, sex: female}\n", "called I1"),
        (
            "study: N\ninclusion: [{id: X, sex: male}]\nexclusion: [{id: X, sex: male}]\n",
            "called X",
        ),
    ],
    ids=["empty", "comment", "long", "brackets", "ids", "ids across sides"],
)
def test_files_that_are_wrong_as_a_whole(text, mistake):
    with pytest.raises(Unreadable, match=mistake) as refused:
        read_criteria(text, name="bad.yaml")
    assert "bad.yaml" in refused.value.mistake
    assert refused.value.fix


def refusal(text: str) -> str:
    """Why a text is refused; nothing if it is read."""
    try:
        assert isinstance(read_criteria(text, name="any.yaml"), StudyCriteria)
    except Unreadable as refused:
        return refused.mistake
    return ""


def test_nothing_in_a_file_is_run(tmp_path):
    witness = tmp_path / "witness"
    refusal(one(f"condition: !!python/object/apply:pathlib.Path.touch ['{witness}']"))
    refusal(one(f"condition: !!python/object/apply:os.system ['touch {witness}']"))
    assert not witness.exists()


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text):
    assert refusal(text)[:8] in ("", "any.yaml")


@settings(max_examples=40)
@given(studies(), st.data())
def test_a_damaged_file_is_read_or_refused(study, data):
    lines = write_criteria(study).splitlines()
    at = data.draw(st.integers(0, len(lines) - 1))
    lines[at : at + 1] = data.draw(
        st.sampled_from(([], [lines[at]] * 2, [f" {lines[at]}"], [lines[at].strip(" -")]))
    )
    assert refusal("\n".join(lines))[:8] in ("", "any.yaml")
