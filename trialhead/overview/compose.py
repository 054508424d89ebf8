"""The overview by rules: every section of a study in short sentences, no model asked."""

from collections.abc import Iterator

from trialhead.criteria import StudyCriteria
from trialhead.overview.gate import check
from trialhead.overview.phrases import Phrases, phrases
from trialhead.overview.progress import join, progress, runs
from trialhead.overview.sayings import Teller
from trialhead.overview.sentences import Chapter, Overview, Section, Sentence
from trialhead.overview.twins import twin_criteria, twin_fields
from trialhead.overview.who import quoted, told
from trialhead.registry import Kind, Study

BY_RULES = "by rules"


def compose(study: Study, criteria: StudyCriteria, *, language: str = "en") -> Overview:
    """The overview of a study. ``criteria`` must stand in the record at hand (their ``words``).

    In another language than English, each sentence is the twin of an English one (see twins.py).
    """
    say, english = phrases(language), phrases("en")
    parts = _fields(study, criteria, english)
    about = list(_criteria(study, criteria, english))
    if say is not english:
        parts = twin_fields(parts, _fields(study, criteria, say), study, criteria, say)
        about = list(twin_criteria(about, criteria, study.eligibility.criteria, say))
    parts[Section.WHO] += about
    chapters = (Chapter(section=each, sentences=tuple(parts[each])) for each in Section)
    made = tuple(chapter for chapter in chapters if chapter.sentences)
    return Overview(study=study.registry_id, language=language, made=BY_RULES, chapters=made)


def _fields(study: Study, criteria: StudyCriteria, say: Phrases) -> dict[Section, list[Sentence]]:
    """The sentences on all fields but the criteria."""
    teller = Teller(study, say)
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
    yield from tell.quote("summary", "summary")
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


def _criteria(study: Study, criteria: StudyCriteria, say: Phrases) -> Iterator[Sentence]:
    """Every criterion; where the gate does not pass our words, the record's own."""
    text = study.eligibility.criteria
    sentences = [each for one in criteria.criteria for each in told(one, text, say)]
    report = check(sentences, study, criteria)
    doubtful = {each.sentence.support[0].criterion for each in report.sentences if each.faults} | {
        *report.uncovered
    }
    quoting = set[str]()
    for sentence in sentences:
        name = sentence.support[0].criterion
        if name not in doubtful:
            yield sentence
        elif name not in quoting:
            quoting.add(name)
            yield quoted(criteria.criterion(name), text, say)


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
        yield from tell.quote("arm.described", f"{path}.description")
    yield from tell.code("masking", "design.masking")
    for number in range(len(study.design.masked)):
        yield from tell.code("masked", f"design.masked[{number}]")
