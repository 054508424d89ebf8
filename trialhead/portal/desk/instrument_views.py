"""Every instrument as a calculator for teams; nothing entered is kept."""

from typing import Any

import yaml
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from trialhead.errors import TrialheadError
from trialhead.instruments import INSTRUMENTS, Instrument, Result, instrument, score
from trialhead.portal.accounts.door import Member, members
from trialhead.portal.desk.views import READS

_LONGEST = 2000


@members(*READS)
@require_safe
def instruments(request: Member) -> HttpResponse:
    """All of them."""
    return render(request, "desk/instruments.html", {"instruments": INSTRUMENTS.values()})


@members(*READS)
@require_http_methods(["GET", "HEAD", "POST"])
def calculate(request: Member, name: str) -> HttpResponse:
    """One of them: inputs, result, what is missing, and the source of its numbers."""
    form = instrument(name)
    typed = {one.name: request.POST.get(one.name, "")[:_LONGEST] for one in form.inputs}
    context: dict[str, Any] = {
        "instrument": form,
        "inputs": [(one, typed[one.name]) for one in form.inputs],
    }
    if request.method == "POST":
        context |= _calculated(form, typed)
    return render(request, "desk/instrument.html", context)


def _calculated(form: Instrument, typed: dict[str, str]) -> dict[str, Any]:
    try:
        given = {key: yaml.safe_load(text) for key, text in typed.items() if text.strip()}
        result: Result = score(form.name, given)
    except yaml.YAMLError:
        return {"problem": "An input cannot be read. Write numbers, words, or [a, list]."}
    except TrialheadError as error:
        return {"problem": str(error)}
    return {"result": result, "answers": {k: str(v.value) for k, v in result.answers.items()}}
