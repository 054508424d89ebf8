"""One question of a criterion as a clause in a language other than English.

The clause is made of the same leaf as its English twin. What has no name in the language has no
clause: the criterion is then quoted, never told by halves.
"""

from collections.abc import Callable, Iterable

from trialhead.criteria import (
    Age,
    Aspect,
    Classified,
    Condition,
    Leaf,
    Measurement,
    Moment,
    Participation,
    Procedure,
    Reproduction,
    Score,
    Sex,
    Treatment,
    Use,
)
from trialhead.errors import NotFound
from trialhead.overview.joining import agreed
from trialhead.overview.phrases import Phrases
from trialhead.overview.quantities import Unnamed, bounds_in, code, either, in_english, listed, when
from trialhead.vocabulary import Name, conditions, drugs, named_in, read_name, says_no_more

#: The clause to say and what stands in its gaps.
_Parts = tuple[str, dict[str, str]]
_TESTS = (Aspect.TEST_NEGATIVE, Aspect.TEST_POSITIVE)
#: A measurement that is no result: there is no latest one.
_OUTLOOK = "life expectancy"
_ALLERGY = "allergy to "


def clause_in(say: Phrases, leaf: Leaf, form: str, *, illness: Callable[[str], str]) -> str | None:
    """A leaf in one of the forms must, must_not, is and is_not; None for what has no plain form.

    ``illness`` gives the record's own words for the key of an illness.
    """
    try:
        found = _parts(leaf, say, illness)
        if found is None:
            return None
        verb, values = found
        timing = getattr(leaf, "timing", None)
        at = "" if timing is None else when(timing, say, negative=form in ("must_not", "is_not"))
    except Unnamed:
        return None
    gaps = {"it": "", "limit": "", "until": "", "when": at} | values
    return say.say(f"clause.{verb}.{form}", **gaps)


def _parts(leaf: Leaf, say: Phrases, illness: Callable[[str], str]) -> _Parts | None:  # noqa: C901
    match leaf:
        case Age():
            at = listed(say, "events", leaf.event)
            stated = "" if leaf.event == "screening" else say.say("when.now", event=at)
            return "age", {
                "it": bounds_in(leaf.bounds, leaf.unit, say, among="ages"),
                "when": stated,
            }
        case Sex():
            return "sex", {"it": listed(say, "sexes", leaf.sex)}
        case Condition():
            return _condition(leaf, say, illness)
        case Treatment():
            return _treatment(leaf, say)
        case Measurement(in_a_row=1, specimen=""):
            return _measurement(leaf, say)
        case Score():
            limit = bounds_in(leaf.bounds, "", say)
            return "score", {"it": _scale(leaf.scale, say), "limit": limit}
        case Classified():
            return "classified", {"it": _scale(leaf.scale, say)}
        case Procedure():
            return _procedure(leaf, say)
        case Reproduction():
            return _reproduction(leaf, say)
        case Participation(interventional=False):
            return "take_part" if leaf.timing.moment is Moment.NOW else "took_part", {}
        case _:
            return None


def _condition(leaf: Condition, say: Phrases, illness: Callable[[str], str]) -> _Parts | None:
    if leaf.timing.moment is Moment.AHEAD or leaf.onset or leaf.treatment_ended or leaf.but_not:
        return None
    names = [_described(_illness(key, illness(key), say), leaf.qualities, say) for key in leaf.of]
    if leaf.severity:
        least = listed(say, "severity", leaf.severity)
        names = [agreed_with(name, least) for name in names]
    it = either([name.words for name in names], say)
    if leaf.stages:
        it = listed(say, "templates", "stage").format(it=it, stages=_stages(leaf.stages, say))
    if leaf.grade is not None:
        limit = bounds_in(leaf.grade, "", say)
        it = listed(say, "templates", "grade").format(it=it, limit=limit)
    return "have" if leaf.timing.moment is Moment.NOW else "had", {"it": it}


def _illness(key: str, words: str, say: Phrases) -> Name:
    found = named_in(say.language, "condition", words)
    if found is None and says_no_more(words, key, _listed_name(key)):
        found = named_in(say.language, "condition", key)
    if found is None and key.startswith(_ALLERGY):
        to = _drug(key.removeprefix(_ALLERGY), say).words
        return read_name(listed(say, "templates", "allergy").format(it=to))
    return _known(found, key)


def _listed_name(key: str) -> str:
    try:
        return conditions().concept(key).name
    except NotFound:
        return key


def _known(name: Name | None, key: str) -> Name:
    if name is None:
        raise Unnamed(key)
    return name


def _described(name: Name, qualities: Iterable[str], say: Phrases) -> Name:
    """A name with what must be true of it, the nearest quality last in English."""
    for quality in reversed(tuple(qualities)):
        name = agreed_with(name, listed(say, "qualities", quality))
    return name


def agreed_with(name: Name, quality: str) -> Name:
    """A name with one quality."""
    return Name(words=agreed(quality, name.words, name.form), form=name.form)


def _stages(stages: tuple[str, ...], say: Phrases) -> str:
    return either([code(stage, say) for stage in stages], say)


def _treatment(leaf: Treatment, say: Phrases) -> _Parts | None:
    moment = leaf.timing.moment
    told = leaf.dose or leaf.lasting or leaf.lines or leaf.stable_for or leaf.outcomes
    if moment is Moment.AHEAD or leaf.agents > 1 or told:
        return None
    names = [_described(_drug(key, say), leaf.qualities, say) for key in leaf.of]
    it = either([name.words for name in names], say)
    if leaf.routes:
        routes = either([listed(say, "routes", route) for route in leaf.routes], say)
        it = listed(say, "templates", "with_route").format(it=it, routes=routes)
    return "take" if moment is Moment.NOW else "taken", {"it": it}


def _drug(key: str, say: Phrases) -> Name:
    """A drug or class. A single drug without a name keeps its English one, marked as English."""
    found = named_in(say.language, "drug", key)
    if found is not None:
        return found
    try:
        drug = drugs().get(key)
    except NotFound:
        raise Unnamed(key) from None
    if drug.is_class:
        raise Unnamed(key)
    return Name(words=in_english(drug.name))


def _measurement(leaf: Measurement, say: Phrases) -> _Parts | None:
    name = _known(named_in(say.language, "analyte", leaf.analyte), leaf.analyte)
    it = code(name.words, say) if name.words.isascii() else name.words
    if leaf.setting:
        setting = listed(say, "settings", leaf.setting)
        it = listed(say, "templates", "with_setting").format(it=it, setting=setting)
    if leaf.bounds is None:
        if leaf.use is not Use.LATEST:
            return None
        results = either([listed(say, "results", result) for result in leaf.results], say)
        return "result", {"it": it, "limit": results}
    verb = "latest" if leaf.use is Use.LATEST else "any"
    if leaf.analyte == _OUTLOOK:
        verb = "outlook"
    return verb, {"it": it, "limit": bounds_in(leaf.bounds, leaf.unit, say)}


def _scale(key: str, say: Phrases) -> str:
    return code(_known(named_in(say.language, "scale", key), key).words, say)


def _procedure(leaf: Procedure, say: Phrases) -> _Parts:
    names = [
        _described(_known(named_in(say.language, "procedure", key), key), leaf.qualities, say)
        for key in leaf.of
    ]
    it = either([name.words for name in names], say)
    if leaf.needed:
        return "need", {"it": it}
    verbs = {Moment.NOW: "undergo", Moment.AHEAD: "expect"}
    return verbs.get(leaf.timing.moment, "undergone"), {"it": it}


def _reproduction(leaf: Reproduction, say: Phrases) -> _Parts | None:
    if leaf.until:
        return None
    if leaf.aspect is Aspect.CONTRACEPTION:
        return "agree", {}
    it = listed(say, "reproduction", leaf.aspect)
    if leaf.specimen:
        specimen = listed(say, "specimens", leaf.specimen)
        it = listed(say, "templates", "with_specimen").format(it=it, specimen=specimen)
    return "test" if leaf.aspect in _TESTS else "be", {"it": it}
