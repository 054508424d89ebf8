"""How a drug is given, as its name in a text says: "oral or intravenous antibiotics"."""

import re

from trialhead.criteria.tokens import WORD, Token

#: Words for routes before the name of a drug, and the route they mean.
_ROUTES = {
    "oral": "oral",
    "systemic": "systemic",
    "intravenous": "intravenous",
    "iv": "intravenous",
    "parenteral": "parenteral",
    "subcutaneous": "subcutaneous",
    "sc": "subcutaneous",
    "intramuscular": "intramuscular",
    "im": "intramuscular",
    "injectable": "injection",
    "topical": "topical",
    "inhaled": "inhaled",
    "intranasal": "nasal",
    "nasal": "nasal",
    "transdermal": "transdermal",
    "rectal": "rectal",
    "vaginal": "vaginal",
    "ophthalmic": "ophthalmic",
    "intra-articular": "intra articular",
    "intraarticular": "intra articular",
}
_FIRST = re.compile(r"[A-Za-z-]+")
_JOINTS = ("OR", "ANDOR", "SLASH", "COMMA", "AND")


def with_routes(found: list[Token], words: str) -> list[Token]:
    """Tokens in which routes right before a drug are one token of their own."""
    parted = [part for token in found for part in _parted(token, words)]
    kept: list[Token] = []
    for token in parted:
        if token.kind == "DRUG":
            routes = _routes_before(kept, words)
            if routes is not None:
                kept.append(routes)
        kept.append(token)
    return kept


def _parted(token: Token, words: str) -> list[Token]:
    """A term that names its route ("oral corticosteroids") as the route and the drug."""
    first = _FIRST.match(words, token.start)
    if token.kind != "DRUG" or first is None or first.group().lower() not in _ROUTES:
        return [token]
    word = first.group().lower()
    if any(drug.key.lower().startswith(word) for drug in token.value):
        return [token]
    start = first.end() + 1
    return [Token(WORD, first.group(), token.start, first.end()), token._replace(start=start)]


def _routes_before(kept: list[Token], words: str) -> Token | None:
    """Take the routes at the end of ``kept``, with what joins them."""
    routes: list[str] = []
    end = kept[-1].end if kept else 0
    start = end
    while kept and (route := _route(kept[-1], words)):
        routes.insert(0, route)
        start = kept.pop().start
        if len(kept) > 1 and kept[-1].kind in _JOINTS and _route(kept[-2], words):
            kept.pop()
    return Token("ROUTE", tuple(routes), start, end) if routes else None


def _route(token: Token, words: str) -> str:
    if token.kind not in (WORD, "QUAL"):
        return ""
    return _ROUTES.get(words[token.start : token.end].lower(), "")
