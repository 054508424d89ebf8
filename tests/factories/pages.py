"""A page as its reader gets it: visible text, headings, links and attributes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser

SILENT = {"script", "style", "title", "template", "noscript"}
VOID = {"meta", "link", "img", "input", "br", "hr", "image", "circle", "path"}
NOT_OURS = {"bdi", "time"}  # names, numbers and dates
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}


@dataclass
class Element:
    """A start tag with what stands inside it: the pieces of the page from ``start`` to ``end``, and
    the ``unseen`` ones that it alone holds."""

    tag: str
    attributes: dict[str, str]
    pieces: Sequence[str] = ()
    start: int = 0
    end: int | None = None
    unseen: list[str] = field(default_factory=list)

    @cached_property
    def text(self) -> str:
        """Its text, one space between words; a script as it stands. Put together when asked for:
        most are not, and a page's text is inside every element around it."""
        if self.tag == "script":
            return "".join(self.unseen)
        seen = () if self.tag in SILENT else self.pieces[self.start : self.end]
        return " ".join("".join((*seen, " ".join(self.unseen))).split())


@dataclass
class Page:
    """What was found in a page's HTML."""

    text: str = ""
    title: str = ""
    elements: list[Element] = field(default_factory=list)
    own_texts: list[str] = field(default_factory=list)

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """The elements of a tag with these attribute values (``_`` stands for ``-``)."""
        wanted = {name.strip("_").replace("_", "-"): value for name, value in attributes.items()}
        return [
            element
            for element in self.elements
            if element.tag == tag and wanted.items() <= element.attributes.items()
        ]

    def one(self, tag: str, **attributes: str) -> Element:
        """The only such element."""
        found = self.all(tag, **attributes)
        assert len(found) == 1, f"{len(found)} elements {tag} {attributes}"
        return found[0]

    def headings(self) -> list[Element]:
        """All headings in reading order."""
        return [element for element in self.elements if element.tag in HEADINGS]


@dataclass(frozen=True, slots=True)
class _Around:
    """An open element, and what it and those around it mean for the text inside."""

    element: Element
    tags: frozenset[str]
    foreign: bool


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page()
        self.pieces: list[str] = []
        self.open: list[_Around] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self.page.elements.append(element := Element(tag, attributes))
        if tag not in VOID:
            element.pieces, element.start = self.pieces, len(self.pieces)
            tags = self.open[-1].tags if self.open else frozenset()
            marked = tag != "html" and not attributes.keys().isdisjoint({"lang", "translate"})
            foreign = bool(self.open and self.open[-1].foreign) or marked or tag in NOT_OURS
            self.open.append(_Around(element, tags | {tag}, foreign))
        self.pieces.append(" ")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.page.elements.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open[-1].element.tag != tag:
            self._close()
        if self.open:
            self._close()
        self.pieces.append(" ")

    def _close(self) -> None:
        self.open.pop().element.end = len(self.pieces)

    def handle_data(self, data: str) -> None:
        around = self.open[-1] if self.open else None
        tags = around.tags if around else frozenset()
        if "title" in tags and "svg" not in tags:
            self.page.title += data
        if around and not tags.isdisjoint(SILENT):
            around.element.unseen.append(data)
            return
        self.pieces.append(data)
        if data.strip() and not (around and around.foreign):
            self.page.own_texts.append(" ".join(data.split()))


def read_page(html: str | bytes) -> Page:
    """The page in some HTML. Text stands with one space between words."""
    reader = _Reader()
    reader.feed(html.decode() if isinstance(html, bytes) else html)
    reader.close()
    reader.page.text = " ".join("".join(reader.pieces).split())
    return reader.page
