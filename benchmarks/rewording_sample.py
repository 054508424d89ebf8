"""A random sample of reworded criteria beside the record's words, and what a reader found of them.

`python -m benchmarks.rewording_sample N SEED` prints it to be marked. `rewording_checked.tsv` holds
the marks; one is void when the words, the side or the rewording changed. They were made by the
language model that wrote the rules of rewording, not by a person.
"""

import hashlib
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks import corpus
from trialhead.criteria import StudyCriteria, read_text
from trialhead.overview import Overview, compose

CHECKED = Path(__file__).with_name("rewording_checked.tsv")


class Rewording(NamedTuple):
    """A criterion in the record's words, and these made plainer."""

    study: str
    id: str
    words: str
    told: str

    @property
    def mark(self) -> str:
        """What a mark belongs to."""
        whole = "\n".join((self.study, self.id[0], self.words, self.told))
        return hashlib.sha256(whole.encode()).hexdigest()[:16]


def rewordings(made: Overview, text: str, criteria: StudyCriteria) -> Iterator[Rewording]:
    """The criteria of an overview that are told in the record's words made plainer."""
    for sentence in made.sentences:
        name = sentence.support[0].criterion
        if sentence.plainer and name:
            span = criteria.criterion(name).words
            words = "" if span is None else " ".join(span.of(text).split())
            yield Rewording(made.study, name, words, sentence.text)


def marks() -> dict[str, str]:
    """What was found the same, rough or changed, by mark."""
    lines = CHECKED.read_text(encoding="utf-8").splitlines()[1:]
    return {fields[2]: fields[3] for line in lines if (fields := line.split("\t"))}


def main() -> None:
    """Print a sample."""
    count, seed = int(sys.argv[1]), int(sys.argv[2])
    rng = random.Random(seed)
    found: list[Rewording] = []
    for study in rng.sample(corpus.studies(), 2 * count):
        criteria = read_text(study.eligibility.criteria)
        made = compose(study, criteria)
        found += rewordings(made, study.eligibility.criteria, criteria)
    for number, one in enumerate(rng.sample(found, count), start=1):
        print(f"{number}\t{one.study}\t{one.id}\t{one.mark}\n  {one.words}\n  → {one.told}")


if __name__ == "__main__":
    main()
