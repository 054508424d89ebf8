"""Random criteria of every form, with values a file can hold."""

from typing import Any

from hypothesis import strategies as st

from trialhead.criteria import (
    EVER,
    NOW,
    SCREENING,
    Age,
    All,
    Ambiguity,
    AnyNode,
    Aspect,
    AtLeast,
    Bounds,
    Classified,
    Condition,
    Criterion,
    Judge,
    Judgement,
    Leaf,
    Measurement,
    Moment,
    Not,
    Participation,
    Procedure,
    Readings,
    Reproduction,
    Score,
    Sex,
    Side,
    StudyCriteria,
    Timing,
    Treatment,
    Unless,
    Unread,
    Use,
)
from trialhead.criteria import Any as AnyOf
from trialhead.instruments import Duration, TimeUnit

EVENTS = (SCREENING, "consent", "enrolment", "first dose", "the day of infusion")
#: Words that a careless writer of files turns into something else, beside plain ones.
_ODD = (
    "yes",
    "No",
    "null",
    "~",
    "12",
    "1e3",
    "2026-01-31",
    "- a",
    "a: b",
    "# c",
    "é ≥ 3 µg",
    "'q\"",
)
_WORDS = ("lupus", "Neoplasms", "Carcinoma, Basal Cell", "live vaccine", "eGFR", "in writing")

texts = st.one_of(
    st.sampled_from((*_WORDS, *_ODD)),
    st.text(st.characters(codec="ascii", categories=("L", "N", "P", "S", "Zs")), min_size=1).filter(
        lambda words: bool(words.strip())
    ),
)
names = st.lists(texts, min_size=1, max_size=3).map(tuple)
some_names = st.lists(texts, max_size=2).map(tuple)
yes_no = st.booleans()


@st.composite
def durations(draw: st.DrawFn) -> Duration:
    """Lengths of time, whole and half."""
    unit = draw(st.sampled_from(TimeUnit))
    return Duration(draw(st.integers(0, 200)) / 2, unit)


@st.composite
def bounds(draw: st.DrawFn) -> Bounds:
    """Bounds with one end or two, in or out, near and far from nought."""
    numbers = st.one_of(st.integers(-5, 500), st.floats(-1e6, 1e9).map(lambda x: float(f"{x:.6g}")))
    ends = sorted({float(draw(numbers)), float(draw(numbers))})
    if len(ends) == 1:
        return Bounds(low=ends[0], high=ends[0])
    low, high = draw(st.sampled_from(((ends[0], ends[1]), (ends[0], None), (None, ends[1]))))
    return Bounds(
        low=low,
        high=high,
        low_included=low is None or draw(yes_no),
        high_included=high is None or draw(yes_no),
    )


@st.composite
def timings(draw: st.DrawFn) -> Timing:
    """Every moment; an event that is not stated is screening."""
    moment = draw(st.sampled_from(Moment))
    length: Duration | None = None
    if moment in (Moment.WITHIN, Moment.LONGER_AGO):
        length = draw(durations())
    elif moment is Moment.AHEAD:
        length = draw(st.none() | durations())
    stated = moment is Moment.SINCE or draw(yes_no)
    event = draw(st.sampled_from(EVENTS)) if stated else SCREENING
    return Timing(moment=moment, duration=length, event=event, event_stated=stated)


def _maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


_ages = st.builds(
    Age,
    bounds=bounds(),
    unit=st.sampled_from(("year", "month", "week", "day")),
    event=st.sampled_from(EVENTS),
)
_conditions = st.recursive(
    st.builds(
        Condition,
        of=names,
        timing=st.just(NOW) | timings(),
        severity=st.just("") | texts,
        grade=_maybe(bounds()),
        stages=some_names,
        qualities=some_names,
        onset=_maybe(timings()),
        treatment_ended=_maybe(timings()),
    ),
    lambda inner: st.builds(Condition, of=names, but_not=st.lists(inner, max_size=2).map(tuple)),
    max_leaves=3,
)
_treatments = st.builds(
    lambda dose, **others: Treatment(
        dose=dose, dose_unit="" if dose is None else "mg/kg/d", **others
    ),
    dose=_maybe(bounds()),
    of=names,
    timing=st.just(EVER) | timings(),
    agents=st.integers(1, 5),
    outcomes=some_names,
    as_prednisone=yes_no,
    lasting=_maybe(durations()),
    throughout=yes_no,
    routes=some_names,
    lines=_maybe(bounds()),
    stable_for=_maybe(durations()),
    qualities=some_names,
)
_results: st.SearchStrategy[dict[str, Any]] = st.one_of(
    st.fixed_dictionaries({"results": names}),
    st.fixed_dictionaries(
        {
            "bounds": bounds(),
            "unit": st.sampled_from(("", "ULN", "LLN", "%", "mg/dL", "mL/min/{1.73_m2}", "10*9/L")),
        }
    ),
)
_measurements = st.builds(
    lambda result, **others: Measurement(**result, **others),
    result=_results,
    analyte=texts,
    use=st.sampled_from(Use),
    in_a_row=st.integers(1, 3),
    timing=st.just(NOW) | timings(),
    specimen=st.just("") | texts,
    setting=st.just("") | texts,
)
#: One strategy for every kind of leaf.
LEAVES: dict[type, st.SearchStrategy[Any]] = {
    Age: _ages,
    Sex: st.builds(Sex, sex=st.sampled_from(("female", "male"))),
    Condition: _conditions,
    Treatment: _treatments,
    Measurement: _measurements,
    Score: st.builds(
        Score,
        scale=texts,
        bounds=bounds(),
        timing=st.just(NOW) | timings(),
        window=_maybe(durations()),
    ),
    Classified: st.builds(Classified, scale=texts),
    Procedure: st.builds(
        Procedure,
        of=names,
        timing=st.just(EVER) | timings(),
        needed=yes_no,
        qualities=some_names,
    ),
    Reproduction: st.builds(
        Reproduction,
        aspect=st.sampled_from(Aspect),
        timing=st.just(NOW) | timings(),
        specimen=st.sampled_from(("", "blood", "urine")),
        until=st.just("") | texts,
    ),
    Participation: st.builds(Participation, timing=timings(), interventional=yes_no),
    Judgement: st.builds(Judgement, statement=texts, judge=st.sampled_from(Judge)),
    Unread: st.builds(Unread, statement=texts),
}


def leaf_nodes() -> st.SearchStrategy[Leaf]:
    """Leaves of every kind."""
    return st.one_of(*LEAVES.values())


def nodes() -> st.SearchStrategy[AnyNode]:
    """Leaves and combinations of them, a few levels deep."""
    return st.recursive(leaf_nodes(), _combined, max_leaves=6)


def _combined(inner: st.SearchStrategy[AnyNode]) -> st.SearchStrategy[AnyNode]:
    parts = st.lists(inner, min_size=1, max_size=3).map(tuple)
    return st.one_of(
        st.builds(All, parts=parts),
        st.builds(AnyOf, parts=parts),
        parts.flatmap(
            lambda found: st.builds(AtLeast, count=st.integers(1, len(found)), parts=st.just(found))
        ),
        st.builds(Not, part=inner),
        st.builds(Unless, part=inner, exception=inner),
        st.builds(
            Readings,
            ambiguity=texts,
            conservative=inner,
            lenient=inner,
            explanation=st.just("") | texts,
        ),
    )


@st.composite
def _criteria(draw: st.DrawFn, side: Side, letter: str) -> list[Criterion]:
    found = draw(st.lists(nodes(), max_size=3))
    return [
        Criterion(
            id=f"{letter}{number}",
            side=side,
            node=node,
            title=draw(st.just("") | texts),
            mark=draw(st.sampled_from(("", "12ab", "1e10 99", "00"))),
            manual=draw(yes_no),
            assumptions=draw(some_names),
        )
        for number, node in enumerate(found, start=1)
    ]


@st.composite
def studies(draw: st.DrawFn) -> StudyCriteria:
    """Criteria of a study as a file holds them: side by side."""
    sides = ((Side.INCLUSION, "I"), (Side.EXCLUSION, "E"), (Side.GENERAL, "G"))
    criteria = [one for side, letter in sides for one in draw(_criteria(side, letter))]
    doubts = st.builds(Ambiguity, id=texts, doubt=texts, default=texts, question=texts)
    return StudyCriteria(
        study=draw(texts),
        record=draw(st.just("") | texts),
        reviewed=draw(st.just("") | texts),
        synthetic=draw(st.booleans()),
        criteria=tuple(criteria),
        events=tuple(draw(st.dictionaries(texts, texts, max_size=2)).items()),
        ambiguities=tuple(draw(st.lists(doubts, max_size=2))),
    )
