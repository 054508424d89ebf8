"""A line read at once gives what the careful parser gives, and every doubt goes to that parser."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trialhead.registry.files import RawRecord, read_files
from trialhead.registry.raw import Limits
from trialhead.registry.shortcut import read_at_once

LIMITS = Limits(record_bytes=100_000, depth=6)

scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=True, allow_infinity=True)
    | st.text()
    | st.sampled_from([10**18 - 1, -(2**63), 2**63, 1e308, "\ud800", "𝄞", "\x00", "NaN"])
)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)
studies = st.dictionaries(st.text(max_size=5), values, max_size=5)


def carefully(folder: Path, line: bytes) -> dict[str, Any] | None:
    """What the careful parser makes of the text; None where it refuses it."""
    path = folder / "one.json"
    path.write_bytes(line)
    (found, *more) = read_files([path], limits=LIMITS)
    return found.data if isinstance(found, RawRecord) and not more else None


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("lines")


@settings(deadline=None, max_examples=200)
@given(study=studies, escaped=st.booleans())
def test_what_is_read_at_once_is_what_the_careful_parser_reads(
    folder: Path, study: dict[str, Any], escaped: bool
) -> None:
    text = json.dumps(study, ensure_ascii=escaped)
    line = text.encode("utf-8", errors="surrogatepass")
    found = read_at_once(line, LIMITS)
    if found is not None:
        assert repr(found) == repr(carefully(folder, line))


@settings(deadline=None, max_examples=200)
@given(study=studies, data=st.data())
def test_a_spoilt_line_is_never_read_otherwise_than_by_the_careful_parser(
    folder: Path, study: dict[str, Any], data: st.DataObject
) -> None:
    line = bytearray(json.dumps(study, ensure_ascii=False).encode("utf-8", "surrogatepass"))
    at = data.draw(st.integers(0, len(line) - 1))
    line[at : at + data.draw(st.integers(0, 2))] = data.draw(
        st.binary(max_size=2) | st.sampled_from([b'"', b"{", b"}", b"[", b",", b"\\", b"-", b"e9"])
    )
    if (found := read_at_once(bytes(line), LIMITS)) is not None:
        assert repr(found) == repr(carefully(folder, bytes(line)))


def test_an_ordinary_record_is_read_at_once() -> None:
    line = b'{"protocolSection": {"statusModule": {"sites": [1, 2.5, null, true, "\xc3\xa9"]}}}\n'
    assert read_at_once(line, LIMITS) == json.loads(line)


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"\n",
        b"[1]",
        b'"text"',
        b' {"a": 1}',
        b'{"a": 1',
        b'{"a": 1} {"b": 2}',
        b'{"a": 1, "a": 2}',
        b'{"a": {"b": 1, "b": 1}}',
        b'{"a": NaN}',
        b'{"a": -Infinity}',
        b'{"a": 1e999}',
        b'{"a": 12345678901234567890123}',
        b'{"a": "\\ud800"}',
        b'{"a": "\xff"}',
        b'{"a": "\x01"}',
        b'{"a": ' + b"[" * 100_000,
        b'{"a": ' + b"[" * 6 + b"]" * 6 + b"}",
    ],
)
def test_whatever_is_doubtful_is_left_to_the_careful_parser(line: bytes) -> None:
    assert read_at_once(line, LIMITS) is None


def test_the_deepest_record_allowed_is_still_read_at_once(folder: Path) -> None:
    line = b'{"a": ' + b"[" * 5 + b"]" * 5 + b"}"
    assert read_at_once(line, LIMITS) == carefully(folder, line) == {"a": [[[[[]]]]]}
