"""A study's words written, approved, published and translated through the pages of its team."""

import json
import re
from datetime import date, timedelta
from pathlib import Path
from string import ascii_letters
from typing import Any

from django.test import Client
from django.utils import timezone

from tests.factories.pages import Page, read_page
from trialhead.portal.studies.importing import import_studies
from trialhead.portal.studies.models import StudyRecord, WordsEdition
from trialhead.portal.studies.overviews import criteria_in_force
from trialhead.portal.studies.words import team_words
from trialhead.registry import RawRecord, take_in

SAMPLE = Path(__file__).parents[2] / "sample" / "studies"
STUDY = "NCT99900001"
#: Sentences that the record bears out, one beyond it, and one that contradicts it.
OWN = "Your latest BMI must not be more than 40 kg/m²."
BEYOND = "A taxi brings you to each visit."
COUNTED = "In all, the study plans to take 860 people."
WRONG = "Your latest BMI must be at most 50 kg/m²."
BOXES = ("tested", "who", "steps", "time", "burdens", "unknown", "runs", "join")


def path_of(language: str = "en", *, study: str = STUDY) -> str:
    """Where the words of a language are written."""
    return f"/team/words/{study}/{language}/"


def begun(client: Client, **boxes: str) -> dict[str, str]:
    """The form as it stands in the editor, with some boxes written anew."""
    context = client.get(path_of()).context
    told = {box.field: box.text for box in context["checkup"].boxes}
    return {**told, "seen": str(context["seen"]), **boxes}


def propose(client: Client, **boxes: str) -> Any:
    """Propose what stands in the editor, with some boxes written anew."""
    return client.post(path_of(), {**begun(client, **boxes), "propose": "1"})


def last(language: str = "en") -> WordsEdition:
    """The newest edition."""
    return WordsEdition.objects.filter(language=language).latest("number")


def publish(client: Client, language: str = "en") -> Any:
    """Publish the newest edition."""
    return client.post(f"{path_of(language)}{last(language).number}/publish/")


def approve(client: Client, language: str = "en", *, days: int = 365, **told: str) -> Any:
    """Record an approval of the newest edition that holds for so many days more."""
    today = timezone.localdate()
    given = {
        "board": "Board of Leeds",
        "number": "24/YH/0123",
        "approved_on": str(today - timedelta(days=30)),
        "expires_on": str(today + timedelta(days=days)),
    }
    return client.post(f"{path_of(language)}{last(language).number}/", given | told)


def confirm(client: Client, language: str = "en") -> Any:
    """Confirm the approval of the newest edition that was recorded last."""
    edition = last(language)
    told = {"approval": str(edition.approvals.latest("pk").pk)}
    return client.post(f"{path_of(language)}{edition.number}/confirm/", told)


def translate(client: Client, language: str = "es", **changed: str) -> Any:
    """Propose a translation in which each sentence names its numbers only, but for ``changed``."""
    page = client.get(path_of(language)).context
    told = {"source": str(page["source"].number), "seen": str(page["seen"]), "propose": "1"}
    for part in page["parts"]:
        for pair in part.pairs:
            told[f"sentence-{pair.number}"] = f"Traducción: {in_spanish(pair.source)}"
    return client.post(path_of(language), told | changed)


def in_spanish(sentence: str) -> str:
    """A stand-in for a translation: other letters, the same figures, units, signs and lines."""
    letters = str.maketrans(ascii_letters, "ñ" * 26 + "ü" * 26)
    return re.sub(
        r"(?<!\d )(?<!\S)\D+?(?!\S)",
        lambda word: word.group().translate(letters).replace("ñ", "ñü"),
        sentence,
    )


def page(language: str = "en") -> str:
    """The study's page as a reader gets it."""
    prefix = "" if language == "en" else f"/{language}"
    return Client().get(f"{prefix}/studies/{STUDY}/").content.decode()


def record_now() -> StudyRecord:
    """The study as the portal keeps it."""
    return StudyRecord.objects.get(registry_id=STUDY)


def record_changes(before: str, after: str, *, day: date) -> None:
    """A later version of the record is imported, in which other words stand."""
    text = (SAMPLE / f"{STUDY}.json").read_text()
    assert before in text
    told = json.loads(text.replace(before, after))
    posted = {"date": f"{day}", "type": "ACTUAL"}
    told["protocolSection"]["statusModule"]["lastUpdatePostDateStruct"] = posted
    raw = RawRecord(source="later", place="", data=told)
    import_studies(source="later", stream=take_in([raw]), now=timezone.now)


def page_of(answer: Any) -> Page:
    """The page of an answer."""
    return read_page(answer.content)


def stamp(language: str = "en") -> str:
    """How the page says that its overview came about."""
    return " ".join(page(language).split("overview-stamp", 1)[1].split("</p>", 1)[0].split())


def who_with(client: Client, *sentences: str) -> str:
    """What stands about who may take part, with these sentences behind it."""
    return "\n".join((begun(client)["who"], *sentences))


def put_in_force(author: Client, second: Client, *sentences: str, days: int = 365) -> None:
    """The page's own words and these sentences, approved if need be, published."""
    runs = begun(author)["runs"].replace("It plans to take 860 people.", COUNTED)
    assert propose(author, who=who_with(author, *sentences), runs=runs).status_code == 302
    if last().beyond:
        assert approve(author, days=days).status_code == 302
    assert publish(second).status_code == 302


def shown_on(day: date, language: str = "en") -> Any:
    """The team's words as they are shown on a day."""
    record = record_now()
    study = record.study()
    criteria = criteria_in_force(record, study)
    return team_words(record, study, criteria, language=language, on=day)
