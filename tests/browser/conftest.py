"""A real browser before a real server that serves the sample registry."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from tests.factories.addresses import CHANGED, HOSTILE, PATHS, WITHOUT_SITES

SAMPLE = Path(__file__).parents[2] / "sample" / "studies"
CLI = [sys.executable, "-m", "trialhead.cli"]
NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium from the system."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        missing = "Chromium is missing. Install it with: apt-get install chromium"
        pytest.fail(missing) if os.environ.get("CI") else pytest.skip(missing)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def site(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory, place_list: Path
) -> Iterator[str]:
    """The address of a portal with the sample registry, of which two records have changed."""
    home = tmp_path_factory.mktemp("site")
    (home / "places.sqlite3").symlink_to(place_list)
    environment = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
    environment["TRIALHEAD_HOME"] = str(home)
    for source in (SAMPLE, _changed_records(home / "changed")):
        subprocess.run([*CLI, "import", str(source)], env=environment, check=True)
    (port,) = free_ports(1)
    with (home / "server.log").open("w+") as log:
        verb = [*CLI, "serve", "--port", str(port)]
        server = subprocess.Popen(verb, env=environment, stdout=log, stderr=log)
        _wait_for(server, port, home / "server.log")
        yield f"http://127.0.0.1:{port}"
        server.terminate()
        server.wait()
        log.seek(0)
        assert "Traceback" not in log.read()


def _changed_records(folder: Path) -> Path:
    """Later versions of two sample records: one stopped enrolling, one is full of hostile text."""
    folder.mkdir()
    for registry_id, change in ((CHANGED, _stop_enrolling), (HOSTILE, _make_hostile)):
        record = json.loads((SAMPLE / f"{registry_id}.json").read_text())
        protocol = record["protocolSection"]
        protocol["statusModule"]["lastUpdatePostDateStruct"]["date"] = "2026-11-20"
        change(protocol)
        (folder / f"{registry_id}.json").write_text(json.dumps(record))
    return folder


def _stop_enrolling(protocol: dict[str, Any]) -> None:
    protocol["statusModule"]["overallStatus"] = "ACTIVE_NOT_RECRUITING"
    protocol["eligibilityModule"]["maximumAge"] = "70 Years"


def _make_hostile(protocol: dict[str, Any]) -> None:
    protocol["identificationModule"]["briefTitle"] = "<script>alert(1)</script>" + "Wort" * 200
    protocol["identificationModule"]["officialTitle"] = "<img src=x onerror=alert(2)>" + "A" * 900
    protocol["descriptionModule"]["briefSummary"] = "</script>\u202e{{ 7*7 }}\u202c" + "W" * 500
    contacts = protocol["contactsLocationsModule"]
    contacts["locations"][0]["facility"] = "F" * 200
    contacts["centralContacts"] = [{"name": "N" * 90, "email": "a" * 90 + "@example.org"}]


def _wait_for(server: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    """Return once the server answers; fail with what it said if it ends first."""
    while True:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except ConnectionRefusedError:
            try:
                code = server.wait(timeout=0.05)
                pytest.fail(f"the portal ended with exit code {code}:\n{log.read_text()}")
            except subprocess.TimeoutExpired:
                continue


@contextmanager
def watched(
    browser: Browser, site: str, *, cookies_of_a_team: bool = False
) -> Iterator[Callable[..., Page]]:
    """Opens pages; in the end none has asked another site, complained or left a cookie, but for
    those of somebody signed in to a team."""
    contexts = []
    requests: list[str] = []
    complaints: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        # Chromium reports the status of a page that is meant to be a 404, or a form to be mended,
        # or of a link to notes that opens no more.
        told = "404" in message.text or "422" in message.text
        where = message.location["url"]
        meant = told and (where == message.page.url or "/shared-notes/" in where)
        if message.type in ("error", "warning") and not meant:
            complaints.append(message.text)

    def opened(**options: Any) -> Page:
        given = {"base_url": site, "viewport": {"width": 1280, "height": 800}}
        context = browser.new_context(**{**given, "reduced_motion": "reduce", **options})
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda asked: requests.append(asked.url))
        page.on("console", listen)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: complaints.append(f"dialog: {dialog.message}"))
        return page

    yield opened
    cookies = [cookie for context in contexts for cookie in context.cookies()]
    for context in contexts:
        context.close()
    assert requests
    assert not [url for url in requests if not url.startswith(f"{site}/")]
    assert not complaints
    assert not cookies or cookies_of_a_team
    assert {cookie["name"] for cookie in cookies} <= {"csrftoken", "sessionid"}


@pytest.fixture
def open_page(browser: Browser, site: str) -> Iterator[Callable[..., Page]]:
    """Opens watched pages of any size and look."""
    with watched(browser, site) as opened:
        yield opened


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    """A fresh page at desktop width."""
    return open_page()


@pytest.fixture(params=PATHS, scope="module")
def each(request: pytest.FixtureRequest, browser: Browser, site: str) -> Iterator[Page]:
    """Every kind of page in turn, opened once for all tests of a module, wholly unfolded."""
    with watched(browser, site) as opened:
        page = opened()
        page.goto(PATHS[request.param])
        page.evaluate("document.querySelectorAll('details').forEach((e) => { e.open = true; })")
        yield page


# A portal with a mail server of its own -----------------------------------------------------------

DELIVER = (
    "import django; django.setup()\n"
    "from django.utils import timezone\n"
    "from trialhead.portal.notifications.delivery import deliver_due\n"
    "from trialhead.portal.notifications.models import Message, State\n"
    "deliver_due(now=timezone.now())\n"
    "while Message.objects.filter(state=State.SENDING).exists():  # by the portal's own worker\n"
    "    deliver_due(now=timezone.now())\n"
)


@dataclass
class Mailbox:
    """What has arrived; the handler of a mail server."""

    arrived: list[EmailMessage] = field(default_factory=list)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        """Take a mail in."""
        mail = message_from_bytes(envelope.content, policy=default)
        assert isinstance(mail, EmailMessage)
        assert [mail["To"]] == envelope.rcpt_tos
        self.arrived.append(mail)
        return "250 OK"

    def link(self, to: str, subject: str) -> str:
        """The path of the link in the newest mail with this subject; its only link."""
        found = [m for m in self.arrived if m["To"] == to and m["Subject"] == subject]
        assert found, [(m["To"], m["Subject"]) for m in self.arrived]
        body = found[-1].get_body(("plain",))
        assert body is not None
        (path,) = set(re.findall(r"http://[^/\s]+(/\S+)", body.get_content()))
        return path


@dataclass(frozen=True)
class Portal:
    """A portal that serves one study, and the mail server it uses."""

    address: str
    environment: dict[str, str]
    mailbox: Mailbox

    def deliver(self) -> Mailbox:
        """Send what is due, whether or not a worker has done so already."""
        python = [CLI[0], "-c", DELIVER]
        subprocess.run(python, env=self.environment, check=True)
        return self.mailbox

    def stored(self) -> bytes:
        """Everything that lies on the disk: database, outbox, index and log."""
        files = Path(self.environment["TRIALHEAD_HOME"]).rglob("*")
        kept = (path for path in files if path.is_file() and not path.is_symlink())
        return b"".join(path.read_bytes() for path in kept)


def free_ports(count: int) -> list[int]:
    """Ports nobody listens on, each another."""
    with ExitStack() as held:
        probes = [held.enter_context(socket.socket()) for _ in range(count)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [int(probe.getsockname()[1]) for probe in probes]


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory, place_list: Path) -> Path:
    """A home with a database and two records, of which each portal gets a copy."""
    home = tmp_path_factory.mktemp("furnished")
    (home / "places.sqlite3").symlink_to(place_list)
    environment = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
    records = [str(SAMPLE / f"{number}.json") for number in ("NCT99900009", WITHOUT_SITES)]
    own = {**environment, "TRIALHEAD_HOME": str(home)}
    subprocess.run([*CLI, "import", *records], env=own, check=True)
    return home


@pytest.fixture(scope="module")
def portal(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory, furnished: Path
) -> Iterator[Portal]:
    """A portal with its own mail server."""
    home = tmp_path_factory.mktemp("portals") / "home"
    shutil.copytree(furnished, home, symlinks=True)
    mailbox, (mail_port, port) = Mailbox(), free_ports(2)
    environment = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"} | {
        "DJANGO_SETTINGS_MODULE": "trialhead.website.settings",
        "TRIALHEAD_HOME": str(home),
        "TRIALHEAD_MAIL": f"smtp://127.0.0.1:{mail_port}",
        "TRIALHEAD_OPERATOR": "operator@portal.test",
    }
    post_office = Controller(mailbox, hostname="127.0.0.1", port=mail_port, ready_timeout=60)
    post_office.start()
    with (home / "server.log").open("w+") as log:
        verb = [*CLI, "serve", "--port", str(port)]
        server = subprocess.Popen(verb, env=environment, stdout=log, stderr=log)
        _wait_for(server, port, home / "server.log")
        yield Portal(f"http://127.0.0.1:{port}", environment, mailbox)
        server.terminate()
        server.wait()
        log.seek(0)
        assert "Traceback" not in log.read()
    post_office.stop()


@pytest.fixture
def opened(browser: Browser, portal: Portal) -> Iterator[Callable[..., Page]]:
    """Opens watched pages of this portal."""
    with watched(browser, portal.address) as opener:
        yield opener
