"""The languages that words can be written in."""

from django.conf import settings

from trialhead.portal.studies.words import ENGLISH


def language_name(code: str) -> str | None:
    """What a language is called; None if the portal does not speak it."""
    name = dict(settings.LANGUAGES).get(code)
    return None if name is None else str(name)


def other_languages() -> list[tuple[str, str]]:
    """Every language but English: its code and name."""
    return [(code, str(name)) for code, name in settings.LANGUAGES if code != ENGLISH]
