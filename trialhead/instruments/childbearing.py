"""Whether a person could become pregnant, and what a blood test for hCG says."""

from enum import StrEnum

from trialhead.errors import Unreadable
from trialhead.instruments.interval import UNKNOWN_QUANTITY, Interval
from trialhead.instruments.quantities import Sex, check, check_sex
from trialhead.instruments.truth import Truth, all_of, any_of

#: Months without a period after which it is menopause. Source: general knowledge.
_MENOPAUSE_MONTHS = 12
#: IU/L of hCG from which a test is not negative, and up to which it is not positive either.
#: Source: general knowledge (clinical specification, section 5).
_HCG_NEGATIVE_BELOW = 5
_HCG_INDETERMINATE_UP_TO = 25


class HcgBand(StrEnum):
    """What a level of hCG in blood means; an indeterminate one is repeated after 48 hours."""

    NEGATIVE = "negative"
    INDETERMINATE = "indeterminate"
    POSITIVE = "positive"


def childbearing_potential(
    *,
    sex: Sex | None,
    menarche: bool | None,
    hysterectomy: bool | None,
    bilateral_oophorectomy: bool | None,
    bilateral_salpingectomy: bool | None,
    amenorrhoea_months: float | None,
    amenorrhoea_natural: bool | None,
    menopausal_age: bool | None,
) -> Truth:
    """Female, past menarche, and neither sterile by operation nor past menopause.

    Menopause is 12 months without a period that are natural, at an age at which that is menopause;
    periods lost to illness or to a drug such as cyclophosphamide are not. None is unknown. Raises
    Unreadable for months that cannot be and for a male sex with a fact that contradicts it.
    Source: general knowledge (clinical specification, section 5).
    """
    operations = (hysterectomy, bilateral_oophorectomy, bilateral_salpingectomy)
    if sex is not None and check_sex(sex) == "male":
        if menarche or any(operations) or amenorrhoea_months is not None:
            raise Unreadable(
                "sex is male, yet menarche, periods or an operation on womb or ovaries are given.",
                fix="For this question give the sex at birth, or leave the other facts out.",
            )
        return Truth.NO
    female = Truth.of(None if sex is None else True)
    months = _months(amenorrhoea_months).at_least(_MENOPAUSE_MONTHS)
    menopause = all_of([months, Truth.of(amenorrhoea_natural), Truth.of(menopausal_age)])
    sterile = any_of([*map(Truth.of, operations), menopause])
    return all_of([female, Truth.of(menarche), ~sterile])


def hcg_band(hcg_iu_l: float) -> HcgBand:
    """The band of a level of hCG in IU/L: below 5 negative, 5 to 25 indeterminate, then positive.

    Raises Unreadable for a level that cannot be. Source: general knowledge.
    """
    level = check("hcg_iu_l", hcg_iu_l)
    if level < _HCG_NEGATIVE_BELOW:
        return HcgBand.NEGATIVE
    return HcgBand.INDETERMINATE if level <= _HCG_INDETERMINATE_UP_TO else HcgBand.POSITIVE


def _months(amenorrhoea_months: float | None) -> Interval:
    if amenorrhoea_months is None:
        return UNKNOWN_QUANTITY
    return Interval.exactly(check("amenorrhoea_months", amenorrhoea_months))
