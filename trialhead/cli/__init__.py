"""The `trialhead` command, one file a verb."""

from trialhead.portal import start


def main() -> None:
    """Run the command. The portal is started first: verbs import its features."""
    start()
    from trialhead.cli.app import run

    run()


__all__ = ["main"]
