"""Reading registry files: every record that can be read is, and the rest is refused by place."""

import gzip
import io
import json
import os
import random
import tempfile
import tracemalloc
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trialhead.errors import NotFound
from trialhead.registry.files import REFUSALS, Limits, RawRecord, Refusal, read_files

A, B, C = ({"nctId": f"NCT0000000{number}", "title": f"Study {number}"} for number in (1, 2, 3))
SMALL = Limits(record_bytes=200, depth=10, refusals=5)


def read(path: Path, limits: Limits = SMALL) -> list[RawRecord | Refusal]:
    return list(read_files([path], limits=limits))


def records(found: Iterable[RawRecord | Refusal]) -> list[dict[str, Any]]:
    return [one.data for one in found if isinstance(one, RawRecord)]


def refusals(found: Iterable[RawRecord | Refusal]) -> list[tuple[str, str]]:
    return [(one.place, one.code) for one in found if isinstance(one, Refusal)]


def written(folder: Path, name: str, content: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def jsonl(*studies: dict[str, Any]) -> bytes:
    return b"".join(json.dumps(study).encode() + b"\n" for study in studies)


# What is read


@pytest.mark.parametrize(
    ("name", "content", "places"),
    [
        ("one.json", json.dumps(A), [""]),
        ("ONE.JSON", json.dumps(A, indent=2), [""]),
        ("list.json", json.dumps([A, B]), ["item 1", "item 2"]),
        ("list.json", json.dumps([A, B], indent=2), ["item 1", "item 2"]),
        ("answer.json", json.dumps({"studies": [A, B]}), ["item 1", "item 2"]),
        (
            "answer.json",
            json.dumps({"totalCount": 2, "nextPageToken": "NF0g5", "studies": [A, B]}, indent=1),
            ["item 1", "item 2"],
        ),
        (
            "answer.json",
            json.dumps({"studies": [A], "nextPageToken": "x", "more": [1]}),
            ["item 1"],
        ),
        ("lines.jsonl", jsonl(A, B), ["line 1", "line 2"]),
        ("lines.jsonl", jsonl(A, B).rstrip(b"\n"), ["line 1", "line 2"]),
        ("lines.jsonl", jsonl(A, B).replace(b"\n", b"\r\n"), ["line 1", "line 2"]),
        ("lines.jsonl", b"\n \n" + jsonl(A) + b"\n" + jsonl(B) + b"\n", ["line 3", "line 5"]),
        ("pages.jsonl", jsonl({"studies": [A, B]}, C), ["line 1, item 1", "line 1, item 2"]),
        ("one.json.gz", gzip.compress(json.dumps(A).encode(), mtime=0), [""]),
        ("lines.jsonl.gz", gzip.compress(jsonl(A, B), mtime=0), ["line 1", "line 2"]),
        ("any.gz", gzip.compress(jsonl(A, B), mtime=0), ["line 1", "line 2"]),
        ("any.gz", gzip.compress(json.dumps(A, indent=1).encode(), mtime=0), [""]),
        ("any.gz", gzip.compress(json.dumps([A, B]).encode(), mtime=0), ["item 1", "item 2"]),
        ("any.gz", gzip.compress(json.dumps({"studies": [A]}).encode(), mtime=0), ["item 1"]),
    ],
)
def test_each_format_gives_its_studies(
    tmp_path: Path, name: str, content: bytes | str, places: list[str]
) -> None:
    found = read(written(tmp_path, name, content))
    assert [one.place for one in found[: len(places)]] == places
    assert records(found) == [A, B, C][: len(found)]


@pytest.mark.parametrize("name", ["a.json", "a.jsonl", "a.json.gz", "a.jsonl.gz", "a.gz"])
def test_a_byte_order_mark_is_passed_over(tmp_path: Path, name: str) -> None:
    content = b"\xef\xbb\xbf" + jsonl(A)
    packed = gzip.compress(content) if name.endswith("gz") else content
    assert records(read(written(tmp_path, name, packed))) == [A]


def test_a_gzip_file_of_several_parts_is_read_to_its_end(tmp_path: Path) -> None:
    parts = gzip.compress(jsonl(A)) + gzip.compress(jsonl(B)) + bytes(512)
    found = read(written(tmp_path, "lines.jsonl.gz", parts))
    assert (records(found), refusals(found)) == ([A, B], [])


def test_numbers_and_texts_come_as_they_stand(tmp_path: Path) -> None:
    study = {
        "count": 12,
        "share": 0.5,
        "text": "≥ 18 Jahre\n«ok»",
        "no": None,
        "yes": True,
        "l": [],
    }
    for name in ("one.json", "one.jsonl"):
        (found,) = read(written(tmp_path, name, jsonl(study)))
        assert isinstance(found, RawRecord)
        assert found.data == study
        assert [type(value) for value in found.data.values()] == list(map(type, study.values()))


def test_the_source_is_the_path_as_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path, "one.json", json.dumps(A))
    monkeypatch.chdir(tmp_path)
    assert [one.source for one in read_files([Path("one.json"), Path(".")])] == ["one.json"] * 2


# Folders


def test_a_folder_is_read_in_order_without_hidden_and_other_files(tmp_path: Path) -> None:
    deep, hidden = tmp_path / "b", tmp_path / ".git"
    deep.mkdir()
    hidden.mkdir()
    written(deep, "c.json", json.dumps(C))
    written(tmp_path, "b.jsonl", jsonl(B))
    written(tmp_path, "a.json", json.dumps(A))
    written(tmp_path, ".a.json", "never read")
    written(hidden, "x.json", "never read")
    written(tmp_path, "README.md", "never read")
    assert records(read(tmp_path)) == [A, B, C]
    assert refusals(read(tmp_path)) == []


def test_links_do_not_lead_out_of_a_folder(tmp_path: Path) -> None:
    inside, outside = tmp_path / "inside", tmp_path / "outside"
    inside.mkdir()
    outside.mkdir()
    (inside / "to-file.json").symlink_to(written(outside, "a.json", json.dumps(A)))
    (inside / "to-folder").symlink_to(outside)
    (inside / "to-itself").symlink_to(inside)
    (inside / "to-nothing.json").symlink_to(tmp_path / "gone")
    (inside / "to-inside.json").symlink_to(written(inside, "b.json", json.dumps(B)))
    assert records(read(inside)) == [B, B]
    assert refusals(read(inside)) == []


def test_a_named_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "link.json").symlink_to(written(tmp_path, "a.json", json.dumps(A)))
    assert records(read(tmp_path / "link.json")) == [A]


def test_a_folder_with_nothing_to_read_says_so(tmp_path: Path) -> None:
    written(tmp_path, "README.md", "")
    assert refusals(read(tmp_path)) == [("", "empty-folder")]


def test_a_missing_path_is_told_before_anything_is_read(tmp_path: Path) -> None:
    good = written(tmp_path, "a.json", json.dumps(A))
    with pytest.raises(NotFound, match="gone"):
        read_files([good, tmp_path / "gone.json"])


def test_a_pipe_is_refused_instead_of_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.json")
    assert refusals(read(tmp_path / "pipe.json")) == [("", "not-a-file")]
    assert refusals(read(tmp_path)) == [("", "empty-folder")]


def test_a_named_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    (found,) = read(written(tmp_path, "NCT00000001.xml", "<study/>"))
    assert isinstance(found, Refusal)
    assert found.code == "unknown-extension"
    assert ".jsonl" in found.reason


def test_a_file_that_may_not_be_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def denied(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    path = written(tmp_path, "a.json", json.dumps(A))
    monkeypatch.setattr(Path, "open", denied)
    (found,) = read(path)
    assert isinstance(found, Refusal)
    assert (found.code, "Permission denied" in found.reason) == ("unreadable-file", True)


# What is refused


@pytest.mark.parametrize("name", ["a.json", "a.jsonl", "a.json.gz", "a.jsonl.gz", "a.gz"])
@pytest.mark.parametrize("content", [b"", b" \n\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_refused(tmp_path: Path, name: str, content: bytes) -> None:
    packed = gzip.compress(content) if name.endswith("gz") else content
    assert refusals(read(written(tmp_path, name, packed))) == [("", "empty-file")]


@pytest.mark.parametrize("content", ["[]", '{"studies": []}'])
def test_an_empty_list_is_no_fault(tmp_path: Path, content: str) -> None:
    assert read(written(tmp_path, "a.json", content)) == []


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        (b'{"a": ', "cut-off"),
        (b'{"a": 1,}', "malformed-json"),
        (b"{'a': 1}", "malformed-json"),
        (b'{"a": 1} {', "malformed-json"),
        (b'{"a": NaN}', "malformed-json"),
        (b'{"a": -Infinity}', "malformed-json"),
        (b'{"a": 1e999}', "malformed-json"),
        (b"never JSON", "malformed-json"),
        (b"\x1f\x8b\x08\x00", "malformed-json"),
        (b'{"a": "\xff"}', "not-utf-8"),
        (b'{"a": "\xed\xa0\x80"}', "not-utf-8"),
        (rb'{"a": "\udc00\ud800"}', "not-utf-8"),
        ('{"a": 1}'.encode("utf-16"), "not-utf-8"),
        (b"3", "not-an-object"),
        (b'"text"', "not-an-object"),
        (b"null", "not-an-object"),
        (b'{"a": 1, "a": 2}', "repeated-key"),
        (b'{"a": {"b": 1, "b": []}}', "repeated-key"),
        (b'{"a": ' + b"[" * 10 + b"]" * 10 + b"}", "nested-too-deep"),
        (b'{"a": "' + b"x" * 200 + b'"}', "too-large"),
        (b"[" * 100_000 + b"]" * 100_000, "not-an-object"),
        (b'{"a": ' + b"[" * 100_000, "cut-off"),
    ],
)
def test_a_bad_file_is_refused_by_kind(tmp_path: Path, bad: bytes, code: str) -> None:
    limits = Limits(record_bytes=200, depth=10)
    if code in ("cut-off", "not-an-object"):
        limits = Limits(depth=200_000)
    for name, content in (("a.json", bad), ("a.json.gz", gzip.compress(bad))):
        found = read(written(tmp_path, name, content), limits)
        assert records(found) == []
        assert {found_code for _, found_code in refusals(found)} == {code}


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        (b"oops", "malformed-json"),
        (b'{"a": NaN}', "malformed-json"),
        (b'{"a": "\xff"}', "not-utf-8"),
        (b"3", "not-an-object"),
        (b'{"a": 1, "a": 2}', "repeated-key"),
        (b'{"a": [[[[[[[[[[0]]]]]]]]]]}', "nested-too-deep"),
        (b'{"a": ' + b"[" * 180, "cut-off"),
        (b'{"a": "' + b"x" * 5000 + b'"}', "too-large"),
        (b"x" * 300_000, "too-large"),
    ],
)
def test_a_bad_line_costs_only_itself(tmp_path: Path, bad: bytes, code: str) -> None:
    found = read(written(tmp_path, "a.jsonl", jsonl(A) + bad + b"\n" + jsonl(B)))
    assert records(found) == [A, B]
    assert refusals(found) == [("line 2", code)]


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        ("3", "not-an-object"),
        ("[{}]", "not-an-object"),
        ('{"a": 1, "a": 2}', "repeated-key"),
        ('{"a": [[[[[[[[[[0]]]]]]]]]]}', "nested-too-deep"),
        ('{"a": "' + "x" * 5000 + '"}', "too-large"),
        (json.dumps({"a": list(range(300))}), "too-large"),
    ],
)
@pytest.mark.parametrize("frame", ["[%s]", '{"studies": [%s], "more": 1}'])
def test_a_bad_item_costs_only_itself(tmp_path: Path, bad: str, code: str, frame: str) -> None:
    content = frame % ",".join((json.dumps(A), bad, json.dumps(B)))
    found = read(written(tmp_path, "a.json", content))
    assert records(found) == [A, B]
    assert refusals(found) == [("item 2", code)]


@pytest.mark.parametrize(
    ("rest", "place", "code"),
    [
        (b', {"nctId": "NCT00000002", "a": [1', "item 2", "cut-off"),
        (b", ", "item 2", "cut-off"),
        (b', {"nctId": "NCT00000002", "a": NaN}]', "item 2", "malformed-json"),
        (b', {"nctId": "NCT00000002", "a": "\xff"}]', "item 2", "not-utf-8"),
        (b"] trailing", "", "malformed-json"),
    ],
)
def test_a_list_keeps_the_records_before_the_damage(
    tmp_path: Path, rest: bytes, place: str, code: str
) -> None:
    found = read(written(tmp_path, "a.json", b"[" + json.dumps(A).encode() + rest))
    assert records(found) == [A]
    assert refusals(found) == [(place, code)]


def test_the_last_line_of_a_cut_file_is_refused(tmp_path: Path) -> None:
    found = read(written(tmp_path, "a.jsonl", jsonl(A, B)[:-5]))
    assert records(found) == [A]
    assert refusals(found) == [("line 2", "cut-off")]


def test_a_cut_gzip_file_keeps_what_came_out(tmp_path: Path) -> None:
    noise = random.Random(5).randbytes(60_000).hex()
    packed = gzip.compress(jsonl(A, {"noise": noise}, B))
    found = read(written(tmp_path, "a.jsonl.gz", packed[: len(packed) // 2]), Limits())
    assert records(found) == [A]
    assert refusals(found) == [("line 2", "cut-off")]


def test_a_cut_behind_the_last_brace_costs_no_record(tmp_path: Path) -> None:
    packed = gzip.compress(json.dumps(A).encode())
    for name in ("a.json.gz", "a.jsonl.gz"):
        found = read(written(tmp_path, name, packed[:-8]))
        assert records(found) == [A]
        assert [code for _, code in refusals(found)] == ["cut-off"]


@pytest.mark.parametrize("damage", ["checksum", "trailing"])
def test_a_damaged_gzip_file_is_told(tmp_path: Path, damage: str) -> None:
    packed = gzip.compress(json.dumps(A).encode())
    bad = packed[:-8] + b"\0" * 8 if damage == "checksum" else packed + b"more"
    found = read(written(tmp_path, "a.json.gz", bad))
    assert records(found) == []
    assert refusals(found) == [("", "damaged-data")]


def test_what_is_not_gzip_is_told(tmp_path: Path) -> None:
    assert refusals(read(written(tmp_path, "a.json.gz", jsonl(A)))) == [("", "damaged-data")]


@pytest.mark.parametrize("name", ["a.gz", "a.json.gz", "a.jsonl.gz"])
@pytest.mark.parametrize("filling", [b" ", b"[", b"x", b"\n"])
def test_a_gzip_bomb_is_not_let_off(tmp_path: Path, name: str, filling: bytes) -> None:
    bomb = gzip.compress(jsonl(A) + filling * 30_000_000, 9)
    limits = Limits(expansion=20, depth=100_000_000)
    codes = {code for _, code in refusals(read(written(tmp_path, name, bomb), limits))}
    assert codes <= {"expands-too-much", "malformed-json"}
    assert codes


def test_many_small_bombs_are_one_bomb(tmp_path: Path) -> None:
    bombs = gzip.compress(b"\n" * 1_000_000, 9) * 30
    found = read(written(tmp_path, "a.jsonl.gz", bombs))
    assert [code for _, code in refusals(found)] == ["expands-too-much"]


def test_a_file_of_nothing_but_faults_is_given_up(tmp_path: Path) -> None:
    found = read(written(tmp_path, "a.jsonl", "oops\n" * 100))
    assert len(found) == SMALL.refusals + 1
    assert refusals(found)[-1] == ("line 5", "too-many-refusals")


def test_faults_between_records_do_not_add_up(tmp_path: Path) -> None:
    found = read(written(tmp_path, "a.jsonl", (b"oops\n" * 4 + jsonl(A)) * 10))
    assert (len(records(found)), len(refusals(found))) == (10, 40)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", '{"nctId": "NCT00000007", "a": 1, "a": 2}'),
        ("a.jsonl", '{"nctId": "NCT00000007", "a": "%s"}\n' % ("x" * 300)),
        ("a.json", '[{"x": {"nctId": "NCT00000007"}, "a": NaN}]'),
        ("NCT00000007.json", "oops"),
    ],
)
def test_a_refusal_names_the_study_where_it_can(tmp_path: Path, name: str, content: str) -> None:
    (found,) = read(written(tmp_path, name, content))
    assert isinstance(found, Refusal)
    assert found.registry_id == "NCT00000007"


def test_other_files_are_read_after_a_bad_one(tmp_path: Path) -> None:
    paths = [
        written(tmp_path, "a.json", "oops"),
        written(tmp_path, "b.json.gz", b"oops"),
        written(tmp_path, "c.zip", b"oops"),
        written(tmp_path, "d.json", json.dumps(A)),
    ]
    found = list(read_files(paths))
    assert [type(one) for one in found] == [Refusal, Refusal, Refusal, RawRecord]


def test_a_refusal_has_a_listed_code_and_a_limit_is_positive() -> None:
    with pytest.raises(ValueError, match="REFUSALS"):
        Refusal(source="a.json", place="", code="misc", reason="Something.")
    with pytest.raises(ValueError, match="depth"):
        Limits(depth=0)


# Memory


def peak_bytes(path: Path, limits: Limits) -> tuple[int, int]:
    """Peak of Python's memory while reading, and the number of records."""
    tracemalloc.start()
    try:
        count = sum(isinstance(one, RawRecord) for one in read_files([path], limits=limits))
        return tracemalloc.get_traced_memory()[1], count
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("kind", ["a.json", "a.jsonl", "a.jsonl.gz", "a.zip"])
def test_memory_does_not_grow_with_the_file(tmp_path: Path, kind: str) -> None:
    study = json.dumps({"nctId": "NCT00000001", "text": "wordy " * 2000})
    count = 1000
    if kind == "a.zip":
        with zipfile.ZipFile(tmp_path / kind, "w", zipfile.ZIP_DEFLATED) as archive:
            for number in range(count):
                archive.writestr(f"{number}.json", study)
    elif kind == "a.json":
        written(tmp_path, kind, f"[{','.join([study] * count)}]")
    else:
        text = f"{study}\n".encode() * count
        written(tmp_path, kind, gzip.compress(text, 1) if kind.endswith("gz") else text)
    peak, found = peak_bytes(tmp_path / kind, Limits())
    assert found == count
    assert peak < 2_000_000


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jsonl", b'{"a": "' + b"x" * 5_000_000 + b'"}\n' + jsonl(A)),
        ("a.json", b"[" + b'{"a": [' + b"1," * 1_000_000 + b"1]}," + jsonl(A) + b"]"),
    ],
)
def test_a_record_beyond_the_limit_never_fills_the_memory(
    tmp_path: Path, name: str, content: bytes
) -> None:
    peak, found = peak_bytes(written(tmp_path, name, content), Limits(record_bytes=100_000))
    assert found == 1
    assert peak < 3_000_000


def test_an_endless_word_ends_the_file(tmp_path: Path) -> None:
    path = written(tmp_path, "a.json", b'[{}, {"a": "' + b"x" * 5_000_000 + b'"}]')
    found = read(path, Limits(record_bytes=100_000))
    assert records(found) == [{}]
    assert refusals(found) == [("item 2", "too-large")]


# Properties

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(1 - 2**63, 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc", max_size=3), inner),
    max_leaves=6,
)
STUDIES = st.lists(st.dictionaries(st.text("abcde", min_size=1), JSON, max_size=4), max_size=8)


def packed(kind: str, studies: list[dict[str, Any]]) -> bytes:
    text = jsonl(*studies)
    if kind == "a.zip":
        memory = io.BytesIO()
        with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as archive:
            for number, study in enumerate(studies):
                archive.writestr(f"studies/{number}.json", json.dumps(study))
        return memory.getvalue()
    if kind.startswith("list"):
        text = json.dumps(studies).encode()
    if kind.startswith("answer"):
        text = json.dumps({"totalCount": len(studies), "studies": studies}, indent=1).encode()
    return gzip.compress(text, 1) if kind.endswith(".gz") else text


KINDS = st.sampled_from(
    ["a.jsonl", "a.jsonl.gz", "a.zip", "list.json", "list.json.gz", "list.gz", "answer.json"]
)


def read_bytes(name: str, content: bytes) -> list[RawRecord | Refusal]:
    with tempfile.TemporaryDirectory() as folder:
        return read(written(Path(folder), name, content), Limits())


@settings(deadline=None)
@given(st.lists(st.tuples(KINDS, STUDIES.filter(bool)), min_size=1, max_size=4))
def test_how_studies_are_spread_over_files_does_not_matter(
    files: list[tuple[str, list[dict[str, Any]]]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        paths = [
            written(Path(folder), f"{number}-{kind}", packed(kind, studies))
            for number, (kind, studies) in enumerate(files)
        ]
        found = list(read_files(paths))
        within = list(read_files([Path(folder)]))
    assert records(found) == [study for _, studies in files for study in studies]
    assert records(within) == records(found)
    assert refusals(found) == []


def come_out(packed_lines: bytes) -> Iterator[dict[str, Any]]:
    """The whole lines that a plain decompressor gets out of a cut file."""
    text = zlib.decompressobj(31).decompress(packed_lines)
    for line in text.split(b"\n")[:-1]:
        yield json.loads(line)


@settings(deadline=None)
@given(STUDIES.filter(bool), st.floats(0, 1, exclude_max=True))
def test_a_cut_anywhere_never_loses_a_whole_line(
    studies: list[dict[str, Any]], share: float
) -> None:
    whole = packed("a.jsonl.gz", studies)
    cut = whole[: int(len(whole) * share)]
    found = read_bytes("a.jsonl.gz", cut)
    expected = list(come_out(cut))
    assert records(found)[: len(expected)] == expected
    assert len(records(found)) <= len(expected) + 1
    assert [code for _, code in refusals(found)] == ["cut-off" if cut else "empty-file"]


@settings(deadline=None)
@given(KINDS, STUDIES.filter(bool), st.integers(0, 10_000), st.integers(1, 255), st.booleans())
def test_no_damage_ever_raises(
    kind: str, studies: list[dict[str, Any]], where: int, change: int, is_cut: bool
) -> None:
    damaged = bytearray(packed(kind, studies))
    damaged[where % len(damaged)] ^= change
    if is_cut:
        del damaged[where % len(damaged) :]
    found = read_bytes(kind, bytes(damaged))
    assert len(records(found)) <= len(studies) + 1
    assert all(code in REFUSALS for _, code in refusals(found))
