"""`python -m trialhead.cli` is the command too."""

from trialhead.cli import main

main()
