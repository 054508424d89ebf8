"""What people call illnesses and places."""

from trialhead.vocabulary.concepts import Concept, Correction, Mention, Suggestion
from trialhead.vocabulary.conditions import Conditions, conditions
from trialhead.vocabulary.distance import distance_km
from trialhead.vocabulary.gazetteer import Gazetteer
from trialhead.vocabulary.normalise import normalise
from trialhead.vocabulary.places import Place
from trialhead.vocabulary.survey import build_gazetteer

__all__ = [
    "Concept",
    "Conditions",
    "Correction",
    "Gazetteer",
    "Mention",
    "Place",
    "Suggestion",
    "build_gazetteer",
    "conditions",
    "distance_km",
    "normalise",
]
