"""Whatever changes, a round finds what running every search before and after would give."""

from typing import Any

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories.history import History, index_now
from trialhead.portal.alerts import actions
from trialhead.portal.alerts.consents import Agreed
from trialhead.portal.alerts.feed_search import followed
from trialhead.portal.alerts.models import Alert, AlertLink, Finding, Often
from trialhead.portal.alerts.watching import watch
from trialhead.portal.alerts.wish import Wish
from trialhead.portal.studies.actions import withdraw_study
from trialhead.portal.studies.engine import gazetteer, search_index
from trialhead.portal.studies.models import StudyRecord
from trialhead.search import Note, from_query, search, understand
from trialhead.vocabulary import conditions

pytestmark = pytest.mark.django_db

QUERIES = (
    {"q": ["quokka"]},
    {"q": ["quokka wombat"], "status": ["all"]},
    {"q": ["lupus"], "status": ["closed"]},
    {"q": ["quokka"], "near": ["Oslo"], "within": ["50"]},
    {"q": ["quokka"], "status": ["all"], "age": ["40"]},
    {"status": ["soon"], "sex": ["FEMALE"]},
    {"q": ["NCT99990003"], "status": ["all"]},
    {"country": ["Norway"], "status": ["all"]},
)
OSLO = {
    "facility": "A",
    "city": "Oslo",
    "country": "Norway",
    "geoPoint": {"lat": 59.9, "lon": 10.7},
}
BERGEN = OSLO | {"city": "Bergen", "geoPoint": {"lat": 60.4, "lon": 5.3}}
RECORDS = st.fixed_dictionaries(
    {
        "title": st.sampled_from(["Quokka", "Wombat", "Quokka and wombat", "Lupus", "Other"]),
        "status": st.sampled_from(["RECRUITING", "NOT_YET_RECRUITING", "COMPLETED"]),
        "sites": st.sampled_from([[], [OSLO], [BERGEN], [OSLO | {"status": "COMPLETED"}, BERGEN]]),
        "oldest": st.sampled_from(["30 Years", "65 Years"]),
        "sex": st.sampled_from(["ALL", "FEMALE", "MALE"]),
    }
)
#: For some of three studies what their record says next; None is that the registry takes it away.
DAYS = st.dictionaries(st.integers(1, 3), st.none() | RECORDS, min_size=1)
#: What happens between the last round and the switching on of an alert.
FIRST_DAY = st.dictionaries(st.integers(1, 3), RECORDS)


def happens(day: dict[int, dict[str, Any] | None], histories: dict[int, History]) -> None:
    """The records change so."""
    for number, told in day.items():
        history = histories[number]
        if told is None:
            withdraw_study(registry_id=history.registry_id, at=timezone.now())
            continue
        history.says(
            identificationModule={"briefTitle": told["title"]},
            statusModule={"overallStatus": told["status"]},
            contactsLocationsModule={"locations": told["sites"]},
            eligibilityModule={"maximumAge": told["oldest"], "sex": told["sex"]},
        )


def found(query: dict[str, list[str]]) -> set[int]:
    """All studies that the search page shows, over all its pages; none if not every word fits."""
    index_now()
    wanted, problems = from_query(query)
    assert not problems
    understood = understand(wanted, conditions=conditions(), gazetteer=gazetteer())
    results = search(search_index(), wanted, understood, page_size=10_000)
    return set() if Note.ANY_WORD in results.notes else {hit.number for hit in results.hits}


def enrolling() -> set[int]:
    """The studies that take participants."""
    records = StudyRecord.objects.filter(withdrawn_at=None, registry_id__startswith="NCT9999000")
    return {one.pk for one in records if one.study().standing.status.enrolling}


def follow_all() -> list[Alert]:
    """An alert for each search, switched on."""
    Alert.objects.all().delete()
    for query in QUERIES:
        actions.ask(
            wish=Wish(search=followed(query)),
            address="robin@example.org",
            often=Often.WEEKLY,
            names_it=False,
            agreed=Agreed(locale="en"),
            origin="http://testserver",
            at=timezone.now(),
        )
    for link in AlertLink.objects.filter(use="confirm"):
        actions.confirm(link=link, at=timezone.now())
    return list(Alert.objects.order_by("pk"))


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(FIRST_DAY, st.lists(DAYS, min_size=1, max_size=3))
def test_findings_are_the_difference_between_before_and_after(own_home, first, later) -> None:
    histories = {number: History(f"NCT9999000{number}") for number in (1, 2, 3)}
    for history in histories.values():
        history.day = StudyRecord.objects.filter(registry_id=history.registry_id).exists() * 100
    happens(first, histories)
    alerts = follow_all()
    before, open_before = [found(query) for query in QUERIES], enrolling()
    for day in later:
        happens(day, histories)
        watch(now=timezone.now())
    after, opened = [found(query) for query in QUERIES], enrolling() - open_before
    for alert, was, now in zip(alerts, before, after, strict=True):
        kept = Finding.objects.filter(alert=alert)
        told = {(one.record_id, one.matched, one.matches) for one in kept}
        changed = {(number, number in was, number in now) for number in was ^ now}
        assert {one for one in told if one[1] != one[2]} == changed
        assert {one.record_id for one in kept if one.opened} == was & now & opened
