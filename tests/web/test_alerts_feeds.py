"""Atom and RSS: every search and every study can be followed without giving an address."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from uuid import UUID
from xml.etree import ElementTree

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.history import History, index_now
from tests.factories.pages import read_page
from trialhead.portal.alerts import feed_views
from trialhead.portal.alerts.feeds import Entry, Feed
from trialhead.portal.alerts.syndication import atom, rss
from trialhead.portal.studies.actions import withdraw_study

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
HOSTILE = "A ]]> & <script>alert(1)</script> \"b\" 'c' \u202eabc\u202c دراسة 🧬 é"
#: Bytes that a query may hold and XML may not.
UNWELCOME = "%00%0B%1F%7F%C2%85%EF%BF%BE%ED%A0%80%F0%9F%A7%AC]]%3E%26%3Cb%3E"


@pytest.fixture
def history() -> History:
    """A study of which nothing has been imported yet."""
    return History()


def parsed(body: bytes) -> ElementTree.Element:
    """The root of some XML; an error if it is not well-formed."""
    return ElementTree.fromstring(body)  # noqa: S314


def atom_at(client: Client, path: str) -> ElementTree.Element:
    """The Atom feed at an address."""
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    return parsed(answer.content)


def rss_at(client: Client, path: str) -> ElementTree.Element:
    """The channel of the RSS feed at an address."""
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/rss+xml; charset=utf-8"
    root = parsed(answer.content)
    assert (root.tag, root.attrib["version"]) == ("rss", "2.0")
    return root.find("channel")


def entries(feed: ElementTree.Element) -> dict[str, str]:
    """The whole text of each entry by its id, in order."""
    return {
        entry.findtext(f"{ATOM}id"): ElementTree.tostring(entry, encoding="unicode")
        for entry in feed.iter(f"{ATOM}entry")
    }


def titles(feed: ElementTree.Element) -> list[str]:
    """The titles of the entries, in order."""
    return [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")]


def newest_html(feed: ElementTree.Element) -> str:
    """What the newest entry tells, as HTML."""
    return feed.find(f"{ATOM}entry").findtext(f"{ATOM}summary")


def pages_of(client: Client, query: str) -> Iterator[str]:
    """The numbers of all studies that a search lists, page after page."""
    page = 1
    while (answer := client.get(f"/studies/?{query}&page={page}")).status_code == 200:
        links = read_page(answer.content).all("a", class_="title")
        yield from (re.search(r"NCT\d{8}", link.attributes["href"]).group() for link in links)
        page += 1


@pytest.mark.parametrize(
    "query", ["q=lupus", "q=lupus&status=all", "near=Leeds&within=100", "q=heart+attack&age=50"]
)
def test_w3_a_search_feed_holds_the_studies_that_its_page_lists(client: Client, query: str) -> None:
    listed = set(pages_of(client, query))
    feed = atom_at(client, f"/studies.atom?{query}")
    links = [e.find(f"{ATOM}link").attrib["href"] for e in feed.iter(f"{ATOM}entry")]
    assert listed
    assert {re.search(r"NCT\d{8}", link).group() for link in links} == listed


def test_w3_atom_has_every_part_that_its_standard_demands(client: Client) -> None:
    feed = atom_at(client, "/studies.atom?q=lupus&status=all")
    assert feed.tag == f"{ATOM}feed"
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    links = {link.attrib["rel"]: link.attrib["href"] for link in feed.findall(f"{ATOM}link")}
    assert links == {
        "self": "http://testserver/studies.atom?q=lupus&status=all",
        "alternate": "http://testserver/studies/?q=lupus&status=all",
    }
    met = list(feed.iter(f"{ATOM}entry"))
    assert met
    for part in (feed, *met):
        assert part.findtext(f"{ATOM}title")
        assert UUID(part.findtext(f"{ATOM}id").removeprefix("urn:uuid:"))
        assert datetime.fromisoformat(part.findtext(f"{ATOM}updated")).tzinfo
    stamps = [datetime.fromisoformat(entry.findtext(f"{ATOM}updated")) for entry in met]
    assert stamps == sorted(stamps, reverse=True)
    assert feed.findtext(f"{ATOM}updated") == met[0].findtext(f"{ATOM}updated")


def test_w3_rss_tells_the_same_as_atom(client: Client) -> None:
    channel = rss_at(client, "/studies.rss?q=lupus&status=all")
    feed = atom_at(client, "/studies.atom?q=lupus&status=all")
    items = channel.findall("item")
    assert [item.findtext("title") for item in items] == titles(feed)
    assert [item.findtext("guid") for item in items] == list(entries(feed))
    assert {item.find("guid").attrib["isPermaLink"] for item in items} == {"false"}
    assert channel.findtext("link") == "http://testserver/studies/?q=lupus&status=all"
    assert channel.findtext("description")
    stamps = [e.findtext(f"{ATOM}updated") for e in feed.iter(f"{ATOM}entry")]
    told = [parsedate_to_datetime(item.findtext("pubDate")) for item in items]
    assert told == [datetime.fromisoformat(at).replace(microsecond=0) for at in stamps]


def test_w3_a_change_adds_an_entry_and_leaves_the_others_alone(
    client: Client, history: History
) -> None:
    history.says()
    first = entries(atom_at(client, "/studies/NCT99990001.atom"))
    history.says(statusModule={"overallStatus": "COMPLETED"})
    second = entries(atom_at(client, "/studies/NCT99990001.atom"))
    history.says(statusModule={"overallStatus": "COMPLETED", "whyStopped": "Slow"})
    third = entries(atom_at(client, "/studies/NCT99990001.atom"))
    assert [len(first), len(second), len(third)] == [1, 2, 3]
    assert list(second)[1:] == list(first)
    assert list(third)[1:] == list(second)
    assert third.items() > second.items() > first.items()


def test_w3_a_changed_study_is_new_in_the_feed_of_its_search(
    client: Client, own_home: object, history: History
) -> None:
    other = History("NCT99990002")
    for study in (history, other):
        study.says(conditionsModule={"conditions": ["Gout"]})
    index_now()
    before = entries(atom_at(client, "/studies.atom?q=gout"))
    other.says(conditionsModule={"conditions": ["Gout", "Pain"]})
    index_now()
    after = entries(atom_at(client, "/studies.atom?q=gout"))
    assert len(after) == len(before) + 1
    assert after.items() > before.items()
    assert "NCT99990002" in next(iter(after.values()))


def test_w3_a_study_that_begins_to_match_is_new_and_one_that_matches_no_more_leaves(
    client: Client, own_home: object, history: History
) -> None:
    gout = {"conditionsModule": {"conditions": ["Gout"]}}
    history.says(statusModule={"overallStatus": "NOT_YET_RECRUITING"}, **gout)
    index_now()
    assert "NCT99990001" not in "".join(entries(atom_at(client, "/studies.atom?q=gout")).values())
    history.says(statusModule={"overallStatus": "RECRUITING"}, **gout)
    index_now()
    assert "NCT99990001" in newest_html(atom_at(client, "/studies.atom?q=gout"))
    history.says(statusModule={"overallStatus": "COMPLETED"}, **gout)
    index_now()
    assert "NCT99990001" not in "".join(entries(atom_at(client, "/studies.atom?q=gout")).values())


def test_w3_a_version_that_reads_the_same_is_no_news(client: Client, history: History) -> None:
    history.says(identificationModule={"briefTitle": "A study"})
    before = client.get("/studies/NCT99990001.atom")
    history.day -= 1
    history.says(identificationModule={"briefTitle": "A study", "notReadHere": "x"})
    assert history.kept.latest == 2
    after = client.get("/studies/NCT99990001.atom")
    assert len(entries(parsed(after.content))) == 1
    assert after["ETag"] == before["ETag"]


def test_w3_an_entry_tells_the_difference_and_says_when_to_check_again(
    client: Client, history: History
) -> None:
    rule = "Inclusion Criteria:\n\n* Rule %s"
    history.says(eligibilityModule={"eligibilityCriteria": rule % "one"})
    history.says(eligibilityModule={"eligibilityCriteria": rule % "two"})
    feed = atom_at(client, "/studies/NCT99990001.atom")
    told = read_page(newest_html(feed))
    assert any("Rule one" in gone.text for gone in told.all("del"))
    assert any("Rule two" in new.text for new in told.all("ins"))
    assert "You may want to check again" in told.text
    asks = "http://testserver/studies/NCT99990001/could-i-take-part/"
    assert told.one("a").attributes["href"] == asks
    assert "Who can take part" in titles(feed)[0]
    history.says(
        eligibilityModule={"eligibilityCriteria": rule % "two"},
        statusModule={"overallStatus": "SUSPENDED"},
    )
    told = read_page(newest_html(atom_at(client, "/studies/NCT99990001.atom")))
    assert "Paused" in told.text
    assert "check again" not in told.text


def test_w3_a_long_difference_is_cut_and_says_so(client: Client, history: History) -> None:
    history.says(identificationModule={"briefTitle": "A study"})
    history.says(conditionsModule={"keywords": [f"word {n}" for n in range(100)]})
    told = read_page(newest_html(atom_at(client, "/studies/NCT99990001.atom")))
    assert "word 29" in told.text
    assert "word 30" not in told.text
    assert "and 70 more lines" in told.text


def test_w3_a_feed_has_an_end(client: Client, history: History) -> None:
    for number in range(53):
        history.says(identificationModule={"briefTitle": f"Title {number}"})
    told = titles(atom_at(client, "/studies/NCT99990001.atom"))
    assert len(told) == 50
    assert told[0].startswith("Title 52")


@pytest.mark.parametrize("form", ["atom", "rss"])
@pytest.mark.parametrize("path", ["/studies/NCT99900001", "/studies"])
def test_w3_who_has_the_latest_copy_gets_no_other(client: Client, path: str, form: str) -> None:
    query = "" if "NCT" in path else "?q=lupus"
    first = client.get(f"{path}.{form}{query}")
    for kept in (
        {"If-None-Match": first["ETag"]},
        {"If-None-Match": f'"other", W/{first["ETag"]}'},
        {"If-Modified-Since": first["Last-Modified"]},
    ):
        again = client.get(f"{path}.{form}{query}", headers=kept)
        assert (again.status_code, again.content) == (304, b"")
        assert again["ETag"] == first["ETag"]
    for kept in (
        {"If-None-Match": '"other"'},
        {"If-Modified-Since": "Thu, 01 Jan 2026 00:00:00 GMT"},
        {"If-None-Match": '"other"', "If-Modified-Since": first["Last-Modified"]},
    ):
        assert client.get(f"{path}.{form}{query}", headers=kept).content == first.content


def test_w3_a_change_is_fetched_by_who_had_the_copy_before(
    client: Client, history: History
) -> None:
    history.says()
    first = client.get("/studies/NCT99990001.atom")
    history.says(statusModule={"overallStatus": "COMPLETED"})
    for kept in (
        {"If-None-Match": first["ETag"]},
        {"If-Modified-Since": first["Last-Modified"]},
    ):
        again = client.get("/studies/NCT99990001.atom", headers=kept)
        assert again.status_code == 200
        assert again["ETag"] != first["ETag"]
        changed = parsedate_to_datetime(again["Last-Modified"])
        assert changed == parsedate_to_datetime(first["Last-Modified"]) + timedelta(days=1)


def test_w3_a_compressed_copy_is_known_again(client: Client) -> None:
    zipped = {"Accept-Encoding": "gzip"}
    first = client.get("/studies.atom?q=lupus", headers=zipped)
    assert first["Content-Encoding"] == "gzip"
    again = client.get("/studies.atom?q=lupus", headers=zipped | {"If-None-Match": first["ETag"]})
    assert again.status_code == 304


def test_w3_only_reading_is_allowed(client: Client) -> None:
    asked = client.head("/studies.atom?q=lupus")
    assert (asked.status_code, asked.content) == (200, b"")
    assert asked["ETag"]
    assert client.post("/studies.atom?q=lupus").status_code == 405


@pytest.mark.parametrize("form", ["atom", "rss"])
def test_w3_a_hostile_title_stays_text(client: Client, history: History, form: str) -> None:
    history.says(identificationModule={"briefTitle": HOSTILE})
    root = parsed(client.get(f"/studies/NCT99990001.{form}").content)
    shown = history.kept.study().title
    assert "]]> & <script>" in shown
    found = [element for element in root.iter() if element.text and shown in element.text]
    assert found
    assert not list(root.iter("script"))
    history.says(
        identificationModule={"briefTitle": HOSTILE}, descriptionModule={"briefSummary": HOSTILE}
    )
    html = newest_html(atom_at(client, "/studies/NCT99990001.atom"))
    assert "alert(1)" in read_page(html).text
    assert not read_page(html).all("script")


@pytest.mark.parametrize("form", ["atom", "rss"])
def test_w3_a_hostile_search_stays_text(client: Client, form: str) -> None:
    root = parsed(client.get(f"/studies.{form}?q={UNWELCOME}&near={UNWELCOME}").content)
    text = "".join(root.itertext())
    assert "]]>&<b>" in text
    assert not list(root.iter("b"))


#: A sign for each character that XML 1.0 has no room for.
_KEPT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@given(text=st.text(st.characters(codec=None), min_size=1))
def test_w3_any_text_can_be_written_and_read_again(text: str) -> None:
    at = datetime(2026, 11, 23, tzinfo=UTC)
    id_ = UUID(int=1)
    entry = Entry(id=id_, title=text, link="http://x.test/1", at=at, html=text)
    feed = Feed(
        id=id_,
        title=text,
        about=text,
        link="http://x.test/",
        address="http://x.test/feed",
        language="en",
        entries=(entry,),
    )
    meant = re.sub("\r\n?", "\n", _KEPT.sub("\ufffd", text))  # as every XML reader does
    read = parsed(atom(feed))
    assert read.findtext(f"{ATOM}title") == meant
    assert read.findtext(f"{ATOM}entry/{ATOM}title") == meant
    assert newest_html(read) == meant
    item = parsed(rss(feed)).find("channel/item")
    assert item.findtext("title") == item.findtext("description") == meant


def test_w3_a_search_without_studies_is_a_feed_that_stays_the_same(client: Client) -> None:
    first = client.get("/studies.atom?q=zzzz")
    feed = parsed(first.content)
    assert not entries(feed)
    assert datetime.fromisoformat(feed.findtext(f"{ATOM}updated")).year == 1970
    assert "Last-Modified" not in first
    assert client.get("/studies.atom?q=zzzz").content == first.content
    kept = {"If-None-Match": first["ETag"]}
    assert client.get("/studies.atom?q=zzzz", headers=kept).status_code == 304


def test_w3_what_cannot_be_used_is_left_out_and_said_as_on_the_page(client: Client) -> None:
    odd = atom_at(client, "/studies.atom?q=lupus&age=old&near=Nowhereville")
    page = read_page(client.get("/studies/?q=lupus&age=old&near=Nowhereville").content)
    assert titles(odd) == titles(atom_at(client, "/studies.atom?q=lupus"))
    said = odd.findtext(f"{ATOM}subtitle")
    for sentence in ("“old” cannot be used and was left out.", "No such place is known"):
        assert sentence in said
        assert sentence in page.text


def test_w3_a_wide_search_says_that_it_is_not_followed_whole(client: Client) -> None:
    feed = atom_at(client, "/studies.atom?status=all")
    assert len(entries(feed)) == 50
    said = feed.findtext(f"{ATOM}subtitle")
    assert "The search has 61 studies; only the newest 50 are followed here." in said
    assert "newest" not in atom_at(client, "/studies.atom").findtext(f"{ATOM}subtitle")


def test_w3_order_and_page_of_the_search_page_do_not_matter(client: Client) -> None:
    plain = client.get("/studies.atom?q=lupus")
    assert client.get("/studies.atom?sort=distance&q=lupus&page=99").content == plain.content


def test_w3_a_study_that_is_not_there_is_answered_as_its_page_is(
    client: Client, history: History
) -> None:
    history.says(identificationModule={"nctIdAliases": ["NCT99990009"]})
    for form in ("atom", "rss", "ics"):
        for nowhere in ("NCT00000000", "%00", "%F0%9F%A7%AC", "a b"):
            answer = client.get(f"/studies/{nowhere}.{form}", follow=True)
            assert answer.status_code == 404
        for other in ("nct99990001", "NCT99990009"):
            moved = client.get(f"/fr/studies/{other}.{form}")
            assert moved.status_code == 301
            assert moved["Location"] == f"/fr/studies/NCT99990001.{form}"
    withdraw_study(registry_id="NCT99990001", at=history.now())
    for form in ("atom", "rss", "ics"):
        assert client.get(f"/studies/NCT99990001.{form}").status_code == 410
        assert client.get(f"/studies/NCT99990009.{form}", follow=True).status_code == 410


@pytest.mark.parametrize("form", ["atom", "rss", "ics"])
def test_w3_without_an_index_nobody_is_told_that_there_are_no_studies(
    client: Client, own_home: object, form: str
) -> None:
    assert client.get(f"/studies.{form}?q=lupus").status_code == 503


def test_w3_a_feed_speaks_the_language_of_its_address(client: Client) -> None:
    english = atom_at(client, "/studies.atom?q=lupus")
    arabic = atom_at(client, "/ar/studies.atom?q=lupus")
    lang = "{http://www.w3.org/XML/1998/namespace}lang"
    assert (english.attrib[lang], arabic.attrib[lang]) == ("en", "ar")
    assert "/ar/studies/NCT" in arabic.find(f"{ATOM}entry/{ATOM}link").attrib["href"]
    assert read_page(newest_html(arabic)).one("div").attributes == {"lang": "ar", "dir": "rtl"}
    assert not entries(english).keys() & entries(arabic).keys()


def test_w3_ids_do_not_depend_on_the_address_of_the_portal(client: Client, settings) -> None:
    here = entries(atom_at(client, "/studies.atom?q=lupus"))
    settings.TRIALHEAD_ADDRESS = "https://studies.example.org"
    there = atom_at(client, "/studies.atom?q=lupus")
    assert entries(there).keys() == here.keys()
    link = there.find(f"{ATOM}entry/{ATOM}link").attrib["href"]
    assert link.startswith("https://studies.example.org/studies/NCT")


def test_w3_reading_leaves_no_trace_with_the_reader_and_none_in_a_crawler(client: Client) -> None:
    for path in ("/studies.atom?q=lupus", "/studies/NCT99900001.rss", "/studies.ics?q=lupus"):
        answer = client.get(path)
        assert not answer.cookies
        assert answer["X-Robots-Tag"] == "noindex"
        assert "private" in answer["Cache-Control"]


def test_w3_who_asks_for_very_many_feeds_is_asked_to_wait(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed_views, "PER_READER", 2)
    assert client.get("/studies.atom?q=lupus").status_code == 200
    assert client.get("/studies.rss?q=lupus").status_code == 200
    refused = client.get("/studies.atom?q=asthma")
    assert refused.status_code == 429
    assert 0 < int(refused["Retry-After"]) <= 3600
    assert client.get("/studies.atom?q=lupus").status_code == 200  # kept ready, costs nothing
    assert client.get("/studies.atom?q=asthma", REMOTE_ADDR="192.0.2.7").status_code == 200


@pytest.mark.parametrize("prefix", ["", "/ar"])
@pytest.mark.parametrize(
    "path",
    ["/studies/?q=%22a%22+%26+%3Cb%3E&near=Leeds&page=1&sort=distance", "/studies/NCT99900001/"],
)
def test_w3_pages_lead_to_their_feeds(client: Client, prefix: str, path: str) -> None:
    page = read_page(client.get(prefix + path).content)
    for form in ("atom", "rss"):
        kind = f"application/{form}+xml"
        named = page.one("link", rel="alternate", type=kind).attributes["href"]
        shown = page.one("a", type=kind).attributes["href"]
        assert named == shown
        assert shown.startswith(f"{prefix}/studies")
        assert "sort=" not in shown
        assert "page=" not in shown
        assert client.get(shown).status_code == 200
    if "?" in path:
        feed = atom_at(client, page.one("a", type="application/atom+xml").attributes["href"])
        assert '“"a" & <b>”' in feed.findtext(f"{ATOM}title")
        assert "Leeds" in feed.findtext(f"{ATOM}title")
