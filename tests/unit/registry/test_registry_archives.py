"""ZIP archives, sound, damaged and hostile."""

import io
import json
import stat
import struct
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from trialhead.registry.files import Limits, RawRecord, Refusal, read_files

A, B, C = ({"nctId": f"NCT0000000{number}", "title": f"Study {number}"} for number in (1, 2, 3))
Found = tuple[list[Any], list[tuple[str, str]]]
Read = Callable[..., Found]


class Pipe:
    """A target that cannot seek, so that sizes are written behind each member."""

    def __init__(self, target: io.BytesIO) -> None:
        self._target = target

    def write(self, data: bytes) -> int:
        return self._target.write(data)

    def flush(self) -> None:
        self._target.flush()


def archive(
    *members: tuple[str, bytes | dict[str, Any]],
    method: int = zipfile.ZIP_DEFLATED,
    piped: bool = False,
) -> bytes:
    memory = io.BytesIO()
    with (
        warnings.catch_warnings(),
        zipfile.ZipFile(Pipe(memory) if piped else memory, "w", method) as target,  # type: ignore[arg-type]
    ):
        warnings.simplefilter("ignore", UserWarning)
        for name, content in members:
            data = content if isinstance(content, bytes) else json.dumps(content).encode()
            target.writestr(name, data)
    return memory.getvalue()


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Records, and places and codes of refusals, of an archive's bytes."""

    def reader(content: bytes, **limits: int) -> Found:
        path = tmp_path / "studies.zip"
        path.write_bytes(content)
        found = list(read_files([path], limits=Limits(**limits)))
        refusals = [(one.place, one.code) for one in found if isinstance(one, Refusal)]
        return [one.data for one in found if isinstance(one, RawRecord)], refusals

    return reader


def patched(content: bytes, offset: int, form: str, *values: int) -> bytes:
    changed = bytearray(content)
    struct.pack_into(form, changed, offset, *values)
    return bytes(changed)


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_each_member_is_a_study(read: Read, method: int) -> None:
    assert read(archive(("a/NCT1.json", A), ("NCT2.JSON", B), method=method)) == ([A, B], [])


def test_sizes_behind_the_members_are_understood(read: Read) -> None:
    content = archive(("a.json", A), ("b.json", B), ("c.json", C), piped=True)
    assert read(content) == ([A, B, C], [])


def test_a_record_says_which_member_it_came_from(tmp_path: Path) -> None:
    lines = json.dumps(B).encode() + b"\n"
    (tmp_path / "s.zip").write_bytes(archive(("ab/NCT1.json", A), ("l.jsonl", lines)))
    places = [found.place for found in read_files([tmp_path / "s.zip"])]
    assert places == ["member ab/NCT1.json", "member l.jsonl, line 1"]


def test_a_member_with_sizes_of_64_bits_is_read(read: Read) -> None:
    memory = io.BytesIO()
    with (
        zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as target,
        target.open("a.json", "w", force_zip64=True) as member,
    ):
        member.write(json.dumps(A).encode())
    assert read(memory.getvalue()) == ([A], [])


def test_folders_hidden_and_other_members_are_passed_over(read: Read) -> None:
    content = archive(
        ("d/", b""),
        ("d/Contents.txt", b"never read"),
        ("__MACOSX/a.json", b"never read"),
        ("d/.b.json", b"never read"),
        ("./d/a.json", A),
    )
    assert read(content) == ([A], [])
    assert read(archive(("d/Contents.txt", b"x"), ("a.json", A), piped=True)) == ([A], [])


@pytest.mark.parametrize("content", [archive(), archive(("readme.txt", b"none"))])
def test_an_archive_without_studies_is_told(read: Read, content: bytes) -> None:
    assert read(content) == ([], [("", "empty-file")])


def test_a_bad_member_costs_only_itself(read: Read) -> None:
    content = archive(("a.json", A), ("b.json", b"oops"), ("c.json", b""), ("d.json", B))
    refused = [("member b.json", "malformed-json"), ("member c.json", "empty-file")]
    assert read(content) == ([A, B], refused)
    piped = archive(("a.json", A), ("b.json", b"oops" * 9999), ("d.json", B), piped=True)
    assert read(piped) == ([A, B], [("member b.json", "malformed-json")])


def test_a_refused_member_names_its_study(tmp_path: Path) -> None:
    (tmp_path / "s.zip").write_bytes(archive(("x/NCT00000004.json", b"oops")))
    (found,) = read_files([tmp_path / "s.zip"])
    assert isinstance(found, Refusal)
    assert found.registry_id == "NCT00000004"


@pytest.mark.parametrize("piped", [False, True])
def test_a_cut_archive_keeps_the_members_before_the_cut(read: Read, piped: bool) -> None:
    content = archive(("a.json", A), ("b.json", B), ("c.json", C), piped=piped)
    for cut in range(len(content)):
        records, refused = read(content[:cut])
        whole = sum(content.find(name) < cut for name in (b"b.json", b"c.json"))
        assert records[:whole] == [A, B][:whole]
        assert ("", "cut-off") in refused


@pytest.mark.parametrize(
    "name",
    ["/etc/a.json", "../a.json", "a/../../b.json", "C:/a.json", "a\\b.json", "..\\a.json"],
)
def test_a_name_that_points_outside_is_refused(read: Read, name: str) -> None:
    content = archive((name, A), ("ok.json", B))
    assert read(content) == ([B], [(f"member {name}", "unsafe-name")])


def test_a_name_with_a_nul_is_refused(read: Read) -> None:
    content = archive(("a_.json", A), ("ok.json", B)).replace(b"a_.json", b"a\0.json")
    assert read(content) == ([B], [("member a\0.json", "unsafe-name")])


def test_a_link_is_only_its_text(read: Read, tmp_path: Path) -> None:
    target = tmp_path / "secret.json"
    target.write_text(json.dumps(A))
    link = zipfile.ZipInfo("link.json")
    link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as made:
        made.writestr(link, str(target))
    assert read(memory.getvalue()) == ([], [("member link.json", "malformed-json")])


@pytest.mark.parametrize("piped", [False, True])
def test_a_repeated_name_is_refused(read: Read, piped: bool) -> None:
    content = archive(("a.json", A), ("a.json", B), ("c.json", C), piped=piped)
    assert read(content) == ([A, C], [("member a.json", "repeated-member")])


@pytest.mark.parametrize("name", ["inner.zip", "inner.json.gz", "inner.TAR"])
def test_an_archive_within_is_not_opened(read: Read, name: str) -> None:
    content = archive((name, archive(("a.json", A))), ("b.json", B))
    assert read(content) == ([B], [(f"member {name}", "nested-archive")])


def test_an_archive_in_disguise_is_no_study(read: Read) -> None:
    content = archive(("a.json", archive(("a.json", A))), ("b.json", B))
    assert read(content) == ([B], [("member a.json", "malformed-json")])


def test_an_encrypted_member_is_refused(read: Read) -> None:
    content = patched(archive(("a.json", A), ("b.json", B)), 6, "<H", 1)
    assert read(content) == ([B], [("member a.json", "encrypted")])


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_rare_compression_is_refused(read: Read, method: int) -> None:
    assert read(archive(("a.json", A), method=method)) == (
        [],
        [("member a.json", "unknown-compression")],
    )


def test_a_wrong_checksum_costs_the_member(read: Read) -> None:
    content = patched(archive(("a.json", A), ("b.json", B)), 14, "<I", 12345)
    assert read(content) == ([B], [("member a.json", "damaged-member")])


def test_damaged_compression_costs_the_member(read: Read) -> None:
    content = bytearray(archive(("a.json", A), ("b.json", B)))
    content[30 + len("a.json")] = 0xFF
    assert read(bytes(content)) == ([B], [("member a.json", "damaged-data")])


@pytest.mark.parametrize("difference", [-1, 1, 1000])
@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_size_that_does_not_fit_is_refused(read: Read, difference: int, method: int) -> None:
    size = len(json.dumps(A)) + difference
    content = patched(archive(("a.json", A), ("b.json", B), method=method), 22, "<I", size)
    assert read(content) == ([B], [("member a.json", "sizes-differ")])


def test_content_hidden_behind_the_compressed_data_is_refused(read: Read) -> None:
    plain = archive(("a.json", A))
    (packed,) = struct.unpack_from("<I", plain, 18)
    end = 30 + len("a.json") + packed
    content = patched(plain[:end] + b"hidden" + plain[end:], 18, "<I", packed + 6)
    assert read(content) == ([], [("member a.json", "sizes-differ")])


def test_members_that_overlap_are_read_once(read: Read) -> None:
    content = archive(("a.json", A))
    start = content.index(b"PK\1\2")
    end = content.index(b"PK\5\6")
    twice = content[:end] + content[start:end] + content[end:]
    assert read(twice) == ([A], [("", "directory-differs")])


def test_a_member_missing_from_the_directory_is_told(read: Read) -> None:
    content = archive(("a.json", A), ("b.json", B))
    last = content.rindex(b"PK\1\2")
    hidden = content[:last] + content[content.index(b"PK\5\6") :]
    assert read(hidden) == ([A, B], [("", "directory-differs")])


@pytest.mark.parametrize("piped", [False, True])
def test_a_bomb_is_not_let_off(read: Read, piped: bool) -> None:
    bomb = b'{"a": "' + b"x" * 30_000_000 + b'"}'
    records, refused = read(archive(("a.json", A), ("bomb.json", bomb), piped=piped))
    assert records == [A]
    assert refused[0] == ("member bomb.json", "expands-too-much")


def test_members_behind_a_bomb_are_read_where_its_end_is_known(read: Read) -> None:
    bomb = b" " * 30_000_000
    content = archive(("bomb.json", bomb), ("b.json", B))
    assert read(content) == ([B], [("member bomb.json", "expands-too-much")])


def test_a_member_beyond_the_limit_is_refused(read: Read) -> None:
    large = json.dumps({"a": "x y z " * 500}).encode()
    content = archive(("a.json", large), ("b.json", B))
    assert read(content, record_bytes=500) == ([B], [("member a.json", "too-large")])


def test_more_members_than_studies_exist_are_not_read(read: Read) -> None:
    content = archive(("a.json", A), ("b.json", B), ("c.json", C))
    assert read(content, members=2) == ([A, B], [("", "too-many-members")])


@pytest.mark.parametrize("junk", [b"\x7fELF" * 10, b"<html>", b"PK\3\3" + b"x" * 40])
def test_what_is_not_a_zip_is_refused(read: Read, junk: bytes) -> None:
    assert read(junk) == ([], [("", "not-a-zip")])


def test_something_between_members_ends_the_archive(read: Read) -> None:
    content = archive(("a.json", A), ("b.json", B))
    second = content.index(b"PK\3\4", 4)
    assert read(content[:second] + b"junk" + content[second:]) == ([A], [("", "not-a-zip")])


def test_an_unsized_member_without_compression_ends_the_archive(read: Read) -> None:
    content = archive(("a.json", A), ("b.json", B), method=zipfile.ZIP_STORED, piped=True)
    records, refused = read(content)
    assert records == []
    assert refused[-1] == ("", "not-a-zip")
