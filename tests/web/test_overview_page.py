"""The overview on a study page: sentences, the record's words behind them, and the stamp."""

import re

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def page_text(registry_id: str) -> str:
    """A study page as sent."""
    return Client().get(f"/studies/{registry_id}/").content.decode()


def test_the_overview_tells_the_study_in_plain_sentences() -> None:
    page = page_text("NCT07318259")
    for sentence in (
        "You must be at least 18 years old.",
        "The study gives people something and looks at what happens.",
        "The study is looking for people now.",
    ):
        assert sentence in page


def test_each_sentence_opens_the_words_it_rests_on_without_a_script() -> None:
    page = page_text("NCT99900001")
    item = page.split("You must be at least 18 years old at consent.", 1)[1].split("</li>", 1)[0]
    assert "<details" in item
    assert "eligibility.criteria" in item


def test_words_of_the_record_made_plainer_are_labelled_and_not_in_quotes() -> None:
    page = page_text("NCT99900001")
    item = page.split("Heart attack, stroke, hospital stay for unstable angina", 1)[1]
    summary = item.split("<summary>", 1)[1].split("<span", 1)[0]
    assert summary == "Record, made plainer"
    quotes = page.split('<q lang="en" dir="ltr">')
    quoted = next(part for part in quotes if part.startswith("Type 2 diabetes")).split("</q>", 1)
    words = re.sub("<.*?>", "", quoted[0])
    assert words == "Type 2 diabetes diagnosed at least 180 days before screening"
    assert quoted[1].split("<summary>", 1)[1].split("<span", 1)[0] == "Record"


def test_a_line_that_goes_on_is_no_item_of_its_own() -> None:
    page = page_text("NCT07318259")
    assert '<li class="goes-on">… ' in page
    assert '<li class="goes-on">which shows ' in page
    assert '<li class="goes-on">(these include ' in page
    for opening in ("… ", "which ", "and ", "or ", "("):
        assert f"<li>{opening}" not in page.split("overview-stamp", 1)[1].split("</h3>", 3)[2]


def test_the_stamp_says_how_it_was_made_and_that_nobody_reviewed_it() -> None:
    page = page_text("NCT99900001")
    assert "Made by rules from version 1 of the record" in page
    assert "Not reviewed by a person." in page


def test_the_summary_keeps_its_own_place_below() -> None:
    page = page_text("NCT99900001")
    assert page.index("Made by rules") < page.index("Summary in the record")
