"""Enquiries by site: how many wait, and which of them wait with the operator."""

from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, QuerySet

from trialhead.portal.contact.models import WAITING, Enquiry, SiteContact
from trialhead.portal.studies.models import StudyRecord


def with_the_operator() -> QuerySet[Enquiry, Any]:
    """Sites whose waiting enquiries went to the operator and that still have no confirmed contact,
    the most first: study, site, how many, since when."""
    confirmed = SiteContact.objects.filter(
        record=OuterRef("record"), site_key=OuterRef("site_key"), confirmed_at__isnull=False
    )
    rows = Enquiry.objects.filter(~Exists(confirmed), to_operator=True, state__in=WAITING)
    by_site = rows.values("record__registry_id", "site_key", "site_name")
    return by_site.annotate(waits=Count("pk"), since=Min("received_at")).order_by(
        "-waits", "since", "record__registry_id", "site_key"
    )


def waiting_at(record: StudyRecord) -> dict[str, int]:
    """How many enquiries wait for each of a study's sites."""
    rows = Enquiry.objects.filter(record=record, state__in=WAITING).values("site_key")
    return {row["site_key"]: row["n"] for row in rows.annotate(n=Count("pk")).order_by()}
