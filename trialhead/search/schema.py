"""The fields of the search index and how its words are cut."""

import tantivy

#: Part of the name of an index: an index written with other fields is never opened.
VERSION = 1

#: Text fields and how much a word found there counts.
WEIGHTS = {
    "title": 4.0,
    "conditions": 5.0,
    "keywords": 2.5,
    "interventions": 3.0,
    "summary": 1.5,
    "description": 0.6,
    "eligibility": 0.5,
    "sponsor": 1.0,
}
_ANALYZER = "words"
#: Fields whose values are taken whole, and counted for the filters.
LABELS = ("status", "kind", "phases", "sex", "countries", "open_countries")

analyzer = (
    tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    .filter(tantivy.Filter.lowercase())
    .filter(tantivy.Filter.ascii_fold())
    .filter(tantivy.Filter.remove_long(60))
    .filter(tantivy.Filter.stemmer("english"))
    .build()
)


def build_schema() -> tantivy.Schema:
    """The schema. ``number`` is the caller's key; ages are in days, ``updated`` is YYYYMMDD."""
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
    builder.add_unsigned_field("updated", indexed=True, fast=True)
    return builder.build()


def terms(words: str) -> list[str]:
    """The index terms of some words."""
    return list(analyzer.analyze(words))


def register(index: tantivy.Index) -> None:
    """Teach an opened index how to cut words."""
    index.register_tokenizer(_ANALYZER, analyzer)
