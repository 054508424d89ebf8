"""Where an enquiry may be handed over to, and whether a proposal still stands."""

from datetime import date, datetime

from trialhead.portal.contact.models import Decision, Enquiry, Handover, State
from trialhead.portal.contact.sites import SiteChoice, place_of, site_choices


def sites_for(enquiry: Enquiry, on: date) -> tuple[SiteChoice, ...]:
    """The open sites of the study, the nearest to the enquiry's own site first; without those it
    came from and those the person said no to.

    A site that the person has written to on their own is among them: a team must not learn that.
    """
    if enquiry.record.withdrawn_at is not None:
        return ()
    study = enquiry.record.study()
    every = site_choices(enquiry.record, study, near=None, on=on)
    own = next((one for one in every if one.key == enquiry.site_key), None)
    left_out = {enquiry.site_key, *enquiry.earlier_sites.values_list("site_key", flat=True)}
    refused = enquiry.handovers.filter(decision=Decision.NO)
    left_out |= set(refused.values_list("site_key", flat=True))
    near = site_choices(enquiry.record, study, near=place_of(own), on=on)
    return tuple(one for one in near if one.open and one.key not in left_out)


def open_proposal(enquiry: Enquiry, now: datetime) -> Handover | None:
    """What the person is asked now; None if nothing, or no longer."""
    if enquiry.state == State.WITHDRAWN:
        return None
    return enquiry.handovers.filter(decided_at=None, expires_at__gt=now).first()


def takes_it(proposal: Handover, on: date) -> bool:
    """Whether the other site still takes participants."""
    return proposal.site_key in {one.key for one in sites_for(proposal.enquiry, on)}


def written_before(proposal: Handover) -> bool:
    """Whether the person has written to the other site on their own."""
    enquiry = proposal.enquiry
    same = Enquiry.objects.filter(record=enquiry.record_id, site_key=proposal.site_key)
    known = same.filter(address_digest=enquiry.address_digest)
    return known.exclude(state=State.WITHDRAWN).exists()
