"""Every write to study records, to what readers say of them, and to what teams write for them;
each is one transaction."""

from trialhead.portal.studies.actions.criteria import propose_criteria, publish_criteria
from trialhead.portal.studies.actions.records import (
    Stored,
    clock,
    finish_import,
    forget_hard_sentences,
    keep_retelling,
    move_sync_position,
    note_refusals,
    rate,
    release_refusals,
    release_studies,
    start_import,
    start_sync,
    store_studies,
    withdraw_study,
)
from trialhead.portal.studies.actions.words import (
    Given,
    propose_translation,
    propose_words,
    publish_words,
    record_approval,
    withdraw_words,
)

__all__ = [
    "Given",
    "Stored",
    "clock",
    "finish_import",
    "forget_hard_sentences",
    "keep_retelling",
    "move_sync_position",
    "note_refusals",
    "propose_criteria",
    "propose_translation",
    "propose_words",
    "publish_criteria",
    "publish_words",
    "rate",
    "record_approval",
    "release_refusals",
    "release_studies",
    "start_import",
    "start_sync",
    "store_studies",
    "withdraw_study",
    "withdraw_words",
]
