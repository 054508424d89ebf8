"""A study in plain words, and the gate that holds every such text to its record."""

from trialhead.overview.compose import BY_RULES, compose
from trialhead.overview.draft import Draft
from trialhead.overview.faults import Fault, FaultKind
from trialhead.overview.figures import figures_kept
from trialhead.overview.gate import Basis, Checked, Report, check
from trialhead.overview.model_client import ModelClient
from trialhead.overview.readability import HIGHEST_GRADE, Readability, readability
from trialhead.overview.retelling import Ask, held, retell
from trialhead.overview.sentences import NO_FIELD, Chapter, Overview, Section, Sentence, Support
from trialhead.overview.splitting import sentences_of

__all__ = [
    "BY_RULES",
    "HIGHEST_GRADE",
    "NO_FIELD",
    "Ask",
    "Basis",
    "Chapter",
    "Checked",
    "Draft",
    "Fault",
    "FaultKind",
    "ModelClient",
    "Overview",
    "Readability",
    "Report",
    "Section",
    "Sentence",
    "Support",
    "check",
    "compose",
    "figures_kept",
    "held",
    "readability",
    "retell",
    "sentences_of",
]
