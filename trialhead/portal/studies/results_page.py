"""What the results page shows: the search said back, its results, its filters and its ways on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.db.models import F
from django.urls import reverse

from trialhead.portal.studies import labels
from trialhead.portal.studies.engine import gazetteer, search_index
from trialhead.portal.studies.messages import note_text, problem_text
from trialhead.portal.studies.models import RecordVersion
from trialhead.registry import Study
from trialhead.search import (
    SORTS,
    STATUSES,
    WITHIN,
    Note,
    Results,
    SearchRequest,
    Understanding,
    from_query,
    search,
    to_query,
    understand,
)
from trialhead.vocabulary import conditions

PAGE_SIZE = 10
SHOWN_PAGES = 2  # on either side of the current one


@dataclass(frozen=True, slots=True)
class Result:
    """A study on the page; ``km`` to its nearest enrolling site, if asked and known."""

    study: Study
    km: float | None


@dataclass(frozen=True, slots=True)
class Choice:
    """A value a filter may take; ``count`` is None where it is not counted."""

    value: str
    label: str
    chosen: bool
    count: int | None = None


def answered(query: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """A search's parameters, understood, and what was found; without addresses of other pages."""
    wanted, problems = from_query(query)
    understood = understand(wanted, conditions=conditions(), gazetteer=gazetteer())
    found = search(search_index(), wanted, understood, page_size=PAGE_SIZE)
    return {
        "search": wanted,
        "understood": understood,
        "found": found,
        "results": _results(found),
        "problems": [problem_text(problem) for problem in problems],
        "notes": [note_text(note) for note in found.notes],
        "beyond_last_page": Note.BEYOND_LAST_PAGE in found.notes,
    }


def results_page(query: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """The context of the results page for an address's parameters."""
    answer = answered(query)
    wanted, found, understood = answer["search"], answer["found"], answer["understood"]
    return answer | {
        "choices": _choices(wanted, found),
        "pages": _pages(wanted, found),
        "links": _links(wanted, understood),
        "filtered": replace(wanted, words="", near="", page=1, sort="relevance", literal=False)
        != SearchRequest(),
    }


def _results(found: Results) -> list[Result]:
    """The studies of the hits in their order; one gone since the index was written is left out."""
    versions = RecordVersion.objects.filter(
        record__in=[hit.number for hit in found.hits],
        number=F("record__latest"),
        record__withdrawn_at=None,
    )
    studies = {version.record_id: version.study() for version in versions}
    return [Result(studies[hit.number], hit.km) for hit in found.hits if hit.number in studies]


def address(wanted: SearchRequest, **changes: Any) -> str:
    """The address of a search, changed in some fields."""
    query = urlencode(to_query(replace(wanted, **changes)))
    return reverse("studies:search") + (f"?{query}" if query else "")


def _choices(wanted: SearchRequest, found: Results) -> dict[str, list[Choice]]:
    countries = found.facets.get("open_countries" if wanted.status == "open" else "countries", {})
    named = sorted({*countries, *filter(None, (wanted.country,))})
    return {
        "status": [Choice(s, str(labels.OPENNESS[s]), s == wanted.status) for s in STATUSES],
        "sex": [Choice(s, str(labels.SEX[s]), s == wanted.sex) for s in ("FEMALE", "MALE")],
        "phase": _counted(labels.PHASE, wanted.phases, found.facets.get("phases", {})),
        "kind": _counted(labels.KIND, (wanted.kind,), found.facets.get("kind", {})),
        "country": [
            Choice(name, name, name == wanted.country, countries.get(name, 0)) for name in named
        ],
        "within": [Choice(str(km), str(km), km == wanted.within) for km in WITHIN],
        "sort": [Choice(s, str(labels.SORT[s]), s == wanted.sort) for s in SORTS],
    }


def _counted(
    names: Mapping[str, Any], chosen: Sequence[str], counts: Mapping[str, int]
) -> list[Choice]:
    return [
        Choice(value, str(label), value in chosen, counts.get(value, 0))
        for value, label in names.items()
    ]


def _pages(wanted: SearchRequest, found: Results) -> list[dict[str, Any]]:
    """Links to the first, the neighbouring and the last page; a gap is an entry without one."""
    if found.pages < 2:
        return []
    near = range(wanted.page - SHOWN_PAGES, wanted.page + SHOWN_PAGES + 1)
    shown = sorted({1, found.pages, *(page for page in near if 1 <= page <= found.pages)})
    links: list[dict[str, Any]] = []
    for page in shown:
        if links and page > links[-1]["number"] + 1:
            links.append({"number": page - 1, "url": ""})
        links.append({"number": page, "url": address(wanted, page=page)})
    return links


def _links(wanted: SearchRequest, understood: Understanding) -> dict[str, Any]:
    """Searches that are one step away from this one."""
    return {
        "clear": address(SearchRequest(words=wanted.words, near=wanted.near)),
        "everywhere": address(SearchRequest(words=wanted.words)),
        "all_statuses": address(wanted, status="all", page=1),
        "literal": address(
            wanted, literal=True, words=understood.corrected or wanted.words, page=1
        ),
        "meant": address(wanted, literal=False, page=1),
        "last_page": address(wanted, page=1),
        "places": [
            (place.label, address(wanted, near=place.label, page=1)) for place in understood.places
        ],
    }
