"""A record brought along as a file: read in memory, never written to a disk, then forgotten."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.utils.translation import gettext as _

from trialhead import patients
from trialhead.criteria import Leaf
from trialhead.errors import TrialheadError
from trialhead.patients import PatientRecord, checked, read_fhir
from trialhead.portal.prescreen.answers import Answers
from trialhead.portal.prescreen.filling import filled
from trialhead.portal.prescreen.response import merged, restored

MOST_MEGABYTES = 10
_MOST_BYTES = MOST_MEGABYTES * 1_000_000
_MOST_FINDINGS = 8
#: What the file is called in messages; its own name may be a person's.
_NAME = "the record"


class InMemory(FileUploadHandler):
    """Keeps a file in memory only, and lets go of one that is too large."""

    too_large = False

    def new_file(self, *given: object, **named: object) -> None:
        """Begin a file."""
        super().new_file(*given, **named)  # type: ignore[arg-type]
        self._content = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Take in a part; nothing is handed on to another keeper of files."""
        if start + len(raw_data) > _MOST_BYTES:
            self.too_large = True
            self._content = BytesIO()
            raise SkipFile
        self._content.write(raw_data)

    def file_complete(self, file_size: int) -> "UploadedFile[bytes] | None":
        """The file, in memory."""
        self._content.seek(0)
        return InMemoryUploadedFile(
            self._content, self.field_name, _NAME, None, file_size, self.charset
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Brought:
    """What became of a file. ``problem`` says why nothing was read; ``read`` counts the entries by
    kind, ``findings`` are English sentences about what was left out."""

    answers: Answers
    problem: str = ""
    read: tuple[tuple[str, int], ...] = ()
    filled: int = 0
    findings: tuple[str, ...] = ()
    more_findings: int = 0


def bring(
    answers: Answers, file: "UploadedFile[bytes] | None", questions: Iterable[Leaf], today: date
) -> Brought:
    """Fill the answers from a file of FHIR R4; a file that cannot be read changes nothing."""
    if file is None:
        return Brought(answers=answers, problem=_("Choose a file first."))
    try:
        text = file.read().decode("utf-8-sig")
        kind = _kind(text)
        if kind == "Questionnaire":
            problem = _("Nothing was read: the file holds the questions, not your answers to them.")
            return Brought(answers=answers, problem=problem)
        if kind == "answers":
            return _restored(answers, json.loads(text), tuple(questions))
        record = checked(read_fhir(text, _NAME), today)
    except UnicodeDecodeError:
        return Brought(
            answers=answers, problem=_("Nothing was read: the file is no text in UTF-8.")
        )
    except TrialheadError as error:
        problem = _("Nothing was read: %(why)s") % {"why": f"{error.mistake} {error.fix}"}
        return Brought(answers=answers, problem=problem)
    found = filled(answers, record, questions, today)
    findings = [f"{one.message} ({one.source})" for one in record.findings]
    return Brought(
        answers=found,
        read=_counted(record),
        filled=len(found.given) - len(answers.given),
        findings=tuple(findings[:_MOST_FINDINGS]),
        more_findings=max(0, len(findings) - _MOST_FINDINGS),
    )


def _kind(text: str) -> str:
    """Our own "answers", as a page gives them out, or what FHIR calls the file."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return ""  # what is wrong with it is told by what reads records
    if not isinstance(data, dict):
        return ""
    kind, form = data.get("resourceType"), str(data.get("questionnaire", ""))
    ours = kind == "QuestionnaireResponse" and "/questionnaire.json|" in form
    return "answers" if ours else str(kind)


def _restored(answers: Answers, data: dict[str, Any], questions: tuple[Leaf, ...]) -> Brought:
    found = restored(data, questions)
    whole = merged(answers, found)
    return Brought(
        answers=whole,
        read=((_("answers"), len(found.given)),),
        filled=len(whole.given) - len(answers.given),
        findings=found.findings[:_MOST_FINDINGS],
        more_findings=max(0, len(found.findings) - _MOST_FINDINGS),
    )


def too_large(answers: Answers) -> Brought:
    """What is said of a file beyond the limit."""
    problem = _("Nothing was read: the file is larger than %(most)s MB.") % {"most": MOST_MEGABYTES}
    return Brought(answers=answers, problem=problem)


def _counted(record: PatientRecord) -> tuple[tuple[str, int], ...]:
    names = {
        patients.Condition: _("illnesses"),
        patients.Treatment: _("treatments"),
        patients.Measurement: _("results"),
        patients.Procedure: _("procedures"),
        patients.ScoreFact: _("scores"),
    }
    counts = Counter(names[type(fact)] for fact in record.facts if type(fact) in names)
    return tuple(counts.items())
