"""Every write to study records, to what readers say of them, and to what teams write for them;
each is one transaction.

Those about a team's words stand in ``actions.words``, entered by itself: they bring the room of
overviews, and every start of the program loads this one.
"""

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

__all__ = [
    "Stored",
    "clock",
    "finish_import",
    "forget_hard_sentences",
    "keep_retelling",
    "move_sync_position",
    "note_refusals",
    "propose_criteria",
    "publish_criteria",
    "rate",
    "release_refusals",
    "release_studies",
    "start_import",
    "start_sync",
    "store_studies",
    "withdraw_study",
]
