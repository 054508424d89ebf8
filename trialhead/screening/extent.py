"""How far an illness has gone: severity, stage, grade."""

import re
from collections.abc import Iterable

from trialhead.instruments import Truth, any_of
from trialhead.patients import Severity
from trialhead.screening.judged import Judged, found, unknown

_STEPS = list(Severity)
#: What may follow a stage to make a narrower one of it: IIIA of III, 4b of 4.
_NARROWER = re.compile(r"[a-d]\d?|\d")


def is_severe(least: str, severity: Severity | None, what: str) -> Judged:
    """Whether the severity is ``least`` or more; a step nobody knows leaves it unknown."""
    if severity is None or least not in _STEPS:
        return unknown(f"how severe {what} is")
    enough = _STEPS.index(severity) >= _STEPS.index(Severity(least))
    return found(enough, f"{what} is {severity}; asked for is {least} or more.")


def is_staged(wanted: Iterable[str], stage: str, what: str) -> Judged:
    """Whether the stage is one of ``wanted``; IIIA is one of III, III may be IIIA."""
    if not stage:
        return unknown(f"the stage of {what}")
    allowed = tuple(wanted)
    truth = any_of(_stage_is(_key(stage), _key(one)) for one in allowed)
    if truth is Truth.UNKNOWN:
        return unknown(f"the exact stage of {what}", f"{what} is of stage {stage}.")
    return found(truth, f"{what} is of stage {stage}; asked for is {' or '.join(allowed)}.")


def _stage_is(stage: str, wanted: str) -> Truth:
    if stage == wanted or _narrows(stage, wanted):
        return Truth.YES
    return Truth.UNKNOWN if _narrows(wanted, stage) else Truth.NO


def _narrows(stage: str, broader: str) -> bool:
    rest = stage.removeprefix(broader)
    return rest != stage and _NARROWER.fullmatch(rest) is not None


def _key(stage: str) -> str:
    return "".join(stage.casefold().removeprefix("stage").split())
