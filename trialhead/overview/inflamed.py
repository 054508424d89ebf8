"""An inflamed part of the body under the name that records have for it."""

import re

_ORGANS = {
    "pancreas": "pancreatitis",
    "liver": "hepatitis",
    "joints?": "arthritis",
    "skin": "dermatitis",
    "stomach": "gastritis",
    "(?:bowels?|colon|gut)": "colitis",
    "lungs?": "pneumonitis",
    "kidneys?": "nephritis",
    "brain": "encephalitis",
    "bladder": "cystitis",
    "sinus(?:es)?": "sinusitis",
    "appendix": "appendicitis",
    "tonsils?": "tonsillitis",
    "gums?": "gingivitis",
    "tendons?": "tendinitis",
    "heart muscle": "myocarditis",
    "blood vessels?": "vasculitis",
    "gullet": "esophagitis",
    "throat": "pharyngitis",
    "eyelids?": "blepharitis",
    "vagina": "vaginitis",
    "prostate": "prostatitis",
    "gallbladder": "cholecystitis",
}
_ORGAN = "|".join(f"(?P<{name}>{form})" for form, name in _ORGANS.items())
_INFLAMED = re.compile(
    rf"\b(?:inflamed|inflammation (?:of|in) (?:the |your )?)\s*(?:{_ORGAN})\b", re.IGNORECASE
)


def named(text: str) -> str:
    """A text with the name of each inflammation that it describes: "an inflamed pancreas"."""
    if "inflam" not in text.casefold():
        return text
    return _INFLAMED.sub(lambda found: str(found.lastgroup), text)
