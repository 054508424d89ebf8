"""Criteria judged on what is known of a person, honestly and explained."""

from trialhead.screening.data import as_data
from trialhead.screening.evaluate import Step, evaluate, step
from trialhead.screening.explain import Explanation, explain
from trialhead.screening.judged import Judged
from trialhead.screening.leaves import judge_leaf
from trialhead.screening.panel import Panel, Standing
from trialhead.screening.questions import (
    Missing,
    NextQuestion,
    missing_facts,
    next_question,
    ranked_questions,
)
from trialhead.screening.verdict import (
    CriterionVerdict,
    Gate,
    Overall,
    OverallVerdict,
    Screening,
    judge,
    screen,
)
from trialhead.screening.view import View

__all__ = [
    "CriterionVerdict",
    "Explanation",
    "Gate",
    "Judged",
    "Missing",
    "NextQuestion",
    "Overall",
    "OverallVerdict",
    "Panel",
    "Screening",
    "Standing",
    "Step",
    "View",
    "as_data",
    "evaluate",
    "explain",
    "judge",
    "judge_leaf",
    "missing_facts",
    "next_question",
    "ranked_questions",
    "screen",
    "step",
]
