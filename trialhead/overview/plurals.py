"""Which plural form of a language a number takes, by the categories of the CLDR.

Source: Unicode CLDR, Language Plural Rules (cardinals), for the languages of the portal. The form
"many" of Spanish and French begins at a million; texts without it take "other".
"""

from collections.abc import Mapping

CATEGORIES = frozenset(("zero", "one", "two", "few", "many", "other"))


def category(language: str, number: float) -> str:
    """The category of a number: one, other and, in Arabic, zero, two, few and many."""
    whole = float(number).is_integer()
    match language:
        case "en" | "es":
            return "one" if number == 1 else "other"
        case "fr":
            return "one" if 0 <= number < 2 else "other"
        case "ar" if whole:
            return _arabic(int(number))
        case _:
            return "other"


def _arabic(number: int) -> str:
    if number in (0, 1, 2):
        return ("zero", "one", "two")[number]
    last = number % 100
    if 3 <= last <= 10:
        return "few"
    return "many" if last >= 11 else "other"


def chosen(text: str | Mapping[str, str], language: str, number: object) -> str:
    """The form of a text that fits a number; a text of one form fits all."""
    if isinstance(text, str):
        return text
    known = isinstance(number, int | float)
    return text.get(category(language, float(str(number))) if known else "other", text["other"])
