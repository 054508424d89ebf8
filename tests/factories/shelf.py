"""A store of studies in memory that counts its changes, as a database does."""

from collections.abc import Iterable, Iterator

from trialhead.registry import Study
from trialhead.search import Entry


class Shelf:
    """What a search index is fed from. Studies stand under the number of their registry id."""

    def __init__(self, studies: Iterable[Study] = (), *, identity: str = "shelf") -> None:
        self._identity = identity
        self._now = 0
        self._entries: dict[int, tuple[int, Entry]] = {}
        self.put(*studies)

    def put(self, *studies: Study) -> None:
        """Add the studies, or replace those with the same id."""
        for study in studies:
            number = int(study.registry_id.removeprefix("NCT"))
            self._change(Entry(number=number, study=study))

    def withdraw(self, number: int) -> None:
        """Take a study away."""
        self._change(Entry(number=number, study=None))

    def identity(self) -> str:
        """The name of this store."""
        return self._identity

    def now(self) -> int:
        """The number of the latest change."""
        return self._now

    def since(self, position: int) -> Iterator[Entry]:
        """Every study changed after that change, in the order of the changes."""
        for changed, entry in sorted(self._entries.values(), key=lambda kept: kept[0]):
            if changed > position:
                yield entry

    def _change(self, entry: Entry) -> None:
        self._now += 1
        self._entries[entry.number] = (self._now, entry)
