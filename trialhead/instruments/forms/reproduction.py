"""Forms of childbearing potential and of hCG."""

from collections.abc import Mapping
from typing import Any

from trialhead.instruments.childbearing import childbearing_potential, hcg_band
from trialhead.instruments.forms.form import Instrument, Result, open_inputs
from trialhead.instruments.forms.readers import number, word, yes_no
from trialhead.instruments.interval import Interval

_SOURCE = "general knowledge (clinical specification, section 5)"


def _potential(values: Mapping[str, Any]) -> Result:
    answers = {"childbearing potential": childbearing_potential(**values)}
    return Result(answers=answers, missing=open_inputs(answers, values))


def _hcg(values: Mapping[str, Any]) -> Result:
    level = values["hcg_iu_l"]
    return Result(interval=Interval.exactly(level), bands={"hCG": (hcg_band(level),)})


REPRODUCTION = (
    Instrument(
        name="childbearing-potential",
        title="Whether a person could become pregnant",
        inputs=(
            word("sex", "sex", ("female", "male")),
            yes_no("menarche", "past the first period"),
            yes_no("hysterectomy", "womb taken out"),
            yes_no("bilateral_oophorectomy", "both ovaries taken out"),
            yes_no("bilateral_salpingectomy", "both tubes taken out"),
            number("amenorrhoea_months", "time since the last period"),
            yes_no("amenorrhoea_natural", "periods ended by themselves, not by drug or illness"),
            yes_no("menopausal_age", "an age at which that is menopause"),
        ),
        compute=_potential,
        source=_SOURCE,
    ),
    Instrument(
        name="hcg",
        title="What a level of hCG in blood means",
        unit="IU/L",
        inputs=(number("hcg_iu_l", "hCG in blood"),),
        needs=(("hcg_iu_l",),),
        compute=_hcg,
        source=_SOURCE,
    ),
)
