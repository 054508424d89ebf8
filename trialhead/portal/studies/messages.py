"""What a reader is told about a search: notes on its results, parts that could not be used."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trialhead.search import Note, Problem

NOTES = {
    Note.ANY_WORD: gettext_lazy(
        "No study has all of these words. These studies have some of them."
    ),
    Note.SORT_NEEDS_PLACE: gettext_lazy(
        "To sort by distance, enter a town or postcode. Until then the best match comes first."
    ),
    Note.WITHIN_NEEDS_PLACE: gettext_lazy("To limit the distance, enter a town or postcode."),
    Note.PLACE_UNKNOWN: gettext_lazy(
        "No such place is known, so it was left out. Try a larger town nearby."
    ),
    Note.BEYOND_LAST_PAGE: gettext_lazy("There are not that many pages of results."),
    Note.NO_INDEX: gettext_lazy("The search is being prepared. Please try again in a minute."),
}

FIELDS = {
    "within": gettext_lazy("Distance"),
    "age": gettext_lazy("Age"),
    "sex": gettext_lazy("Sex"),
    "status": gettext_lazy("Status"),
    "phases": gettext_lazy("Phase"),
    "kind": gettext_lazy("Kind of study"),
    "sort": gettext_lazy("Order"),
    "literal": gettext_lazy("Words as they stand"),
    "page": gettext_lazy("Page"),
}

REMEDIES = {
    "age": gettext_lazy("Enter a whole number of years from 0 to 120."),
    "page": gettext_lazy("Pages are numbered from 1."),
}


def note_text(note: Note) -> str:
    """The note in words."""
    return str(NOTES[note])


def problem_text(problem: Problem) -> dict[str, str]:
    """The field, what is wrong and how to mend it."""
    remedy = REMEDIES.get(problem.field, gettext_lazy("Choose one of the values offered."))
    return {
        "field": problem.field,
        "text": _("%(field)s: “%(value)s” cannot be used and was left out. %(remedy)s")
        % {"field": FIELDS[problem.field], "value": problem.value, "remedy": remedy},
    }
