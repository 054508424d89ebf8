"""A worker says in the database that it is at work, and is missed when it does not."""

import logging
from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, connection

from trialhead.portal.notifications.heart import BEAT, MISSING, Heart, at_work, last_seen
from trialhead.portal.notifications.models import Heartbeat
from trialhead.portal.privacy import retention

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)


def test_a_worker_has_one_row_and_says_so_every_half_minute() -> None:
    heart = Heart(worker="a" * 32, since=NOON)
    for seconds in range(0, 61, 10):
        heart.beat(now=NOON + timedelta(seconds=seconds))
        row = Heartbeat.objects.get()
        assert row.seen_at == NOON + timedelta(seconds=seconds // 30 * 30)
    assert (row.worker, row.started_at) == ("a" * 32, NOON)
    assert timedelta(seconds=60) >= BEAT


def test_a_worker_that_starts_again_keeps_its_row() -> None:
    Heart(worker="a" * 32, since=NOON).beat(now=NOON)
    later = NOON + timedelta(days=1)
    Heart(worker="a" * 32, since=later).beat(now=later)
    assert [(one.started_at, one.seen_at) for one in Heartbeat.objects.all()] == [(later, later)]


def test_a_clock_that_is_put_back_does_not_silence_a_worker() -> None:
    heart = Heart(worker="a" * 32, since=NOON)
    heart.beat(now=NOON)
    before = NOON - timedelta(hours=1)
    heart.beat(now=before)
    assert Heartbeat.objects.get().seen_at == before


def test_who_is_at_work_is_told_by_when_they_were_seen() -> None:
    assert (at_work(now=NOON), last_seen()) == ([], None)
    for worker, minutes in (("a", 1), ("b", 0), ("c", 5), ("d", 60)):
        heart = Heart(worker=worker * 32, since=NOON)
        heart.beat(now=NOON - timedelta(minutes=minutes))
    assert [one.worker[0] for one in at_work(now=NOON)] == ["b", "a"]
    assert at_work(now=NOON + MISSING) == []
    last = last_seen()
    assert last is not None
    assert last.worker[0] == "b"


def test_old_rows_go_in_time() -> None:
    Heart(worker="a" * 32, since=NOON).beat(now=NOON)
    job = "notifications: workers"
    assert retention.run(now=NOON + timedelta(days=7))[job] == 0
    assert retention.run(now=NOON + timedelta(days=7, seconds=1))[job] == 1
    assert last_seen() is None


def test_a_database_that_does_not_answer_does_not_stop_the_worker(
    caplog: pytest.LogCaptureFixture,
) -> None:
    heart = Heart(worker="a" * 32, since=NOON)

    def refuse(*_: object) -> None:
        raise DatabaseError("secret words")

    with connection.execute_wrapper(refuse), caplog.at_level(logging.WARNING):
        heart.beat(now=NOON)
    assert "could not say that it is at work: DatabaseError" in caplog.text
    assert "secret words" not in caplog.text
    heart.beat(now=NOON + BEAT)
    assert Heartbeat.objects.get().seen_at == NOON + BEAT
