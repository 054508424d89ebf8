"""The studies that a followed search is about: the newest that match it now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from trialhead.errors import NotReady
from trialhead.portal.studies import labels
from trialhead.portal.studies.engine import gazetteer, search_index
from trialhead.portal.studies.messages import note_text, problem_text
from trialhead.search import (
    Note,
    Problem,
    Results,
    SearchRequest,
    from_query,
    search,
    to_query,
    understand,
)
from trialhead.vocabulary import conditions

MOST_STUDIES = 50


@dataclass(frozen=True, slots=True)
class Followed:
    """A search as a feed follows it: the newest first, whatever order and page were asked for."""

    request: SearchRequest
    problems: tuple[Problem, ...]

    @property
    def query(self) -> str:
        """The shortest address parameters that give this search."""
        return urlencode(to_query(replace(self.request, sort=SearchRequest().sort)))

    @property
    def title(self) -> str:
        """What is searched for, in a few words."""
        wanted = self.request
        said = (
            f"“{wanted.words}”" if wanted.words else "",
            _("near %(place)s") % {"place": wanted.near} if wanted.near else "",
            _("up to %(km)s km") % {"km": wanted.within} if wanted.within else "",
            _("age %(years)s") % {"years": wanted.age} if wanted.age is not None else "",
            str(labels.SEX[wanted.sex]) if wanted.sex else "",
            ", ".join(str(labels.PHASE[phase]) for phase in wanted.phases),
            str(labels.KIND[wanted.kind]) if wanted.kind else "",
            wanted.country,
            str(labels.OPENNESS[wanted.status]) if wanted.status != "all" else "",
        )
        return " · ".join((_("Studies"), *filter(None, said)))


def followed(query: Mapping[str, Sequence[str]]) -> Followed:
    """The search in an address's parameters; what cannot be used is left out and named."""
    wanted, problems = from_query(query)
    return Followed(replace(wanted, sort="updated", page=1), problems)


def found(search_for: Followed) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """Keys of the newest matching records, and what a reader should be told about them.

    Raises NotReady without an index: an answer without studies would say that there are none.
    """
    wanted = search_for.request
    understood = understand(wanted, conditions=conditions(), gazetteer=gazetteer())
    results = search(search_index(), wanted, understood, page_size=MOST_STUDIES)
    if Note.NO_INDEX in results.notes:
        raise NotReady("There is no search index yet.", fix="Ask again in a minute.")
    return tuple(hit.number for hit in results.hits), _remarks(search_for, results)


def _remarks(search_for: Followed, results: Results) -> tuple[str, ...]:
    said = [problem_text(problem)["text"] for problem in search_for.problems]
    said += [note_text(note) for note in results.notes]
    if results.total > MOST_STUDIES:
        text = _("The search has %(n)s studies; only the newest %(most)s are followed here.")
        said.append(text % {"n": results.total, "most": MOST_STUDIES})
    return tuple(said)
