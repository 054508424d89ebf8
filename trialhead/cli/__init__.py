"""The `trialhead` command, one file a verb."""

from trialhead.cli.app import main

__all__ = ["main"]
