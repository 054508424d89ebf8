"""What every page's layout needs beside its own content."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.translation import get_language, get_language_info


def page(request: HttpRequest) -> dict[str, Any]:
    """The page's own absolute address, and the same page in every language."""
    origin = settings.TRIALHEAD_ADDRESS or f"{request.scheme}://{request.get_host()}"
    here = request.path
    languages = [
        {
            **get_language_info(code),
            "url": translate_url(request.get_full_path(), code),
            "address": origin + translate_url(here, code),
            "current": code == get_language(),
        }
        for code, _ in settings.LANGUAGES
    ]
    return {
        "origin": origin,
        "address": origin + here,
        "languages": languages,
        "default_address": origin + translate_url(here, settings.LANGUAGE_CODE),
    }
