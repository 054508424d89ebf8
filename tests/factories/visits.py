"""A visitor who goes through the questions of a study, page by page, as a browser without
JavaScript would."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from tests.factories.pages import Page, read_page
from trialhead.criteria import Leaf, leaf_from_data

#: What a page asks: its topic, and the criterion's question about it if there is one.
Asked = tuple[dict[str, Any], Leaf | None]
Reply = Callable[[dict[str, Any], Leaf | None], dict[str, str]]


@dataclass
class Visit:
    """One visitor's page at a time; ``fields`` are the hidden ones of its first form."""

    client: Client
    path: str
    page: Page = field(default_factory=Page)
    status: int = 0
    html: str = ""
    asked: list[str] = field(default_factory=list)

    def open(self) -> "Visit":
        """Ask for the first page."""
        return self._shown(self.client.get(self.path))

    def press(self, do: str, **given: Any) -> "Visit":
        """Press a button with what the page carries and what was typed."""
        return self._shown(self.client.post(self.path, {**self.carried(), "do": do, **given}))

    def carried(self) -> dict[str, str]:
        """The hidden fields."""
        names = ("state", "question", "to_the_end", "q", "near")
        return {
            one.attributes["name"]: one.attributes.get("value", "")
            for one in self.page.all("input", type="hidden")
            if one.attributes.get("name") in names
        }

    @property
    def question(self) -> Asked | None:
        """What this page asks; None if it asks nothing."""
        told = self.carried().get("question")
        if not told:
            return None
        topic = json.loads(told)
        leaf = topic.get("question") or topic.get("for")
        return topic, leaf_from_data(leaf) if leaf else None

    def answer_all(self, reply: Reply, *, at_most: int = 120) -> "Visit":
        """Answer every question until a page asks none."""
        for _number in range(at_most):
            asked = self.question
            if asked is None:
                return self
            self.asked.append(self.carried()["question"])
            self.press("answer", **reply(*asked))
            assert self.status == 200, self.page.text[:500]
        raise AssertionError(f"still asking after {at_most} answers")

    def _shown(self, answer: Any) -> "Visit":
        self.status, self.html = answer.status_code, answer.content.decode()
        self.headers = answer.headers
        self.page = read_page(self.html)
        return self


def visit(client: Client, registry_id: str, *, who: str = "self", prefix: str = "") -> Visit:
    """A visitor before the first question of a study."""
    opened = Visit(client, f"{prefix}/studies/{registry_id}/could-i-take-part/").open()
    return opened.press("begin", who=who)


def verdicts(page: Page) -> dict[str, tuple[str, str]]:
    """Each criterion's state in the strict and in the generous reading, as the summary shows it:
    "fits", "not" or "open"."""
    states: dict[str, str] = {}
    readings: dict[str, list[str]] = {}
    name = ""
    for element in page.elements:
        if "data-criterion" in element.attributes:
            name = element.attributes["data-criterion"]
            states[name] = element.attributes["class"].split()[-1].removeprefix("criterion-")
        elif "data-reading" in element.attributes:
            readings.setdefault(name, []).append(element.attributes["data-reading"])
    return {
        name: (readings[name][0], readings[name][1]) if name in readings else (state, state)
        for name, state in states.items()
    }
