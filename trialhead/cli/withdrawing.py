"""`trialhead withdraw`: a study that its registry has taken away."""

from typing import Annotated

import typer
from django.utils import timezone

from trialhead.cli.output import get_ready, update_index
from trialhead.errors import NotFound
from trialhead.portal.studies import actions
from trialhead.portal.studies.models import StudyRecord


def withdraw(
    registry_id: Annotated[str, typer.Argument(help="The study's number, such as NCT00000000.")],
) -> None:
    """Take a study off the pages and the search because its registry dropped it.

    Its address then answers 410. An import that brings the study again puts it back.
    """
    get_ready()
    wanted = registry_id.strip().upper()
    if not StudyRecord.objects.filter(registry_id=wanted).exists():
        raise NotFound(f"No study {wanted} is here.", fix="Look for it with: trialhead search")
    actions.withdraw_study(registry_id=wanted, at=timezone.now())
    update_index(quiet=False)
    typer.echo(f"{wanted} is withdrawn.")
