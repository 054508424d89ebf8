"""What a model told of a study, on its page: stamped, and held to the record in force."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from trialhead.overview import Draft, Section
from trialhead.portal.studies.actions import keep_retelling
from trialhead.portal.studies.models import Retelling, StudyRecord
from trialhead.portal.studies.retelling import to_retell

pytestmark = pytest.mark.django_db

STUDY = "NCT99900001"
AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
OWN = "At consent, you must be 18 years old or older."
LIE = "The treatment is safe and you are eligible."


def tell(draft: Draft, model: str = "small-model") -> StudyRecord:
    """Keep what a model told of the study."""
    record = StudyRecord.objects.get(registry_id=STUDY)
    keep_retelling(record=record, draft=draft, model=model, at=AT)
    return record


def page() -> str:
    """The study's page as sent."""
    return Client().get(f"/studies/{STUDY}/").content.decode()


def test_the_stamp_names_model_day_version_and_that_nobody_reviewed_it() -> None:
    assert "Made by rules" in page()
    tell({Section.WHO: [OWN]})
    told = page()  # the page kept from before is not shown
    assert OWN in told
    stamp = told.split("overview-stamp", 1)[1].split("</p>", 1)[0]
    assert "Written by the model small-model on Nov. 20, 2026 from version 1" in stamp
    assert "Not reviewed by a person." in stamp
    assert "reviewed by the team" not in stamp.lower()


def test_e6_what_does_not_hold_is_not_shown_and_all_else_is_told() -> None:
    before = page()
    tell({Section.WHO: [LIE, OWN]})
    after = page()
    assert OWN in after
    assert LIE not in after
    assert "You must not have type 1 diabetes." in before
    assert "You must not have type 1 diabetes." in after


def test_a_text_of_which_nothing_holds_leaves_the_rules_and_their_stamp() -> None:
    tell({Section.WHO: [LIE]})
    assert "Made by rules" in page()
    assert "small-model" not in page()


def test_a_text_for_an_older_version_is_held_to_the_one_in_force() -> None:
    record = tell({Section.WHO: [OWN, "You must not have type 1 diabetes."]})
    Retelling.objects.filter(record=record).update(
        version=0, draft={Section.WHO: ["You must be at least 16 years old at consent.", OWN]}
    )
    told = page()
    assert "from version 0 of the record" in told
    assert "Held by rules to version 1" in told
    assert OWN in told
    assert "16 years" not in told


def test_the_name_of_a_model_is_only_text() -> None:
    tell({Section.WHO: [OWN]}, model="<script>alert(1)</script>")
    assert "<script>alert(1)" not in page()


def test_only_studies_not_told_in_the_version_in_force_are_asked_for() -> None:
    every = StudyRecord.objects.filter(withdrawn_at=None).count()
    assert len(list(to_retell([]))) == every
    record = tell({Section.WHO: [OWN]})
    assert record.registry_id not in {each.registry_id for each in to_retell([])}
    Retelling.objects.update(version=record.latest + 1)
    assert record.registry_id in {each.registry_id for each in to_retell([])}
