"""What a member's own list of sessions needs, and no more: a kind of browser, but no address."""

import re
from typing import Any, Final

from allauth.usersessions.models import UserSession

#: Stands where the account library would keep the address somebody came from.
NO_ADDRESS: Final = "0.0.0.0"  # noqa: S104
#: The first that fits; most browsers also name those they want to pass for.
_BROWSERS = {
    "Edge": r"Edg(?:e|A|iOS)?/",
    "Opera": r"OPR/",
    "Firefox": r"Firefox/|FxiOS/",
    "Chrome": r"Chrome/|Chromium/|CriOS/",
    "Safari": r"Safari/",
}
_SYSTEMS = {
    "Android": r"Android",
    "iPhone or iPad": r"iPhone|iPad",
    "Windows": r"Windows",
    "macOS": r"Mac OS X|Macintosh",
    "Linux": r"Linux|X11",
}


def kind_of_browser(told: str) -> str:
    """ "Firefox on Linux": enough to know one's own, too little to know anybody else."""
    names = (
        next((name for name, form in known.items() if re.search(form, told)), "")
        for known in (_BROWSERS, _SYSTEMS)
    )
    return " on ".join(filter(None, names)) or "another browser"


def keep_little(sender: type[UserSession], instance: UserSession, **_told: Any) -> None:
    """Shorten what is about to be kept of a session; it may have been shortened before."""
    short = kind_of_browser(instance.user_agent)
    instance.ip = NO_ADDRESS
    if instance.user_agent not in _every_kind():
        instance.user_agent = short


def _every_kind() -> set[str]:
    alone = {*_BROWSERS, *_SYSTEMS, "another browser"}
    return alone | {f"{browser} on {system}" for browser in _BROWSERS for system in _SYSTEMS}
