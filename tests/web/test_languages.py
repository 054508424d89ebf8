"""Languages: every text of ours can be translated, and is."""

import re
import shutil
import struct
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import trans_real

from tests.factories.pages import read_page
from trialhead.criteria import Moment, Participation, Timing
from trialhead.instruments import Duration, TimeUnit
from trialhead.portal.prescreen.answers import Who, statement
from trialhead.portal.prescreen.phrasing import phrase

pytestmark = pytest.mark.django_db

LOCALE = Path(settings.LOCALE_PATHS[0])
CATALOGUES = sorted(LOCALE.glob("*/LC_MESSAGES/django.po"))
PATHS = [
    "/",
    "/studies/?q=lupus&near=Leeds",
    "/studies/?age=x&sort=distance",
    "/studies/?q=zzzz",
    "/studies/NCT99900003/",
    "/studies/NCT07318259/",
    "/questions/",
    "/help/",
    "/privacy/",
    "/design/",
]
#: Words that are the same in every language, and month names, which are Django's to translate.
SAME = re.compile(
    "trialhead|km|PubMed|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre"
    "|novembre|décembre"
)


def entries(path: Path) -> list[tuple[list[str], list[str]]]:
    """Message ids (one, or two for a plural, context before \\x04) and translations of a file."""
    found = []
    for block in path.read_text().split("\n\n"):
        lines = [line for line in block.splitlines() if line and not line.startswith("#")]
        fields: dict[str, str] = {}
        name = ""
        for line in lines:
            start = re.match(r'(msgctxt|msgid_plural|msgid|msgstr(?:\[\d\])?) "', line)
            if start:
                name, line = start.group(1), line[start.end() - 1 :]
            fields[name] = fields.get(name, "") + line[1:-1]
        fields = {
            key: value.encode().decode("unicode_escape").encode("latin1").decode()
            if "\\" in value
            else value
            for key, value in fields.items()
        }
        if fields.get("msgid"):
            context = f"{fields['msgctxt']}\x04" if "msgctxt" in fields else ""
            ids = [context + fields["msgid"], *filter(None, [fields.get("msgid_plural")])]
            found.append((ids, [v for k, v in fields.items() if k.startswith("msgstr")]))
    return found


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_every_text_is_translated(path: Path) -> None:
    lacking = [ids[0] for ids, said in entries(path) if not all(said)]
    assert not lacking
    assert "#, fuzzy" not in path.read_text()


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_placeholders_are_kept(path: Path) -> None:
    holder = re.compile(r"%\(\w+\)s|%s")
    for ids, said in entries(path):
        wanted = set(holder.findall(ids[-1]))
        for text in said[-1:]:
            assert set(holder.findall(text)) == wanted, ids[0]


def test_there_is_a_catalogue_for_each_language() -> None:
    names = {path.parts[-3].lower().replace("_", "-") for path in CATALOGUES}
    assert names == {code for code, _ in settings.LANGUAGES} - {"en"}


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_every_language_has_every_text_that_one_of_them_has(path: Path) -> None:
    known = {tuple(ids) for each in CATALOGUES for ids, _ in entries(each)}
    own = {tuple(ids) for ids, _ in entries(path)}
    lacking = sorted(ids[0] for ids in known - own)
    assert not lacking, f"{len(lacking)} of {len(known)} texts lack a translation"


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_the_compiled_catalogue_is_current(path: Path) -> None:
    compiled = trans_real.DjangoTranslation(path.parts[-3].replace("_", "-").lower())
    for ids, said in entries(path):
        context, _, plain = ids[0].rpartition("\x04")
        if len(ids) == 1:
            got = compiled.pgettext(context, plain) if context else compiled.gettext(plain)
            assert got == said[0], plain


@pytest.mark.parametrize("code", ["es", "zh-hans", "fr", "ar"])
def test_a_page_in_another_language_says_that_the_record_stays_in_english(
    client: Client, code: str
) -> None:
    page = read_page(client.get(f"/{code}/studies/NCT99900001/").content)
    with translation.override(code):
        notice = translation.gettext(
            "The text of the study stays in the language of its registry (English)."
        )
    assert notice in page.text
    assert notice not in read_page(client.get("/studies/NCT99900001/").content).text


def test_a_span_of_years_is_no_age_where_a_language_has_two_words_for_year() -> None:
    timing = Timing(moment=Moment.WITHIN, duration=Duration(5, TimeUnit.YEAR))
    with translation.override("zh-hans"):
        asked = phrase(statement(Participation(timing=timing)), Who.SELF).plain_text
    assert "5 年内" in asked
    assert "岁" not in asked


def pseudo(text: str) -> str:
    """The text marked and 40 % longer."""
    return f"⟦{text}{'·' * (2 * len(text) // 5)}⟧"


def write_catalogue(path: Path, messages: dict[str, str]) -> None:
    """A compiled catalogue (GNU MO format)."""
    head = "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=(n != 1);\n"
    pairs = sorted((k.encode(), v.encode()) for k, v in {"": head, **messages}.items())
    keys, values = b"", b""
    offsets = []
    for key, value in pairs:
        offsets.append((len(key), len(keys), len(value), len(values)))
        keys += key + b"\0"
        values += value + b"\0"
    start = 28 + 16 * len(pairs)
    table = [n for k, at, _, _ in offsets for n in (k, start + at)]
    table += [n for _, _, v, at in offsets for n in (v, start + len(keys) + at)]
    header = struct.pack("<7I", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, 0)
    path.write_bytes(header + struct.pack(f"<{len(table)}I", *table) + keys + values)


@pytest.fixture
def pseudo_language(tmp_path: Path, settings, monkeypatch) -> None:
    """French stands in for a language in which every text of ours is marked."""
    folder = tmp_path / "fr" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    messages = {
        "\0".join(ids): "\0".join(map(pseudo, [i.rpartition("\x04")[2] for i in ids]))
        for ids, _ in entries(CATALOGUES[0])
    }
    messages["Yes,No"] = f"{pseudo('Yes')},{pseudo('No')}"
    write_catalogue(folder / "django.mo", messages)
    settings.LOCALE_PATHS = [tmp_path]
    monkeypatch.setattr(trans_real, "_translations", {})
    yield
    shutil.rmtree(folder)


@pytest.mark.parametrize("path", PATHS)
def test_w6_no_text_of_ours_is_left_untranslated(
    client: Client, pseudo_language: None, path: str
) -> None:
    own = " ".join(read_page(client.get(f"/fr{path}").content).own_texts)
    assert "⟦" in own
    marked = re.compile(r"⟦[^⟦⟧]*⟧")
    while marked.search(own):
        own = marked.sub(" ", own)
    left = re.findall(r"[^\W\d_]{2,}", own)
    assert not [word for word in left if not SAME.fullmatch(word)]


@pytest.mark.parametrize(("language", "_name"), settings.LANGUAGES)
def test_times_are_told_by_the_clock_of_24_hours(language: str, _name: str) -> None:
    with translation.override(language):
        assert "15:08" in date_format(datetime(2026, 12, 1, 15, 8, tzinfo=UTC), "DATETIME_FORMAT")
