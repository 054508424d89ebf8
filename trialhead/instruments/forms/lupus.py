"""Forms of SLEDAI-2K and of the EULAR/ACR criteria."""

from collections.abc import Mapping
from typing import Any

from trialhead.instruments.eular_acr import EULAR_ACR_ITEMS, eular_acr_2019
from trialhead.instruments.forms.form import Instrument, Result
from trialhead.instruments.forms.readers import items, number, yes_no
from trialhead.instruments.interval import Interval
from trialhead.instruments.sledai import SLEDAI_2K_WEIGHTS, SLEDAI_BANDS, in_order, sledai_2k

_GLADMAN = "Gladman 2002; weights cross-checked"
#: Points for which it matters whether two joints are an arthritis. Source: S-A1, A-08.
_THRESHOLD = 8


def _sledai(values: Mapping[str, Any]) -> Result:
    scored = sledai_2k(present=values["present"], missing=values["missing"])
    joints = values["joints_pain_and_inflammation"]
    decisive = joints == 2 and scored.hinges_on("arthritis", _THRESHOLD)
    note = f"Whether it reaches {_THRESHOLD} hangs on 2 joints; some forms ask for more than 2."
    return Result(
        interval=scored.total,
        bands={banding: scored.bands(banding) for banding in SLEDAI_BANDS},
        parts={item: Interval.exactly(points) for item, points in scored.parts.items()},
        missing=in_order(scored.missing),
        notes=(note,) if decisive else (),
    )


def _clinical_sledai(values: Mapping[str, Any]) -> Result:
    scored = sledai_2k(present=values["present"], missing=values["missing"]).clinical
    return Result(
        interval=scored.total,
        parts={item: Interval.exactly(points) for item, points in scored.parts.items()},
        missing=in_order(scored.missing),
    )


def _eular_acr(values: Mapping[str, Any]) -> Result:
    scored = eular_acr_2019(
        ana=values["ana_1_80"], present=values["present"], missing=values["missing"]
    )
    unasked = () if values["ana_1_80"] is not None else ("ana_1_80",)
    return Result(
        interval=scored.total,
        answers={"classified": scored.classified, "clinical criterion": scored.clinical},
        parts=scored.domains,
        missing=(*unasked, *(key for key in EULAR_ACR_ITEMS if key in scored.missing)),
    )


def _lists(known: Mapping[str, Any]) -> tuple[Any, Any]:
    return (
        items("present", f"items found: {', '.join(known)}"),
        items("missing", "items not assessed, [] if none; all others were looked for in vain"),
    )


_NEEDS = (("present",), ("missing",))

LUPUS = (
    Instrument(
        name="sledai-2k",
        title="SLEDAI-2K, activity of systemic lupus",
        unit="points",
        inputs=(
            *_lists(SLEDAI_2K_WEIGHTS),
            number("joints_pain_and_inflammation", "joints with pain and inflammation, if known"),
        ),
        needs=_NEEDS,
        compute=_sledai,
        source=f"{_GLADMAN}; bandings by convention",
    ),
    Instrument(
        name="clinical-sledai-2k",
        title="SLEDAI-2K without complement and anti-dsDNA",
        unit="points",
        inputs=_lists(SLEDAI_2K_WEIGHTS),
        needs=_NEEDS,
        compute=_clinical_sledai,
        source=f"{_GLADMAN}; DORIS 2021",
    ),
    Instrument(
        name="eular-acr-2019",
        title="2019 EULAR/ACR classification of systemic lupus",
        unit="points",
        inputs=(
            yes_no("ana_1_80", "ANA of 1:80 or more, ever"),
            *_lists(EULAR_ACR_ITEMS),
        ),
        needs=_NEEDS,
        compute=_eular_acr,
        source="Aringer 2019; points and maximum confirmed in printed tables",
    ),
)
