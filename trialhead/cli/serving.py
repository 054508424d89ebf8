"""`trialhead serve`: the portal on this machine."""

import atexit
import os
import socket
import threading
from typing import Annotated, Any

import typer
from django.conf import settings
from django.core.management import call_command
from gunicorn.app.base import BaseApplication
from gunicorn.util import import_app

from trialhead.cli.output import get_ready
from trialhead.errors import NotReady
from trialhead.portal.notifications.worker import Worker
from trialhead.portal.studies.indexing import follow

FOLLOW_SECONDS = 5.0
#: So long a process that ends waits for the mail that is being handed over.
LAST_MAIL_SECONDS = 20.0


class Portal(BaseApplication):  # type: ignore[misc]
    """Gunicorn with the portal's settings given in code."""

    def __init__(self, options: dict[str, Any]) -> None:
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        """Hand the settings over."""
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """The application, loaded in each worker."""
        return import_app("trialhead.website.wsgi:application")


def serve(
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 8000,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
) -> None:
    """Open the portal. Stop it with Ctrl-C."""
    get_ready()
    _check_free(host, port)
    call_command("collectstatic", interactive=False, verbosity=0)
    typer.echo(f"The portal is open at http://{host}:{port}/ (data in {settings.TRIALHEAD_HOME})")
    Portal(
        {
            "bind": f"{host}:{port}",
            "workers": min(4, os.cpu_count() or 1),
            "threads": 4,
            "worker_class": "gthread",
            "loglevel": "warning",
            "accesslog": None,
            "post_worker_init": _begin,
        }
    ).run()


def _begin(_process: object) -> None:
    """Beside the pages, each process keeps the index up and stands by to deliver mail."""
    follow(every_seconds=FOLLOW_SECONDS)
    worker = Worker()
    threading.Thread(target=worker.run, daemon=True, name="worker").start()
    atexit.register(worker.stop, wait_seconds=LAST_MAIL_SECONDS)


def _check_free(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise NotReady(
                f"Port {port} on {host} cannot be used ({error.strerror}).",
                fix=f"Choose another: trialhead serve --port {port % 65535 + 1}",
            ) from error
