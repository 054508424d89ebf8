"""What somebody wants to follow: one study, or a search."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qs

from django.urls import reverse

from trialhead.portal.alerts.feed_search import Followed, followed
from trialhead.portal.alerts.models import Alert
from trialhead.portal.studies.engine import gazetteer
from trialhead.portal.studies.messages import problem_text
from trialhead.portal.studies.models import StudyRecord
from trialhead.search import understand
from trialhead.vocabulary import conditions


@dataclass(frozen=True, kw_only=True, slots=True)
class Wish:
    """A study, or else a search."""

    record: StudyRecord | None = None
    search: Followed | None = None

    @property
    def query(self) -> str:
        """The search as in its address; empty for a study and for every study."""
        return self.search.query if self.search else ""

    @property
    def about(self) -> str:
        """What tells one wish from another."""
        return f"study {self.record.registry_id}" if self.record else f"search {self.query}"

    @property
    def title(self) -> str:
        """The study's title, or what is searched for, in the language of the moment."""
        if self.record is not None:
            return self.record.title
        return self.search.title if self.search else ""

    @property
    def path(self) -> str:
        """The page it is about, in the language of the moment."""
        if self.record is not None:
            return reverse("studies:study", args=[self.record.registry_id])
        return reverse("studies:search") + (f"?{self.query}" if self.query else "")

    @property
    def parameters(self) -> str:
        """How the address of the form names it."""
        return f"study={self.record.registry_id}" if self.record else self.query

    @property
    def problems(self) -> tuple[str, ...]:
        """Parts of the search that could not be used, said for a reader."""
        left_out = self.search.problems if self.search else ()
        return tuple(problem_text(problem)["text"] for problem in left_out)

    @property
    def too_long(self) -> bool:
        """Whether the words are a free text, of which almost every study holds some word."""
        if self.search is None:
            return False
        wanted = self.search.request
        return understand(wanted, conditions=conditions(), gazetteer=gazetteer()).long


def wished(query: Mapping[str, Sequence[str]]) -> Wish | None:
    """What an address's parameters ask to follow; None for a study that is not here."""
    numbers = query.get("study")
    if not numbers:
        return Wish(search=followed(query))
    known = StudyRecord.objects.filter(withdrawn_at=None)
    record = known.filter(registry_id=numbers[-1].strip().upper()).first()
    return Wish(record=record) if record else None


def wish_of(alert: Alert) -> Wish:
    """What an alert follows."""
    if alert.record is not None:
        return Wish(record=alert.record)
    return Wish(search=followed(parse_qs(alert.query)))
