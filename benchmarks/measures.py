"""Figures of merit: how good a ranking is, and how long things take."""

import math
from collections.abc import Iterable, Mapping, Sequence
from statistics import fmean


def ndcg(ranked: Sequence[str], grades: Mapping[str, int], depth: int) -> float:
    """Normalised discounted cumulative gain; 1 is the best possible order."""
    gained = _discounted([grades.get(study, 0) for study in ranked[:depth]])
    return gained / _discounted(sorted(grades.values(), reverse=True)[:depth])


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain / math.log2(place + 2) for place, gain in enumerate(gains))


def precision(ranked: Sequence[str], right: set[str], depth: int) -> float:
    """The share of right ones among as many of the first ``depth`` as could be right."""
    possible = min(depth, len(right))
    return len(right.intersection(ranked[:depth])) / possible


def recall(ranked: Sequence[str], right: set[str], depth: int) -> float:
    """The share of the right ones that stand among the first ``depth``."""
    return len(right.intersection(ranked[:depth])) / len(right)


def mean(values: Iterable[float]) -> float:
    """The mean, to three places."""
    return round(fmean(values), 3)


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which that share of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
