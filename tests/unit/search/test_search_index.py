"""The index follows its source, survives whatever happens to it, and never makes readers wait."""

import json
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories.desk import Desk, make_place
from tests.factories.shelf import Shelf
from tests.factories.studies import make_site, make_study
from trialhead.registry import Study
from trialhead.search import Entry, SearchIndex

Opened = Callable[..., Desk]
ROOT = Path(__file__).parents[3]


def yoga(number: int) -> Study:
    return make_study(number, title="Yoga", sites=(make_site((53.8, -1.55)),))


def generations(desk: Desk, folder: Path) -> list[str]:
    """The folders of the generations that are still there, after a reading."""
    desk.numbers()
    return sorted(path.name for path in folder.iterdir() if path.is_dir())


class Counting(Shelf):
    """A shelf that notes from which position on it was asked."""

    def __init__(self, *studies: Study) -> None:
        self.asked: list[int] = []
        super().__init__(studies)

    def since(self, position: int) -> Iterator[Entry]:
        self.asked.append(position)
        return super().since(position)


# Following the source


def test_a_new_index_holds_what_its_source_holds(tmp_path: Path) -> None:
    index = SearchIndex(tmp_path / "index")
    assert index.position == 0
    assert index.catch_up(Shelf([yoga(1), yoga(2)])) == 2
    assert index.position == 2


def test_only_what_changed_is_taken_in(tmp_path: Path) -> None:
    shelf, index = Counting(yoga(1), yoga(2)), SearchIndex(tmp_path / "index")
    index.catch_up(shelf)
    shelf.put(yoga(3))
    assert index.catch_up(shelf) == 1
    assert shelf.asked == [0, 2]


def test_catching_up_with_nothing_new_does_nothing(tmp_path: Path) -> None:
    shelf, index = Counting(yoga(1)), SearchIndex(tmp_path / "index")
    index.catch_up(shelf)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.*")}
    assert index.catch_up(shelf) == 0
    assert shelf.asked == [0]
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.*")} == before


def test_a_changed_study_is_found_by_its_new_words_alone(desk: Opened) -> None:
    opened = desk(yoga(1), yoga(2))
    opened.shelf.put(make_study(1, title="Violins"))
    assert opened.index.catch_up(opened.shelf) == 1
    assert opened.numbers("yoga") == [2]
    assert opened.numbers("violins") == [1]
    assert sorted(opened.numbers()) == [1, 2]


def test_a_study_taken_away_is_no_longer_found(desk: Opened) -> None:
    opened = desk(yoga(1), yoga(2))
    opened.shelf.withdraw(1)
    assert opened.index.catch_up(opened.shelf) == 1
    assert opened.numbers() == [2]


def test_a_study_that_comes_back_is_found_once(desk: Opened) -> None:
    opened = desk(yoga(1))
    opened.shelf.withdraw(1)
    opened.index.catch_up(opened.shelf)
    opened.shelf.put(yoga(1))
    opened.index.catch_up(opened.shelf)
    assert opened.numbers() == [1]


@settings(deadline=None, max_examples=25)
@given(
    steps=st.lists(
        st.tuples(st.sampled_from(["put", "withdraw", "catch up"]), st.integers(1, 5)),
        max_size=12,
    )
)
def test_after_any_changes_the_index_holds_what_the_source_holds(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int]]
) -> None:
    desk = Desk(tmp_path_factory.mktemp("steps"))
    held = set()
    for step, number in steps:
        if step == "catch up":
            desk.index.catch_up(desk.shelf)
        elif step == "put":
            desk.shelf.put(yoga(number))
            held.add(number)
        else:
            desk.shelf.withdraw(number)
            held.discard(number)
    desk.index.catch_up(desk.shelf)
    assert sorted(desk.numbers()) == sorted(held)
    assert sorted(desk.numbers(place=make_place(53.8, -1.55), within=10)) == sorted(held)


def test_an_empty_source_gives_an_empty_index(desk: Opened) -> None:
    opened = desk()
    assert opened.ask().total == 0
    opened.shelf.put(yoga(1))
    opened.index.catch_up(opened.shelf)
    assert opened.numbers() == [1]


def test_a_rebuilt_index_holds_the_same(desk: Opened, tmp_path: Path) -> None:
    opened = desk(yoga(1), yoga(2))
    assert opened.index.rebuild(opened.shelf) == 2
    assert sorted(opened.numbers()) == [1, 2]
    assert opened.index.catch_up(opened.shelf) == 0


# Made anew


def test_an_index_of_another_source_is_made_anew(desk: Opened) -> None:
    opened = desk(yoga(1), yoga(2))
    other = Shelf([yoga(7)], identity="another")
    assert opened.index.catch_up(other) == 1
    assert opened.numbers() == [7]


def test_an_index_ahead_of_its_source_is_made_anew(desk: Opened) -> None:
    opened = desk(yoga(1), yoga(2), yoga(3))
    restored = Shelf([yoga(1)])  # the database came back from an older copy
    opened.index.catch_up(restored)
    assert opened.numbers() == [1]


def test_an_index_of_another_version_is_made_anew(desk: Opened, tmp_path: Path) -> None:
    opened = desk(yoga(1))
    state = tmp_path / "index" / "state.json"
    state.write_text(json.dumps(json.loads(state.read_text()) | {"version": 0}))
    assert opened.index.catch_up(opened.shelf) == 1
    assert opened.numbers() == [1]


def test_the_generation_before_is_removed(desk: Opened, tmp_path: Path) -> None:
    opened = desk(yoga(1))
    (old,) = generations(opened, tmp_path / "index")
    opened.index.rebuild(opened.shelf)
    opened.index.catch_up(opened.shelf)
    (new,) = generations(opened, tmp_path / "index")
    assert new != old


def remove_state(folder: Path) -> None:
    (folder / "state.json").unlink()


def spoil_state(folder: Path) -> None:
    (folder / "state.json").write_text('{"generation": ')


def fill_state_with_other_things(folder: Path) -> None:
    (folder / "state.json").write_text('{"colour": "blue"}')


def remove_generation(folder: Path) -> None:
    for path in folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path)


def empty_generation(folder: Path) -> None:
    for path in folder.glob("*/*"):
        path.unlink()


def spoil_list_of_segments(folder: Path) -> None:
    (meta,) = folder.glob("*/meta.json")
    meta.write_text("{")


def remove_list_of_segments(folder: Path) -> None:
    (meta,) = folder.glob("*/meta.json")
    meta.unlink()


def spoil_sites(folder: Path) -> None:
    for path in folder.glob("*/sites.sqlite3*"):
        path.write_bytes(b"no database" * 500)


def remove_segments(folder: Path) -> None:
    for path in folder.glob("*/*.term"):
        path.unlink()


DAMAGES = [
    remove_state,
    spoil_state,
    fill_state_with_other_things,
    remove_generation,
    empty_generation,
    spoil_list_of_segments,
    remove_list_of_segments,
    spoil_sites,
    remove_segments,
]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_index_is_made_anew(
    desk: Opened, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    opened = desk(yoga(1), yoga(2))
    damage(tmp_path / "index")
    fresh = Desk(tmp_path / "index", [yoga(1), yoga(2)])
    assert sorted(fresh.numbers("yoga")) == [1, 2]
    assert sorted(fresh.numbers(place=make_place(53.8, -1.55), within=10)) == [1, 2]
    assert sorted(opened.numbers("yoga")) == [1, 2]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_reader_that_meets_damage_does_not_fail(
    desk: Opened, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    desk(yoga(1))
    damage(tmp_path / "index")
    reader = Desk.__new__(Desk)
    reader.index = SearchIndex(tmp_path / "index")
    assert reader.numbers("yoga") in ([], [1])


# Several processes

WRITER = """
import sys
from pathlib import Path
from tests.factories.shelf import Shelf
from tests.factories.studies import make_study
from trialhead.search import SearchIndex

class Halting(Shelf):
    def since(self, position):
        for done, entry in enumerate(super().since(position)):
            if done == halt:
                print("halfway", flush=True)
                sys.stdin.readline()
            yield entry

folder, last, halt = Path(sys.argv[1]), *map(int, sys.argv[2:])
shelf = Halting(make_study(number, title="Yoga") for number in range(1, last + 1))
SearchIndex(folder).catch_up(shelf)
print("done", flush=True)
"""


@contextmanager
def writer_halfway(folder: Path, *, last: int, halt: int) -> Iterator[subprocess.Popen[str]]:
    """Another process that indexes studies 1 to ``last`` and waits after ``halt`` of them."""
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(folder), str(last), str(halt)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == "halfway\n"
        yield process
        if process.poll() is None:
            process.kill()


def let_go(process: subprocess.Popen[str]) -> None:
    output, _ = process.communicate("\n")
    assert output == "done\n"
    assert process.returncode == 0


def shelf_of(count: int) -> list[Study]:
    return [make_study(number, title="Yoga") for number in range(1, count + 1)]


def test_readers_see_the_old_state_while_another_process_writes_and_the_new_one_after(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "index"
    desk = Desk(folder, shelf_of(2))
    with writer_halfway(folder, last=5, halt=2) as process:
        assert sorted(desk.numbers("yoga")) == [1, 2]
        let_go(process)
    assert sorted(desk.numbers("yoga")) == [1, 2, 3, 4, 5]


def test_readers_go_on_while_another_process_makes_the_index_anew(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    desk = Desk(folder)
    desk.index.catch_up(Shelf([yoga(1), yoga(2)], identity="another"))
    assert sorted(desk.numbers("yoga")) == [1, 2]
    with writer_halfway(folder, last=5, halt=3) as process:
        assert sorted(desk.numbers("yoga")) == [1, 2]
        let_go(process)
    assert sorted(desk.numbers("yoga")) == [1, 2, 3, 4, 5]


def test_a_second_writer_waits_for_the_first(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    shelf, counts = Shelf(shelf_of(4)), []
    with writer_halfway(folder, last=3, halt=1) as process:
        second = threading.Thread(
            target=lambda: counts.append(SearchIndex(folder).catch_up(shelf)), daemon=True
        )
        second.start()
        second.join(timeout=0.2)
        assert (second.is_alive(), counts) == (True, [])
        let_go(process)
        second.join(timeout=60)
    assert counts == [1]


@pytest.mark.parametrize(("known", "halt"), [(0, 1), (0, 1100), (2, 1), (2, 1100)])
def test_a_writer_that_is_killed_leaves_an_index_that_the_next_one_completes(
    tmp_path: Path, known: int, halt: int
) -> None:
    folder = tmp_path / "index"
    desk = Desk(folder, shelf_of(known))
    before = desk.numbers("yoga")
    with writer_halfway(folder, last=1200, halt=halt) as process:
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert desk.numbers("yoga") == before
    desk.shelf.put(*shelf_of(1200)[known:])
    assert desk.index.catch_up(desk.shelf) == 1200 - known
    assert sorted(desk.numbers("yoga")) == list(range(1, 1201))
    assert len(generations(desk, folder)) == 1


def test_what_a_writer_killed_while_making_anew_leaves_is_removed(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    desk = Desk(folder)
    desk.index.catch_up(Shelf([yoga(1)], identity="another"))
    with writer_halfway(folder, last=5, halt=3) as process:
        process.kill()
        process.wait()
    assert desk.numbers("yoga") == [1]
    assert desk.index.catch_up(Shelf(shelf_of(5))) == 5
    desk.index.catch_up(Shelf(shelf_of(5)))
    assert len(generations(desk, folder)) == 1


def test_many_threads_read_while_one_writes(desk: Opened) -> None:
    opened = desk(*shelf_of(50))
    faults: list[BaseException] = []
    going = threading.Event()

    def read() -> None:
        try:
            while not going.is_set():
                results = opened.ask("yoga", place=make_place(0, 0), sort="distance")
                assert 50 <= results.total <= 60
        except BaseException as fault:
            faults.append(fault)

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    for number in range(51, 61):
        opened.shelf.put(make_study(number, title="Yoga"))
        opened.index.catch_up(opened.shelf)
    opened.index.rebuild(opened.shelf)
    going.set()
    for reader in readers:
        reader.join()
    assert faults == []
    assert opened.ask("yoga").total == 60
