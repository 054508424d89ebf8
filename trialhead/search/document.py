"""A study as a document of the search index."""

from collections.abc import Iterable, Iterator

import tantivy

from trialhead.registry import Study
from trialhead.search.schema import spelt
from trialhead.vocabulary import Concept, Conditions

#: Bounds for studies without one: below every age, above every age.
NO_YOUNGEST, NO_OLDEST = -1.0, 1e9
MENTIONS = 8


def document(number: int, study: Study, conditions: Conditions) -> tantivy.Document:
    """The document of one study; ``number`` is the caller's key."""
    found = tantivy.Document()
    found.add_unsigned("number", number)
    for field, text in _texts(study).items():
        found.add_text(field, text)
    own = concepts_of(study, conditions)
    above = {wide.key for concept in own for wide in conditions.ancestors(concept)}
    for field, values in {
        "ids": {known.lower() for known in _ids(study)},
        "concepts": {concept.key for concept in own},
        "broader": above - {concept.key for concept in own},
        **_labels(study),
    }.items():
        for value in sorted(values):
            found.add_text(field, value)
    ages = study.eligibility.ages
    found.add_float("youngest", ages.minimum.days if ages.minimum else NO_YOUNGEST)
    found.add_float("oldest", ages.maximum.days if ages.maximum else NO_OLDEST)
    found.add_unsigned("updated", _updated(study))
    return found


def concepts_of(study: Study, conditions: Conditions) -> tuple[Concept, ...]:
    """The conditions the study is about: those its condition fields name, whole or in part."""
    found: dict[str, Concept] = {}
    for text in (*study.conditions, *study.condition_terms):
        named = conditions.named(text) or tuple(
            concept
            for mention in conditions.mentioned(text, limit=MENTIONS)
            for concept in mention.concepts
        )
        found.update((concept.key, concept) for concept in named)
    return tuple(found.values())


def _texts(study: Study) -> dict[str, str]:
    parts: dict[str, tuple[str, ...]] = {
        "title": (study.title, study.official_title, study.acronym),
        "conditions": (*study.conditions, *study.condition_terms),
        "keywords": study.keywords,
        "interventions": (
            *(name for item in study.interventions for name in (item.name, *item.other_names)),
            *study.intervention_terms,
        ),
        "summary": (study.summary,),
    }
    told = {field: spelt("\n".join(texts)) for field, texts in parts.items()}
    return told | {"text": " ".join((*told.values(), spelt("\n".join(_details(study)))))}


def _details(study: Study) -> Iterator[str]:
    """What is found by its words only as part of the whole record."""
    eligibility, sponsorship = study.eligibility, study.sponsorship
    yield from (study.description, eligibility.criteria, eligibility.population)
    yield from (part for arm in study.arms for part in (arm.label, arm.description))
    yield from (outcome.measure for outcome in study.outcomes)
    yield from (who.name for who in (sponsorship.lead, *sponsorship.collaborators))
    # A study with a hundred sites names its country once, as one with a single site does.
    yield from sorted({place for site in study.sites for place in (site.city, site.state)})
    yield from study.countries


def _updated(study: Study) -> int:
    date = study.standing.timeline.last_update
    day = int(f"{date.first_day():%Y%m%d}") if date else 0
    return day * 10**8 + int(study.registry_id.removeprefix("NCT"))


def _ids(study: Study) -> Iterable[str]:
    known = (study.org_study_id, *study.secondary_ids)
    return (study.registry_id, *study.aliases, *(item.id for item in known if item.id))


def _labels(study: Study) -> dict[str, set[str]]:
    return {
        "status": {study.standing.status},
        "kind": {study.design.kind},
        "phases": set(study.design.phases),
        "sex": {study.eligibility.sex} if study.eligibility.sex else set(),
        "countries": set(study.countries),
        "open_countries": {site.country for site in study.enrolling_sites if site.country},
    }
