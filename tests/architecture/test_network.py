"""The guard against the network works."""

import socket

import pytest

from tests.no_network import NetworkUseError


@pytest.mark.parametrize("host", ["192.0.2.1", "198.51.100.7"])
def test_another_machine_cannot_be_reached(host: str) -> None:
    with socket.socket() as probe, pytest.raises(NetworkUseError, match=host):
        probe.connect((host, 80))


def test_this_machine_can_be_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket() as client:
        client.connect(server.getsockname())
