"""Time, burdens, what is not known, who runs a study and how to join, as sentences."""

from collections.abc import Iterator

from trialhead.overview.sayings import Teller
from trialhead.overview.sentences import Section, Sentence
from trialhead.registry import Contact, Kind, Milestone, Study

#: This many sites are named when nobody is named for the whole study.
_SITES = 3


def progress(tell: Teller, study: Study) -> dict[Section, list[Sentence]]:
    """The sections on time, burdens and what is not known."""
    return {
        Section.TIME: list(_time(tell, study)),
        Section.BURDENS: list(_burdens(tell, study)),
        Section.UNKNOWN: list(_unknown(tell, study)),
    }


def _time(tell: Teller, study: Study) -> Iterator[Sentence]:
    timeline = study.standing.timeline
    yield from _date(tell, "start", timeline.start)
    yield from _date(tell, "end", timeline.completion)
    yield from tell.code("time_perspective", "design.time_perspective")
    if study.design.follow_up:
        yield from tell.quote("follow_up", "design.follow_up")
    else:
        yield tell.missing("no_length")
    for number, outcome in enumerate(study.outcomes):
        if outcome.rank == "primary":
            yield from tell.retell("outcome", f"outcomes[{number}].measure")
            yield from tell.retell("time_frame", f"outcomes[{number}].time_frame")


def _date(tell: Teller, key: str, milestone: Milestone | None) -> Iterator[Sentence]:
    if milestone is None or milestone.actual is None:
        return
    field = {"start": "start", "end": "completion"}[key]
    yield tell.date(
        key,
        f"standing.timeline.{field}",
        planned=not milestone.actual,
        date=tell.day(milestone.date),
        day=bool(milestone.date.day),
    )


def _burdens(tell: Teller, study: Study) -> Iterator[Sentence]:
    for number, arm in enumerate(study.arms):
        if arm.kind in ("PLACEBO_COMPARATOR", "SHAM_COMPARATOR"):
            key = "burden.placebo" if arm.kind == "PLACEBO_COMPARATOR" else "burden.sham"
            yield tell.said(key, f"arms[{number}].kind")
    if study.design.samples in ("SAMPLES_WITH_DNA", "SAMPLES_WITHOUT_DNA"):
        yield tell.said("burden.samples", "design.samples")
    yield tell.missing("no_burdens")


def _unknown(tell: Teller, study: Study) -> Iterator[Sentence]:
    yield from tell.code("results", "has_results")
    if study.design.kind is not Kind.OBSERVATIONAL:
        yield tell.missing("help")
    if study.oversight.has_monitoring_committee is None:
        yield tell.said("committee.none", "oversight.has_monitoring_committee")


def runs(tell: Teller, study: Study) -> Iterator[Sentence]:
    """Who runs the study, with how many people, and where."""
    yield from tell.quote("sponsor", "sponsorship.lead.name")
    for number in range(len(study.sponsorship.collaborators)):
        yield from tell.quote("partner", f"sponsorship.collaborators[{number}].name")
    yield from tell.code("committee", "oversight.has_monitoring_committee")
    design = study.design
    if design.enrolment is not None:
        form = {True: "past", False: "planned", None: "told"}[design.enrolment_actual]
        known = ("design.enrolment_actual",) if design.enrolment_actual is not None else ()
        yield tell.said(f"people.{form}", "design.enrolment", *known, count=design.enrolment)
    sites = len(study.sites)
    key = "none" if not sites else "one" if sites == 1 else "many"
    yield tell.said(f"sites.{key}", "sites.count", count=sites)
    if len(study.countries) > 1:
        yield tell.said("countries.many", "countries.count", count=len(study.countries))
    elif study.countries:
        yield from tell.quote("countries.one", _country(study))


def _country(study: Study) -> str:
    number = next(number for number, site in enumerate(study.sites) if site.country)
    return f"sites[{number}].country"


def join(tell: Teller, study: Study) -> Iterator[Sentence]:
    """How the study stands, and whom to ask."""
    yield from tell.code("status", "standing.status")
    yield from tell.quote("why_stopped", "standing.why_stopped")
    if not study.standing.status.enrolling:
        return
    for number, contact in enumerate(study.contacts):
        yield from _contact(tell, f"contacts[{number}]", contact)
    if not study.contacts and study.sites:
        for number in range(min(_SITES, len(study.sites))):
            yield from tell.quote("site_contact", f"sites[{number}].facility")
    elif not study.contacts:
        yield tell.said("no_contact", "contacts.count")


def _contact(tell: Teller, path: str, contact: Contact) -> Iterator[Sentence]:
    for part in ("phone", "email"):
        if getattr(contact, part):
            yield from tell.quote("contact", f"{path}.{part}")
