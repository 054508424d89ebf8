"""Forms of a page filled in and sent as a browser without JavaScript would."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from django.test import Client

from tests.factories.pages import Page, read_page


@dataclass
class Form:
    """What a form would send, and its buttons as name and value."""

    action: str = ""
    sent: dict[str, list[str]] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[Form] = []
        self.inside: Form | None = None
        self.select: tuple[str, list[tuple[str, bool]]] | None = None
        self.option: tuple[str | None, bool, str] | None = None
        self.area: tuple[str, str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        name = told.get("name", "")
        if tag == "form":
            self.inside = Form(action=told.get("action", ""))
            self.forms.append(self.inside)
        elif self.inside is None or not (name or tag == "option"):
            return
        elif tag == "input":
            self._input(told)
        elif tag == "button":
            self.inside.buttons.append((name, told.get("value", "")))
        elif tag == "select":
            self.select = (name, [])
        elif tag == "option" and self.select:
            self._close_option()
            self.option = (told.get("value"), "selected" in told, "")
        elif tag == "textarea":
            self.area = (name, "")

    def _input(self, told: dict[str, str]) -> None:
        assert self.inside is not None
        if told.get("type") in ("checkbox", "radio") and "checked" not in told:
            return
        self.inside.sent.setdefault(told["name"], []).append(told.get("value", ""))

    def _close_option(self) -> None:
        if self.option and self.select:
            value, selected, words = self.option
            self.select[1].append((words.strip() if value is None else value, selected))
        self.option = None

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = None
        elif tag == "option":
            self._close_option()
        elif tag == "select" and self.select and self.inside:
            self._close_option()
            name, options = self.select
            chosen = [value for value, selected in options if selected]
            self.inside.sent.setdefault(name, []).append((chosen or [options[0][0]])[0])
            self.select = None
        elif tag == "textarea" and self.area and self.inside:
            name, words = self.area
            self.inside.sent.setdefault(name, []).append(words.removeprefix("\n"))
            self.area = None

    def handle_data(self, data: str) -> None:
        if self.area:
            self.area = (self.area[0], self.area[1] + data)
        elif self.option:
            self.option = (self.option[0], self.option[1], self.option[2] + data)


def forms_in(html: str) -> list[Form]:
    """The forms of a page."""
    reader = _Forms()
    reader.feed(html)
    reader.close()
    return reader.forms


@dataclass
class Window:
    """One window of somebody's browser: the page it shows, and what its forms would send."""

    client: Client
    path: str = ""
    status: int = 0
    html: str = ""
    page: Page = field(default_factory=Page)
    context: Any = None

    def open(self, path: str) -> "Window":
        """Go to an address."""
        return self._shown(path, self.client.get(path, follow=True))

    def form(self, name: str, value: str) -> Form:
        """The form with a button."""
        found = [one for one in forms_in(self.html) if (name, value) in one.buttons]
        assert found, f"no button {name}={value} at {self.path}"
        return found[0]

    def buttons(self) -> set[str]:
        """The values of all buttons."""
        return {value for one in forms_in(self.html) for _, value in one.buttons}

    def press(self, value: str, /, name: str = "do", **typed: Any) -> "Window":
        """Press a button after typing in some fields; None leaves a field out."""
        form = self.form(name, value)
        sent = {**form.sent, **{key: one for key, one in typed.items() if one is not None}}
        for key in [key for key, one in typed.items() if one is None]:
            sent.pop(key, None)
        path = form.action or self.path
        return self._shown(path, self.client.post(path, {**sent, name: value}, follow=True))

    def _shown(self, path: str, answer: Any) -> "Window":
        chain = getattr(answer, "redirect_chain", [])
        self.path = chain[-1][0] if chain else path
        self.status, self.html = answer.status_code, answer.content.decode()
        self.page, self.context = read_page(self.html), answer.context
        return self
