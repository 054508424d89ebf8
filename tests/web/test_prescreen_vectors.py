"""The people of the clinical vectors, answered through the pages: the verdicts are the vectors'."""

import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.factories.replies import FromRecord
from tests.factories.vector_people import document
from tests.factories.visits import Visit, verdicts, visit
from trialhead.patients import checked, read_document

pytestmark = pytest.mark.django_db

STUDY = "NCT07318259"
MET = {
    ("I", "fits"): "met",
    ("I", "not"): "not_met",
    ("E", "fits"): "not_met",
    ("E", "not"): "met",
}


def cases() -> list[Any]:
    """The people as parameters; one that is skipped when there is no such file."""
    path = Path(os.environ.get("TRIALHEAD_SHARED", ""), "vectors", "clinical.json")
    if not os.environ.get("TRIALHEAD_SHARED") or not path.exists():
        reason = "TRIALHEAD_SHARED does not name a folder with vectors/clinical.json"
        return [pytest.param({}, marks=pytest.mark.skip(reason=reason))]
    listed = json.loads(path.read_text())["patients"]
    return [pytest.param(case, id=case["id"]) for case in listed]


def replies(case: dict[str, Any]) -> FromRecord:
    """Somebody who answers as the person of a case would."""
    on = date.fromisoformat(case["facts"]["screening_date"])
    file = json.dumps(document(case["facts"]))
    return FromRecord(checked(read_document(file, "vector"), on), on)


def shown(summary: Visit) -> dict[str, dict[str, str]]:
    """The verdicts of a summary in the words of the vectors."""
    both = verdicts(summary.page)
    told = {
        name: [MET.get((name[0], state), "unknown") for state in states]
        for name, states in both.items()
    }
    return {
        "conservative": {name: states[0] for name, states in told.items()},
        "lenient": {name: states[1] for name, states in told.items()},
        "reported": {
            name: states[0] if states[0] == states[1] else "unknown"
            for name, states in told.items()
        },
    }


@pytest.mark.parametrize("case", cases())
def test_a_person_answered_through_the_pages_gets_the_verdicts_of_the_vectors(
    client: Client, case: dict[str, Any]
) -> None:
    """First what is asked of everybody; then, on demand, what a knock-out made needless and what
    only a study team judges."""
    answering = replies(case)
    first_look = visit(client, STUDY).answer_all(answering)
    title = first_look.page.one("h1").text
    expected = case["expected"]
    assert ("may not fit" in title) == fails(expected["reported"]), title
    whole = first_look.press("go on").answer_all(answering)
    found = shown(whole)
    for reading in ("conservative", "lenient", "reported"):
        assert found[reading] == expected[reading], reading
    assert len(whole.asked) == len(set(whole.asked)), "something was asked twice"


def fails(reported: dict[str, str]) -> bool:
    """Whether a criterion speaks against taking part that is not the study team's to judge."""
    return any(
        said == ("not_met" if name[0] == "I" else "met")
        for name, said in reported.items()
        if name not in {"I4", "I6", "E12"}
    )
