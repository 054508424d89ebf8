"""Random people and criteria about the same few things, so that they often meet."""

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from tests.factories.people import ON
from trialhead import criteria, patients
from trialhead.criteria import AnyNode, Bounds, Criterion, Moment, Side, Timing, Use
from trialhead.instruments import Duration, TimeUnit
from trialhead.patients import Fact, Kind, PatientRecord, When

#: Families of names: within one, some are kinds of others.
ILLNESSES = (
    ("Neoplasms", "Breast Neoplasms", "Carcinoma, Basal Cell"),
    ("Lupus Erythematosus, Systemic", "Lupus Nephritis"),
    ("Myocardial Infarction",),
    ("unstable vital signs",),
)
DRUGS = (
    ("glucocorticoid", "prednisone", "methylprednisolone"),
    ("vaccine", "live vaccine"),
    ("methotrexate",),
    ("mycophenolate mofetil", "mycophenolic acid"),
)
ANALYTES = (("AST", "U/L"), ("SpO2", "%"), ("HBsAg", ""), ("creatinine", "mg/dL"))
NUMBERS = (
    ("AST", "ULN"),
    ("AST", "U/L"),
    ("SpO2", "%"),
    ("creatinine", "mg/dL"),
    ("eGFR", "mL/min/{1.73_m2}"),
)
PROCEDURES = ("hematopoietic stem cell transplantation", "renal replacement therapy")
QUALITIES = ("active", "treated")
STATEMENTS = ("fit", "willing")

yes_no = st.booleans()
maybe = st.sampled_from((True, False, None))


def rarely(strategy: st.SearchStrategy[Any], empty: object) -> st.SearchStrategy[Any]:
    """Mostly ``empty``, so that criteria are not too much to be met."""
    return st.integers(0, 4).flatmap(lambda at: strategy if at == 0 else st.just(empty))


@st.composite
def whens(draw: st.DrawFn) -> When | None:
    """A day near screening, a month, or nothing."""
    day = ON + timedelta(days=draw(st.sampled_from((-1900, -100, -92, -90, -28, -27, -7, 0, 9))))
    width = draw(st.sampled_from((0, 0, 0, 20)))
    return draw(rarely(st.none(), When(day, day + timedelta(days=width))))


@st.composite
def spells(draw: st.DrawFn) -> tuple[When | None, When | None]:
    """A beginning and an end in their order."""
    start, end = draw(whens()), draw(whens())
    if start is not None and end is not None and start.earliest > end.earliest:
        start, end = end, start
    return start, end


qualities = st.dictionaries(st.sampled_from(QUALITIES), yes_no)


@st.composite
def illnesses(draw: st.DrawFn, family: tuple[str, ...]) -> list[Fact]:
    """Facts about one family: illnesses, or the word that there was none."""
    if draw(st.integers(0, 4)) == 0:
        return [_ill(family[0], present=False)]
    facts = []
    for name in draw(st.lists(st.sampled_from(family), min_size=1, max_size=2)):
        onset, ended = draw(spells())
        fact = _ill(
            name,
            onset=onset,
            ended=ended,
            ongoing=None if ended else draw(maybe),
            severity=draw(st.none() | st.sampled_from(patients.Severity)),
            grade=draw(st.none() | st.integers(1, 3)),
            treatment_ended=draw(whens()),
            qualities=draw(qualities),
        )
        facts.append(fact)
    return facts


def _ill(name: str, **fields: object) -> Fact:
    concepts = () if name.islower() else (name,)
    return patients.Condition(name=name, concepts=concepts, **fields)  # type: ignore[arg-type]


@st.composite
def treatments(draw: st.DrawFn, family: tuple[str, ...]) -> list[Fact]:
    """Facts about one family of drugs: treatments, or the word that there was none."""
    if draw(st.integers(0, 3)) == 0:
        return [patients.Treatment(drug=name, given=False) for name in family]
    facts: list[Fact] = []
    for name in draw(st.lists(st.sampled_from(family), min_size=1, max_size=2)):
        start, end = draw(spells())
        fact = patients.Treatment(
            drug=name,
            start=start,
            end=end,
            ongoing=None if end else draw(maybe),
            dose=draw(st.none() | st.sampled_from((4.0, 15.0, 60.0))),
            dose_unit="mg/d",
            route=draw(st.sampled_from(("", "oral", "topical"))),
            outcome=draw(st.none() | st.sampled_from(patients.Outcome)),
            qualities=draw(qualities),
        )
        facts.append(fact)
    return facts


@st.composite
def results(draw: st.DrawFn, analyte: str, unit: str, *, most: int) -> list[Fact]:
    """Results of one analyte."""
    return [
        patients.Measurement(
            analyte=analyte,
            on=draw(whens()),
            value=draw(st.sampled_from((None, 0.5, 1.0, 30.0, 91.0, 92.0, 120.0, 121.0))),
            value_is=draw(st.sampled_from("====<>")),
            unit=unit,
            result=draw(st.sampled_from(("", "positive", "negative", "indeterminate"))),
            upper=draw(st.sampled_from((None, 40.0))),
        )
        for _ in range(draw(st.integers(1, most)))
    ]


@st.composite
def procedures(draw: st.DrawFn, name: str) -> list[Fact]:
    """Facts about one procedure."""
    if draw(st.integers(0, 3)) == 0:
        return [patients.Procedure(name=name, done=False, needed=False)]
    return [
        patients.Procedure(name=name, done=True, needed=draw(maybe) or None, on=draw(whens()))
        for _ in range(draw(st.integers(0, 2)))
    ]


@st.composite
def _singles(draw: st.DrawFn) -> list[Fact]:
    """Facts of which there is at most one."""
    born = ON - timedelta(days=draw(st.sampled_from((6000, 6574, 6575, 12000, 24000))))
    sex = draw(st.sampled_from(patients.Sex))
    facts: list[Fact] = [
        patients.Birth(on=When.on(born)),
        patients.SexFact(sex=sex),
        patients.Measurement(
            analyte="body weight", value=60, unit="kg", on=When.on(date(2026, 1, 1))
        ),
        patients.ScoreFact(scale="SLEDAI-2K", on=draw(whens()), value=draw(st.integers(0, 20))),
        patients.Reproduction(
            childbearing_potential=draw(maybe) if sex is patients.Sex.FEMALE else None,
            contraception_agreed=draw(maybe),
        ),
        patients.Participation(
            took_part=draw(yes_no), last_contact=draw(whens()), interventional=draw(maybe)
        ),
    ]
    facts += [patients.Answer(question=one, holds=draw(yes_no)) for one in STATEMENTS]
    return [fact for fact in facts if draw(rarely(st.just(False), True))]


@st.composite
def records(draw: st.DrawFn, *, most_results: int = 1) -> PatientRecord:
    """A record that does not contradict itself."""
    facts = draw(_singles())
    for family in ILLNESSES:
        facts += draw(illnesses(family))
    for family in DRUGS:
        facts += draw(treatments(family))
    for analyte, unit in ANALYTES:
        facts += draw(results(analyte, unit, most=most_results))
    for name in PROCEDURES:
        facts += draw(procedures(name))
    kinds = draw(st.sets(st.sampled_from(Kind)))
    facts += [patients.Completeness(kind=kind) for kind in sorted(kinds)]
    return PatientRecord(facts=tuple(draw(st.permutations(facts))))


durations = st.sampled_from(
    (
        Duration(4, TimeUnit.WEEK),
        Duration(7, TimeUnit.DAY),
        Duration(3, TimeUnit.MONTH),
        Duration(5, TimeUnit.YEAR),
    )
)


@st.composite
def timings(draw: st.DrawFn) -> Timing:
    """A time of any kind."""
    moment = draw(st.sampled_from((Moment.NOW, Moment.EVER, Moment.EVER, *Moment)))
    needs = moment in (Moment.WITHIN, Moment.LONGER_AGO)
    event = draw(rarely(st.sampled_from(("randomisation", "infusion")), "screening"))
    return Timing(moment=moment, duration=draw(durations) if needs else None, event=event)


bounds = st.sampled_from(
    (
        Bounds(low=1),
        Bounds(high=30, high_included=False),
        Bounds(low=3, low_included=False),
        Bounds(low=1, high=92),
    )
)
names = st.sampled_from([name for family in ILLNESSES for name in family])
drugs = st.sampled_from([name for family in DRUGS for name in family])
listed = rarely(st.sampled_from(QUALITIES).map(lambda one: (one,)), ())

exceptions = st.builds(
    criteria.Condition,
    of=st.tuples(names),
    timing=timings(),
    qualities=listed,
    treatment_ended=rarely(timings(), None),
)

leaves = st.one_of(
    st.builds(criteria.Age, bounds=bounds),
    st.builds(criteria.Sex, sex=st.sampled_from(("female", "male"))),
    st.builds(
        criteria.Condition,
        of=st.lists(names, min_size=1, max_size=2).map(tuple),
        timing=timings(),
        severity=rarely(st.just("moderate"), ""),
        grade=rarely(bounds, None),
        qualities=listed,
        onset=rarely(timings(), None),
        treatment_ended=rarely(timings(), None),
        but_not=rarely(exceptions.map(lambda one: (one,)), ()),
    ),
    st.builds(
        criteria.Treatment,
        of=st.lists(drugs, min_size=1, max_size=3).map(tuple),
        timing=timings(),
        agents=st.sampled_from((1, 1, 2)),
        outcomes=rarely(st.sampled_from((("failed",), ("failed", "intolerant"))), ()),
        routes=rarely(st.just(("systemic",)), ()),
        lasting=rarely(durations, None),
        stable_for=rarely(durations, None),
        throughout=yes_no,
        qualities=listed,
    ),
    st.sampled_from(NUMBERS).flatmap(
        lambda asked: st.builds(
            criteria.Measurement,
            analyte=st.just(asked[0]),
            unit=st.just(asked[1]),
            bounds=bounds,
            use=rarely(st.sampled_from(Use), Use.LATEST),
            in_a_row=rarely(st.just(2), 1),
            timing=timings(),
        )
    ),
    st.builds(
        criteria.Measurement,
        analyte=st.sampled_from(("HBsAg", "AST")),
        results=st.sampled_from((("positive",), ("negative",), ("above_reference",))),
        timing=timings(),
    ),
    st.builds(criteria.Score, scale=st.just("SLEDAI-2K"), bounds=bounds, timing=timings()),
    st.builds(
        criteria.Procedure,
        of=st.sampled_from(PROCEDURES).map(lambda one: (one,)),
        timing=timings(),
        needed=yes_no,
    ),
    st.builds(
        criteria.Reproduction,
        aspect=st.sampled_from(criteria.Aspect),
        timing=timings(),
    ),
    st.builds(criteria.Participation, timing=timings(), interventional=yes_no),
    st.builds(criteria.Judgement, statement=st.sampled_from(STATEMENTS)),
)


def _combined(parts: st.SearchStrategy[AnyNode]) -> st.SearchStrategy[AnyNode]:
    several = st.lists(parts, min_size=1, max_size=3).map(tuple)
    return st.one_of(
        st.builds(criteria.All, parts=several),
        st.builds(criteria.Any, parts=several),
        several.flatmap(
            lambda some: st.builds(
                criteria.AtLeast, count=st.integers(1, len(some)), parts=st.just(some)
            )
        ),
        st.builds(criteria.Not, part=parts),
        st.builds(criteria.Unless, part=parts, exception=parts),
    )


nodes = st.recursive(leaves, _combined, max_leaves=5)


@st.composite
def criteria_(draw: st.DrawFn) -> Criterion:
    """A criterion, sometimes with two readings, of which the lenient one admits more people."""
    side = draw(st.sampled_from((Side.INCLUSION, Side.EXCLUSION)))
    node = draw(nodes)
    if draw(yes_no):
        other = draw(nodes)
        strict, broad = criteria.All(parts=(node, other)), criteria.Any(parts=(node, other))
        admits_fewer, admits_more = (strict, broad) if side is Side.INCLUSION else (broad, strict)
        node = criteria.Readings(ambiguity="A-1", conservative=admits_fewer, lenient=admits_more)
    return Criterion(id="I1", side=side, node=node)
