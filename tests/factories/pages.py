"""A page as its reader gets it: visible text, headings, links and attributes."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

SILENT = {"script", "style", "title", "template", "noscript"}
VOID = {"meta", "link", "img", "input", "br", "hr", "image", "circle", "path"}
NOT_OURS = {"bdi", "time"}  # names, numbers and dates
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}


@dataclass
class Element:
    """A start tag with what stands inside it."""

    tag: str
    attributes: dict[str, str]
    text: str = ""


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


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page()
        self.open: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.page.elements.append(element)
        if tag not in VOID:
            self.open.append(element)
        self._add(" ")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.page.elements.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open[-1].tag != tag:
            self.open.pop()
        if self.open:
            self.open.pop()
        self._add(" ")

    def handle_data(self, data: str) -> None:
        tags = {element.tag for element in self.open}
        if "title" in tags and "svg" not in tags:
            self.page.title += data
        if tags & SILENT:
            for element in self.open[-1:]:
                element.text += data
            return
        self._add(data)
        foreign = any(
            element.tag in NOT_OURS
            or ({"lang", "translate"} & element.attributes.keys() and element.tag != "html")
            for element in self.open
        )
        if data.strip() and not foreign:
            self.page.own_texts.append(" ".join(data.split()))

    def _add(self, text: str) -> None:
        self.page.text += text
        for element in self.open:
            if element.tag not in SILENT:
                element.text += text


def read_page(html: str | bytes) -> Page:
    """The page in some HTML. Text stands with one space between words."""
    reader = _Reader()
    reader.feed(html.decode() if isinstance(html, bytes) else html)
    reader.close()
    reader.page.text = " ".join(reader.page.text.split())
    for element in reader.page.elements:
        if element.tag != "script":
            element.text = " ".join(element.text.split())
    return reader.page
