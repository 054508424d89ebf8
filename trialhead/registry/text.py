"""Registry text decoded once: escapes, entities, odd whitespace, signs that deceive the eye."""

import html
import re
from html.entities import html5
from itertools import pairwise

# ClinicalTrials.gov stores a little Markdown and escapes its signs: "eGFR\<30" means eGFR<30.
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_ENTITY = re.compile(r"&(#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_LINE_BREAK_TAG = re.compile(r"<\s*(?:br|/p|/li)\s*(?:/\s*)?>", re.IGNORECASE)
_SURROGATE = re.compile(r"[\ud800-\udfff]")
# Controls, zero-width signs and bidirectional overrides: they carry no meaning in a registry
# text and can make it read as something else than it says.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u2069\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_SPACE = re.compile(r"[^\S\n]")
_WORD_BULLET = re.compile("[\uf0a7\uf0b7\uf0d8]")  # bullets of a word processor's private font
# Most texts have nothing to decode; seeing that takes one look instead of ten.
_PLAIN = re.compile(r"[\n -%'-;=-\[\]-~]*")
_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")


def decoded(raw: str) -> str:
    """The text a reader should see, with its line breaks; decoding it again changes nothing more
    than the text itself spells out."""
    return "\n".join(line.rstrip() for line in _decoded(raw).split("\n")).strip("\n")


def _decoded(raw: str) -> str:
    if _PLAIN.fullmatch(raw):
        return raw
    text = _SURROGATE.sub("\ufffd", raw)
    text = _without_entities(_ESCAPE.sub(r"\1", text))
    text = _LINE_BREAK_TAG.sub("\n", text)
    text = _LINE_ENDS.sub("\n", text)
    text = _WORD_BULLET.sub("•", text)
    return _SPACE.sub(" ", _INVISIBLE.sub("", text))


def one_line(raw: str) -> str:
    """The decoded text on one line, each run of whitespace one space."""
    return " ".join(_decoded(raw).split())


def _without_entities(text: str) -> str:
    """Entities decoded until none is left: some records were encoded twice."""
    steps = [text]
    for _ in range(3):
        steps.append(_ENTITY.sub(_character, steps[-1]))
    return next((now for now, then in pairwise(steps) if now == then), steps[-1])


def _character(entity: re.Match[str]) -> str:
    """What the entity stands for; "&amplification;" merely begins as one does and stays."""
    known = entity.group(1).startswith("#") or f"{entity.group(1)};" in html5
    return html.unescape(entity.group()) if known else entity.group()
