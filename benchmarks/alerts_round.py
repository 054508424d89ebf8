"""The steps of the alerts benchmark, each in a process of its own, over files in one folder."""

import json
import random
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode

from benchmarks import corpus

TOWNS = ("Oslo", "Leeds", "New York", "Paris", "Tokyo", "Houston", "Toronto", "Berlin")
COUNTRIES = ("United States", "France", "China", "Germany", "Canada")
STATUSES = ("RECRUITING", "NOT_YET_RECRUITING", "COMPLETED", "ACTIVE_NOT_RECRUITING", "SUSPENDED")
NUMBER = re.compile(r"\((NCT\d{8})\)$", re.MULTILINE)
#: Of a day's changed studies one in so many is new, and one in so many is taken away.
NEW, AWAY = 10, 100


def write_day(folder: Path, *, studies: int, changed: int, searches: int) -> None:
    """Records before and after a day, studies taken away that day, and the saved searches."""
    chance = random.Random(4)
    real = corpus.records()
    known = studies - changed // NEW
    base = {number: _renumbered(real[number % len(real)], number) for number in range(1, known + 1)}
    _write(folder / "before.jsonl", base.values())
    touched = chance.sample(sorted(base), changed - changed // NEW)
    away = touched[: changed // AWAY]
    day = [_changed(base[number], chance, real) for number in touched[len(away) :]]
    day += [_renumbered(chance.choice(real), number) for number in range(known + 1, studies + 1)]
    _write(folder / "after.jsonl", day)
    (folder / "away.json").write_text(json.dumps([f"NCT{number:08d}" for number in away]))
    (folder / "searches.json").write_text(json.dumps(_searches(searches, chance)))


def _write(path: Path, records: Any) -> None:
    path.write_text("".join(f"{json.dumps(record)}\n" for record in records))


def _renumbered(record: dict[str, Any], number: int) -> dict[str, Any]:
    copy: dict[str, Any] = json.loads(json.dumps(record))
    copy["protocolSection"]["identificationModule"]["nctId"] = f"NCT{number:08d}"
    copy["protocolSection"]["identificationModule"].pop("nctIdAliases", None)
    return copy


def _changed(
    record: dict[str, Any], chance: random.Random, real: list[dict[str, Any]]
) -> dict[str, Any]:
    """The record a day later: posted anew, and mostly with something else too."""
    copy = json.loads(json.dumps(record))
    told = copy["protocolSection"]
    told["statusModule"]["lastUpdatePostDateStruct"] = {"date": "2026-11-23", "type": "ACTUAL"}
    _CHANGES[chance.randrange(len(_CHANGES))](told, chance, real)
    return copy  # type: ignore[no-any-return]


def _status(told: dict[str, Any], chance: random.Random, real: list[dict[str, Any]]) -> None:
    told["statusModule"]["overallStatus"] = chance.choice(STATUSES)


def _sites(told: dict[str, Any], chance: random.Random, real: list[dict[str, Any]]) -> None:
    for site in told.get("contactsLocationsModule", {}).get("locations", ()):
        if chance.random() < 0.5:
            site["status"] = chance.choice(("RECRUITING", "COMPLETED"))


def _criteria(told: dict[str, Any], chance: random.Random, real: list[dict[str, Any]]) -> None:
    module = told.setdefault("eligibilityModule", {})
    module["eligibilityCriteria"] = module.get("eligibilityCriteria", "") + "\n* No smoking"
    module["maximumAge"] = chance.choice(("40 Years", "60 Years", "80 Years"))


def _subject(told: dict[str, Any], chance: random.Random, real: list[dict[str, Any]]) -> None:
    other = chance.choice(real)["protocolSection"]
    told["conditionsModule"] = other.get("conditionsModule", {})
    told["identificationModule"]["briefTitle"] = other["identificationModule"]["briefTitle"]


def _nothing(told: dict[str, Any], chance: random.Random, real: list[dict[str, Any]]) -> None:
    """Only the date of the record is new."""


_CHANGES = (_status, _sites, _criteria, _subject, _nothing)


def _searches(count: int, chance: random.Random) -> list[str]:
    """So many different searches: everyday words, half of them near a place, with filters."""
    words = [words for words, _ in corpus.lay_words()]
    found: dict[str, None] = {}
    while len(found) < count:
        told: dict[str, str] = {"q": chance.choice(words)} if chance.random() < 0.95 else {}
        if chance.random() < 0.5:
            told |= {"near": chance.choice(TOWNS), "within": chance.choice(("50", "100", "250"))}
        if chance.random() < 0.3:
            told["age"] = str(chance.randrange(1, 90))
        if chance.random() < 0.2:
            told["sex"] = chance.choice(("FEMALE", "MALE"))
        if chance.random() < 0.2:
            told["country"] = chance.choice(COUNTRIES)
        if chance.random() < 0.5:
            told["status"] = chance.choice(("all", "soon", "closed"))
        found[urlencode(told)] = None
    return list(found)


# Steps ------------------------------------------------------------------------------------------


def before(folder: Path) -> dict[str, Any]:
    """The studies kept and found, and everything followed; what each search finds."""
    _start()
    from trialhead.portal.studies.readiness import prepare

    prepare(tell=lambda text: None)
    _import(folder / "before.jsonl")
    _index()
    _follow(json.loads((folder / "searches.json").read_text()))
    return _run_all(folder, "before.json")


def day(folder: Path) -> dict[str, Any]:
    """The changes of the day come in; the search index does not know yet."""
    _start()
    from django.utils import timezone

    from trialhead.portal.studies.actions import withdraw_study

    _import(folder / "after.jsonl")
    for number in json.loads((folder / "away.json").read_text()):
        withdraw_study(registry_id=number, at=timezone.now())
    return {}


def around(folder: Path) -> dict[str, Any]:
    """One round of the alerts: seconds to note what changed, and to write the mails."""
    _start()
    from django.utils import timezone

    from trialhead.portal.alerts.gathering import gather
    from trialhead.portal.alerts.models import Finding
    from trialhead.portal.alerts.watching import watch

    started = time.perf_counter()
    watch(now=timezone.now())
    watched = time.perf_counter()
    noted = Finding.objects.select_related("record")
    rows = [
        (one.alert_id, one.record.registry_id, one.matched, one.matches)
        for one in noted
        if one.opened or one.matched != one.matches
    ]
    (folder / "found.json").write_text(json.dumps(rows))
    begun = time.perf_counter()
    mails = gather(now=timezone.now())
    return {
        "watch": watched - started,
        "findings": len(rows),
        "tell": time.perf_counter() - begun,
        "mails": mails,
    }


def check(folder: Path) -> dict[str, Any]:
    """Each search run after the day, and how many alerts and mails differ from that."""
    _start()
    started = time.perf_counter()
    _index()
    indexed = time.perf_counter() - started
    ran = _run_all(folder, "after.json") | {"index": indexed}
    then = json.loads((folder / "before.json").read_text())
    now = json.loads((folder / "after.json").read_text())
    noted: dict[int, list[tuple[str, bool, bool]]] = {}
    for alert, number, matched, matches in json.loads((folder / "found.json").read_text()):
        noted.setdefault(alert, []).append((number, matched, matches))
    wrong_notes = wrong_mails = mails = 0
    opened = set(now["open"]) - set(then["open"])
    for (alert, text), query in zip(_mails(), then["found"], strict=True):
        was, found = set(then["found"][query]), set(now["found"][query])
        groups = (found - was, found & was & opened, was - found)
        wanted = [
            *((number, False, True) for number in groups[0]),
            *((number, True, True) for number in groups[1]),
            *((number, True, False) for number in groups[2]),
        ]
        wrong_notes += sorted(noted.get(alert, [])) != sorted(wanted)
        wrong_mails += not _tells(text, groups)
        mails += bool(text)
    return ran | {"wrong notes": wrong_notes, "wrong mails": wrong_mails, "mails": mails}


def _tells(text: str, groups: tuple[set[str], ...]) -> bool:
    """Whether a mail names what it has to; of a long list as many as a mail lists."""
    from trialhead.portal.alerts.news import MOST

    named = NUMBER.findall(text)
    if len(named) != sum(min(MOST, len(group)) for group in groups):
        return False
    return set(named) <= set().union(*groups)


def _mails() -> Iterator[tuple[int, str]]:
    """Each alert with the text of its mail, empty if there is none."""
    from trialhead.portal.alerts.models import Alert
    from trialhead.portal.notifications.models import Message

    for alert in Alert.objects.order_by("pk"):
        message = Message.objects.filter(key=f"alert:{alert.reference}:news:1").first()
        yield alert.pk, message.text if message else ""


def _start() -> None:
    from trialhead.portal import start

    start()


def _import(path: Path) -> None:
    from django.utils import timezone

    from trialhead.portal.studies.importing import import_studies
    from trialhead.registry import read_studies

    import_studies(source=path.name, stream=read_studies([path]), now=timezone.now)


def _index() -> None:
    from trialhead.portal.studies.indexing import Records, catch_up

    catch_up(Records())


def _follow(searches: list[str]) -> None:
    from django.utils import timezone

    from trialhead.portal.alerts import actions
    from trialhead.portal.alerts.consents import Agreed
    from trialhead.portal.alerts.feed_search import followed
    from trialhead.portal.alerts.models import AlertLink, Often
    from trialhead.portal.alerts.wish import Wish

    for number, query in enumerate(searches):
        actions.ask(
            wish=Wish(search=followed(parse_qs(query))),
            address=f"person{number}@example.org",
            often=Often.AT_ONCE,
            names_it=False,
            agreed=Agreed(locale="en"),
            origin="http://localhost",
            at=timezone.now(),
        )
    for link in AlertLink.objects.filter(use="confirm").order_by("pk"):
        actions.confirm(link=link, at=timezone.now())


def _run_all(folder: Path, name: str) -> dict[str, Any]:
    """Every search on every study, as the search page runs it, kept in a file; seconds."""
    from trialhead.portal.studies.engine import gazetteer, search_index
    from trialhead.portal.studies.models import StudyRecord
    from trialhead.search import Note, from_query, search, understand
    from trialhead.vocabulary import conditions

    records = StudyRecord.objects.filter(withdrawn_at=None)
    numbers = dict(records.values_list("pk", "registry_id"))
    found: dict[str, list[str]] = {}
    started = time.perf_counter()
    for query in json.loads((folder / "searches.json").read_text()):
        wanted, _ = from_query(parse_qs(query))
        understood = understand(wanted, conditions=conditions(), gazetteer=gazetteer())
        results = search(search_index(), wanted, understood, page_size=len(numbers))
        every = Note.ANY_WORD not in results.notes
        found[query] = [numbers[hit.number] for hit in results.hits] if every else []
    seconds = time.perf_counter() - started
    open_now = [r.registry_id for r in records.iterator() if r.study().standing.status.enrolling]
    (folder / name).write_text(json.dumps({"found": found, "open": open_now}))
    return {"searches": seconds}


STEPS: dict[str, Callable[[Path], dict[str, Any]]] = {
    "before": before,
    "day": day,
    "round": around,
    "check": check,
}
