"""How much of real eligibility texts the reader reads, how rightly, and how fast."""

import random
import resource
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks import annotated, corpus, relations
from benchmarks.reading_sample import marks, readings
from benchmarks.tables import table
from trialhead.criteria import Criterion, Judgement, Read, leaves, read_text

TITLE = "Reading eligibility texts"
#: Given for the peer, on another machine.
PEER = {"criteria": 83_142, "read": 12_272, "relations": 16_506, "per second": 6_100}
PEER_LCT = {"precision": 0.85, "recall": 0.51}


def measure(*, quick: bool, folder: Path) -> dict[str, Any]:
    """All texts read once; then compared with the peer, with experts, and with checked readings."""
    texts = corpus.criteria_texts()
    if quick:
        chosen = random.Random(1).sample(sorted(texts), 200)
        texts = {study: texts[study] for study in chosen}
    read_text("Inclusion Criteria:\n* Age over 18 years with lupus")  # lists are read in
    started = time.process_time()
    read = {study: read_text(text).criteria for study, text in texts.items()}
    seconds = time.process_time() - started
    return {
        "texts": len(texts),
        "seconds": seconds,
        "peak MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000,
        "shares": _shares(read),
        "kinds": _kinds(read),
        "checked": _checked(read, texts),
        "relations": {k: v._asdict() for k, v in relations.compared(read, texts).items()},
        "LCT": annotated.leaf_corpus(quick=quick),
        "Chia": annotated.chia(quick=quick),
    }


def _shares(read: dict[str, Sequence[Criterion]]) -> dict[str, int]:
    found: Counter[str] = Counter()
    for criteria in read.values():
        for criterion in criteria:
            found[criterion.read.value] += 1
            judged = all(isinstance(leaf, Judgement) for leaf in leaves(criterion.node))
            found["for humans"] += criterion.read is Read.FULL and judged
    return dict(found)


def _kinds(read: dict[str, Sequence[Criterion]]) -> dict[str, int]:
    found = Counter(
        type(leaf).__name__
        for criteria in read.values()
        for criterion in criteria
        for leaf in leaves(criterion.node)
    )
    return dict(found.most_common())


def _checked(read: dict[str, Sequence[Criterion]], texts: dict[str, str]) -> dict[str, int]:
    known = marks()
    found = Counter(
        known[one.mark]
        for study, criteria in read.items()
        for one in readings(study, texts[study], criteria)
        if one.mark in known
    )
    wrong = sum(verdict == "wrong" for verdict in known.values())
    return {"marked": len(known), "wrong": wrong, "still standing": found.total()}


def describe(result: dict[str, Any]) -> str:
    """The section of the page."""
    shares = result["shares"]
    total = sum(shares.get(read.value, 0) for read in Read)
    full, checked = shares[Read.FULL.value], result["checked"]
    wrong = 1000 * checked["wrong"] / checked["marked"]
    return f"""\
**Wrong readings per 1,000 criteria read in full: {wrong:.0f}** (a random sample of \
{checked["marked"]} that a record could answer, marked one by one: {checked["wrong"]} wrong, told \
in `benchmarks/reading_checked.tsv`. The wrong ones were mended afterwards; \
{checked["still standing"]} of the readings stand as they were marked. Two samples before had 50 \
and 40 per 1,000 and were mended likewise).

**Read in full: {full / total:.0%}** of {total:,} criteria in {result["texts"]:,} texts, \
{shares["for humans"] / full:.0%} of these statements that only humans judge; in part \
{shares[Read.PART.value] / total:.0%}, not read {shares[Read.NONE.value] / total:.0%}. The aim is \
55 %: what is missing are mostly words that stand in no list.

{total / result["seconds"]:,.0f} criteria a second on one core; peak memory \
{result["peak MB"]:,.0f} MB with everything read kept. The peer is Facebook's \
Clinical-Trial-Parser (Go, rules), as measured by others on these texts: \
{PEER["criteria"]:,} criteria found, {PEER["read"]:,} of them \
({PEER["read"] / PEER["criteria"]:.1%}) read into {PEER["relations"]:,} relations, about \
{PEER["per second"]:,} criteria a second.

Leaves by kind: {", ".join(f"{kind} {count:,}" for kind, count in result["kinds"].items())}.

### Relation by relation beside the peer

How many of its relations of a kind we have with the same ends, have with other ends, or do not \
have (mostly in criteria that stay unread because another word in them is not understood); and how \
many limits of the kind we read in all.

{_relations(result["relations"])}

### Beside experts

{_lct(result["LCT"])}

{_chia(result["Chia"])}"""


def _relations(found: dict[str, dict[str, int]]) -> str:
    rows = [
        [
            name.replace("_", " "),
            *(f"{one[key]:,}" for key in ("theirs", "same", "other_ends", "missed", "ours")),
        ]
        for name, one in sorted(found.items(), key=lambda pair: -pair[1]["theirs"])
    ]
    sums = [
        sum(one[key] for one in found.values())
        for key in ("theirs", "same", "other_ends", "missed")
    ]
    rows.append(["all", *(f"{one:,}" for one in sums), ""])
    return table(["kind", "peer", "same ends", "other ends", "missed", "ours in all"], rows)


def _lct(found: dict[str, int]) -> str:
    precision = found["right"] / max(1, found["ours"])
    recall = found["found"] / max(1, found["expected"])
    rows = [
        ["trialhead", f"{precision:.2f}", f"{recall:.2f}"],
        ["Clinical-Trial-Parser", *(f"{PEER_LCT[key]:.2f}" for key in ("precision", "recall"))],
    ]
    full = max(1, found["read in full"])
    return f"""\
Leaf Clinical Trials corpus, numeric filters by comparator and value ({found["expected"]} of them; \
many limit what has no name in our lists, such as lengths of lesions):

{table(["", "precision", "recall"], rows)}

Of its {found["read in full"]} criteria that we read in full, {found["same or"] / full:.0%} have \
alternatives just where the experts have them, {found["same not"] / full:.0%} negations."""


def _chia(found: dict[str, int]) -> str:
    rows = [
        [
            kind,
            f"{found[f'{kind} annotated']:,}",
            f"{found[f'{kind} annotated, read in full']:,}",
            f"{found[f'{kind} both'] / max(1, found[f'{kind} annotated, read in full']):.2f}",
            f"{found[f'{kind} both'] / max(1, found[f'{kind} ours']):.2f}",
        ]
        for kind in ("Condition", "Drug", "Value", "Negation")
    ]
    heads = ["kind", "lines with it", "read in full", "we have it too", "our lines it is in"]
    return f"""\
Chia, {found["lines"]:,} lines, {found["full"] / found["lines"]:.0%} read in full. Of lines \
annotated with a kind of entity and read in full, how many hold it in our reading; of lines where \
we have it, how many are annotated with it:

{table(heads, rows)}"""
