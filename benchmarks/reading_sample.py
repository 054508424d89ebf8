"""A random sample of what was read in full, and what a person found of it.

`python -m benchmarks.reading_sample N SEED` prints it to be marked. `reading_checked.tsv` holds
the marks; one is void when the words, the side or the reading changed.
"""

import hashlib
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks import corpus
from trialhead.criteria import Criterion, Judgement, Read, leaves, read_text, sentence

CHECKED = Path(__file__).with_name("reading_checked.tsv")


class Reading(NamedTuple):
    """A criterion that was read in full."""

    study: str
    id: str
    words: str
    told: str

    @property
    def mark(self) -> str:
        """What a person's mark belongs to."""
        whole = "\n".join((self.study, self.id[0], self.words, self.told))
        return hashlib.sha256(whole.encode()).hexdigest()[:16]


def readings(study: str, text: str, criteria: Sequence[Criterion]) -> Iterator[Reading]:
    """Those read in full that ask something a record could answer."""
    for criterion in criteria:
        judged = all(isinstance(leaf, Judgement) for leaf in leaves(criterion.node))
        if criterion.read is Read.FULL and not judged and criterion.words:
            words = " ".join(criterion.words.of(text).split())
            yield Reading(study, criterion.id, words, sentence(criterion.node))


def marks() -> dict[str, str]:
    """What was found right or wrong, by mark."""
    lines = CHECKED.read_text(encoding="utf-8").splitlines()[1:]
    return {fields[2]: fields[3] for line in lines if (fields := line.split("\t"))}


def main() -> None:
    """Print a sample."""
    count, seed = int(sys.argv[1]), int(sys.argv[2])
    texts = corpus.criteria_texts()
    rng = random.Random(seed)
    studies = rng.sample(sorted(texts), min(len(texts), 4 * count))
    found = [r for s in studies for r in readings(s, texts[s], read_text(texts[s]).criteria)]
    for number, one in enumerate(rng.sample(found, count), start=1):
        print(f"{number}\t{one.study}\t{one.id}\t{one.mark}\n  {one.words}\n  → {one.told}")


if __name__ == "__main__":
    main()
