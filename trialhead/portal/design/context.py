"""What every page's layout needs beside its own content."""

from typing import Any

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.translation import get_language, get_language_info


def origin(request: HttpRequest) -> str:
    """Scheme and host of the portal: the public address, or else the one asked for.

    Empty when the request names a host that is not ours: the page that says so needs it too.
    """
    if settings.TRIALHEAD_ADDRESS:
        return str(settings.TRIALHEAD_ADDRESS)
    try:
        return f"{request.scheme}://{request.get_host()}"
    except DisallowedHost:
        return ""


def page(request: HttpRequest) -> dict[str, Any]:
    """The page's own absolute address, and the same page in every language."""
    base, full = origin(request), request.get_full_path()
    urls = {code: translate_url(full, code) for code, _ in settings.LANGUAGES}
    addresses = {code: base + url.partition("?")[0] for code, url in urls.items()}
    languages = [
        {
            **get_language_info(code),
            "url": urls[code],
            "address": addresses[code],
            "current": code == get_language(),
        }
        for code in urls
    ]
    return {
        "address": base + request.path,
        "languages": languages,
        "default_address": addresses[settings.LANGUAGE_CODE],
    }
