"""The entries of a patient file, each read into one fact."""

from trialhead.errors import TrialheadError
from trialhead.patients.amounts import as_limit
from trialhead.patients.facts import (
    Answer,
    Condition,
    Measurement,
    Outcome,
    Participation,
    Procedure,
    Reproduction,
    ScoreFact,
    Severity,
    Treatment,
)
from trialhead.patients.fields import Fields
from trialhead.patients.naming import Names
from trialhead.vocabulary import scales


def condition(fields: Fields, names: Names) -> Condition:
    """{is: asthma, since: 2019-03, until:, ongoing:, active: no, severity: mild, ...}."""
    name, concepts = names.condition(fields.name("is"), source=fields.source)
    return Condition(
        name=name,
        concepts=concepts,
        present=not _never(fields),
        onset=fields.when("since"),
        ended=fields.when("until"),
        ongoing=fields.flag("ongoing"),
        severity=fields.choice("severity", Severity),
        grade=fields.number("grade"),
        stage=fields.text("stage"),
        treatment_ended=fields.when("treatment_ended"),
        qualities=_qualities(fields, "active"),
        source=fields.source,
    )


def treatment(fields: Fields, names: Names) -> Treatment:
    """{drug: prednisone, from: 2026-01-10, to:, dose: 60 mg/day, route: oral, ...}."""
    dose = fields.amount("dose")
    if dose is not None and dose.value_is != "=":
        fields.wrong("dose should be one number with its unit.")
    drug = names.drug(fields.name("drug"), source=fields.source)
    if dose is not None:
        names.unit(dose, drug, source=fields.source)
    return Treatment(
        drug=drug,
        given=not _never(fields),
        start=fields.when("from"),
        end=fields.when("to"),
        ongoing=fields.flag("ongoing"),
        dose=dose.value if dose else None,
        dose_unit=dose.unit if dose else "",
        route=fields.text("route"),
        line=fields.count("line"),
        outcome=fields.choice("outcome", Outcome),
        reason=fields.text("for"),
        qualities=_qualities(fields),
        source=fields.source,
    )


def measurement(fields: Fields, names: Names) -> Measurement:
    """{of: creatinine, value: 85 umol/L, on: 2026-06-01, upper: 104, ...} or {of:, result:}."""
    value, result = fields.amount("value"), fields.text("result")
    if value is None and not result and not fields.has("value"):
        fields.wrong("A result needs 'value' or 'result'; leave the entry out if it is unknown.")
    lower, upper = (as_limit(fields.amount(name), value) for name in ("lower", "upper"))
    units = {limit.unit for limit in (lower, upper) if limit}
    if len(units) > 1:
        fields.wrong("lower and upper are in different units; write both in one.")
    analyte = names.analyte(fields.name("of"), source=fields.source)
    if value is not None:
        names.unit(value, analyte, source=fields.source)
    return Measurement(
        analyte=analyte,
        on=fields.when("on"),
        value=value.value if value else None,
        value_is=value.value_is if value else "=",
        unit=value.unit if value else "",
        result=result,
        lower=lower.value if lower else None,
        upper=upper.value if upper else None,
        limit_unit=next(iter(units), ""),
        specimen=fields.text("specimen"),
        setting=fields.text("setting"),
        laboratory=fields.text("laboratory"),
        source=fields.source,
    )


def score(fields: Fields, names: Names) -> ScoreFact:
    """{scale: NYHA, value: II, on:} or {scale: SLEDAI-2K, present: [...], missing: [...]}."""
    scale = names.scale(fields.name("scale"), source=fields.source)
    present, missing = fields.texts("present"), fields.texts("missing")
    if (present is None) != (missing is None):
        fields.wrong("present and missing belong together; write [] for the one that is empty.")
    return ScoreFact(
        scale=scale,
        on=fields.when("on"),
        value=_points(fields, scale),
        present=present or (),
        missing=missing,
        inputs=fields.flags("inputs"),
        source=fields.source,
    )


def procedure(fields: Fields, names: Names) -> Procedure:
    """{is: dialysis, on: 2026-02-01}, {is: dialysis, never: yes} or {is: dialysis, needed: yes}.

    Without ``never``, ``done`` and ``needed`` it was done.
    """
    never, done, needed = fields.decided("never"), fields.flag("done"), fields.flag("needed")
    if never and done:
        fields.wrong("It cannot be done and never; leave one out.")
    if not fields.has("done") and not fields.has("needed"):
        done = True
    return Procedure(
        name=names.procedure(fields.name("is"), source=fields.source),
        done=False if never else done,
        needed=needed,
        on=fields.when("on"),
        qualities=_qualities(fields),
        source=fields.source,
    )


def participation(fields: Fields, names: Names) -> Participation:
    """{last_contact: 2026-02-01, interventional: yes} or {never: yes}."""
    if not any(map(fields.has, ("never", "last_contact", "interventional"))):
        fields.wrong("A participation needs 'last_contact', 'interventional' or 'never'.")
    return Participation(
        took_part=not _never(fields),
        last_contact=fields.when("last_contact"),
        interventional=fields.flag("interventional"),
        source=fields.source,
    )


def reproduction(fields: Fields, names: Names) -> Reproduction:
    """{on:, pregnant: no, breastfeeding:, childbearing_potential:, contraception_agreed:}."""
    return Reproduction(
        on=fields.when("on"),
        pregnant=fields.flag("pregnant"),
        breastfeeding=fields.flag("breastfeeding"),
        childbearing_potential=fields.flag("childbearing_potential"),
        contraception_agreed=fields.flag("contraception_agreed"),
        source=fields.source,
    )


def answer(fields: Fields, names: Names) -> Answer | None:
    """{question: meets leukapheresis standards, holds: yes}; none while it is unknown."""
    question, holds = fields.name("question"), fields.flag("holds")
    if not fields.has("holds"):
        fields.wrong("An answer lacks 'holds'; write yes, no or unknown.")
    return None if holds is None else Answer(question=question, holds=holds, source=fields.source)


def _never(fields: Fields) -> bool:
    return fields.decided("never") is True


def _qualities(fields: Fields, *direct: str) -> dict[str, bool]:
    """Yes/no statements under ``qualities``, and those that may stand in the entry itself."""
    given = fields.flags("qualities")
    for name in direct:
        if name in given and fields.has(name):
            fields.wrong(f"{name} is given twice; leave it in one place.", at=name)
        given.setdefault(name, fields.flag(name))
    return {name: holds for name, holds in given.items() if holds is not None}


def _points(fields: Fields, scale: str) -> float | None:
    """A score as a number; a class in words ("II", "B") by the vocabulary's order of them."""
    words = fields.text("value")
    if not words or words.replace(".", "", 1).isdecimal():
        return fields.number("value")
    try:
        return scales().normalise_value(scales().get(scale), words)
    except TrialheadError as error:
        fields.wrong(f"value: {words[:40]!r} is no value of {scale}. {error.fix}", at="value")
        return None
