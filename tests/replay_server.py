"""A registry on the loopback interface that replays studies in pages and fails when told to."""

import json
import re
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal
from urllib.parse import parse_qsl, urlsplit

import pytest

_SINCE = re.compile(r"AREA\[LastUpdatePostDate\]RANGE\[(\d{4}-\d\d-\d\d),MAX\]")


@dataclass(frozen=True, kw_only=True)
class Fault:
    """How one answer differs from a sound one; ``token`` and ``body`` replace what it holds."""

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes | None = None
    token: str = ""
    sends: Literal["all", "half", "nothing", "silence"] = "all"


SOUND = Fault()
UNAVAILABLE = Fault(status=503)
CUT = Fault(sends="half")
DROPPED = Fault(sends="nothing")
SILENT = Fault(sends="silence")
NOT_JSON = Fault(body=b"<html>Down for maintenance</html>")


@dataclass(frozen=True, kw_only=True)
class Question:
    """One request as it came in."""

    path: str
    params: dict[str, str]
    user_agent: str


class ReplayRegistry:
    """The registry's state: set ``records``, queue faults with ``fail``, look at ``questions``."""

    def __init__(self, port: int) -> None:
        self.address = f"http://127.0.0.1:{port}/api/v2"
        self.records: list[dict[str, Any]] = []
        self.renewed = "2026-11-20T09:00:05"
        self.questions: list[Question] = []
        self.closing = threading.Event()
        self._faults: list[Fault] = []

    def fail(self, *faults: Fault) -> None:
        """Answer the next questions with these faults, one each, and soundly afterwards."""
        self._faults.extend(faults)

    def next_fault(self) -> Fault:
        """The fault for the question now at hand."""
        return self._faults.pop(0) if self._faults else SOUND

    def answer(self, path: str, params: dict[str, str]) -> tuple[int, Any]:
        """Status and JSON of a sound answer."""
        if path == "/api/v2/version":
            return 200, {"apiVersion": "2.0.5", "dataTimestamp": self.renewed}
        if path == "/api/v2/studies":
            return 200, self._page(params)
        for record in self.records:
            if path == f"/api/v2/studies/{_id(record)}":
                return 200, record
        return 404, {"error": "no such study"}

    def _page(self, params: dict[str, str]) -> dict[str, Any]:
        since = _SINCE.search(params.get("filter.advanced", ""))
        found = [one for one in self.records if not since or _changed(one) >= since.group(1)]
        if params.get("sort", "").startswith("LastUpdatePostDate:asc"):
            found.sort(key=_changed)
        start = int(params.get("pageToken", "page0").removeprefix("page"))
        end = start + int(params.get("pageSize", "10"))
        page: dict[str, Any] = {} if start else {"totalCount": len(found)}
        page["studies"] = found[start:end]
        return page | ({"nextPageToken": f"page{end}"} if end < len(found) else {})


def _id(record: dict[str, Any]) -> str:
    return str(record["protocolSection"]["identificationModule"]["nctId"])


def _changed(record: dict[str, Any]) -> str:
    status = record["protocolSection"].get("statusModule", {})
    return str(status.get("lastUpdatePostDateStruct", {}).get("date", ""))


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    registry: ReplayRegistry

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Stay quiet about clients that hang up early: tests make them do so."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_GET(self) -> None:
        registry, address = self.server.registry, urlsplit(self.path)
        params = dict(parse_qsl(address.query))
        agent = self.headers.get("User-Agent", "")
        registry.questions.append(Question(path=address.path, params=params, user_agent=agent))
        fault = registry.next_fault()
        status, answer = registry.answer(address.path, params)
        if fault.token:
            answer["nextPageToken"] = fault.token
        body = json.dumps(answer).encode() if fault.body is None else fault.body
        self._send(status if fault.status == 200 else fault.status, body, fault)

    def _send(self, status: int, body: bytes, fault: Fault) -> None:
        self.close_connection = fault.sends != "all"
        if fault.sends == "silence":
            self.server.registry.closing.wait(timeout=30)
        if fault.sends in ("silence", "nothing"):
            return
        usual = {"Content-Length": str(len(body)), "Date": self.date_time_string()}
        self.send_response_only(status)
        for name, value in (usual | fault.headers).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body if fault.sends == "all" else body[: len(body) // 2])

    def log_message(self, *_: object) -> None:
        """Stay quiet: the questions are kept in the registry."""


@pytest.fixture
def replay() -> Iterator[ReplayRegistry]:
    """A running registry without records."""
    with _Server(("127.0.0.1", 0), _Handler) as server:
        server.registry = ReplayRegistry(server.server_address[1])
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield server.registry
        server.registry.closing.set()
        server.shutdown()
        thread.join()
