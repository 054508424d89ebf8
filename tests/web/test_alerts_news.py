"""What alerts tell and when: each change once, nothing lost, no mail when there is nothing."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories.alerts import ADDRESS, follow, news, seen_at
from tests.factories.history import History
from trialhead.portal.alerts import actions, gathering
from trialhead.portal.alerts.actions import begin_round, end_round
from trialhead.portal.alerts.gathering import gather
from trialhead.portal.alerts.models import Alert, Finding, Often, Subscriber
from trialhead.portal.alerts.schedule import is_due, next_digest
from trialhead.portal.alerts.watching import findings_of, watch
from trialhead.portal.notifications import chores
from trialhead.portal.studies.actions import withdraw_study

pytestmark = pytest.mark.django_db

STUDY = "NCT99990001"
FOLLOWED = f"study={STUDY}"
NAMED = {"identificationModule": {"briefTitle": "Zanzibar fever in adults"}}
SEARCH = "q=zanzibar"


@pytest.fixture
def history(db: None) -> History:
    """A study that looks for participants."""
    one = History(STUDY)
    one.says(**NAMED)
    return one


def site(city: str, status: str = "RECRUITING") -> dict[str, str]:
    """A site as a record gives it."""
    return {"facility": f"{city} Hospital", "city": city, "country": "Norway", "status": status}


def told() -> list[str]:
    """The texts of all mails that tell news; a round was made before."""
    gather(now=timezone.now())
    return [message.text for message in news()]


# One study --------------------------------------------------------------------------------------


def test_a_change_of_status_is_told_once(client: Client, history: History) -> None:
    follow(client, FOLLOWED)
    history.says(**NAMED, statusModule={"overallStatus": "TERMINATED", "whyStopped": "Too slow."})
    (text,) = told()
    assert "Was: Recruiting. Now: Stopped early." in text
    assert "Reason given: Too slow." in text
    assert len(told()) == 1


def test_changed_sites_are_told_by_name(client: Client, history: History) -> None:
    history.says(**NAMED, contactsLocationsModule={"locations": [site("Oslo"), site("Bergen")]})
    follow(client, FOLLOWED)
    now = [site("Oslo", "COMPLETED"), site("Tromso")]
    history.says(**NAMED, contactsLocationsModule={"locations": now})
    (text,) = told()
    assert "New: Tromso Hospital, Tromso, Norway (Recruiting)" in text
    assert "Now: Oslo Hospital, Oslo, Norway (Completed)" in text
    assert "No longer listed: Bergen Hospital, Bergen, Norway" in text
    assert "check again" not in text


def test_changed_criteria_ask_to_check_again(client: Client, history: History) -> None:
    follow(client, FOLLOWED)
    history.says(
        **NAMED, eligibilityModule={"eligibilityCriteria": "Inclusion Criteria:\n\n* Age over 40"}
    )
    (text,) = told()
    assert "Added: * Age over 40" in text
    assert "As this website reads it" in text
    assert "You may want to check again" in text
    assert f"/studies/{STUDY}/could-i-take-part/" in text


def test_what_matters_to_nobody_brings_no_mail(client: Client, history: History) -> None:
    follow(client, FOLLOWED)
    history.says(**NAMED, sponsorCollaboratorsModule={"leadSponsor": {"name": "New name"}})
    assert told() == []
    assert not Finding.objects.exists()


def test_what_came_and_went_between_two_mails_is_not_told(client: Client, history: History) -> None:
    follow(client, FOLLOWED, often="weekly")
    history.says(**NAMED, statusModule={"overallStatus": "SUSPENDED"})
    watch(now=timezone.now())
    history.says(**NAMED)
    watch(now=timezone.now())
    assert Finding.objects.count() == 1
    assert gather(now=timezone.now() + timedelta(days=8)) == 0
    assert not Finding.objects.exists()


def test_several_changes_are_one_difference(client: Client, history: History) -> None:
    follow(client, FOLLOWED, often="weekly")
    for status in ("SUSPENDED", "RECRUITING", "COMPLETED"):
        history.says(**NAMED, statusModule={"overallStatus": status})
        watch(now=timezone.now())
    assert gather(now=timezone.now() + timedelta(days=8)) == 1
    (message,) = news()
    assert "Was: Recruiting. Now: Completed." in message.text


def test_a_study_taken_away_and_put_back_is_told(client: Client, history: History) -> None:
    follow(client, FOLLOWED)
    withdraw_study(registry_id=STUDY, at=timezone.now())
    assert "has taken the record away" in told()[-1]
    history.says(**NAMED, statusModule={"overallStatus": "COMPLETED"})
    assert "is back in its registry" in told()[-1]
    assert len(told()) == 2


def test_a_study_put_back_and_taken_away_again_is_not_told(
    client: Client, history: History
) -> None:
    withdraw_study(registry_id=STUDY, at=timezone.now())
    follow(client, SEARCH)
    alert = Alert.objects.get()
    Alert.objects.filter(pk=alert.pk).update(record=history.kept, query="")
    history.says(**NAMED)
    watch(now=timezone.now())
    withdraw_study(registry_id=STUDY, at=timezone.now())
    assert told() == []
    assert not Finding.objects.exists()


def test_what_changed_before_somebody_confirmed_is_not_told(
    client: Client, history: History
) -> None:
    gather(now=timezone.now())
    history.says(**NAMED, statusModule={"overallStatus": "COMPLETED"})
    follow(client, FOLLOWED)
    follow(client, SEARCH, email="other@example.org")
    assert told() == []


# Searches ---------------------------------------------------------------------------------------


def test_a_new_study_that_fits_a_search_is_told(client: Client, history: History) -> None:
    follow(client, SEARCH)
    other = History("NCT99990002")
    other.says(identificationModule={"briefTitle": "Another zanzibar study"})
    (text,) = told()
    assert "Studies that newly fit your search" in text
    assert "Another zanzibar study (NCT99990002)" in text
    assert STUDY not in text
    assert "/studies/NCT99990002/" in text


def test_a_study_that_fits_no_more_is_told_with_its_status(
    client: Client, history: History
) -> None:
    follow(client, SEARCH)
    history.says(**NAMED, statusModule={"overallStatus": "COMPLETED"})
    (text,) = told()
    assert "Studies that no longer fit your search" in text
    assert "Completed" in text


def test_a_fitting_study_that_opens_is_told(client: Client, history: History) -> None:
    history.says(**NAMED, statusModule={"overallStatus": "NOT_YET_RECRUITING"})
    follow(client, f"{SEARCH}&status=all")
    history.says(**NAMED)
    (text,) = told()
    assert "Studies that now look for participants" in text
    assert STUDY in text


def test_a_study_that_goes_on_fitting_is_not_told(client: Client, history: History) -> None:
    follow(client, f"{SEARCH}&status=all")
    history.says(**NAMED, statusModule={"overallStatus": "COMPLETED"})
    assert told() == []


def test_a_search_near_a_place_sees_sites_open_and_close(client: Client, history: History) -> None:
    follow(client, f"{SEARCH}&near=Oslo&within=50")
    oslo = site("Oslo") | {"geoPoint": {"lat": 59.91, "lon": 10.75}}
    history.says(**NAMED, contactsLocationsModule={"locations": [oslo]})
    assert "newly fit" in told()[-1]
    history.says(**NAMED, contactsLocationsModule={"locations": [oslo | {"status": "COMPLETED"}]})
    assert "no longer fit" in told()[-1]


def test_a_study_taken_away_leaves_the_search(client: Client, history: History) -> None:
    follow(client, SEARCH)
    withdraw_study(registry_id=STUDY, at=timezone.now())
    (text,) = told()
    assert "Its registry has taken the record away." in text


def test_a_study_back_in_its_registry_unchanged_fits_again(
    client: Client, history: History
) -> None:
    withdraw_study(registry_id=STUDY, at=timezone.now())
    follow(client, SEARCH)
    history.day -= 1
    history.says(**NAMED)
    (text,) = told()
    assert "newly fit" in text


def test_a_long_list_is_cut_and_the_rest_counted(client: Client, history: History) -> None:
    follow(client, SEARCH)
    for number in range(10, 42):
        History(f"NCT999900{number}").says(**NAMED)
    (text,) = told()
    assert text.count("Zanzibar fever in adults (NCT") == 30
    assert "and 2 more studies" in text


# Once and only once -----------------------------------------------------------------------------


def test_a_worker_that_dies_before_its_round_ends_loses_nothing(
    client: Client, history: History
) -> None:
    follow(client, FOLLOWED)
    history.says(**NAMED, statusModule={"overallStatus": "COMPLETED"})
    turn = begin_round()
    assert list(findings_of(turn, now=timezone.now()))  # and here it dies
    assert len(told()) == 1


def test_what_fails_while_a_mail_is_written_is_told_once_when_it_works_again(
    client: Client, history: History
) -> None:
    alert = follow(client, FOLLOWED)
    history.says(**NAMED, statusModule={"overallStatus": "COMPLETED"})
    Subscriber.objects.update(address="refused by the outbox")
    assert gather(now=timezone.now()) == 0
    assert Finding.objects.count() == 1
    alert.refresh_from_db()
    assert alert.mails == 0
    Subscriber.objects.update(address=ADDRESS)
    assert len(told()) == 1
    assert not Finding.objects.exists()


def test_of_two_rounds_at_once_the_later_counts(client: Client, history: History) -> None:
    follow(client, FOLLOWED)
    history.says(**NAMED, statusModule={"overallStatus": "SUSPENDED"})
    slow = begin_round()
    found = list(findings_of(slow, now=timezone.now()))
    history.says(**NAMED, statusModule={"overallStatus": "COMPLETED"})
    (text,) = told()
    assert not end_round(turn=slow, findings=found)
    assert "Now: Completed." in text
    assert len(told()) == 1


def test_one_alert_that_cannot_be_told_does_not_hold_up_the_others(
    client: Client, history: History, caplog: pytest.LogCaptureFixture
) -> None:
    broken, _ = follow(client, FOLLOWED), follow(client, SEARCH, email="other@example.org")
    history.says(**NAMED, statusModule={"overallStatus": "COMPLETED"})
    watch(now=timezone.now())
    Finding.objects.filter(alert=broken).update(newest=99)
    assert gather(now=timezone.now()) == 1
    assert f"Alert {broken.pk} could not be told." in caplog.text
    assert "example.org" not in caplog.text


def test_a_paused_alert_is_silent_and_tells_nothing_of_that_time_later(
    client: Client, history: History
) -> None:
    alert = follow(client, FOLLOWED)
    actions.pause(alert=alert)
    history.says(**NAMED, statusModule={"overallStatus": "SUSPENDED"})
    assert told() == []
    actions.resume(alert=alert)
    assert told() == []
    history.says(**NAMED, statusModule={"overallStatus": "COMPLETED"})
    (text,) = told()
    assert "Was: Paused. Now: Completed." in text


# When -------------------------------------------------------------------------------------------

FRIDAY = datetime(2026, 11, 27, 10, 0, tzinfo=UTC)
BOUNDARIES = {
    Often.DAILY: datetime(2026, 11, 28, 8, 0, tzinfo=UTC),
    Often.WEEKLY: datetime(2026, 11, 30, 8, 0, tzinfo=UTC),
}


@pytest.mark.parametrize("often", BOUNDARIES)
def test_a_digest_waits_to_the_second_for_its_time(
    client: Client, history: History, often: Often
) -> None:
    alert, due = follow(client, FOLLOWED, often=often), BOUNDARIES[often]
    history.says(**NAMED, statusModule={"overallStatus": "COMPLETED"})
    watch(now=FRIDAY)
    seen_at(alert, FRIDAY)
    assert gather(now=due - timedelta(seconds=1)) == 0
    assert gather(now=due) == 1
    assert gather(now=due + timedelta(days=14)) == 0


def test_a_worker_that_slept_writes_one_digest_of_all_that_it_missed(
    client: Client, history: History
) -> None:
    follow(client, f"{SEARCH}&status=all", often="daily")
    for number in range(10, 13):
        History(f"NCT999900{number}").says(**NAMED)
        watch(now=FRIDAY + timedelta(days=number))
    assert gather(now=FRIDAY + timedelta(days=30)) == 1
    (message,) = news()
    assert message.text.count("Zanzibar fever in adults (NCT") == 3


def test_every_day_has_one_digest_when_clocks_are_changed() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    digests = []
    for _ in range(365):
        moment = next_digest(Often.DAILY, after=moment, zone=berlin)
        digests.append(moment.astimezone(berlin))
    assert len({digest.date() for digest in digests}) == 365
    assert {digest.hour for digest in digests} == {8}
    assert digests[-1].date().isoformat() == "2026-12-31"
    lengths = {
        (later.astimezone(UTC) - earlier.astimezone(UTC)).total_seconds() / 3600
        for earlier, later in pairwise(digests)
    }
    assert lengths == {23, 24, 25}


def test_weekly_digests_are_a_week_of_days_apart_when_clocks_are_changed() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    moment, digests = datetime(2026, 1, 1, tzinfo=UTC), []
    for _ in range(52):
        moment = next_digest(Often.WEEKLY, after=moment, zone=berlin)
        digests.append(moment.astimezone(berlin))
    assert {(digest.weekday(), digest.hour) for digest in digests} == {(0, 8)}
    days = [digest.date() for digest in digests]
    assert {later - earlier for earlier, later in pairwise(days)} == {timedelta(days=7)}


def test_a_chore_that_fails_holds_up_no_other(
    client: Client, history: History, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*, now: datetime) -> int:
        raise RuntimeError("out of order")

    chores.register("broken", broken)
    try:
        with pytest.raises(ValueError, match="already a chore"):
            chores.register("broken", gathering.gather)
        follow(client, FOLLOWED)
        history.says(**NAMED, statusModule={"overallStatus": "COMPLETED"})
        assert "broken" not in chores.run(now=timezone.now())
    finally:
        chores._chores.pop("broken")
    assert len(news()) == 1
    assert "out of order" in caplog.text


def test_a_clock_that_was_far_ahead_holds_nothing_up() -> None:
    zone = ZoneInfo("UTC")
    for often in Often:
        wrong = FRIDAY + timedelta(days=400)
        assert is_due(often, seen=wrong, now=FRIDAY, zone=zone)
    assert not is_due(Often.DAILY, seen=FRIDAY + timedelta(hours=1), now=FRIDAY, zone=zone)


def test_the_chores_of_every_minute_tell_what_changed(client: Client, history: History) -> None:
    follow(client, FOLLOWED)
    history.says(**NAMED, statusModule={"overallStatus": "COMPLETED"})
    assert chores.run(now=timezone.now())["alerts: mails about what changed"] == 1
    assert len(news()) == 1
    assert gathering.gather(now=timezone.now()) == 0
    assert Alert.objects.get().mails == 1
