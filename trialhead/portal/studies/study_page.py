"""What a study page shows, section by section."""

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from trialhead.portal.studies.forms import SCORES
from trialhead.portal.studies.models import RecordVersion, StudyRecord
from trialhead.portal.studies.overviews import overview_of, shown_overview
from trialhead.portal.studies.read_criteria import read_form
from trialhead.portal.studies.site_list import by_country, listed_sites, site_map
from trialhead.portal.studies.structured_data import json_ld
from trialhead.registry import Change, Milestone, PartialDate, Study, differences, parts_of
from trialhead.vocabulary import Place

FOLD_SITES = 12  # more sites than this are folded by country
SHOWN_CHANGES = 10


@dataclass(frozen=True, slots=True)
class Section:
    """One section of the page."""

    id: str
    title: str
    template: str


@dataclass(frozen=True, slots=True)
class Step:
    """What changed when a version was retrieved."""

    at: datetime
    changes: tuple[Change, ...]

    @property
    def sections(self) -> tuple[str, ...]:
        """The sections that changed, each once."""
        return tuple(dict.fromkeys(change.section for change in self.changes))


def study_page(
    record: StudyRecord, study: Study, *, near: Place | None, address: str
) -> dict[str, Any]:
    """The context of the page. ``near`` is where distances are counted from."""
    sites = listed_sites(study, near=near)
    overview, told = overview_of(record, study, language=get_language() or "en")
    return {
        "record": record,
        "study": study,
        "sections": sections(study),
        "overview": shown_overview(overview, told),
        "told": told,
        "criteria": parts_of(study.eligibility.criteria),
        "read": read_form(record, study),
        "sites": sites,
        "site_groups": by_country(sites),
        "folded": len(sites) > FOLD_SITES,
        "enrolling": sum(listed.enrolling for listed in sites),
        "site_map": site_map(sites),
        "dates": dates(study),
        "scores": SCORES,
        "changes": steps(record),
        "json_ld": json_ld(study, address=address),
    }


def sections(study: Study) -> tuple[Section, ...]:
    """The sections this study has something to say in, in page order."""
    described = study.description or (study.official_title and study.official_title != study.title)
    referred = any(
        (study.references, study.links, study.documents, study.has_results, study.sharing.plan)
    )
    shown = (
        ("overview", _("Overview"), "overview", True),
        ("description", _("Description"), "description", described),
        ("eligibility", _("Who can take part"), "eligibility", True),
        ("treatment", _("What happens"), "treatment", True),
        ("outcomes", _("What is measured"), "outcomes", study.outcomes),
        ("where", _("Where"), "sites", True),
        ("contacts", _("Contacts"), "contacts", True),
        ("sponsor", _("Who runs the study"), "sponsor", True),
        ("references", _("References and data sharing"), "references", referred),
        ("record", _("About this record"), "record", True),
    )
    return tuple(
        Section(name, title, f"studies/study/_{template}.html")
        for name, title, template, present in shown
        if present
    )


def dates(study: Study) -> tuple[tuple[str, PartialDate, bool | None], ...]:
    """Every date the record gives: name, date, and whether it has happened (None: not said)."""
    time = study.standing.timeline
    named: tuple[tuple[str, Milestone | PartialDate | None], ...] = (
        (_("Study start"), time.start),
        (_("Last measurement of the main outcome"), time.primary_completion),
        (_("Study end"), time.completion),
        (_("Record confirmed"), time.verified),
        (_("First submitted"), time.first_submitted),
        (_("First submitted in a form that passed quality control"), time.first_submitted_qc),
        (_("First posted"), time.first_posted),
        (_("Results first submitted"), time.results_submitted),
        (_("Results first passed quality control"), time.results_submitted_qc),
        (_("Results first posted"), time.results_posted),
        (_("Delay of results first asked for"), time.delay_submitted),
        (_("Delay of results passed quality control"), time.delay_submitted_qc),
        (_("Delay of results first posted"), time.delay_posted),
        (_("Last update submitted"), time.last_update_submitted),
        (_("Last update posted"), time.last_update_posted),
    )
    return tuple(
        (name, value.date, value.actual) if isinstance(value, Milestone) else (name, value, None)
        for name, value in named
        if value is not None
    )


def steps(record: StudyRecord) -> tuple[Step, ...]:
    """What each retrieved version changed, the newest first; versions that look alike left out."""
    if record.latest == 1:
        return ()
    kept = record.versions.order_by("-number")[: SHOWN_CHANGES + 1]
    found = (_step(earlier, later) for later, earlier in pairwise(kept))
    return tuple(step for step in found if step.changes)


def _step(earlier: RecordVersion, later: RecordVersion) -> Step:
    return Step(later.retrieved_at, differences(earlier.study(), later.study()))
