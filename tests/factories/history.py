"""A study whose record changes from one import to the next."""

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.factories.records import make_record
from trialhead.portal.studies.importing import import_studies
from trialhead.portal.studies.indexing import Records, catch_up
from trialhead.portal.studies.models import StudyRecord
from trialhead.registry import RawRecord, take_in

BEGIN = datetime(2026, 11, 1, 8, 30, tzinfo=UTC)


class History:
    """One study; every import is a day later than the one before."""

    def __init__(self, registry_id: str = "NCT99990001") -> None:
        self.registry_id = registry_id
        self.day = 0

    @property
    def kept(self) -> StudyRecord:
        """The study as the portal keeps it."""
        return StudyRecord.objects.get(registry_id=self.registry_id)

    def now(self) -> datetime:
        """When the next import happens."""
        return BEGIN + timedelta(days=self.day)

    def says(self, **modules: dict[str, Any]) -> None:
        """The record now says this and nothing else, and is imported."""
        posted = {"date": f"{self.now():%Y-%m-%d}", "type": "ACTUAL"}
        status = {"lastUpdatePostDateStruct": posted} | modules.pop("statusModule", {})
        record = make_record(self.registry_id, statusModule=status, **modules)
        raw = RawRecord(source="history", place="", data=record)
        import_studies(source="history", stream=take_in([raw]), now=self.now)
        self.day += 1


def index_now() -> None:
    """The search index has everything that was imported."""
    catch_up(Records())
