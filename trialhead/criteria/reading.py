"""Reads the words of one statement: in full, in part, or not at all; no word is passed over."""

import re
from dataclasses import dataclass, replace

from trialhead.criteria.asking import NotUnderstood
from trialhead.criteria.combinators import All, Any, AnyNode
from trialhead.criteria.judgements import judge_of
from trialhead.criteria.leaves import Judgement, Unread
from trialhead.criteria.lexer import tokens
from trialhead.criteria.meaning import meaning
from trialhead.criteria.statement import Statement
from trialhead.criteria.tidying import significant
from trialhead.criteria.tokens import Token
from trialhead.criteria.values import Span
from trialhead.vocabulary import Side

_SENTENCE = re.compile(r"(?<=[a-zA-Z\d)\]%])\.\s+(?=[A-Z(≥≤<>])|;\s*\n\s*|\n\s*\n")
#: Words after which a statement only becomes narrower.
_NARROWING = re.compile(
    r"\(?(?:requiring|that|which|who|whose|with|in|on|for|due|secondary|treated|within|as|defined|despite|"
    r"based|according|from|of|by|at|during|under|after|before|prior|without|to|caused|related|"
    r"associated|leading|resulting|not|needing|where|when|while|according|per|using|through|"
    r"documented|confirmed|measured|assessed|determined|involving|affecting|causing|"
    r"necessitating|indicated|receiving|following|since|until|suitable|amenable|scheduled|"
    r"undergoing|currently|manifested|characterized|diagnosed)\b",
    re.IGNORECASE,
)
#: Words that take something back.
_RELAXING = re.compile(
    r"\b(?:unless|except\w*|however|allowed|eligible|permitted|permissible|acceptable|may|might|exempt\w*|"
    r"exclud\w+|if|but|other than|provided|waiv\w+|not required|not apply|can be|will be|"
    r"not considered|apart from|although|regardless|even if|otherwise|"
    r"alternatively|instead)\b",
    re.IGNORECASE,
)
_WIDENING = re.compile(
    r"^\W*(?:or|and/or|and|also|plus|including|such as|e\.?g|i\.?e|like|etc)\b", re.IGNORECASE
)
_ABOUT_THE_LIST = re.compile(
    r"\b(?:that|which|who|requir\w+|unless|except\w*|if|would|could|should|opinion|investigator|"
    r"significant\w*|within|prior|before|during|last|past|without|despite)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Understood:
    """What was made of some words."""

    node: AnyNode
    assumptions: tuple[str, ...] = ()


def read_words(text: str, span: Span, side: Side) -> Understood:
    """Read ``span`` of a text with plain signs as a statement on ``side``."""
    sentences = _sentences(text, span)
    if not sentences:  # signs only
        return Understood(_unread(text, span))
    if len(sentences) > 1:
        return _read_several(text, sentences, side)
    return _read_sentence(text, sentences[0], side)


def _sentences(text: str, span: Span) -> list[Span]:
    cuts = [span.start]
    cuts += [found.end() for found in _SENTENCE.finditer(text, span.start, span.end)]
    ends = [*cuts[1:], span.end]
    return [Span(a, b) for a, b in zip(cuts, ends, strict=True) if text[a:b].strip(" \n.;,")]


def _read_several(text: str, sentences: list[Span], side: Side) -> Understood:
    """Sentences of one item: each for itself, if none takes back what another says."""
    whole = Span(sentences[0].start, sentences[-1].end)
    judge = judge_of(whole.of(text))
    if judge is not None:
        return Understood(_judgement(text, whole, judge))
    read = [_read_sentence(text, sentence, side) for sentence in sentences]
    first, later = read[0], read[1:]
    notes = tuple(note for each in read for note in each.assumptions)
    if isinstance(first.node, Unread) or _takes_back(text, sentences[1:]):
        return _qualified(text, whole, first, sentences, side)
    nodes = [each.node for each in read]
    joined = Any if side is Side.EXCLUSION else All
    if all(isinstance(each.node, Unread) for each in later):
        rest = _unread(text, Span(sentences[1].start, whole.end))
        return Understood(joined(parts=(first.node, rest), words=whole), notes)
    return Understood(joined(parts=tuple(nodes), words=whole), notes)


def _takes_back(text: str, sentences: list[Span]) -> bool:
    return any(
        _RELAXING.search(sentence.of(text)) or _REFERRING.match(sentence.of(text))
        for sentence in sentences
    )


#: A sentence that speaks of what stands before it.
_REFERRING = re.compile(r"\W*(?:those|these|such|they|this|it)\b", re.IGNORECASE)


def _qualified(
    text: str, whole: Span, first: Understood, sentences: list[Span], side: Side
) -> Understood:
    """A statement that later sentences take back in part: it alone decides only one way."""
    if isinstance(first.node, Unread):
        return Understood(_unread(text, whole))
    rest = _unread(text, Span(sentences[1].start, whole.end))
    joined = All if side is Side.EXCLUSION else Any
    return Understood(joined(parts=(first.node, rest), words=whole), first.assumptions)


def _read_sentence(text: str, span: Span, side: Side) -> Understood:
    span = _trimmed(text, span)
    if span.end - span.start > _LONGEST:
        return Understood(_unread(text, span))
    judge = judge_of(span.of(text))
    if judge is not None:
        return Understood(_judgement(text, span, judge))
    if side is Side.EXCLUSION and _REQUIRES.search(span.of(text)):
        return Understood(_unread(text, span))
    found = significant(tokens(text, span.start, span.end))
    if not found or len(found) > _MOST_TOKENS:
        return Understood(_unread(text, span))
    understood = _in_full(found, side) or _in_part(text, span, found, side)
    if understood is None:
        return Understood(_unread(text, span))
    return Understood(_placed(understood.node, span), understood.assumptions)


#: A requirement among the exclusions ("women must have a negative test") excludes who fails it.
_REQUIRES = re.compile(r"\b(?:must|should|shall|required to|need to|needs to)\b", re.IGNORECASE)

#: A number or a likeness after a list may reach back to all of it: "prednisone or equivalent > 10".
_MEASURES = re.compile(
    r"[≥≤<>\d]|\b(?:equivalent|dose|doses|at least|more than|less than|same|similar|similarly|both)\b",
    re.IGNORECASE,
)

#: A sentence of more characters or tokens is not read: real ones are shorter by far.
_LONGEST = 2500
_MOST_TOKENS = 160


def _placed(node: AnyNode, span: Span) -> AnyNode:
    return node if node.words is not None else replace(node, words=span)


def _parsed(found: list[Token]) -> Statement | None:
    # The parser library takes as long to load as all other rules; who reads no text needs none.
    from trialhead.criteria.parsing import parse

    return parse(found)


def _in_full(found: list[Token], side: Side) -> Understood | None:
    statement = _parsed(found)
    return _meant(statement, side) if statement else None


def _meant(statement: Statement, side: Side, rest: Unread | None = None) -> Understood | None:
    try:
        return Understood(*meaning(statement, side, rest))
    except NotUnderstood:
        return None


def _in_part(text: str, span: Span, found: list[Token], side: Side) -> Understood | None:
    """The longest beginning that can be read, when what follows only narrows or adds to it."""
    for cut in _cuts(found):
        statement = _parsed(found[:cut])
        if statement is None:
            continue
        tail = _trimmed(text, Span(found[cut - 1].end, span.end))
        rest = _unread(text, tail)
        if _adds(found[cut:]):
            continue
        understood = _with_rest(text, statement, rest, side)
        if understood is not None:
            return understood
    return None


#: Kinds of token that something new can be asked with.
_ASKING = frozenset(
    {"COND", "DRUG", "PROC", "ANALYTE", "SCALE", "PREG", "LACT", "PARTIC", "BOUND", "INVDRUG",
     "PREGTEST", "PLANPREG", "AGE", "STUDYDRUG", "GRADE"}
)  # fmt: skip


def _adds(tail: list[Token]) -> bool:
    """Whether unread words go on to something else: "… for a year, or hepatitis"."""
    depth, listed = 0, False
    for token in tail[1:]:
        depth += (token.kind == "LPAR") - (token.kind == "RPAR" and depth > 0)
        if tail[0].kind == "LPAR" and depth == 0 and token.kind == "RPAR":
            continue
        if depth == 0 and token.kind in ("OR", "ANDOR", "SEMI") and tail[0].kind != "LPAR":
            return True
        listed = listed or token.kind in ("COMMA", "AND", "OR", "SEMI")
        if depth == 0 and listed and token.kind in _ASKING and tail[0].kind != "LPAR":
            return True
    return tail[0].kind == "LPAR" and _goes_on_after(tail)


def _goes_on_after(tail: list[Token]) -> bool:
    """Whether a bracket is not the end: "A (if …) or B"."""
    depth = 0
    for number, token in enumerate(tail):
        depth += (token.kind == "LPAR") - (token.kind == "RPAR")
        if depth <= 0:
            return number + 1 < len(tail)
    return False


def _with_rest(text: str, statement: Statement, rest: Unread, side: Side) -> Understood | None:
    words = rest.statement
    if _ELSEWHEN.search(words) or _is_length(statement):
        return None
    negated = bool(statement.clauses) and statement.clauses[0].led_by("NEG")
    requires = (side is not Side.EXCLUSION) != negated
    if _RELAXING.search(words):
        if not requires:
            return _meant(statement, side, rest)
        if len(statement.clauses) > 1:  # it may speak of the last alone
            return None
        plain = _meant(statement, side)
        return _or_else(plain, rest) if plain and not negated else None
    if _NARROWING.match(words):
        return _meant(statement, side, rest)
    if _WIDENING.match(words) and not _ABOUT_THE_LIST.search(words) and not negated:
        plain = _meant(statement, side)
        return _beside(plain, rest, side, words) if plain else None
    return None


#: Unread words that may move a statement to another time: "asthma in childhood".
_ELSEWHEN = re.compile(
    r"\b(?:child(?:hood|ren)?|infan(?:cy|t)|adolescen\w+|previous\w*|past|ago|since|lifetime|ever|"
    r"history|former\w*|earlier)\b",
    re.IGNORECASE,
)


def _is_length(statement: Statement) -> bool:
    """Whether a statement is a lone length of time, which an unread "since …" may explain."""
    return any(not clause.core and clause.led_by("LENGTH") for clause in statement.clauses)


def _or_else(understood: Understood, rest: Unread) -> Understood:
    return Understood(Any(parts=(understood.node, rest)), understood.assumptions)


def _beside(understood: Understood, rest: Unread, side: Side, words: str) -> Understood | None:
    """More of a list that was not read: it can only add to an exclusion, or to what is required."""
    first = words.lower().lstrip("(, ").split()[0].strip(".,")
    if _MEASURES.search(words):
        return None
    if first in ("or", "and/or"):
        return _or_else(understood, rest)
    if first in ("and", "also", "plus") and side is not Side.EXCLUSION:
        return Understood(All(parts=(understood.node, rest)), understood.assumptions)
    return None


def _cuts(found: list[Token]) -> list[int]:
    """Where to cut a sentence, longest beginning first: before words that are not understood,
    brackets and joints."""
    first_word = next((n for n, token in enumerate(found) if token.kind == "WORD"), len(found))
    breaks = [
        number
        for number in range(1, min(first_word, len(found) - 1) + 1)
        if found[number].kind in ("WORD", "LPAR", "OR", "AND", "ANDOR", "COMMA", "SEMI", "COLON",
                                  "TIMING", "SPAN", "FOR", "INCLUDING", "EXCEPT", "COND", "DRUG", "PROC",
                                  "QUAL", "USE", "RECV", "TAKE", "NEG", "TBOUND")
    ]  # fmt: skip
    return breaks[::-1][:6]


#: Labels before a statement: "Renal function: …" says only where it belongs.
_LABEL = re.compile(
    r"[\W\d]*(?:(?:adequate|organ|renal|kidney|liver|hepatic|cardiac|cardiovascular|heart|lung|pulmonary|"
    r"respiratory|bone|marrow|ha?ematologic(?:al)?|ha?ematopoietic|haematology|hematology|blood|coagulation|"
    r"metabolic|laboratory|biochemical|function|functions|reserve|status|values?|tests?|parameters?|"
    r"other|and|or|/|&|gender|sex|chemistry|system|patient|characteristics|general|"
    r"vital|signs|key|medical|condition|history|exclusion|inclusion|criteria|criterion) ?)+"
    r"(?:,? ?(?:as )?(?:evidenced|defined|demonstrated|indicated|determined|shown|documented|measured|"
    r"assessed) (?:by|as)(?: having| the following)?:?|:)\s*(?=\S)",
    re.IGNORECASE,
)


#: A number before a statement: "(2) High blood pressure", "3. unstable angina".
_NUMBERING = re.compile(r"\W*(?:\(\d{1,2}\)|\d{1,2}[.)])\s+(?=[A-Za-z])")


def _trimmed(text: str, span: Span) -> Span:
    start, end = span.start, span.end
    for opening in (_NUMBERING, _LABEL):
        found = opening.match(text, start, end)
        start = found.end() if found else start
    while start < end and text[start] in " \n.;,:*-|":
        start += 1
    while end > start and text[end - 1] in " \n.;,|":
        end -= 1
    return Span(start, end)


def _unread(text: str, span: Span) -> Unread:
    span = _trimmed(text, span)
    return Unread(statement=" ".join(span.of(text).split()) or "…", words=span)


def _judgement(text: str, span: Span, judge: "object") -> Judgement:
    span = _trimmed(text, span)
    return Judgement(statement=" ".join(span.of(text).split()), judge=judge, words=span)  # type: ignore[arg-type]
