"""The mails about alerts. Each is put in the outbox once, however often it is asked for.

Subjects say what it is about only for people who want that. No address in a mail holds a word of a
search: what is followed stands behind the private link.
"""

from datetime import datetime
from typing import Any

from trialhead.portal.alerts.links import absolute, address_of, origin_of
from trialhead.portal.alerts.models import Alert, Use
from trialhead.portal.alerts.news import MOST, SearchNews, StudyNews
from trialhead.portal.alerts.wish import wish_of
from trialhead.portal.notifications import actions as outbox
from trialhead.portal.notifications import letters

#: A title can be longer than a mail's subject may be.
_LONGEST_SUBJECT = 200
_NO_HEADERS: dict[str, str] = {}


def key_start(alert: Alert) -> str:
    """How the outbox's keys of this alert begin."""
    return f"alert:{alert.reference}:"


def confirm(alert: Alert, *, token: str, at: datetime) -> None:
    """Ask whether the owner of the address wants this; at most once an hour."""
    link = address_of(alert.subscriber, Use.CONFIRM, token)
    _post(alert, "alert_confirm", f"confirm:{at:%Y-%m-%dT%H}", at=at, told={"link": link})


def already(alert: Alert, *, manage: str, at: datetime) -> None:
    """Say that this is followed already; at most once a day."""
    link = address_of(alert.subscriber, Use.MANAGE, manage)
    _post(alert, "alert_already", f"already:{at:%Y-%m-%d}", at=at, told={"link": link})


def news(
    alert: Alert, news: StudyNews | SearchNews, *, manage: str, stop: str, at: datetime
) -> None:
    """Tell what has changed. One click in a mail program ends it (RFC 8058)."""
    subscriber = alert.subscriber
    stop_address = address_of(subscriber, Use.STOP, stop)
    told = {
        "news": news,
        "wish": wish_of(alert),
        "names_it": alert.names_it,
        "listed": f":{MOST}",
        "origin": origin_of(subscriber),
        "link": address_of(subscriber, Use.MANAGE, manage),
        "stop": stop_address,
    }
    if alert.record is not None:
        number = alert.record.registry_id
        told["study"] = absolute(subscriber, "studies:study", number)
        told["could_i"] = absolute(subscriber, "prescreen:study", number)
    headers = {
        "List-Unsubscribe": f"<{stop_address}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    letter = "alert_study" if isinstance(news, StudyNews) else "alert_search"
    _post(alert, letter, f"news:{alert.mails}", at=at, told=told, headers=headers)


def _post(
    alert: Alert,
    letter: str,
    part: str,
    *,
    at: datetime,
    told: dict[str, Any],
    headers: dict[str, str] = _NO_HEADERS,
) -> None:
    written = letters.render(letter, told, alert.subscriber.locale)
    outbox.post(
        key=f"{key_start(alert)}{part}",
        to=alert.subscriber.address,
        subject=written.subject[:_LONGEST_SUBJECT],
        text=written.text,
        html=written.html,
        language=written.language,
        headers=headers,
        at=at,
    )
