"""One question of a criterion as a clause in plain words: "You must not have asthma."."""

from dataclasses import replace

from trialhead.criteria import (
    NOW,
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
    Timing,
    Treatment,
    Use,
    bounds_told,
    sentence,
)
from trialhead.errors import NotFound
from trialhead.overview.phrases import Phrases
from trialhead.overview.terms import named_terms
from trialhead.overview.tongues import clause_in
from trialhead.vocabulary import conditions, drugs

_HAS = (Aspect.TEST_NEGATIVE, Aspect.TEST_POSITIVE)


def clause(leaf: Leaf, form: str, *, words: str, phrases: Phrases) -> str | None:
    """A leaf in one of the forms must, must_not, is and is_not; None for what has no plain form.

    ``words`` are the record's, whose names of illnesses are kept.
    """
    if phrases.language != "en":
        return clause_in(phrases, leaf, form, illness=lambda key: _illness(key, words))
    found = _parts(leaf, words, phrases)
    if found is None:
        return None
    verb, values = found
    gaps = {"it": "", "limit": "", "until": "", "when": ""} | values
    return phrases.say(f"clause.{verb}.{form}", **gaps)


def _parts(leaf: Leaf, words: str, say: Phrases) -> tuple[str, dict[str, str]] | None:  # noqa: C901
    match leaf:
        case Age():
            at = "" if leaf.event == "screening" else say.say("when.now", event=leaf.event)
            return "age", {"it": bounds_told(leaf.bounds, f"{leaf.unit}s"), "when": at}
        case Sex():
            return "sex", {"it": leaf.sex}
        case Condition():
            return _condition(leaf, words, say)
        case Treatment():
            return _treatment(leaf, say)
        case Measurement():
            return _measurement(leaf, say)
        case Score():
            told = {"it": leaf.scale, "limit": bounds_told(leaf.bounds)}
            return "score", told | {"when": _when(leaf.timing, say)}
        case Classified():
            return "classified", {"it": leaf.scale}
        case Procedure():
            return _procedure(leaf, say)
        case Reproduction():
            return _reproduction(leaf, say)
        case Participation(interventional=False):
            verb = "take_part" if leaf.timing.moment is Moment.NOW else "took_part"
            return verb, {"when": _when(leaf.timing, say)}
        case _:
            return None


def _condition(leaf: Condition, words: str, say: Phrases) -> tuple[str, dict[str, str]]:
    named = tuple(_illness(key, words) for key in leaf.of)
    it = sentence(replace(leaf, of=named, timing=NOW))
    verb = {Moment.NOW: "have", Moment.AHEAD: "expect"}.get(leaf.timing.moment, "had")
    return verb, {"it": it, "when": _when(leaf.timing, say)}


def _illness(key: str, words: str) -> str:
    """What the record calls a condition, otherwise its name in the vocabulary."""
    try:
        name = conditions().concept(key).name
    except NotFound:
        return key
    for term in named_terms(words):
        if term.kind == "condition" and key in term.meanings:
            return _as_inside(term.words, proper=name[0].isupper())
    return name


def _as_inside(words: str, *, proper: bool) -> str:
    """A name as it stands inside a sentence: the capital of a line's first word goes."""
    if proper or not words[1:2].islower():
        return words
    return words[0].lower() + words[1:]


def _treatment(leaf: Treatment, say: Phrases) -> tuple[str, dict[str, str]] | None:
    if leaf.timing.moment is Moment.AHEAD:
        return None
    named = tuple(_drug(key) for key in leaf.of)
    purposes = tuple(each for each in leaf.qualities if each.startswith("for "))
    qualities = tuple(each for each in leaf.qualities if each not in purposes)
    told = sentence(replace(leaf, of=named, qualities=qualities, timing=NOW))
    it = " ".join((told.removeprefix("on "), *purposes))
    verb = "take" if leaf.timing.moment is Moment.NOW else "taken"
    return verb, {"it": it, "when": _when(leaf.timing, say)}


def _drug(key: str) -> str:
    try:
        return drugs().get(key).name
    except NotFound:
        return key


def _measurement(leaf: Measurement, say: Phrases) -> tuple[str, dict[str, str]] | None:
    if leaf.in_a_row > 1:
        return None
    bounds = leaf.bounds
    limit = " or ".join(leaf.results) if bounds is None else bounds_told(bounds, leaf.unit)
    whole = sentence(replace(leaf, timing=NOW, use=Use.LATEST))
    it = whole.removeprefix("latest ").removesuffix(f" is {limit}")
    verb = "latest" if leaf.use is Use.LATEST else "any"
    return verb, {"it": it, "limit": limit, "when": _when(leaf.timing, say)}


def _procedure(leaf: Procedure, say: Phrases) -> tuple[str, dict[str, str]]:
    if leaf.needed:
        return "need", {"it": sentence(leaf).removeprefix("needs ")}
    it = sentence(replace(leaf, timing=NOW)).removeprefix("is having ")
    verb = "expect" if leaf.timing.moment is Moment.AHEAD else "had"
    return verb, {"it": it, "when": _when(leaf.timing, say)}


def _reproduction(leaf: Reproduction, say: Phrases) -> tuple[str, dict[str, str]]:
    if leaf.aspect is Aspect.CONTRACEPTION:
        until = say.say("until", until=leaf.until) if leaf.until else ""
        return "agree", {"until": until}
    it = sentence(replace(leaf, timing=NOW)).removeprefix("has ")
    verb = "have" if leaf.aspect in _HAS else "be"
    return verb, {"it": it, "when": _when(leaf.timing, say)}


def _when(timing: Timing, say: Phrases) -> str:
    if timing.moment is Moment.NOW:
        return say.say("when.now", event=timing.event) if timing.event_stated else ""
    if timing.moment is Moment.EVER:
        return say.say(
            "when.ever_before" if timing.event_stated else "when.ever", event=timing.event
        )
    if timing.moment is Moment.AHEAD:
        within = timing.duration is not None
        return say.say("when.ahead_within" if within else "when.ahead", duration=timing.duration)
    key = {Moment.WITHIN: "within", Moment.LONGER_AGO: "longer_ago", Moment.SINCE: "since"}
    return say.say(f"when.{key[timing.moment]}", duration=timing.duration, event=timing.event)
