"""No test reaches beyond this machine; a connection elsewhere fails and says so."""

import ipaddress
import socket
from typing import Any

_connect = socket.socket.connect


class NetworkUseError(Exception):
    """A test tried to reach another machine."""


def _guarded(self: socket.socket, address: Any) -> None:
    if self.family in (socket.AF_INET, socket.AF_INET6):
        host = address[0]
        if host != "localhost" and not ipaddress.ip_address(host).is_loopback:
            raise NetworkUseError(f"Tests may not connect to {host}.")
    _connect(self, address)


def pytest_configure() -> None:
    """Guard every socket of the test process."""
    socket.socket.connect = _guarded  # type: ignore[method-assign]
