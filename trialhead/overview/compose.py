"""The overview by rules: every section of a study in short sentences, no model asked."""

from collections.abc import Iterator

from trialhead.criteria import StudyCriteria
from trialhead.overview.gate import check
from trialhead.overview.phrases import Phrases, phrases
from trialhead.overview.progress import join, progress, runs
from trialhead.overview.readability import readability
from trialhead.overview.sayings import Teller
from trialhead.overview.sentences import Chapter, Overview, Section, Sentence
from trialhead.overview.twins import twin_criteria, twin_fields
from trialhead.overview.who import quoted, ways_told
from trialhead.registry import Kind, Study

BY_RULES = "by rules"


def compose(study: Study, criteria: StudyCriteria, *, language: str = "en") -> Overview:
    """The overview of a study. ``criteria`` must stand in the record at hand (their ``words``).

    In another language than English, each sentence is the twin of an English one (see twins.py);
    the record's words are made plainer in English alone.
    """
    say, english = phrases(language), phrases("en")
    plainer = say is english
    parts = _fields(study, criteria, english, plainer=plainer)
    about = list(_criteria(study, criteria, english, plainer=plainer))
    if say is not english:
        own = _fields(study, criteria, say, plainer=False)
        parts = twin_fields(parts, own, study, criteria, say)
        about = list(twin_criteria(about, criteria, study.eligibility.criteria, say))
    parts[Section.WHO] += about
    if plainer:
        parts = _eased(parts, study, criteria, say)
    chapters = (Chapter(section=each, sentences=tuple(parts[each])) for each in Section)
    made = tuple(chapter for chapter in chapters if chapter.sentences)
    return Overview(study=study.registry_id, language=language, made=BY_RULES, chapters=made)


def _fields(
    study: Study, criteria: StudyCriteria, say: Phrases, *, plainer: bool
) -> dict[Section, list[Sentence]]:
    """The sentences on all fields but the criteria."""
    teller = Teller(study, criteria, say, plainer=plainer)
    return {
        Section.TESTED: list(_tested(teller, study)),
        Section.WHO: list(_who(teller, study, criteria)),
        Section.STEPS: list(_steps(teller, study)),
        **progress(teller, study),
        Section.RUNS: list(runs(teller, study)),
        Section.JOIN: list(join(teller, study)),
    }


def _tested(tell: Teller, study: Study) -> Iterator[Sentence]:
    for number in range(len(study.conditions)):
        yield from tell.quote("condition", f"conditions[{number}]")
    yield from tell.code("kind", "design.kind")
    for number, thing in enumerate(study.interventions):
        key = f"thing.{thing.kind}" if tell.knows(f"thing.{thing.kind}") else "thing.OTHER"
        yield from tell.quote(key, f"interventions[{number}].name")
    yield from tell.code("purpose", "design.purpose")
    yield from tell.retell("summary", "summary")
    for number in range(len(study.design.phases)):
        yield from tell.code("phase", f"design.phases[{number}]")


def _who(tell: Teller, study: Study, criteria: StudyCriteria) -> Iterator[Sentence]:
    ages = study.eligibility.ages
    low, high = "eligibility.ages.minimum", "eligibility.ages.maximum"
    if ages.minimum and ages.maximum:
        yield tell.said("ages.both", low, high, low=ages.minimum, high=ages.maximum)
    elif ages.minimum or ages.maximum:
        bound = low if ages.minimum else high
        key = "ages.low" if ages.minimum else "ages.high"
        yield tell.said(key, bound, low=ages.minimum, high=ages.maximum)
    else:
        yield tell.said("ages.open", low, high)
    yield from tell.code("sex", "eligibility.sex")
    yield from tell.code("healthy", "eligibility.healthy_volunteers")
    if not criteria.criteria:
        yield tell.said("none", "eligibility.criteria")


def _criteria(
    study: Study, criteria: StudyCriteria, say: Phrases, *, plainer: bool
) -> Iterator[Sentence]:
    """Every criterion in the best way of telling it that the gate passes."""
    text = study.eligibility.criteria
    ways = {one.id: ways_told(one, text, say, plainer=plainer) for one in criteria.criteria}
    told = {name: next(way) for name, way in ways.items()}
    waiting = set(told)
    while waiting:
        sentences = [each for name in told if name in waiting for each in told[name]]
        report = check(sentences, study, criteria)
        faulty = {each.sentence.support[0].criterion for each in report.sentences if each.faults}
        waiting &= faulty | set(report.uncovered)
        for name in tuple(waiting):
            other = next(ways[name], None)
            if other is None:
                waiting.discard(name)
            else:
                told[name] = other
    for one in told.values():
        yield from one


def _eased(
    parts: dict[Section, list[Sentence]], study: Study, criteria: StudyCriteria, say: Phrases
) -> dict[Section, list[Sentence]]:
    """Where words made plainer are still too hard to pass as ours, the hardest criteria stand in
    the record's own."""
    shown = dict(parts)
    names = {one.id: one for one in criteria.criteria}
    hard = [one for one in parts[Section.WHO] if one.plainer and one.support[0].criterion in names]
    hard.sort(key=lambda one: readability([one.text]).grade or 0.0)
    while hard and not readability(one.text for part in shown.values() for one in part).easy:
        given = hard.pop()
        told = quoted(names[given.support[0].criterion], study.eligibility.criteria, say)
        shown[Section.WHO] = [told if one is given else one for one in shown[Section.WHO]]
    return shown


def _steps(tell: Teller, study: Study) -> Iterator[Sentence]:
    yield from tell.code("allocation", "design.allocation")
    if study.design.kind is Kind.INTERVENTIONAL:
        yield from tell.code("model", "design.model")
    for number, arm in enumerate(study.arms):
        path = f"arms[{number}]"
        yield from tell.quote("arm.named", f"{path}.label")
        yield from tell.code("arm", f"{path}.kind")
        for other in range(len(arm.interventions)):
            yield from tell.quote("arm.gets", f"{path}.interventions[{other}]")
        yield from tell.retell("arm.described", f"{path}.description")
    yield from tell.code("masking", "design.masking")
    for number in range(len(study.design.masked)):
        yield from tell.code("masked", f"design.masked[{number}]")
