"""The fields of the search index and how its words are cut."""

import re

import tantivy

from trialhead.vocabulary import normalise

#: Part of the name of an index: an index written with other fields is never opened.
VERSION = 3

#: Text fields and how much a word found there counts. ``text`` holds the whole record, so a
#: word of a title counts for the record and once more for the title.
WEIGHTS = {
    "title": 1.0,
    "conditions": 1.0,
    "keywords": 0.3,
    "interventions": 0.5,
    "summary": 0.2,
    "text": 1.0,
}
#: Fields whose values are taken whole, and counted for the filters.
LABELS = ("status", "kind", "phases", "sex", "countries", "open_countries")
_ANALYZER = "words"
#: Longer words, in bytes, are not indexed: they are sequences and addresses.
_LONGEST_WORD = 200
#: Scripts written without spaces, cut into single characters: kana, Chinese, Thai to Lao.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")

_analyzer = (
    tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    .filter(tantivy.Filter.remove_long(_LONGEST_WORD))
    .filter(tantivy.Filter.stemmer("english"))
    .build()
)


def build_schema() -> tantivy.Schema:
    """The schema. ``number`` is the caller's key; ages are in days.

    ``updated`` is YYYYMMDD followed by the digits of the registry id, so no two are equal.
    """
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("number", indexed=True, fast=True)
    for name in WEIGHTS:
        builder.add_text_field(name, tokenizer_name=_ANALYZER)
    for name in ("ids", "concepts", "broader"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in LABELS:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    for name in ("youngest", "oldest"):
        builder.add_float_field(name, indexed=True, fast=True)
    builder.add_unsigned_field("updated", fast=True)
    return builder.build()


def spelt(text: str) -> str:
    """The text in the one spelling that is indexed, so that tumours are found as tumors."""
    return _UNSPACED.sub(r" \g<0> ", normalise(text))


def terms(words: str) -> list[str]:
    """The index terms of some words."""
    return list(_analyzer.analyze(spelt(words)))


def register(index: tantivy.Index) -> None:
    """Teach an opened index how to cut words."""
    index.register_tokenizer(_ANALYZER, _analyzer)
