"""A real browser before a real server that serves the sample registry."""

import os
import shutil
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

SAMPLE = Path(__file__).parents[2] / "sample" / "studies"
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
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.fail("Chromium is missing. Install it with: apt-get install chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, place_list: Path) -> Iterator[str]:
    """The address of a portal that serves the sample registry and one changed record."""
    home = tmp_path_factory.mktemp("site")
    (home / "places.sqlite3").symlink_to(place_list)
    changed = home / "NCT99900005.json"
    text = (SAMPLE / changed.name).read_text()
    changed.write_text(text.replace('"RECRUITING"', '"ACTIVE_NOT_RECRUITING"', 1))
    environment = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
    environment["TRIALHEAD_HOME"] = str(home)
    verb = [sys.executable, "-m", "trialhead.cli"]
    for source in (SAMPLE, changed):
        subprocess.run([*verb, "import", str(source)], env=environment, check=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen([*verb, "serve", "--port", str(port)], env=environment)
    address = f"http://127.0.0.1:{port}"
    while server.poll() is None:
        try:
            urllib.request.urlopen(f"{address}/health").close()
            break
        except urllib.error.URLError:
            continue
    yield address
    server.terminate()
    server.wait()


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    """A fresh page at desktop width."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, base_url=site)
    yield context.new_page()
    context.close()
