"""How a study is built: its kind, phase, arms, interventions and outcomes."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a study does with its participants."""

    INTERVENTIONAL = "INTERVENTIONAL"
    OBSERVATIONAL = "OBSERVATIONAL"
    EXPANDED_ACCESS = "EXPANDED_ACCESS"


class Phase(StrEnum):
    """Phase of a study of a drug or biological; NA where phases do not apply."""

    NA = "NA"
    EARLY_PHASE1 = "EARLY_PHASE1"
    PHASE1 = "PHASE1"
    PHASE2 = "PHASE2"
    PHASE3 = "PHASE3"
    PHASE4 = "PHASE4"


@dataclass(frozen=True, kw_only=True, slots=True)
class Arm:
    """A group of participants and what happens to it."""

    label: str = ""
    kind: str = ""
    description: str = ""
    interventions: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Intervention:
    """A drug, device, procedure or other thing under study."""

    name: str = ""
    kind: str = ""
    description: str = ""
    other_names: tuple[str, ...] = ()
    arms: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """Something measured, and when; ``rank`` is primary, secondary or other."""

    rank: str
    measure: str = ""
    description: str = ""
    time_frame: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Design:
    """The record's design module; texts are the registry's codes where it uses codes."""

    kind: Kind
    phases: tuple[Phase, ...] = ()
    enrolment: int | None = None
    enrolment_actual: bool | None = None
    allocation: str = ""
    model: str = ""
    model_description: str = ""
    purpose: str = ""
    masking: str = ""
    masking_description: str = ""
    masked: tuple[str, ...] = ()
    observational_model: str = ""
    time_perspective: str = ""
    patient_registry: bool | None = None
    follow_up: str = ""
    samples: str = ""
    samples_description: str = ""
