"""What a mail has to tell: the difference between what was last told and what is now."""

from collections.abc import Sequence
from dataclasses import dataclass

from trialhead.criteria import differences as criteria_differences
from trialhead.criteria import read_text
from trialhead.portal.alerts.models import Alert, Finding
from trialhead.portal.studies.models import RecordVersion, StudyRecord
from trialhead.registry import Change, Site, Study, differences

#: A mail lists so many of a kind and says how many more there are.
MOST = 30


@dataclass(frozen=True, kw_only=True, slots=True)
class SiteNews:
    """A site by its name and place, and its own status if it has one."""

    name: str
    status: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class SitesNews:
    """Sites that are new, no longer listed, or of another status than before."""

    new: tuple[SiteNews, ...] = ()
    gone: tuple[SiteNews, ...] = ()
    changed: tuple[SiteNews, ...] = ()

    @property
    def told(self) -> bool:
        """Whether there are any."""
        return bool(self.new or self.gone or self.changed)

    @property
    def more(self) -> int:
        """How many of them a mail leaves out."""
        return sum(max(0, len(sites) - MOST) for sites in (self.new, self.gone, self.changed))


@dataclass(frozen=True, kw_only=True, slots=True)
class StudyNews:
    """How one study changed. ``taken_away`` and ``put_back`` are by its registry.

    ``others`` are sections that changed too and are not told in full. ``sample`` is empty for a
    study of a registry.
    """

    record: StudyRecord
    sample: str = ""
    taken_away: bool = False
    put_back: bool = False
    was: str = ""
    status: str = ""
    reason: str = ""
    criteria: tuple[Change, ...] = ()
    read: tuple[str, ...] = ()
    sites: SitesNews = SitesNews()
    others: tuple[str, ...] = ()

    @property
    def told(self) -> bool:
        """Whether any of it is worth a mail."""
        moved = self.taken_away or self.put_back or self.status
        return bool(moved or self.criteria or self.sites.told)


@dataclass(frozen=True, kw_only=True, slots=True)
class Listed:
    """A study in a list; its status is empty once the registry has taken it away."""

    record: StudyRecord
    status: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """Some studies of a search, and how many more there are."""

    studies: tuple[Listed, ...] = ()
    more: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class SearchNews:
    """Studies a search finds now and did not, that opened, and that it finds no more."""

    new: Group
    opened: Group
    gone: Group

    @property
    def told(self) -> bool:
        """Whether any of it is worth a mail."""
        return bool(self.new.studies or self.opened.studies or self.gone.studies)


def news_of(alert: Alert, findings: Sequence[Finding]) -> StudyNews | SearchNews | None:
    """What the findings of an alert come to; None if that is nothing."""
    news: StudyNews | SearchNews | None = None
    if alert.record_id is None:
        news = _search_news(findings)
    elif findings:
        news = _study_news(findings[0])
    return news if news and news.told else None


def _study_news(finding: Finding) -> StudyNews:
    before, after = _study(finding, finding.earlier), _study(finding, finding.newest)
    if after is None:
        return StudyNews(record=finding.record, taken_away=before is not None)
    if before is None:
        return StudyNews(record=finding.record, sample=after.sample or "", put_back=True)
    changes = differences(before, after)
    criteria = tuple(change for change in changes if change.section == "eligibility")
    sections = dict.fromkeys(change.section for change in changes)
    moved = before.standing.status is not after.standing.status
    return StudyNews(
        record=finding.record,
        sample=after.sample or "",
        was=before.standing.status if moved else "",
        status=after.standing.status if moved else "",
        reason=after.standing.why_stopped if moved else "",
        criteria=criteria,
        read=_read(before, after) if criteria else (),
        others=tuple(name for name in sections if name not in ("status", "eligibility", "sites")),
        sites=_sites(before, after),
    )


def _read(before: Study, after: Study) -> tuple[str, ...]:
    """The criteria that differ, as this site reads them."""
    then, now = (read_text(study.eligibility.criteria) for study in (before, after))
    return tuple(difference.told for difference in criteria_differences(then, now))


def _sites(before: Study, after: Study) -> SitesNews:
    then, now = ({_name(site): site for site in study.sites} for study in (before, after))
    stayed = [name for name in now if name in then]
    return SitesNews(
        new=tuple(_told(name, site) for name, site in now.items() if name not in then),
        gone=tuple(SiteNews(name=name) for name in then if name not in now),
        changed=tuple(
            _told(name, now[name]) for name in stayed if now[name].status is not then[name].status
        ),
    )


def _name(site: Site) -> str:
    return ", ".join(filter(None, (site.facility, site.city, site.state, site.country)))


def _told(name: str, site: Site) -> SiteNews:
    return SiteNews(name=name, status=site.status or "")


def _search_news(findings: Sequence[Finding]) -> SearchNews:
    return SearchNews(
        new=_group([f for f in findings if f.matches and not f.matched]),
        opened=_group([finding for finding in findings if finding.opened]),
        gone=_group([f for f in findings if f.matched and not f.matches]),
    )


def _group(findings: Sequence[Finding]) -> Group:
    return Group(
        studies=tuple(Listed(record=f.record, status=f.status) for f in findings[:MOST]),
        more=max(0, len(findings) - MOST),
    )


def _study(finding: Finding, number: int | None) -> Study | None:
    if number is None:
        return None
    return RecordVersion.objects.get(record=finding.record_id, number=number).study()
