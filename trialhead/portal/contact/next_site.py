"""Where somebody can ask next when a site did not answer or takes nobody."""

from django.utils import timezone

from trialhead.portal.contact.models import Enquiry
from trialhead.portal.contact.sites import (
    SiteChoice,
    next_nearest,
    place_from_rough,
    place_of,
    site_choices,
)
from trialhead.portal.switches.models import Feature
from trialhead.portal.switches.offers import offered
from trialhead.vocabulary import Place


def next_site(enquiry: Enquiry) -> SiteChoice | None:
    """The nearest open site this address has not written to; from the first site on, when the
    person named no place. None once the study is gone or no site is left, and
    where the portal offers no enquiries."""
    if enquiry.record.withdrawn_at is not None or not offered(Feature.ENQUIRIES):
        return None
    choices = _choices(enquiry, place_from_rough(enquiry.near))
    if not enquiry.near:
        asked = next((one for one in choices if one.key == enquiry.site_key), None)
        choices = _choices(enquiry, place_of(asked))
    tried = Enquiry.objects.filter(
        record=enquiry.record_id, address_digest=enquiry.address_digest
    ).values_list("site_key", flat=True)
    left = enquiry.earlier_sites.values_list("site_key", flat=True)
    return next_nearest(choices, without={*tried, *left})


def _choices(enquiry: Enquiry, near: Place | None) -> tuple[SiteChoice, ...]:
    study = enquiry.record.study()
    return site_choices(enquiry.record, study, near=near, on=timezone.localdate())
