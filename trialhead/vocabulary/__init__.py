"""What people call illnesses, treatments, measurements and places."""

from trialhead.vocabulary.analytes import Analyte, Analytes, analytes
from trialhead.vocabulary.concepts import Concept, Correction, Mention, Suggestion
from trialhead.vocabulary.conditions import Conditions, conditions
from trialhead.vocabulary.distance import distance_km
from trialhead.vocabulary.drugs import Drug, Drugs, drugs
from trialhead.vocabulary.gazetteer import Gazetteer
from trialhead.vocabulary.glossary import Defined, Entry, Glossary, glossary
from trialhead.vocabulary.headings import Side, heading, inline_headings, is_subheading
from trialhead.vocabulary.mentions import CAPITALS_ONLY
from trialhead.vocabulary.names import Name, named_in, read_name, says_no_more
from trialhead.vocabulary.normalise import normalise
from trialhead.vocabulary.phrasebook import Found, Phrasebook
from trialhead.vocabulary.places import Place
from trialhead.vocabulary.procedures import Procedure, Procedures, procedures
from trialhead.vocabulary.scales import Scale, Scales, scales
from trialhead.vocabulary.survey import build_gazetteer
from trialhead.vocabulary.units import IncompatibleUnits, Unit, convert, match_unit

__all__ = [
    "CAPITALS_ONLY",
    "Analyte",
    "Analytes",
    "Concept",
    "Conditions",
    "Correction",
    "Defined",
    "Drug",
    "Drugs",
    "Entry",
    "Found",
    "Gazetteer",
    "Glossary",
    "IncompatibleUnits",
    "Mention",
    "Name",
    "Phrasebook",
    "Place",
    "Procedure",
    "Procedures",
    "Scale",
    "Scales",
    "Side",
    "Suggestion",
    "Unit",
    "analytes",
    "build_gazetteer",
    "conditions",
    "convert",
    "distance_km",
    "drugs",
    "glossary",
    "heading",
    "inline_headings",
    "is_subheading",
    "match_unit",
    "named_in",
    "normalise",
    "procedures",
    "read_name",
    "says_no_more",
    "scales",
]
