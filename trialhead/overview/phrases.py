"""The phrases of one language: a file of templates, filled in by name."""

from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from trialhead.errors import NotFound
from trialhead.instruments import Duration
from trialhead.overview.joining import Words
from trialhead.overview.plurals import CATEGORIES, chosen
from trialhead.registry import Age, PartialDate

#: The languages that overviews can be told in, as the portal names them, with their files.
LANGUAGES = {"en": "en", "es": "es", "zh-hans": "zh", "fr": "fr", "ar": "ar"}


@dataclass(frozen=True, slots=True)
class Phrases:
    """All phrases of a language by key; a key that ends in a registry code may be absent.

    ``plurals`` are the forms, by category, of those that have several. ``words`` are smaller parts:
    lengths of time, events, qualities; English has them elsewhere.
    """

    language: str
    texts: dict[str, str]
    months: tuple[str, ...]
    plurals: dict[str, dict[str, str]] = field(default_factory=dict)
    words: dict[str, Any] = field(default_factory=dict)

    def say(self, key: str, **values: object) -> str:
        """The phrase with its gaps filled; a phrase of several forms takes that of ``count``."""
        forms = self.plurals.get(key, self.texts[key])
        text = chosen(forms, self.language, values.get("count"))
        return text.format(**{name: self._told(value) for name, value in values.items()})

    def has(self, key: str) -> bool:
        """Whether there is such a phrase."""
        return key in self.texts

    def day(self, date: PartialDate) -> str:
        """A date in words: 3 June 2024, June 2024 or 2024."""
        month = self.months[date.month - 1] if date.month else ""
        if "date" not in self.words:
            return " ".join(part for part in (str(date.day or ""), month, str(date.year)) if part)
        forms = self.words["date"]
        form = "day" if date.day else "month" if date.month else "year"
        if date.day == 1 and "first" in forms:
            form = "first"
        told = forms.get(form, "{year}").format(day=date.day, month=month, year=date.year)
        return str(told)

    def number(self, number: float) -> str:
        """A number with the decimal mark of the language, in the digits of the record."""
        return f"{number:.12g}".replace(".", self.words.get("decimal", "."))

    def length(self, number: float, unit: str, *, among: str = "lengths") -> str:
        """A length of time, by the name of its unit: day, week, month."""
        kinds = self.words.get(among, self.words["lengths"])
        return chosen(kinds[unit], self.language, number).format(n=self.number(number))

    def _told(self, value: object) -> object:
        if self.language == "en":
            return value
        match value:
            case Age():
                return self.length(value.amount, value.unit.lower(), among="ages")
            case Duration():
                return self.length(value.amount, str(value.unit))
            case str():
                return Words(value, self.language)
            case _:
                return value


@cache
def phrases(language: str) -> Phrases:
    """The phrases of a language by its code; NotFound where there are none."""
    name = LANGUAGES.get(language)
    if name is None:
        known = ", ".join(LANGUAGES)
        raise NotFound(f"There are no phrases in {language!r}.", fix=f"Use one of {known}.")
    text = files("trialhead.overview").joinpath(f"words/{name}.yaml").read_text(encoding="utf-8")
    read = yaml.safe_load(text)
    said = dict(_flat("", read.pop("say")))
    plurals = {key: forms for key, forms in said.items() if isinstance(forms, dict)}
    texts = {key: str(plurals[key]["other"] if key in plurals else said[key]) for key in said}
    return Phrases(name, texts, tuple(read.pop("months")), plurals, read)


def _flat(path: str, tree: dict[str, Any]) -> list[tuple[str, str | dict[str, str]]]:
    found: list[tuple[str, str | dict[str, str]]] = []
    for key, value in tree.items():
        name = f"{path}.{key}".lstrip(".")
        if not isinstance(value, dict):
            found.append((name, str(value)))
        elif "other" in value and value.keys() <= CATEGORIES:
            found.append((name, value))
        else:
            found += _flat(name, value)
    return found
