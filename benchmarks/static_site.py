"""The peer of a study page: the same pages lying ready as files, served by the same server."""

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from gunicorn.app.base import BaseApplication


class StaticSite(BaseApplication):  # type: ignore[misc]
    """Gunicorn with as many processes and threads as `trialhead serve`, and one file a page."""

    def __init__(self, folder: Path, port: int, workers: int) -> None:
        self._folder = folder
        self._options = {
            "bind": f"127.0.0.1:{port}",
            "workers": workers,
            "threads": 4,
            "worker_class": "gthread",
            "loglevel": "warning",
        }
        super().__init__()

    def load_config(self) -> None:
        """Hand the settings over."""
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Callable[[dict[str, Any], Callable[..., object]], Iterable[bytes]]:
        """The application: `/studies/NCT…/` is the file of that id."""

        def page(environ: dict[str, Any], start_response: Callable[..., object]) -> Iterable[bytes]:
            name = environ["PATH_INFO"].strip("/").rpartition("/")[2]
            content = (self._folder / f"{name}.html").read_bytes()
            heads = [("Content-Type", "text/html"), ("Content-Length", str(len(content)))]
            start_response("200 OK", heads)
            return [content]

        return page


if __name__ == "__main__":
    StaticSite(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])).run()
