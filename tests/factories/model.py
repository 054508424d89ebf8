"""A language model of our own behind a real address: it says what a test has it say."""

import json
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

#: What it answers, given the request: a text, or a status, or raw bytes of the answer's body.
Says = Callable[[dict[str, Any]], str | int | bytes]


def completion(text: str, *, ended: str = "stop") -> bytes:
    """A whole answer in the form of OpenAI's chat completions."""
    choice = {"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": ended}
    return json.dumps({"id": "1", "object": "chat.completion", "choices": [choice]}).encode()


def drafted(sections: Mapping[str, Sequence[str]]) -> str:
    """Sentences by section in the form that is asked for."""
    told = [{"section": name, "sentences": list(part)} for name, part in sections.items()]
    return json.dumps({"sections": told})


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, says: Says) -> None:
        self.says = says
        self.asked: list[dict[str, Any]] = []
        self.keys: list[str | None] = []
        self.done = threading.Event()
        super().__init__(("127.0.0.1", 0), _Handler)


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append(asked)
        self.server.keys.append(self.headers.get("Authorization"))
        said = self.server.says(asked)
        if isinstance(said, int):
            self.send_error(said)
            return
        body = said if isinstance(said, bytes) else completion(said)
        self.send_response(200 if self.path.endswith("/v1/chat/completions") else 404)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Say nothing."""


@contextmanager
def model(says: Says) -> Iterator[tuple[str, _Server]]:
    """The model's address, and the server with what it was asked."""
    server = _Server(says)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1", server
    finally:
        server.done.set()
        server.shutdown()
        thread.join()
        server.server_close()
