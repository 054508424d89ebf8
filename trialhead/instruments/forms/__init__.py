"""What each instrument asks for and how its answers are worked out, for doors that take names."""

from trialhead.instruments.forms.form import Input, Instrument, Result
from trialhead.instruments.forms.kidney import KIDNEY
from trialhead.instruments.forms.laboratory import LABORATORY
from trialhead.instruments.forms.lupus import LUPUS
from trialhead.instruments.forms.reproduction import REPRODUCTION
from trialhead.instruments.forms.steroids import STEROIDS

#: Every form, in the order of the clinical specification.
FORMS = (*LUPUS, *KIDNEY, *STEROIDS, *LABORATORY, *REPRODUCTION)

__all__ = ["FORMS", "Input", "Instrument", "Result"]
