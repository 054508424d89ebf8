"""A study in plain words, and the gate that holds every such text to its record."""

from trialhead.overview.compose import BY_RULES, compose
from trialhead.overview.draft import CHARACTERS, SENTENCES, Draft
from trialhead.overview.edited import Judged, Judgement, Standing, as_shown, judge
from trialhead.overview.english import is_english
from trialhead.overview.faults import Fault, FaultKind
from trialhead.overview.figures import figures_kept
from trialhead.overview.gate import Basis, Checked, Report, check
from trialhead.overview.joining import in_parts
from trialhead.overview.model_client import ModelClient
from trialhead.overview.pausing import going_on
from trialhead.overview.phrases import LANGUAGES
from trialhead.overview.readability import HIGHEST_GRADE, Readability, readability
from trialhead.overview.reading_ease import Ease, ease
from trialhead.overview.retelling import Ask, held, in_language, retell
from trialhead.overview.sentences import NO_FIELD, Chapter, Overview, Section, Sentence, Support
from trialhead.overview.splitting import sentences_of
from trialhead.overview.translation import Mismatch, MismatchKind, mismatches
from trialhead.overview.wording_check import Flag, FlagKind, wording_flags

__all__ = [
    "BY_RULES",
    "CHARACTERS",
    "HIGHEST_GRADE",
    "LANGUAGES",
    "NO_FIELD",
    "SENTENCES",
    "Ask",
    "Basis",
    "Chapter",
    "Checked",
    "Draft",
    "Ease",
    "Fault",
    "FaultKind",
    "Flag",
    "FlagKind",
    "Judged",
    "Judgement",
    "Mismatch",
    "MismatchKind",
    "ModelClient",
    "Overview",
    "Readability",
    "Report",
    "Section",
    "Sentence",
    "Standing",
    "Support",
    "as_shown",
    "check",
    "compose",
    "ease",
    "figures_kept",
    "going_on",
    "held",
    "in_language",
    "in_parts",
    "is_english",
    "judge",
    "mismatches",
    "readability",
    "retell",
    "sentences_of",
    "wording_flags",
]
