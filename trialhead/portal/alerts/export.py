"""Everything kept about one subscriber, for the person to take along."""

from typing import Any

from trialhead.portal.alerts.models import Alert, AlertConsent, Subscriber
from trialhead.portal.alerts.wish import wish_of


def export(subscriber: Subscriber) -> dict[str, Any]:
    """Plain values under plain names; times as ISO 8601 in UTC."""
    alerts = subscriber.alerts.select_related("record").order_by("pk")
    return {
        "address": subscriber.address,
        "language": subscriber.locale,
        "alerts": [_alert(alert) for alert in alerts],
    }


def _alert(alert: Alert) -> dict[str, Any]:
    given = AlertConsent.objects.filter(reference=alert.reference).order_by("pk")
    return {
        "about": wish_of(alert).title,
        "study": alert.record.registry_id if alert.record else "",
        "search": alert.query,
        "how_often": alert.often,
        "named_in_subject": alert.names_it,
        "state": alert.state,
        "asked_at": alert.asked_at.isoformat(),
        "confirmed_at": alert.confirmed_at and alert.confirmed_at.isoformat(),
        "mails_with_news": alert.mails,
        "consents": [_consent(one) for one in given],
    }


def _consent(given: AlertConsent) -> dict[str, Any]:
    return {
        "text_version": given.text_version,
        "language": given.locale,
        "given_at": given.given_at.isoformat(),
        "confirmed_at": given.confirmed_at and given.confirmed_at.isoformat(),
    }
