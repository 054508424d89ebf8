"""Languages a person may ask to be answered in, by their own names."""

from functools import cache

from django.conf.locale import LANG_INFO

#: Tags Django knows only as the base of others.
_OWN_NAMES = {"zh-hans": "简体中文", "zh-hant": "繁體中文"}


@cache
def language_choices() -> tuple[tuple[str, str], ...]:
    """BCP 47 tags with the language's name in itself, in the order of those names."""
    names = {
        tag: told["name_local"]
        for tag, told in LANG_INFO.items()
        if "name_local" in told and not tag.startswith("zh")
    }
    names |= _OWN_NAMES
    return tuple(sorted(names.items(), key=lambda item: item[1].casefold()))


def language_name(tag: str) -> str:
    """The language's own name."""
    return dict(language_choices()).get(tag, tag)
