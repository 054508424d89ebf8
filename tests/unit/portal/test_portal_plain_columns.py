"""Every column of the database that holds text is sealed, or stands here with the reason why not.

A column added later fails this test until it is sealed or listed.
"""

from django.apps import apps
from django.db import models

from trialhead.portal.privacy.sealing import SealedTextField

TEXT = (
    models.CharField,
    models.TextField,
    models.JSONField,
    models.BinaryField,
    models.GenericIPAddressField,
    models.FileField,
)

OF_THE_SITE = "made by the site itself; says nothing of a person"
PUBLIC = "public registry data, or made from it"
DIGEST = "a digest; what it was made from is not kept"
CHOICE = "one of a short list of words"
SCOPE = "a study and a site of it, both public"
MEMBER = "of a member of a team, who has to be found and named by it; goes with the account"
IN_BROWSER = "sealed in the reader's browser; this site never had the key"

PLAIN = {
    "account.emailaddress.email": MEMBER,
    "account.emailconfirmation.key": "not used: links are signed and not kept; no rows",
    "accounts.auditentry.action": CHOICE,
    "accounts.auditentry.actor": "the number of an account",
    "accounts.auditentry.detail": "choices and counts; tests/web/test_team_log.py holds it to that",
    "accounts.auditentry.mac": DIGEST,
    "accounts.auditentry.subject": "the number of an enquiry, account or study",
    "accounts.audithead.mac": DIGEST,
    "accounts.invitation.digest": DIGEST,
    "accounts.invitation.email": "who is asked to join a team; erased 30 days after it expires",
    "accounts.invitation.registry_id": SCOPE,
    "accounts.invitation.role": CHOICE,
    "accounts.invitation.site_key": SCOPE,
    "accounts.membership.registry_id": SCOPE,
    "accounts.membership.role": CHOICE,
    "accounts.membership.site_key": SCOPE,
    "accounts.remembered.digest": DIGEST,
    "accounts.remembered.value": "times of tries; whose is not kept",
    "accounts.user.email": MEMBER,
    "accounts.user.name": MEMBER,
    "accounts.user.password": "Argon2id; tests/web/test_team_passwords.py",
    "alerts.alert.about_digest": DIGEST,
    "alerts.alert.often": CHOICE,
    "alerts.alert.state": CHOICE,
    "alerts.alertconsent.locale": CHOICE,
    "alerts.alertconsent.text_version": OF_THE_SITE,
    "alerts.alertlink.digest": DIGEST,
    "alerts.alertlink.use": CHOICE,
    "alerts.finding.status": PUBLIC,
    "alerts.finding.was": PUBLIC,
    "alerts.subscriber.address_digest": DIGEST,
    "alerts.subscriber.locale": CHOICE,
    "alerts.subscriber.origin": "where this site was reached",
    "auth.group.name": OF_THE_SITE,
    "auth.permission.codename": OF_THE_SITE,
    "auth.permission.name": OF_THE_SITE,
    "contact.consent.locale": CHOICE,
    "contact.consent.purpose": CHOICE,
    "contact.consent.site_key": SCOPE,
    "contact.consent.text_version": OF_THE_SITE,
    "contact.earliersite.site_key": SCOPE,
    "contact.earliersite.site_name": PUBLIC,
    "contact.enquiry.address_digest": DIGEST,
    "contact.enquiry.behalf": CHOICE,
    "contact.enquiry.channel": CHOICE,
    "contact.enquiry.language": "a language; asked for to answer in it, and no name beside it",
    "contact.enquiry.locale": CHOICE,
    "contact.enquiry.once": OF_THE_SITE,
    "contact.enquiry.origin": "where this site was reached",
    "contact.enquiry.site_key": SCOPE,
    "contact.enquiry.site_name": PUBLIC,
    "contact.enquiry.state": CHOICE,
    "contact.enquiryevent.criterion": "the number of a criterion; outlives the enquiry unnamed",
    "contact.enquiryevent.registry_id": SCOPE,
    "contact.enquiryevent.site_key": SCOPE,
    "contact.enquiryevent.what": CHOICE,
    "contact.enquirylink.digest": DIGEST,
    "contact.enquirylink.side": CHOICE,
    "contact.handover.decision": CHOICE,
    "contact.handover.site_key": SCOPE,
    "contact.handover.site_name": PUBLIC,
    "contact.sitecontact.email": "the office of a site, confirmed by the operator",
    "contact.sitecontact.second_email": "likewise",
    "contact.sitecontact.site_key": SCOPE,
    "contact.sitenotice.site_key": SCOPE,
    "contenttypes.contenttype.app_label": OF_THE_SITE,
    "contenttypes.contenttype.model": OF_THE_SITE,
    "desk.askedabout.about": "the number of a criterion, or a section of a public page",
    "desk.askedabout.asking": CHOICE,
    "desk.askedabout.registry_id": SCOPE,
    "desk.askedabout.site_key": SCOPE,
    "desk.case.criterion": "the number of a criterion",
    "desk.case.stage": CHOICE,
    "desk.worksheet.criteria_change": OF_THE_SITE,
    "desk.worksheet.signed_name": "the member who signed: a signature outlives the account",
    "mfa.authenticator.data": "secrets in it are sealed (accounts.second_factor); of a passkey it "
    "is the public half and the name its member gave it",
    "mfa.authenticator.type": CHOICE,
    "notes.answer.sealed": IN_BROWSER,
    "notes.share.digest": DIGEST,
    "notes.share.owner": DIGEST,
    "notes.share.sealed": IN_BROWSER,
    "notes.share.verifier": "Argon2id",
    "notes.tries.digest": DIGEST,
    "notifications.heartbeat.version": OF_THE_SITE,
    "notifications.heartbeat.worker": "random; tells no machine and no person",
    "notifications.message.key": OF_THE_SITE,
    "notifications.message.language": CHOICE,
    "notifications.message.last_error": "never holds an address; tests/web/test_outbox_faults.py",
    "notifications.message.message_id": OF_THE_SITE,
    "notifications.message.sender": "which process is sending",
    "notifications.message.state": CHOICE,
    "privacy.period.what": CHOICE,
    "privacy.requestcount.who": DIGEST,
    "sessions.session.session_data": "sealed (accounts.sessions); in no backup",
    "sessions.session.session_key": DIGEST,
    "studies.alias.registry_id": PUBLIC,
    "studies.approval.board": "a review board, which readers are told",
    "studies.approval.number": "likewise",
    "studies.criteriaedition.accepted": "numbers of criteria",
    "studies.criteriaedition.document": "criteria of a study, which it publishes",
    "studies.importrun.source": PUBLIC,
    "studies.rating.section": CHOICE,
    "studies.rating.sentence": "one sentence of a public page, given by nobody named; goes in time",
    "studies.recordversion.packed": PUBLIC,
    "studies.recordversion.source": PUBLIC,
    "studies.refused.code": CHOICE,
    "studies.refused.place": PUBLIC,
    "studies.refused.reason": PUBLIC,
    "studies.refused.registry_id": PUBLIC,
    "studies.refused.source": PUBLIC,
    "studies.retelling.draft": PUBLIC,
    "studies.retelling.model": OF_THE_SITE,
    "studies.studyrecord.digest": DIGEST,
    "studies.studyrecord.registry_id": PUBLIC,
    "studies.studyrecord.title": PUBLIC,
    "studies.syncposition.query": OF_THE_SITE,
    "studies.syncposition.token": PUBLIC,
    "studies.wordsedition.beyond": "words of a study's page, which its team publishes",
    "studies.wordsedition.by_model": "likewise",
    "studies.wordsedition.language": CHOICE,
    "studies.wordsedition.model": OF_THE_SITE,
    "studies.wordsedition.sections": "words of a study's page, which its team publishes",
    "switches.turnedoff.feature": CHOICE,
    "teams.criteriadraft.accepted": "numbers of criteria",
    "teams.criteriadraft.stamp": OF_THE_SITE,
    "usersessions.usersession.data": "not used; always empty",
    "usersessions.usersession.ip": "never kept: 0.0.0.0 (accounts.own_sessions)",
    "usersessions.usersession.session_key": DIGEST,
    "usersessions.usersession.user_agent": "a kind of browser (accounts.own_sessions)",
}


def text_columns() -> set[str]:
    """Every column of every model that can hold words, unless it is sealed."""
    return {
        f"{model._meta.label_lower}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.local_concrete_fields
        if isinstance(field, TEXT) and not isinstance(field, SealedTextField)
    }


def test_a_text_that_is_not_sealed_is_listed_with_its_reason() -> None:
    unexplained = text_columns() - set(PLAIN)
    assert not unexplained, f"seal them, or say here why not: {sorted(unexplained)}"


def test_what_is_listed_is_still_there_and_still_plain() -> None:
    assert not set(PLAIN) - text_columns()
    assert all(PLAIN.values())
