"""The website, by feature; the only room with Django."""

import os

import django


def start() -> None:
    """Make models and settings ready; a command calls this once before it imports a feature."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trialhead.website.settings")
    django.setup()
