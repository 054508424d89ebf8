"""Whether an infection that excludes is there, from its tests, under both readings of the text.

YES means that the exclusion applies. The conservative reading is the broadest. Every test is True
(positive), False (negative) or None (unknown). Source: clinical specification, section 5, with the
ambiguities A-18, A-19 and A-26.
"""

from enum import StrEnum

from trialhead.instruments.truth import Truth, TwoReadings, all_of, any_of


class ViralLoad(StrEnum):
    """What a test for a virus's nucleic acid found, by the assay's own limits."""

    NOT_DETECTED = "not_detected"
    DETECTED_BELOW_LLOQ = "detected_below_lloq"
    ABOVE_REFERENCE = "above_reference"


class Tuberculosis(StrEnum):
    """State of a tuberculosis."""

    NONE = "none"
    LATENT = "latent"
    ACTIVE_PULMONARY = "active_pulmonary"
    ACTIVE_EXTRAPULMONARY = "active_extrapulmonary"
    UNKNOWN = "unknown"


def hepatitis_b(
    *, hbsag: bool | None, hbcab: bool | None, hbv_dna: ViralLoad | None
) -> TwoReadings:
    """HBsAg or HBcAb positive, and HBV DNA above normal; detected below quantification is disputed.

    Source: clinical specification, section 5, A-18.
    """
    return _with_load(any_of([Truth.of(hbsag), Truth.of(hbcab)]), hbv_dna)


def hepatitis_b_may_reactivate(*, hbsag: bool | None, hbcab: bool | None) -> Truth:
    """Whether prophylaxis and monitoring of HBV DNA are due: a task, no exclusion.

    Reactivation under CAR-T without prophylaxis was seen in up to 34 % of some series. Recent
    immunoglobulin may carry HBcAb (general knowledge). Source: wjgnet v29 i33 p4942, table 1.
    """
    return any_of([Truth.of(hbsag), Truth.of(hbcab)])


def hepatitis_c(*, hcv_ab: bool | None, hcv_rna: ViralLoad | None) -> TwoReadings:
    """Antibody positive, and HCV RNA above normal. Source: clinical specification, section 5."""
    return _with_load(Truth.of(hcv_ab), hcv_rna)


def hiv(*, hiv_ab: bool | None) -> TwoReadings:
    """Antibody positive, whatever the viral load. Source: clinical specification, section 5."""
    return TwoReadings.alike(Truth.of(hiv_ab))


def syphilis(*, treponemal: bool | None, nontreponemal: bool | None) -> TwoReadings:
    """A positive test: any (conservative) or both kinds (lenient).

    A treponemal test alone is mostly syphilis long treated; the other alone is a false positive
    well known in lupus with antiphospholipid antibodies (general knowledge). Source: A-19.
    """
    tests = [Truth.of(treponemal), Truth.of(nontreponemal)]
    return TwoReadings(conservative=any_of(tests), lenient=all_of(tests))


def tuberculosis(state: Tuberculosis) -> TwoReadings:
    """Active tuberculosis of the lungs; elsewhere it falls under active infection.

    Source: clinical specification, section 5, A-26.
    """
    if state is Tuberculosis.UNKNOWN:
        return TwoReadings.alike(Truth.UNKNOWN)
    return TwoReadings.alike(Truth.of(state is Tuberculosis.ACTIVE_PULMONARY))


def tuberculosis_from_tests(
    *, igra: bool | None, chest_imaging_normal: bool | None
) -> Tuberculosis:
    """The state that an interferon-gamma release assay and chest imaging settle by themselves.

    With normal imaging the assay tells none from latent. Anything else takes a diagnosis: a
    positive assay is no active disease, and without imaging nothing is settled.
    Source: clinical specification, section 5.
    """
    if igra is None or not chest_imaging_normal:
        return Tuberculosis.UNKNOWN
    return Tuberculosis.LATENT if igra else Tuberculosis.NONE


def _with_load(antibody: Truth, load: ViralLoad | None) -> TwoReadings:
    detected = Truth.of(None if load is None else load is not ViralLoad.NOT_DETECTED)
    above = Truth.of(None if load is None else load is ViralLoad.ABOVE_REFERENCE)
    return TwoReadings(conservative=all_of([antibody, detected]), lenient=all_of([antibody, above]))
