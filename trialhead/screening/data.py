"""A screening as plain data, for programs that read JSON."""

from typing import Any

from trialhead.screening.explain import Explanation
from trialhead.screening.questions import missing_facts, next_question
from trialhead.screening.verdict import CriterionVerdict, OverallVerdict, Screening


def as_data(screening: Screening) -> dict[str, Any]:
    """Everything a screening says, in dicts, lists and words; the same words as on paper."""
    asked = next_question(screening)
    return {
        "study": screening.study.study,
        "on": screening.on.isoformat(),
        "events": {name: day.isoformat() for name, day in screening.events.items()},
        "criteria_reviewed": screening.study.reviewed or None,
        "prescreen": _overall(screening.prescreen),
        "full": _overall(screening.full),
        "criteria": [_verdict(verdict) for verdict in screening.verdicts],
        "missing": [
            {"what": missing.what, "criteria": list(missing.criteria)}
            for missing in missing_facts(screening)
        ],
        "next_question": asked
        and {
            "text": asked.text,
            "criteria": list(asked.criteria),
            "may_decide": asked.may_decide,
        },
        "findings": [
            {"message": finding.message, "source": finding.source}
            for finding in screening.patient.findings
        ],
    }


def _overall(overall: OverallVerdict) -> dict[str, str]:
    return {
        "reported": str(overall.reported),
        "conservative": str(overall.conservative),
        "lenient": str(overall.lenient),
    }


def _verdict(verdict: CriterionVerdict) -> dict[str, Any]:
    reported, conservative, lenient = verdict.gates
    return {
        "id": verdict.criterion.id,
        "side": str(verdict.criterion.side),
        "manual": verdict.criterion.manual,
        "gate": {
            "reported": str(reported),
            "conservative": str(conservative),
            "lenient": str(lenient),
        },
        "hangs_on_wording": verdict.hangs_on_wording,
        "doubts": list(verdict.doubts),
        "assumptions": list(verdict.criterion.assumptions),
        "explanation": _explanation(verdict.explanation),
    }


def _explanation(explained: Explanation) -> dict[str, Any]:
    return {
        "sentence": explained.sentence,
        "heading": explained.heading,
        "conservative": explained.conservative and str(explained.conservative),
        "lenient": explained.lenient and str(explained.lenient),
        "ambiguity": explained.ambiguity or None,
        "because": list(explained.because),
        "sources": list(dict.fromkeys(fact.source for fact in explained.facts if fact.source)),
        "missing": list(explained.missing),
        "assumptions": list(explained.assumptions),
        "parts": [_explanation(part) for part in explained.below],
    }
