"""Everything kept about one enquiry, for the person to take along."""

from dataclasses import asdict
from typing import Any

from trialhead.portal.contact.models import Consent, EarlierSite, Enquiry, Handover, LaterReply
from trialhead.portal.contact.progress import current, steps
from trialhead.portal.contact.sent_notes import read


def export(enquiry: Enquiry) -> dict[str, Any]:
    """Plain values under plain names; times as ISO 8601 in UTC."""
    return {
        "study": {"number": enquiry.record.registry_id, "title": enquiry.record.title},
        "site": enquiry.site_name,
        "state": {"now": current(enquiry), "steps": _told(enquiry)},
        "you": {
            "name": enquiry.name,
            "reached_by": enquiry.channel,
            "address": enquiry.address,
            "good_times": enquiry.times,
            "language": enquiry.language,
            "on_behalf_of": enquiry.behalf,
            "place_to_about_10_km": enquiry.near,
        },
        "message": enquiry.message,
        "answers": enquiry.answers.splitlines(),
        "notes": [asdict(note) for note in read(enquiry.notes)],
        "consents": [_consent(one) for one in consents(enquiry)],
        "answer_of_the_site": enquiry.answer,
        "later_answers": [_reply(one) for one in enquiry.later_replies.order_by("at")],
        "earlier_sites": [_earlier(one) for one in enquiry.earlier_sites.order_by("pk")],
        "proposals": [_proposal(one) for one in enquiry.handovers.order_by("pk")],
        "site_takes_nobody_until": enquiry.until and enquiry.until.isoformat(),
    }


def consents(enquiry: Enquiry) -> list[Consent]:
    """What the person agreed to, in the order of agreeing."""
    return list(Consent.objects.filter(reference=enquiry.reference).order_by("pk"))


def _told(enquiry: Enquiry) -> list[dict[str, str]]:
    return [{"what": one.label, "at": one.at.isoformat()} for one in steps(enquiry) if one.at]


def _reply(reply: LaterReply) -> dict[str, str]:
    return {"text": reply.text, "at": reply.at.isoformat()}


def _earlier(site: EarlierSite) -> dict[str, Any]:
    return {
        "site": site.site_name,
        "received_at": site.received_at.isoformat(),
        "left_at": site.left_at.isoformat(),
        "answers": site.letters,
    }


def _proposal(proposal: Handover) -> dict[str, Any]:
    return {
        "site": proposal.site_name,
        "message": proposal.message,
        "proposed_at": proposal.proposed_at.isoformat(),
        "decision": proposal.decision,
        "decided_at": proposal.decided_at and proposal.decided_at.isoformat(),
    }


def _consent(given: Consent) -> dict[str, Any]:
    return {
        "purpose": given.purpose,
        "site": given.site_key,
        "text_version": given.text_version,
        "language": given.locale,
        "given_at": given.given_at.isoformat(),
        "withdrawn_at": given.withdrawn_at and given.withdrawn_at.isoformat(),
    }
