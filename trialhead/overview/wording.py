"""The words of a text that carry its meaning, in the form in which they are compared."""

import re
from functools import lru_cache

from trialhead.overview.claims import claims
from trialhead.overview.inflamed import named
from trialhead.overview.spelling import holds, in_figures
from trialhead.vocabulary import normalise

_WORD = re.compile(r"[^\W_]+")
_SMALL = frozenset(
    ["a", "an", "and", "any", "are", "as", "at", "be", "been", "before", "being", "by", "can", "cannot", "do", "doe", "does", "for", "from", "had", "has", "have", "if", "in", "into", "is", "it", "its", "join", "least", "may", "most", "must", "no", "not", "of", "on", "one", "or", "other", "our", "own", "part", "people", "person", "record", "say", "says", "said", "so", "some", "such", "take", "takes", "taking", "than", "that", "the", "their", "them", "these", "they", "this", "those", "time", "to", "true", "up", "was", "we", "were", "what", "when", "which", "who", "will", "with", "word", "words", "you", "your", "study", "there", "also", "old", "only", "more", "age", "fit", "rest", "latest", "upper", "lower", "limit", "normal", "uln", "enrolment", "screening", "both", "each", "either", "same", "all", "during", "after", "over", "under", "within",
     "how", "whether", "doctor", "researcher", "want", "look", "see", "find", "found", "call", "called", "kind", "way", "first", "mean", "get", "gets", "got", "use", "uses", "used", "using", "should", "could", "need", "about", "because", "example", "include", "included", "enter", "expected", "able", "ever", "ago", "just", "too", "participant", "patient", "subject", "day", "week", "month", "year", "hour", "last", "past", "prior", "previous", "history", "somebody", "someone", "nobody", "everybody", "else", "now", "current", "currently", "against", "instead", "least", "percent", "times", "per", "known", "confirmed", "e", "g",
     "below", "above", "between", "younger", "older", "higher", "longer", "shorter", "later", "earlier", "greater", "less", "exceed", "well", "scan", "cell", "spite", "lasted", "lasting", "lasts", "lower", "from", "let", "given", "due", "meet", "rule", "rules", "january", "february", "march", "april", "june", "july", "august", "september", "october", "november", "december", "none", "neither", "nor", "without", "never", "while", "however", "must", "anybody", "anyone", "joined", "joining"]
)  # fmt: skip
#: Words that say the same; a line is a family, its first word stands for all.
_FAMILIES = """
male men man boy
female women woman girl
child pediatric paediatric kid childhood
plan planned
lactating breastfeeding breastfeed lactation
pregnant pregnancy
inject injection injected shot injectable
oral orally mouth
surgery operation surgical operative postoperative operated operable
drug medicine medication medical
treatment treat treated therapy
cancer tumor tumour carcinoma neoplasm malignancy malignant neoplasms adenocarcinoma
disease illness disorder condition
phone smartphone mobile
app application
complete finish finished completed completion end ended
stool fecal faecal feces faeces fit
allergy allergic hypersensitivity
infection infected
reside resident residing
kidney renal nephr
liver hepatic hepat
heart cardiac
lung pulmonary
bowel colorectal colon intestinal
stomach gastric gastr
pancreas pancreatic pancreat
womb uterus uterine hyster
prostate prostatic prostat
gallbladder cholecyst
spleen splenic splen
appendix appendic
tonsils tonsil tonsill
brain cerebral
eye ophthalmic ocular amblyopic
suicide suicidal suicidality
spine spinal vertebral back lumbar
consent agree willing
random randomized randomised randomization randomisation chance randomly
compare comparison compared comparing versus vs
work employed employment job worker
stop quit cessation discontinue
sign signed signature
recur relapse relapsed recurrent recurrence
antibody antibodies
skin subcutaneous dermal
vein intravenous intravenously
gene genetic genes
sleep insomnia
weight mass
email e-mail
internet web online digital
run conducted sponsor
nurse nursing
test testing tested
speak fluent spoken
place site center centre hospital clinic location
suitable right appropriate inappropriate unsuitable unfit
live life lives living alive survive survival
stem hematopoietic haematopoietic hemopoietic
salt sodium saline
remove removed removal resection resected
contraception contraceptive contraceptives
physician investigator
placebo dummy
raise raised raises escalate escalated escalation increase increased
start starts starting initial initially begin begins
dose dosage dosing doses
program programme
donor allogeneic allograft donate donates donated donating donation
incarcerated incarceration imprisoned imprisonment
"""
#: Phrases in one way of writing, each after the letters without which it cannot be there.
_PHRASES = (
    (("sc", "s.c."), re.compile(r"\bSC\b|\bs\.c\."), "subcutaneous"),
    (("iv", "i.v."), re.compile(r"\bIV\b|\bi\.v\."), "intravenous"),
    (("po", "p.o."), re.compile(r"\b(?:PO|p\.o\.)(?=\W|$)"), "oral"),
    (("birth control",), re.compile(r"\bbirth control\b", re.IGNORECASE), "contraception"),
    (("mail",), re.compile(r"\be-?mail\b", re.IGNORECASE), "email"),
    (
        ("hair",),
        re.compile(
            r"\b(?:hair loss|loss of hair|(?:lost|lose|losing) (?:\w+ )?hair)\b", re.IGNORECASE
        ),
        "alopecia",
    ),
    (("talk",), re.compile(r"\btalk(?:ing)? therapy\b", re.IGNORECASE), "psychotherapy"),
    (("prison", "jail"), re.compile(r"\bin (?:prison|jail)\b", re.IGNORECASE), "incarcerated"),
    (
        ("the same",),
        re.compile(r"\b(?:be|been|stay(?:ed)?|remain(?:ed)?|kept) the same\b", re.IGNORECASE),
        "stable",
    ),
    (("plus",), re.compile(r"\bplus\b"), "and"),
    ((" back",), re.compile(r"\b(?:came|comes?|coming) back\b", re.IGNORECASE), "relapse"),
    ((" out",), re.compile(r"\b(?:taken|took|take) out\b", re.IGNORECASE), "remove"),
    (
        ("not respond",),
        re.compile(r"\b(?:(?:did|does|do) not respond|not responded)\b", re.IGNORECASE),
        "refractory",
    ),
    (
        (" not ",),
        re.compile(r"\b(?:did|does|do|has|have) not (?:work|help)(?:ed)?\b", re.IGNORECASE),
        "fail",
    ),
    (("car",), re.compile(r"\bCAR\b(?![ -]accident)"), "receptor"),
    (("pet",), re.compile(r"\bPET\b"), "tomography"),
    (("ectom",), re.compile(r"(\w{3,})ectom(?:y|ies)\b", re.IGNORECASE), r"\g<0> \1 remove"),
    (("bone ",), re.compile(r"\bbone marr[oa]w\b", re.IGNORECASE), "marrow"),
)
_ENDING = re.compile(r"(?:ations?|ings?|ed|ly|es|s|e)$")


def _stem(word: str) -> str:
    bare = _ENDING.sub("", word)
    if bare != word and len(bare) > 4 and bare[-1] == bare[-2] and bare[-1] not in "ls":
        bare = bare[:-1]  # "stopping", "quitted"
    return bare if len(bare) >= 4 else word


_SAME = {
    form: family.split()[0]
    for family in _FAMILIES.strip().splitlines()
    for word in family.split()
    for form in (word, _stem(word))
}


@lru_cache(maxsize=8192)
def content(text: str) -> frozenset[str]:
    """The words that carry the meaning of a text."""
    text = named(in_figures(text))
    for letters, form, word in _PHRASES:
        if holds(text, letters):
            text = form.sub(word, text)
    return frozenset(filter(None, map(_key, _WORD.findall(text))))


@lru_cache(maxsize=2**15)
def _key(written: str) -> str:
    """The form in which a word is compared; none for one that carries no meaning."""
    word = normalise(written)
    if word in _SMALL or len(word) < 2 or word.isdigit():
        return ""
    return _SAME.get(word) or _SAME.get(_stem(word)) or _stem(word)


def numbers(text: str) -> frozenset[float]:
    """The numbers of a text."""
    return frozenset(claim.value for claim in claims(text))
