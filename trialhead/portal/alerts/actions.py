"""Every write about alerts; each is one transaction with the mails it causes."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max, Q

from trialhead.portal.alerts import keys, mail
from trialhead.portal.alerts.consents import Agreed
from trialhead.portal.alerts.models import (
    Alert,
    AlertConsent,
    AlertLink,
    Finding,
    Gone,
    Often,
    State,
    Subscriber,
    Use,
    Watch,
)
from trialhead.portal.alerts.news import news_of
from trialhead.portal.alerts.rounds import Moment, Turn, changed_since
from trialhead.portal.alerts.wish import Wish
from trialhead.portal.notifications import actions as outbox
from trialhead.portal.privacy.models import Kept
from trialhead.portal.privacy.periods import kept_for
from trialhead.portal.privacy.tokens import digest, new_token
from trialhead.portal.studies.actions import clock
from trialhead.portal.studies.models import Clock, RecordVersion, StudyRecord

#: How long an address is kept that nobody has confirmed. The job that deletes it runs every hour,
#: so none is kept for 48 hours.
CONFIRM_WITHIN = timedelta(hours=46)
_ROWS = 500


# Asking, confirming, changing -------------------------------------------------------------------


@transaction.atomic
def ask(
    *,
    wish: Wish,
    address: str,
    often: Often,
    names_it: bool,
    agreed: Agreed,
    origin: str,
    at: datetime,
) -> None:
    """Somebody would like alerts: ask at that address whether they really do.

    Who follows this already gets a mail that says so, and nothing of theirs is changed.
    """
    begin_watching()
    subscriber, _ = Subscriber.objects.get_or_create(
        address_digest=keys.address_digest(address),
        defaults={"address": address, "locale": agreed.locale, "origin": origin},
    )
    alert, fresh = Alert.objects.get_or_create(
        subscriber=subscriber,
        about_digest=keys.about_digest(wish.about),
        defaults={
            "record": wish.record,
            "query": wish.query,
            "often": often,
            "names_it": names_it,
            "asked_at": at,
        },
    )
    if alert.state != State.WAITING:
        mail.already(alert, manage=_lasting_link(subscriber, Use.MANAGE), at=at)
        return
    if not fresh:
        alert.often, alert.names_it, alert.asked_at = often, names_it, at
        alert.save(update_fields=["often", "names_it", "asked_at"])
    AlertConsent.objects.filter(reference=alert.reference).delete()
    AlertConsent.objects.create(
        reference=alert.reference,
        text_version=agreed.text_version,
        locale=agreed.locale,
        given_at=at,
    )
    token = new_token()
    AlertLink.objects.create(
        subscriber=subscriber,
        alert=alert,
        use=Use.CONFIRM,
        digest=digest(token),
        expires_at=at + CONFIRM_WITHIN,
    )
    mail.confirm(alert, token=token, at=at)


@transaction.atomic
def confirm(*, link: AlertLink, at: datetime) -> str | None:
    """Switch an alert on by the link from the mail, once; the token of the manage page.

    None if the link was used meanwhile.
    """
    alert = Alert.objects.select_for_update().filter(links=link, state=State.WAITING).first()
    if alert is None:
        return None
    alert.links.filter(use=Use.CONFIRM).delete()
    Alert.objects.filter(pk=alert.pk).update(confirmed_at=at, **_switched_on())
    AlertConsent.objects.filter(reference=alert.reference).update(confirmed_at=at)
    return _lasting_link(alert.subscriber, Use.MANAGE)


@transaction.atomic
def choose_often(*, alert: Alert, often: Often) -> None:
    """Write more or less often from now on; what waits is told at the new time."""
    Alert.objects.filter(pk=alert.pk).update(often=often)


@transaction.atomic
def pause(*, alert: Alert) -> None:
    """Send nothing until it is switched on again; what waits to be told is dropped."""
    if Alert.objects.filter(pk=alert.pk, state=State.ACTIVE).update(state=State.PAUSED):
        Finding.objects.filter(alert=alert).delete()


@transaction.atomic
def resume(*, alert: Alert) -> None:
    """Tell what changes from now on."""
    Alert.objects.filter(pk=alert.pk, state=State.PAUSED).update(**_switched_on())


def _switched_on() -> dict[str, Any]:
    now = _moment()
    return {"state": State.ACTIVE, "since": now.position, "newest": now.newest}


@transaction.atomic
def stop(*, alert: Alert, at: datetime) -> None:
    """End one alert and forget it with its mails, and the address with its last one."""
    AlertConsent.objects.filter(reference=alert.reference, withdrawn_at=None).update(
        withdrawn_at=at
    )
    outbox.forget(start=mail.key_start(alert))
    subscriber = Subscriber.objects.select_for_update().filter(pk=alert.subscriber_id).first()
    Alert.objects.filter(pk=alert.pk).delete()
    if subscriber is not None and not subscriber.alerts.exists():
        subscriber.delete()


@transaction.atomic
def erase(*, subscriber: Subscriber, at: datetime) -> None:
    """Erase the address, everything it follows and the mails about it."""
    for alert in subscriber.alerts.all():
        stop(alert=alert, at=at)


@transaction.atomic
def forget_unconfirmed(*, now: datetime) -> int:
    """Delete addresses that nobody has confirmed in time; how many alerts went."""
    late = Q(asked_at__lte=now - CONFIRM_WITHIN) | Q(asked_at__gt=now + CONFIRM_WITHIN)
    unconfirmed = Alert.objects.filter(late, state=State.WAITING)
    count = 0
    for alert in unconfirmed:
        AlertConsent.objects.filter(reference=alert.reference).delete()
        stop(alert=alert, at=now)
        count += 1
    return count


@transaction.atomic
def forget_proof(*, now: datetime) -> int:
    """Delete proofs of consent older than the time they are kept, once taken back; how many."""
    old = AlertConsent.objects.filter(withdrawn_at__lte=now - kept_for(Kept.PROOF))
    return old.delete()[0]


def _lasting_link(subscriber: Subscriber, use: Use, alert: Alert | None = None) -> str:
    token = keys.lasting_token(use, (alert or subscriber).reference)
    AlertLink.objects.get_or_create(
        digest=digest(token), defaults={"subscriber": subscriber, "alert": alert, "use": use}
    )
    return token


# Rounds: what has changed -----------------------------------------------------------------------


@transaction.atomic
def begin_watching() -> None:
    """From the first time on, changes are noticed; what lies before is known to everybody."""
    if not Watch.objects.exists():
        now = _moment()
        Watch.objects.get_or_create(
            pk=1, defaults={"position": now.position, "newest": now.newest, "round": 0}
        )
        _note_gone(StudyRecord.objects.exclude(withdrawn_at=None).values_list("pk", flat=True))


@transaction.atomic
def begin_round() -> Turn:
    """Everything that has changed since the last round, as at one moment."""
    begin_watching()
    now = _moment()
    watch = Watch.objects.select_for_update().get(pk=1)
    watch.round += 1
    watch.save(update_fields=["round"])
    before = Moment(position=watch.position, newest=watch.newest)
    return Turn(number=watch.round, before=before, now=now, changed=changed_since(before))


def _moment() -> Moment:
    """Now, while nothing is imported."""
    clock()
    position = Clock.objects.select_for_update().get(pk=1).now
    newest = RecordVersion.objects.aggregate(newest=Max("pk"))["newest"]
    return Moment(position=position, newest=newest or 0)


@transaction.atomic
def end_round(*, turn: Turn, findings: Sequence[Finding]) -> bool:
    """Note what alerts have to tell, and that everything up to here is noted.

    False, and nothing is noted, if a later round has begun meanwhile: it sees the same changes.
    """
    if Watch.objects.select_for_update().get(pk=1).round != turn.number:
        return False
    active = Alert.objects.select_for_update().filter(state=State.ACTIVE)
    on = set(active.values_list("pk", flat=True))
    Finding.objects.bulk_create(
        [finding for finding in findings if finding.alert_id in on],
        batch_size=_ROWS,
        update_conflicts=True,
        unique_fields=["alert", "record"],
        update_fields=["newest", "matches", "status"],
    )
    present = [one.record for one in turn.changed if one.newest is not None]
    for start in range(0, len(present), _ROWS):
        Gone.objects.filter(record__in=present[start : start + _ROWS]).delete()
    _note_gone(one.record for one in turn.changed if one.newest is None)
    Watch.objects.filter(pk=1).update(position=turn.now.position, newest=turn.now.newest)
    return True


def _note_gone(records: Iterable[int]) -> None:
    Gone.objects.bulk_create((Gone(record_id=pk) for pk in records), ignore_conflicts=True)


@transaction.atomic
def tell(*, alert: Alert, at: datetime) -> bool:
    """Write what is still to be told into one mail. False if that comes to nothing.

    The mail and the findings it tells go together: whatever dies, each is told once.
    """
    locked = Alert.objects.select_for_update().filter(pk=alert.pk, state=State.ACTIVE).first()
    if locked is None:
        return False
    findings = list(Finding.objects.filter(alert=locked).select_related("record").order_by("pk"))
    Finding.objects.filter(pk__in=[finding.pk for finding in findings]).delete()
    news = news_of(locked, findings)
    if not news:
        return False
    locked.mails += 1
    locked.save(update_fields=["mails"])
    manage = _lasting_link(locked.subscriber, Use.MANAGE)
    stop_it = _lasting_link(locked.subscriber, Use.STOP, locked)
    mail.news(locked, news, manage=manage, stop=stop_it, at=at)
    return True
