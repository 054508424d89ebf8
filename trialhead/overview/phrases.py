"""The phrases of one language: a file of templates, filled in by name."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from trialhead.errors import NotFound
from trialhead.registry import PartialDate


@dataclass(frozen=True, slots=True)
class Phrases:
    """All phrases of a language by key; a key that ends in a registry code may be absent."""

    language: str
    texts: dict[str, str]
    months: tuple[str, ...]

    def say(self, key: str, **values: object) -> str:
        """The phrase with its gaps filled."""
        return self.texts[key].format(**values)

    def has(self, key: str) -> bool:
        """Whether there is such a phrase."""
        return key in self.texts

    def day(self, date: PartialDate) -> str:
        """A date in words: 3 June 2024, June 2024 or 2024."""
        month = self.months[date.month - 1] if date.month else ""
        return " ".join(part for part in (str(date.day or ""), month, str(date.year)) if part)


@cache
def phrases(language: str) -> Phrases:
    """The phrases of a language by its code; NotFound where there are none."""
    path = files("trialhead.overview").joinpath(f"words/{language}.yaml")
    if not language.isalpha() or not path.is_file():
        raise NotFound(f"There are no phrases in {language!r}.", fix="Use en.")
    read = yaml.safe_load(path.read_text(encoding="utf-8"))
    return Phrases(language, dict(_flat("", read["say"])), tuple(read["months"]))


def _flat(path: str, tree: dict[str, object]) -> "list[tuple[str, str]]":
    found: list[tuple[str, str]] = []
    for key, value in tree.items():
        name = f"{path}.{key}".lstrip(".")
        found += _flat(name, value) if isinstance(value, dict) else [(name, str(value))]
    return found
