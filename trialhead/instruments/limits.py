"""Multiples of the limit of normal that the laboratory printed with a result."""

from trialhead.instruments.interval import UNKNOWN_QUANTITY, Interval
from trialhead.instruments.quantities import check
from trialhead.vocabulary import convert


def multiple_of_limit(
    value: float,
    unit: str,
    *,
    limit: float | None,
    limit_unit: str = "",
    analyte: str | None = None,
) -> Interval:
    """``value`` over the upper or lower ``limit`` of normal; unknown when ``limit`` is None.

    The limit is the one printed with this very result (same laboratory, sex, age), never one of a
    textbook. ``limit_unit`` empty means ``unit``; another unit is converted, between mass and
    amount by ``analyte``, a key of the vocabulary's analytes. ``value`` and ``limit`` are not
    negative, the limit not 0. Compare the result with its own methods, which allow for rounding in
    binary. Raises Unreadable for an impossible number, IncompatibleUnits for units of two kinds.
    Source: clinical specification, section 5.
    """
    check("value", value)
    if limit is None:
        return UNKNOWN_QUANTITY
    check("limit", limit)
    if not limit_unit or limit_unit == unit:
        return Interval.exactly(value / limit)
    return Interval.exactly(convert(value, unit, limit_unit, analyte=analyte) / limit)
