"""How far an enquiry has come, step by step, as the person sees it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from trialhead.portal.contact.mail import delivered_at
from trialhead.portal.contact.models import Decision, Enquiry, State


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One step; ``at`` is None while it lies ahead."""

    label: str
    at: datetime | None


def steps(enquiry: Enquiry) -> tuple[Step, ...]:
    """All steps in their order. A closed enquiry has no steps ahead of it."""
    delivered = (
        _("Delivered to the people who run this website, who pass it on to the site")
        if enquiry.to_operator
        else _("Delivered to the site")
    )
    told = (
        Step(label=_("Received here"), at=_first_received(enquiry)),
        Step(label=delivered, at=delivered_at(enquiry)),
        Step(label=_("Opened"), at=enquiry.opened_at),
        Step(label=_("The site was reminded"), at=enquiry.reminded_at),
        Step(label=_("A second person at the site was asked"), at=enquiry.second_asked_at),
        Step(label=_("Another site was offered to you"), at=enquiry.offered_at),
        *_handovers(enquiry),
    )
    ended = enquiry.answered_at if enquiry.replied else enquiry.closed_at
    always = 3  # the steps that are shown while they lie ahead
    shown = [
        step
        for place, step in enumerate(told)
        if step.at is not None or (place < always and ended is None)
    ]
    past = sorted((step for step in shown if step.at is not None), key=_when)
    ahead = [step for step in shown if step.at is None]
    return (*past, *ahead, Step(label=_last(enquiry), at=ended))


def _first_received(enquiry: Enquiry) -> datetime:
    first = enquiry.earlier_sites.order_by("received_at").first()
    return enquiry.received_at if first is None else first.received_at


def _handovers(enquiry: Enquiry) -> Iterator[Step]:
    labels = {
        Decision.YES: _("You agreed, and the enquiry was passed on to: %(site)s"),
        Decision.NO: _("You said no: the enquiry stays where it is"),
        Decision.LAPSED: _("You did not answer in time: the enquiry stays where it is"),
        Decision.CALLED_BACK: _("The site took its proposal back: the enquiry stays there"),
    }
    for one in enquiry.handovers.order_by("pk"):
        yield Step(label=_("The site proposed to pass it on to another one"), at=one.proposed_at)
        if one.decided_at is not None:
            label = labels[Decision(one.decision)] % {"site": one.site_name}
            yield Step(label=label, at=one.decided_at)


def _when(step: Step) -> datetime:
    assert step.at is not None  # noqa: S101 - only asked of steps that have happened
    return step.at


def _last(enquiry: Enquiry) -> str:
    match enquiry.state:
        case State.FULL | State.NOT_ENROLLING | State.UNANSWERED | State.WITHDRAWN:
            return str(State(enquiry.state).label)
        case _:
            return _("Answered")


def current(enquiry: Enquiry) -> str:
    """The state in one word or two. What the outbox knows counts before the daily round."""
    if enquiry.state == State.RECEIVED and delivered_at(enquiry) is not None:
        return str(State.DELIVERED.label)
    return str(State(enquiry.state).label)
