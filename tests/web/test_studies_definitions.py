"""Terms in the text of a study lead to their definitions, and the text stays what it was."""

import re
from pathlib import Path

import pytest
from django.template import Context, Template
from django.test import Client

from tests.factories.pages import read_page
from trialhead.vocabulary import glossary

pytestmark = pytest.mark.django_db

STUDIES = sorted(
    path.stem for path in (Path(__file__).parents[2] / "sample" / "studies").glob("*.json")
)
SOME = ["NCT07318259", *STUDIES[:6]]


def marked(html: str, section: str = "overview") -> str:
    """What the tag makes of some HTML."""
    page = Template("{% load definitions %}{% defined s %}{{ html|safe }}{% enddefined %}")
    return page.render(Context({"html": html, "s": section}))


def without_links(html: str) -> str:
    """The HTML with the links around terms taken away."""
    return re.sub(r'<a class="term"[^>]*>([^<]*)</a>', r"\1", html)


@pytest.mark.parametrize("prefix", ["", "/ar"])
@pytest.mark.parametrize("registry_id", SOME)
def test_every_marked_word_has_its_definition(
    client: Client, registry_id: str, prefix: str
) -> None:
    html = client.get(f"{prefix}/studies/{registry_id}/").content.decode()
    page = read_page(html)
    terms = page.all("a", class_="term")
    assert terms
    explained = {p.attributes["data-of"] for p in page.all("p") if "data-of" in p.attributes}
    assert {term.attributes["data-term"] for term in terms} == explained
    for term in terms:
        key = term.attributes["data-term"]
        assert term.attributes["href"] == f"{prefix}/glossary/#{key}"
        assert [d.entry.key for d in glossary().mentions(term.text)] == [key]
    assert page.all("div", class_="definition", lang="en")


def test_a_term_is_marked_once_in_each_section(client: Client) -> None:
    html = client.get("/studies/NCT07318259/").content.decode()
    for section in re.findall(r'<section id="\w+" aria-l.*?</section>', html, re.DOTALL):
        keys = re.findall(r'data-term="([^"]*)"', section)
        assert len(keys) == len(set(keys))
    assert len(re.findall('data-term="', html)) > len(set(re.findall(r'data-term="([^"]*)', html)))


@pytest.mark.parametrize(
    "html",
    [
        '<p lang="en">A placebo &lt; 3 &amp; an   infusion\nof the arm&#x27;s drug</p>',
        '<div lang="en"><ul><li>biopsy<br>washout <em>placebo</em></li></ul>tail</div>',
        '<p lang="en" title="a placebo">two <bdi>arm</bdi> placebo</p>',
    ],
)
def test_marking_changes_no_text(html: str) -> None:
    assert 'class="term"' in marked(html)
    assert without_links(marked(html)) == html


@pytest.mark.parametrize(
    "html",
    [
        "<p>placebo in our own words</p>",
        '<div lang="en"><p lang="es">placebo</p></div>',
        '<p lang="en"><a href="/x">placebo <b>arm</b></a> <bdi>placebo</bdi></p>',
        '<details lang="en"><summary>placebo</summary></details>',
        '<p lang="en"><button>placebo</button></p>',
    ],
)
def test_what_is_no_text_of_the_record_is_left_alone(html: str) -> None:
    assert marked(html) == html


def test_names_of_places_and_people_are_left_alone() -> None:
    html = '<p lang="en">Placebo Clinic</p>'
    assert marked(html, "where") == marked(html, "contacts") == html
    assert marked(html) != html


def test_hostile_text_stays_escaped() -> None:
    html = '<p lang="en">&lt;script&gt;placebo&lt;/script&gt; &quot;arm&quot;</p>'
    assert without_links(marked(html)) == html
    assert "<script" not in marked(html)


@pytest.mark.parametrize("prefix", ["", "/ar"])
def test_the_glossary_lists_every_entry_in_its_language(client: Client, prefix: str) -> None:
    page = read_page(client.get(f"{prefix}/glossary/").content)
    assert page.one("dl").attributes["lang"] == "en"
    for entry in glossary().entries:
        assert entry.definition in page.one("div", id=entry.key).text
