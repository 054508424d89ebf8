"""Illnesses, drugs and procedures the vocabulary does not list, recognised by how they are named.

"Valvular disease" names an illness whether or not a list holds it. Such a name is kept in the words
of the record; screening answers it only for the same words. "Renal or hepatic impairment" names
two.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from trialhead.criteria.lexicon import lexicon
from trialhead.criteria.tokens import WORD, Token


class Coined(NamedTuple):
    """A name in the record's own words; it stands in no tree."""

    key: str
    tree: tuple[str, ...] = ()


_ILLNESS = (
    r"diseases?|disorders?|syndromes?|infections?|failure|insufficiency|insufficiencies|"
    r"impairments?|dysfunctions?|injur(?:y|ies)|fractures?|effusions?|obstructions?|ulcerations?|"
    r"ulcers?|bleeding|bleeds?|h(?:a)?emorrhages?|tumou?rs?|cancers?|malignanc(?:y|ies)|"
    r"neoplasms?|metastas[ie]s|lesions?|deficienc(?:y|ies)|abnormalit(?:y|ies)|defects?|"
    r"malformations?|anomal(?:y|ies)|illness(?:es)?|exacerbations?|ruptures?|perforations?|"
    r"thrombos[ie]s|thrombus|embolisms?|occlusions?|dissections?|aneurysms?|cysts?|hernias?|pain|"
    r"instability|deformit(?:y|ies)|allerg(?:y|ies)|dystroph(?:y|ies)|pals(?:y|ies)|atroph(?:y|ies)|"
    r"o?edema|shock|arrest|arr?h?ythmias?|block|prolapse|incontinence|retention|toxicit(?:y|ies)|"
    r"trauma|wounds?|abscess(?:es)?|fistulas?|strictures?|polyps?|nodules?|warts?|rash|dementia|"
    r"psychos[ie]s|phobias?|seizures?|depression|anxiety|abuse|dependenc[ey]|addiction|misuse|"
    r"overdose|\w{3,}(?:itis|itides|omas?|emia|opath(?:y|ies)|plegia|algia|rrh(?:o)?ea|rrhage|"
    r"ectas(?:is|ia)|cytosis|penia|megaly|stenosis|spasms?|paresis|sclerosis|trophy|uria|"
    r"plasia|ptosis|iasis|keratosis|fibrosis|cirrhosis|necrosis)"
)
_OPERATION = (
    r"surger(?:y|ies)|operations?|transplant(?:s|ations?)?|resections?|biops(?:y|ies)|repair|"
    r"replacements?|implant(?:s|ations?)?|bypass|catheteri[sz]ations?|ablations?|embolizations?|"
    r"grafts?|grafting|stents?|stenting|pacemakers?|prosthes[ie]s|dialysis|transfusions?|"
    r"\w{3,}(?:ectom(?:y|ies)|plast(?:y|ies)|otom(?:y|ies)|ostom(?:y|ies)|oscop(?:y|ies)|pexy|desis)"
)
_MEDICINE = (
    r"inhibitors?|agonists?|antagonists?|blockers?|vaccines?|antibiotics?|"
    r"vaccinations?|immunizations?|diuretics?|steroids?|corticosteroids?|"
    r"\w{3,}(?:mab|nib|vir|statin|prazole|sartan|gliptin|gliflozin|glutide|cycline|floxacin|azole)"
)
_HEADS = {
    kind: re.compile(pattern, re.IGNORECASE)
    for kind, pattern in (("COND", _ILLNESS), ("PROC", _OPERATION), ("DRUG", _MEDICINE))
}
#: Nouns that stand before another like an adjective.
_PLACES = (
    r"bowel|bladder|brain|liver|lung|heart|kidney|skin|eye|bone|joint|breast|colon|thyroid|tissue|"
    r"muscle|nerve|blood|cell|gland|valve|artery|vein|wound|head|neck|chest|back|knee|hip|cord|"
    r"marrow|lymph|node|tooth|teeth|gum|ear|nose|throat|sinus|stomach|pancreas|spleen|prostate|"
    r"uterus|ovary|disc|disk|tendon|ligament|shoulder|elbow|wrist|hand|foot|ankle|leg|arm|limb|"
    r"tract|airway|growth|sleep|mood|eating|feeding|bleeding|clotting|seizure|heat|soft|connective|"
    r"alcohol|drug|substance|opioid|cocaine|heroin|cannabis|tobacco|nicotine|herb|stem|hair|nail|"
    r"mouth|tongue|jaw|face|vein|valve|septum|stress|pressure|plaque|motor|nerve root|graft|stent"
)
_ADJECTIVE = re.compile(
    rf"{_PLACES}|\w{{2,}}(?:al|ic|ar|ous|ive|ary|ory|oid|eal|iac|tic|form|genic|ile)|"
    r"endocrine|autoimmune|immune|psychiatric|(?:first|second|third)[- ]degree|"
    r"low|high|left|right|upper|lower|deep|old|open|closed|major|minor|hip|mitral|aortic|"
    r"urgent|blunt|acquired|inherited|inflamed|non-\w+(?:al|ic|ar|ous|ive|ary)|"
    r"\w+-(?:induced|related|associated|type|mediated)",
    re.IGNORECASE,
)
#: Adjectives that name nothing by themselves, or say whose or when rather than what.
_VAGUE = re.compile(
    r"several|medical|clinical|physical|specific|general|additional|various|initial|potential|"
    r"individual|family|familial|personal|maternal|paternal|parental|historic(?:al)?|typical|"
    r"normal|abnormal|residual|final|total|partial|special|usual|actual|hospital|serious|"
    r"previous|significant|positive|negative|final|minimal|optimal|identical|critical|basic|"
    r"specific|topic|exclusive|effective|definitive|respective|relative|alternative|primary|"
    r"secondary|necessary|contrary|ordinary|voluntary|temporary|particular|similar|regular|"
    r"obvious|possible|ongoing|relevant|trial|experimental|single|multiple|numerous|symptomatic|"
    r"asymptomatic|therapeutic|diagnostic|active|inactive|chronic|curative|palliative|elective|"
    r"adjuvant|neoadjuvant|\W",
    re.IGNORECASE,
)
_ROUTE_WORDS = re.compile(
    r"oral|intravenous|iv|topical|inhaled|systemic|parenteral|injectable|intranasal|subcutaneous|"
    r"intramuscular|strong|potent|moderate|weak|long-acting|short-acting|live|attenuated|"
    r"inactivated|therapeutic|monoclonal|[A-Z0-9][A-Za-z0-9α-ω]*(?:-[A-Za-z0-9α-ω]+)*|"
    r"anti-\w+(?:-\w+)*|\w+(?:al|ic|ive|ous|ary|ory|in|ine|gen|one|ase)",
)
_LONGEST = 5


def with_coined(found: list[Token], words: str) -> list[Token]:
    """Tokens in which names by form, and shared heads, are terms like those of the vocabulary."""
    return _with_shared_heads(list(_named(found, words)), words)


def _named(found: list[Token], words: str) -> Iterator[Token]:
    at = 0
    while at < len(found):
        tokens, used = _name(found, at, words)
        yield from tokens
        at += used


def _name(found: list[Token], at: int, words: str) -> tuple[list[Token], int]:
    """The longest name by form that begins here, with how many tokens it takes."""
    first = found[at]
    if first.kind not in _OPENING:
        return [first], 1
    for length in range(_run(found, at, words), 1, -1):
        name = found[at : at + length]
        kind = _kind(name[-1], words)
        if kind and _is_name(kind, name, words):
            return _told_apart(kind, name, words), length
    if first.kind == WORD and _SPEAKING.fullmatch(_text(first, words)):
        kind = _kind(first, words)
        return [_coin(kind, words, [first]) if kind else first], 1
    return [first], 1


def _told_apart(kind: str, name: list[Token], words: str) -> list[Token]:
    """ "aggressive lymphoma": a known name keeps its meaning, what describes it is a quality."""
    *modifiers, last = name
    whole = _coin(kind, words, name)
    if last.kind != "COND" or modifiers[0].kind in _HEADS or not is_coined(whole.value):
        return [whole]
    return [*(Token("DESCRIBED", _text(each, words), *each[2:]) for each in modifiers), last]


def _run(found: list[Token], at: int, words: str) -> int:
    """How many tokens from here, a few at most, are parted by nothing but a space or hyphen."""
    length = 1
    while (
        length < _LONGEST
        and at + length < len(found)
        and _TOUCHES.fullmatch(words, found[at + length - 1].end, found[at + length].start)
    ):
        length += 1
    return length


_TOUCHES = re.compile(r"[ -]")
#: Kinds of token a longer name may begin with: "COPD exacerbation", "opioid dependence".
_OPENING = (WORD, "SPECIMEN", "COND", "DRUG", "FILLER")
_MODIFYING = (WORD, "SPECIMEN", "FILLER")
_HEADING = (WORD, "FILLER")


def _kind(last: Token, words: str) -> str:
    """The kind of thing a name is that ends in this token."""
    if last.kind in _HEADS:
        return last.kind
    if last.kind not in _HEADING:
        return ""
    text = _text(last, words)
    return next((kind for kind, heads in _HEADS.items() if heads.fullmatch(text)), "")


def _is_name(kind: str, name: list[Token], words: str) -> bool:
    first, *others = name[:-1]
    if first.kind in _HEADS:
        alone = name[-1].kind == WORD or _text(name[-1], words).lower().startswith("allerg")
        return kind == "COND" and alone and not others
    if any(each.kind not in _MODIFYING for each in name[:-1]):
        return False
    modifiers = [_text(each, words) for each in name[:-1]]
    if kind == "DRUG":
        return all(
            _ROUTE_WORDS.fullmatch(each) and not _VAGUE.fullmatch(each) for each in modifiers
        )
    return all(map(_is_adjective, modifiers))


@lru_cache(maxsize=2**14)
def _is_adjective(word: str) -> bool:
    return bool(_ADJECTIVE.fullmatch(word)) and not _VAGUE.fullmatch(word)


#: A single word names an illness or an operation when its ending does.
_SPEAKING = re.compile(
    r"(?!diagnosis|prognosis|diploma|hypnosis|academia)[a-z]{4,}(?:itis|osis|oma|omas|emia|pathy|plegia|algia|penia|megaly|ectomy|plasty|ostomy|"
    r"otomy|stenosis|paresis|plasia|mab|nib)",
    re.IGNORECASE,
)


def _text(token: Token, words: str) -> str:
    return words[token.start : token.end]


def _coin(kind: str, words: str, found: list[Token]) -> Token:
    start, end = found[0].start, found[-1].end
    name = words[start:end]
    if found[0].kind == "DRUG" and name.lower().endswith(("allergy", "allergies")):
        value: tuple[object, ...] = (Coined(f"allergy to {found[0].value[0].key}"),)
    else:
        value = _known(kind, name) or (Coined(_told(name)),)
    return Token(kind, value, start, end)


def _told(name: str) -> str:
    """A name as it stands inside a sentence: abbreviations keep their capitals."""
    return " ".join(
        word if any(letter.isupper() for letter in word[1:]) else word.lower()
        for word in name.split()
    )


def _known(kind: str, name: str) -> tuple[object, ...] | None:
    """What the vocabulary calls ``name``, when it is one term of this kind."""
    terms = lexicon().mentions(name)
    if len(terms) == 1 and (terms[0].start, terms[0].end) == (0, len(name)):
        return terms[0].meanings.get(kind)
    return None


_JOINTS = ("COMMA", "OR", "AND", "ANDOR", "SLASH")


def _with_shared_heads(found: list[Token], words: str) -> list[Token]:
    """ "renal or hepatic impairment": each adjective with the head they share."""
    kept: list[Token] = []
    for token in found:
        head = _head(token, words)
        if head:
            _complete(kept, head, token.kind, words)
        kept.append(token._replace(kind=WORD) if _lacks_its_place(kept, token, words) else token)
    return kept


#: Illnesses that say little without where they are.
_ANYWHERE = re.compile(
    r"infections?|inflammation|injur(?:y|ies)|trauma|lesions?|pain", re.IGNORECASE
)


def _lacks_its_place(kept: list[Token], token: Token, words: str) -> bool:
    """ "Ocular infection or inflammation": the second is of the eye too, which it does not say."""
    if token.kind != "COND" or not _ANYWHERE.fullmatch(_text(token, words)):
        return False
    before = [each for each in kept[-3:] if each.kind not in _JOINTS]
    if not before or not kept or kept[-1].kind not in _JOINTS or before[-1].kind != "COND":
        return False
    name = _text(before[-1], words).split()
    described = len(kept) > 2 and kept[-3].kind == "DESCRIBED"
    return described or (len(name) > 1 and _is_adjective(name[0]))


def _head(token: Token, words: str) -> str:
    """The last word of a name of two words, when earlier adjectives may share it.

    In "acquired or congenital immunodeficiency disorders" it is not certain how much is shared.
    """
    if token.kind not in ("COND", "PROC"):
        return ""
    first, _, last = _text(token, words).rpartition(" ")
    if not first or " " in first or not _is_adjective(first):
        return ""
    return last if _HEADS[token.kind].fullmatch(last) else ""


def _complete(kept: list[Token], head: str, kind: str, words: str) -> None:
    """Give the adjectives right before a name its head."""
    at = len(kept) - 1
    while at >= 1 and kept[at].kind in _JOINTS:
        while at >= 1 and kept[at].kind in _JOINTS:
            at -= 1
        word = kept[at]
        text = _text(word, words)
        if word.kind != WORD or not _is_adjective(text) or not _goes_with(text, head):
            return
        name = f"{text} {head}"
        kept[at] = Token(kind, _known(kind, name) or (Coined(_told(name)),), word.start, word.end)
        at -= 1


#: What is done with substances: "psychiatric or substance abuse disorder" names no other abuse.
_WITH_SUBSTANCES = re.compile(r"abuse|dependenc[ey]|addiction|misuse|overdose", re.IGNORECASE)
_SUBSTANCE = re.compile(
    r"alcohol|drug|substance|opioid|cocaine|heroin|cannabis|tobacco|nicotine", re.IGNORECASE
)


def _goes_with(word: str, head: str) -> bool:
    return bool(_SUBSTANCE.fullmatch(word) or not _WITH_SUBSTANCES.fullmatch(head))


def is_coined(meanings: Iterable[object]) -> bool:
    """Whether a name stands in no list."""
    return any(isinstance(meaning, Coined) for meaning in meanings)
