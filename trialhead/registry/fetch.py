"""Ask ClinicalTrials.gov, politely and patiently: the only place that uses the network."""

import json
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from types import TracebackType
from typing import TYPE_CHECKING, Any, NoReturn, Self, TypeVar

from trialhead.errors import NotFound, Unreachable, Unreadable
from trialhead.registry.wanted import (
    ENROLLING,
    OLDEST_CHANGE_FIRST,
    PHASES,
    STATUSES,
    Near,
    Wanted,
    is_registry_id,
    mentions_condition,
    plain_words,
)

if TYPE_CHECKING:
    import httpx  # at run time only where it asks: most who read studies never do

__all__ = [
    "ADDRESS",
    "ENROLLING",
    "OLDEST_CHANGE_FIRST",
    "PHASES",
    "STATUSES",
    "Near",
    "Page",
    "RegistryClient",
    "Wanted",
    "mentions_condition",
    "plain_words",
]

ADDRESS = "https://clinicaltrials.gov/api/v2"

#: The registry allows about 50 questions a minute.
PAUSE_SECONDS = 1.2

_HEADERS = {"User-Agent": "trialhead (registry import)", "Accept": "application/json"}
_LONGEST_BACK_OFF_SECONDS = 60.0
_LONGEST_WAIT_SECONDS = 600.0
_REDIRECTS = 3

_T = TypeVar("_T")


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """Some studies of an answer; ``next_token`` is empty on the last page.

    ``total``: number of studies on all pages, told on the first page only.
    """

    records: tuple[dict[str, Any], ...]
    next_token: str
    total: int | None


class _PassingError(Exception):
    """A fault that may be gone at the next try; ``wait`` in seconds, if the registry names it."""

    def __init__(self, reason: str, wait: float | None = None) -> None:
        super().__init__(reason)
        self.wait = wait


class RegistryClient:
    """A client of the API v2; use it in a ``with`` statement.

    ``address``: up to and including ``/v2``. ``pause_seconds``: between questions. ``tries``: of
    one question. ``timeout_seconds``: of silence. ``answer_seconds`` and ``answer_bytes``: the
    longest and largest answer read. Every question raises :class:`Unreachable` when the registry
    does not answer as it should, and :class:`Unreadable` when it rejects the question.
    """

    def __init__(
        self,
        *,
        address: str = ADDRESS,
        pause_seconds: float = PAUSE_SECONDS,
        tries: int = 5,
        timeout_seconds: float = 30.0,
        answer_seconds: float = 300.0,
        answer_bytes: int = 256 * 1024 * 1024,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        if not address.startswith(("https://", "http://")) or tries < 1:
            raise Unreadable(
                f"The registry cannot be asked at {address} with {tries} tries.",
                fix="Give an http(s) address and at least one try.",
            )
        self._address = address.rstrip("/")
        self._pause_seconds = pause_seconds
        self._tries = tries
        self._answer_seconds = answer_seconds
        self._answer_bytes = answer_bytes
        self._sleep = sleep
        self._clock = clock
        self._asked_at = float("-inf")
        import httpx

        self._http = httpx.Client(headers=_HEADERS, timeout=timeout_seconds)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._http.close()

    def pages(self, wanted: Wanted, token: str = "") -> Iterator[Page]:
        """The answer's pages in order, from the one that ``token`` names on, else the first."""
        seen = {token}
        while True:
            place = {"pageToken": token} if token else {}
            page = self._ask("/studies", wanted.params() | place, _page)
            token = page.next_token
            if token and token in seen:
                raise self._fault("It repeats a page, so its answer would never end.")
            seen.add(token)
            yield page
            if not token:
                return

    def version(self) -> str:
        """When the registry's data were last renewed, as it writes it (UTC)."""
        return self._ask("/version", {}, _timestamp)

    def study(self, registry_id: str) -> dict[str, Any]:
        """One study's record; raises :class:`NotFound` if the registry has no such study."""
        if not is_registry_id(registry_id):
            raise Unreadable(
                f"«{registry_id[:40]}» is no registry id.", fix="Give one such as NCT01234567."
            )
        return self._ask(f"/studies/{registry_id.upper()}", {"format": "json"}, _record)

    def _ask(self, path: str, params: dict[str, str], read: Callable[[Any], _T]) -> _T:
        """Ask until the answer is sound, waiting longer each time."""
        wait, reason = 0.0, ""
        for attempt in range(self._tries):
            if attempt:
                self._sleep(wait)
            try:
                return read(_parsed(self._body(path, params)))
            except _PassingError as fault:
                back_off = min(2.0**attempt, _LONGEST_BACK_OFF_SECONDS)
                wait, reason = back_off if fault.wait is None else fault.wait, str(fault)
            if wait > _LONGEST_WAIT_SECONDS:
                raise self._fault(f"It asks to be left alone for {wait:.0f} seconds.")
        raise self._fault(f"{reason} ({self._tries} tries)")

    def _body(self, path: str, params: dict[str, str]) -> bytes:
        """The answer's bytes, after redirects within the same host."""
        import httpx

        request = self._http.build_request("GET", self._address + path, params=params)
        try:
            for _ in range(_REDIRECTS + 1):
                self._keep_pace()
                with self._http.stream(request.method, request.url) as answer:
                    if answer.next_request is None:
                        self._check(answer)
                        return self._read(answer)
                    request = self._next(request, answer.next_request)
        except (httpx.TransportError, httpx.DecodingError) as error:
            raise _PassingError(f"{type(error).__name__}: {error}.") from error
        raise self._fault("It redirects in a circle.")

    def _keep_pace(self) -> None:
        wait = self._asked_at + self._pause_seconds - self._clock()
        if wait > 0:
            self._sleep(wait)
        self._asked_at = self._clock()

    def _next(self, asked: "httpx.Request", target: "httpx.Request") -> "httpx.Request":
        is_upgrade = target.url.scheme == "https" and asked.url.host == target.url.host
        is_same = target.url.netloc == asked.url.netloc and target.url.scheme == asked.url.scheme
        if not (is_same or is_upgrade):
            raise self._fault(f"It redirects to another host, {target.url.host}.")
        return target

    def _check(self, answer: "httpx.Response") -> None:
        status = answer.status_code
        if status == HTTPStatus.TOO_MANY_REQUESTS or status >= 500:
            raise _PassingError(f"It answers with status {status}.", _retry_after(answer.headers))
        if status == HTTPStatus.NOT_FOUND:
            raise NotFound(f"The registry has nothing at {answer.url}.", fix="Check the id.")
        if status == HTTPStatus.BAD_REQUEST:
            said = " ".join(self._read(answer)[:2000].decode("utf-8", "replace").split())[:200]
            raise Unreadable(
                f"The registry does not understand {answer.url}: {said}.",
                fix="Check what is asked for; a page token may have expired, then start anew.",
            )
        if status != HTTPStatus.OK:
            raise self._fault(f"It answers with status {status}.")

    def _read(self, answer: "httpx.Response") -> bytes:
        body, started = bytearray(), self._clock()
        for block in answer.iter_bytes():
            body += block
            if len(body) > self._answer_bytes:
                raise self._fault(f"Its answer is larger than {self._answer_bytes} bytes.")
            if self._clock() - started > self._answer_seconds:
                raise _PassingError(f"Its answer takes more than {self._answer_seconds:.0f} s.")
        return bytes(body)

    def _fault(self, reason: str) -> Unreachable:
        return Unreachable(
            f"The registry at {self._address} cannot be read. {reason}",
            fix="Check the address and the connection and try again later; "
            "or import a downloaded file.",
        )


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """The seconds the registry wants to be left alone; it may name a number or a date."""
    named = headers.get("Retry-After", "")
    if named.isdecimal():
        return float(named)
    try:
        then, now = (parsedate_to_datetime(text) for text in (named, headers.get("Date", "")))
        return max(0.0, (then - now).total_seconds())
    except (ValueError, TypeError):
        return None


def _parsed(body: bytes) -> Any:
    try:
        return json.loads(body, parse_constant=_reject)
    except (ValueError, RecursionError) as error:
        raise _PassingError("Its answer is not JSON.") from error


def _reject(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not JSON")


def _page(answer: Any) -> Page:
    studies = _record(answer).get("studies")
    if not isinstance(studies, list):
        raise _PassingError("Its answer holds no list of studies.")
    token, total = answer.get("nextPageToken"), answer.get("totalCount")
    return Page(
        records=tuple(_record(study) for study in studies),
        next_token=token if isinstance(token, str) else "",
        total=total if isinstance(total, int) else None,
    )


def _record(answer: Any) -> dict[str, Any]:
    if not isinstance(answer, dict):
        raise _PassingError("Its answer holds something else than records.")
    return answer


def _timestamp(answer: Any) -> str:
    timestamp = _record(answer).get("dataTimestamp")
    if not isinstance(timestamp, str) or not timestamp:
        raise _PassingError("Its answer holds no time of renewal.")
    return timestamp
