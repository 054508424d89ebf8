"""The polite client against a registry on the loopback interface."""

import gzip
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.replay_server import (
    CUT,
    DROPPED,
    NOT_JSON,
    SILENT,
    SOUND,
    UNAVAILABLE,
    Fault,
    ReplayRegistry,
)
from trialhead.errors import NotFound, Unreachable, Unreadable
from trialhead.registry.fetch import RegistryClient, Wanted


class Time:
    """A clock that only sleeping moves; ``slept`` keeps each sleep in seconds."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    def clock(self) -> float:
        return self.now


Ask = Callable[..., RegistryClient]


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def ask(replay: ReplayRegistry, time: Time) -> Ask:
    def client(**settings: Any) -> RegistryClient:
        given = {"address": replay.address, "pause_seconds": 0.0, "timeout_seconds": 5.0}
        return RegistryClient(sleep=time.sleep, clock=time.clock, **(given | settings))

    return client


def study(number: int, changed: str = "2026-01-01") -> dict[str, Any]:
    return {
        "protocolSection": {
            "identificationModule": {"nctId": f"NCT{number:08}"},
            "statusModule": {"lastUpdatePostDateStruct": {"date": changed}},
        }
    }


def test_pages_follow_the_token_to_the_last_page(replay: ReplayRegistry, ask: Ask) -> None:
    replay.records = [study(number) for number in range(5)]
    with ask() as client:
        pages = list(client.pages(Wanted(page_size=2)))
    assert [len(page.records) for page in pages] == [2, 2, 1]
    assert [page.next_token for page in pages] == ["page2", "page4", ""]
    assert [page.total for page in pages] == [5, None, None]
    assert [record for page in pages for record in page.records] == replay.records


def test_every_page_is_asked_with_the_same_question(replay: ReplayRegistry, ask: Ask) -> None:
    replay.records = [study(number) for number in range(3)]
    wanted = Wanted(condition="asthma", page_size=2)
    with ask() as client:
        list(client.pages(wanted))
    first, second = (question.params for question in replay.questions)
    assert first == wanted.params()
    assert second == wanted.params() | {"pageToken": "page2"}


def test_a_broken_off_run_goes_on_from_its_token(replay: ReplayRegistry, ask: Ask) -> None:
    replay.records = [study(number) for number in range(5)]
    with ask() as client:
        rest = list(client.pages(Wanted(page_size=2), token="page2"))
    assert [record for page in rest for record in page.records] == replay.records[2:]


def test_only_changes_since_a_day_come_oldest_first(replay: ReplayRegistry, ask: Ask) -> None:
    replay.records = [study(1, "2026-03-05"), study(2, "2026-01-09"), study(3, "2026-03-01")]
    with ask() as client:
        (page,) = client.pages(Wanted(since=date(2026, 3, 1)))
    assert page.records == (replay.records[2], replay.records[0])


def test_an_empty_registry_is_one_empty_page(ask: Ask) -> None:
    with ask() as client:
        (page,) = client.pages(Wanted())
    assert (page.records, page.next_token, page.total) == ((), "", 0)


def test_the_client_names_itself(replay: ReplayRegistry, ask: Ask) -> None:
    with ask() as client:
        client.version()
    assert replay.questions[0].user_agent.startswith("trialhead")


def test_the_version_is_the_time_of_the_data(replay: ReplayRegistry, ask: Ask) -> None:
    with ask() as client:
        assert client.version() == replay.renewed


def test_one_study_is_found_by_its_id_in_any_case(replay: ReplayRegistry, ask: Ask) -> None:
    replay.records = [study(1), study(7)]
    with ask() as client:
        assert client.study("nct00000007") == study(7)


def test_a_study_unknown_to_the_registry_is_not_found(ask: Ask) -> None:
    with ask() as client, pytest.raises(NotFound, match="NCT00000009"):
        client.study("NCT00000009")


@pytest.mark.parametrize("bad", ["", "NCT1", "../version", "NCT00000001/../../x", "NCT０0000001"])
def test_what_is_no_registry_id_is_never_sent(replay: ReplayRegistry, ask: Ask, bad: str) -> None:
    with ask() as client, pytest.raises(Unreadable):
        client.study(bad)
    assert replay.questions == []


@pytest.mark.parametrize(
    "fault",
    [
        UNAVAILABLE,
        CUT,
        DROPPED,
        NOT_JSON,
        Fault(status=500),
        Fault(status=429),
        Fault(body=b""),
        Fault(body=b'{"studies": [{"a": NaN}]}'),
        Fault(body=b'{"studies": 3}'),
        Fault(body=b'{"studies": [3]}'),
        Fault(body=b"[]"),
        Fault(body=b"[" * 100_000),
        Fault(body=b"\xff\xfe"),
        Fault(headers={"Content-Encoding": "gzip"}),
    ],
)
def test_a_passing_fault_costs_only_a_wait(
    replay: ReplayRegistry, ask: Ask, time: Time, fault: Fault
) -> None:
    replay.records = [study(1)]
    replay.fail(fault, fault)
    with ask() as client:
        (page,) = client.pages(Wanted())
    assert page.records == (study(1),)
    assert time.slept == [1.0, 2.0]


def test_a_silent_registry_is_asked_again(replay: ReplayRegistry, ask: Ask, time: Time) -> None:
    replay.fail(SILENT)
    with ask(timeout_seconds=0.1) as client:
        assert client.version() == replay.renewed
    assert time.slept == [1.0]


def test_a_fault_on_a_later_page_repeats_only_that_page(replay: ReplayRegistry, ask: Ask) -> None:
    replay.records = [study(number) for number in range(3)]
    replay.fail(SOUND, UNAVAILABLE)
    with ask() as client:
        pages = list(client.pages(Wanted(page_size=2)))
    assert [record for page in pages for record in page.records] == replay.records
    tokens = [question.params.get("pageToken") for question in replay.questions]
    assert tokens == [None, "page2", "page2"]


def test_after_the_last_try_address_and_remedy_are_named(
    replay: ReplayRegistry, ask: Ask, time: Time
) -> None:
    replay.fail(*[UNAVAILABLE] * 4)
    with ask(tries=4) as client, pytest.raises(Unreachable) as caught:
        client.version()
    assert replay.address in str(caught.value)
    assert "503" in caught.value.mistake
    assert "try again later" in caught.value.fix
    assert time.slept == [1.0, 2.0, 4.0]
    assert len(replay.questions) == 4


def test_waits_stop_growing_at_a_minute(replay: ReplayRegistry, ask: Ask, time: Time) -> None:
    replay.fail(*[UNAVAILABLE] * 9)
    with ask(tries=10) as client:
        client.version()
    assert time.slept == [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 60.0, 60.0, 60.0]


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({"Retry-After": "7"}, 7.0),
        ({"Retry-After": "0"}, 0.0),
        ({"Retry-After": "soon"}, 1.0),
        ({"Retry-After": "-3"}, 1.0),
        ({"Retry-After": "Fri, 20 Nov 2026 09:00:30 GMT"}, 20.0),
        ({"Retry-After": "Fri, 20 Nov 2026 08:00:00 GMT"}, 0.0),
    ],
)
def test_the_wait_that_the_registry_asks_for_is_kept(
    replay: ReplayRegistry, ask: Ask, time: Time, headers: dict[str, str], wait: float
) -> None:
    clock = {"Date": "Fri, 20 Nov 2026 09:00:10 GMT"}
    replay.fail(Fault(status=429, headers=headers | clock))
    with ask() as client:
        client.version()
    assert time.slept == [wait]


def test_a_wait_of_hours_is_not_sat_out(replay: ReplayRegistry, ask: Ask, time: Time) -> None:
    replay.fail(Fault(status=429, headers={"Retry-After": "7200"}))
    with ask() as client, pytest.raises(Unreachable, match="7200"):
        client.version()
    assert time.slept == []


@pytest.mark.parametrize(
    ("status", "error"), [(400, Unreadable), (401, Unreachable), (403, Unreachable)]
)
def test_a_rejected_question_is_not_repeated(
    replay: ReplayRegistry, ask: Ask, time: Time, status: int, error: type[Exception]
) -> None:
    replay.fail(Fault(status=status, body=b"unknown\nfield"))
    with ask() as client, pytest.raises(error):
        list(client.pages(Wanted()))
    assert len(replay.questions) == 1
    assert time.slept == []


def test_the_registrys_own_words_explain_a_rejection(replay: ReplayRegistry, ask: Ask) -> None:
    replay.fail(Fault(status=400, body=b"sort:\n too many keys"))
    with ask() as client, pytest.raises(Unreadable, match="sort: too many keys"):
        list(client.pages(Wanted()))


def test_questions_keep_a_pause_between_them(replay: ReplayRegistry, ask: Ask, time: Time) -> None:
    with ask(pause_seconds=1.5) as client:
        client.version()
        time.now += 0.5
        client.version()
        time.now += 9
        client.version()
    assert time.slept == [1.0]
    assert len(replay.questions) == 3


@pytest.mark.parametrize("token", ["page2", "page4"])
def test_a_repeated_token_is_refused(replay: ReplayRegistry, ask: Ask, token: str) -> None:
    replay.records = [study(number) for number in range(9)]
    replay.fail(SOUND, SOUND, Fault(token=token))
    with ask() as client:
        pages = client.pages(Wanted(page_size=2))
        assert (*next(pages).records, *next(pages).records) == tuple(replay.records[:4])
        with pytest.raises(Unreachable, match="repeats"):
            next(pages)


def test_an_answer_beyond_the_limit_is_not_read(replay: ReplayRegistry, ask: Ask) -> None:
    replay.fail(Fault(body=b" " * 5000))
    with ask(answer_bytes=4999) as client, pytest.raises(Unreachable, match="4999"):
        client.version()
    assert len(replay.questions) == 1


def test_the_limit_counts_bytes_after_decompression(replay: ReplayRegistry, ask: Ask) -> None:
    bomb = gzip.compress(b" " * 1_000_000)
    replay.fail(Fault(body=bomb, headers={"Content-Encoding": "gzip"}))
    with ask(answer_bytes=10_000) as client, pytest.raises(Unreachable, match="10000"):
        client.version()


def test_an_answer_that_trickles_is_cut_short(replay: ReplayRegistry) -> None:
    ticks = iter(range(0, 100_000, 400))
    with (
        RegistryClient(
            address=replay.address,
            tries=2,
            answer_seconds=300,
            sleep=lambda _: None,
            clock=lambda: float(next(ticks)),
        ) as client,
        pytest.raises(Unreachable, match="300 s"),
    ):
        client.version()


def test_a_redirect_within_the_host_is_followed(replay: ReplayRegistry, ask: Ask) -> None:
    replay.fail(Fault(status=307, headers={"Location": "/api/v2/version"}))
    with ask() as client:
        assert client.version() == replay.renewed


@pytest.mark.parametrize("target", ["http://localhost.invalid/", "//other.invalid/x", "file:///x"])
def test_a_redirect_to_another_host_is_not_followed(
    replay: ReplayRegistry, ask: Ask, target: str
) -> None:
    replay.fail(Fault(status=302, headers={"Location": target}))
    with ask() as client, pytest.raises(Unreachable, match="another host"):
        client.version()


def test_redirects_in_a_circle_end(replay: ReplayRegistry, ask: Ask) -> None:
    replay.fail(*[Fault(status=302, headers={"Location": "/api/v2/version"})] * 9)
    with ask() as client, pytest.raises(Unreachable, match="circle"):
        client.version()
    assert len(replay.questions) == 4


def test_an_address_where_nobody_listens_is_unreachable(time: Time) -> None:
    with (
        RegistryClient(
            address="http://127.0.0.1:1/api/v2", tries=2, sleep=time.sleep, clock=time.clock
        ) as client,
        pytest.raises(Unreachable, match=r"127\.0\.0\.1:1"),
    ):
        client.version()


@pytest.mark.parametrize("settings", [{"address": "ftp://registry"}, {"tries": 0}])
def test_a_client_that_cannot_work_is_not_made(settings: dict[str, Any]) -> None:
    with pytest.raises(Unreadable):
        RegistryClient(**settings)
