"""Lengths of time in the words of a reader's language."""

import pytest
from django.utils import translation

from trialhead.instruments import Duration, TimeUnit
from trialhead.portal.prescreen.answers import About, AgeValue, Given, Topic
from trialhead.portal.prescreen.board import value_told
from trialhead.portal.prescreen.phrasing import length_told


@pytest.mark.parametrize("language", ["en", "es", "zh-hans", "fr", "ar"])
@pytest.mark.parametrize("unit", list(TimeUnit))
def test_a_part_of_a_unit_is_told_with_its_number(language: str, unit: TimeUnit) -> None:
    with translation.override(language):
        told = length_told(Duration(2.5, unit))
        assert told.startswith(("2.5", "2,5"))
        assert told != length_told(Duration(2, unit))


@pytest.mark.parametrize(
    ("amount", "unit", "english", "arabic"),
    [
        (1, "year", "1 year", "سنة واحدة"),
        (2, "month", "2 months", "شهرين"),
        (9, "week", "9 weeks", "9 أسابيع"),
        (45, "year", "45 years", "45 سنة"),
        (100, "day", "100 days", "100 يوم"),
    ],
)
def test_an_age_agrees_with_its_number(amount: int, unit: str, english: str, arabic: str) -> None:
    age = Given(topic=Topic(about=About.AGE), value=AgeValue(amount=amount, unit=unit))
    with translation.override("en"):
        assert value_told(age) == english
    with translation.override("ar"):
        assert value_told(age) == arabic
