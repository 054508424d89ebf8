"""How words join those beside them: prepositions that change, adjectives that agree."""

import re
from collections.abc import Iterator
from typing import Self

#: Around words of another language in a text: Unicode's isolates, which a page makes into <bdi>.
OPEN, CLOSE = "\u2066", "\u2069"
_FORMS = {"m": 0, "f": 1, "mp": 2, "fp": 3, "dm": 2, "df": 3}
_AGREEING = re.compile(r"\(([^()]*/[^()]*)\)")
#: French words that "de" is shortened before: a vowel or a silent h. Abbreviations in H are spelt.
_SHORTENED = re.compile(r"[aeiouyâàéèêëîïôœûAEIOUÉ]|h(?!ernie|andicap)")


class Words(str):
    """Words of a language that a gap of a template may ask to be joined: {it:de}."""

    language: str

    def __new__(cls, words: str, language: str) -> Self:
        made = super().__new__(cls, words)
        made.language = language
        return made

    def __format__(self, join: str) -> str:
        if not join:
            return str(self)
        return {"fr": _french, "es": _spanish, "ar": _arabic}[self.language](str(self), join)


def _french(words: str, join: str) -> str:
    if words.startswith(("le ", "les ")):
        return re.sub("^le ", "du ", re.sub("^les ", "des ", words))
    return f"d’{words}" if _SHORTENED.match(words) else f"{join} {words}"


def _spanish(words: str, join: str) -> str:
    return f"{join}l {words[3:]}" if words.startswith("el ") else f"{join} {words}"


def _arabic(words: str, join: str) -> str:
    return f"{join}{words}" if "ء" <= words[0] <= "ي" else f"{join}ـ {words}"


def agreed(template: str, words: str, form: str) -> str:
    """A quality with the name it describes: "(activo/activa/activos/activas)" takes its form."""
    place = _FORMS[form]
    return _AGREEING.sub(lambda found: found[1].split("/")[place], template).replace("{}", words)


def spanish_or(first: str, second: str) -> str:
    """ "o", which is "u" before the same sound."""
    return f"{first} {'u' if re.match('h?[oóOÓ]', second) else 'o'} {second}"


def in_parts(text: str) -> Iterator[tuple[str, bool]]:
    """The stretches of a text, and of each whether it is English in a text of another language."""
    for number, part in enumerate(re.split(f"{OPEN}(.*?){CLOSE}", text)):
        if part:
            yield part, number % 2 == 1
