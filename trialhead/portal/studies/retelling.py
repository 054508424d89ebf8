"""Has a model tell studies: each is kept as it was told, and shown only as far as it holds."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.conf import settings
from django.db.models import F, Q

from trialhead.errors import NotFound, NotReady
from trialhead.overview import ModelClient, retell
from trialhead.portal.studies.actions import keep_retelling
from trialhead.portal.studies.models import StudyRecord
from trialhead.portal.studies.overviews import Told, criteria_in_force, overview_of
from trialhead.portal.switches.models import Feature
from trialhead.portal.switches.offers import offered


def model_client() -> ModelClient:
    """The model that the installation has; NotReady if none is set, or its texts are off."""
    if not offered(Feature.MODEL):
        raise NotReady(
            "Overviews told by a model are turned off.",
            fix="An operator turns them on under /team/operations/switches/.",
        )
    if not settings.TRIALHEAD_MODEL_ADDRESS:
        raise NotReady(
            "No language model is set.", fix="Set TRIALHEAD_MODEL_ADDRESS and TRIALHEAD_MODEL."
        )
    return ModelClient(
        address=settings.TRIALHEAD_MODEL_ADDRESS,
        model=settings.TRIALHEAD_MODEL,
        key=settings.TRIALHEAD_MODEL_KEY,
    )


def to_retell(registry_ids: Sequence[str]) -> Iterator[StudyRecord]:
    """The studies with these numbers; without any, those not told in the version in force.

    Raises NotFound for a number that is not here.
    """
    records = StudyRecord.objects.filter(withdrawn_at=None).order_by("registry_id")
    if not registry_ids:
        untold = Q(retelling=None) | ~Q(retelling__version=F("latest"))
        yield from records.filter(untold).iterator()
        return
    for registry_id in registry_ids:
        record = records.filter(registry_id=registry_id).first()
        if record is None:
            raise NotFound(
                f"No study {registry_id} is here.", fix="Look for it with: trialhead search WORDS"
            )
        yield record


def retell_study(record: StudyRecord, client: ModelClient, *, at: datetime) -> Told:
    """Ask the model for one study and keep what it tells; what of it is shown.

    Raises Unreachable or Unreadable if no text came; what was there stays.
    """
    study = record.study()
    draft = retell(client.ask, study, criteria_in_force(record, study))
    keep_retelling(record=record, draft=draft, model=client.model, at=at)
    record.refresh_from_db()
    return overview_of(record, study)[1]
