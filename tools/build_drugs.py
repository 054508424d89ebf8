"""Writes the committed list of drugs from the dictionary of another package.

Run by hand, with drug-named-entity-recognition 2.0.9 installed, when the list should change:

    python tools/build_drugs.py

Only names and synonyms are taken; the package's MeSH identifiers contradict themselves.
"""

import bz2
import gzip
import io
import pickle
import re
from collections import defaultdict
from importlib.util import find_spec
from pathlib import Path

DICTIONARY = "drug_ner_dictionary.pkl.bz2"
TERMS = Path(__file__).parents[1] / "trialhead/vocabulary/terms"

#: A name people write: one to three words, beginning with a letter.
NAME = re.compile(r"[a-z][a-z0-9'-]{2,}(?: [a-z0-9'-]+){0,2}")

#: Enzymes, receptors, antibodies and groups: groups are written by hand, the others are no drugs.
NO_DRUG = re.compile(
    r".*(?:ases?|agents?|inhibitors?|antagonists?|agonists?|antibod(?:y|ies)|antigens?|receptors?|"
    r"blockers?|factors?|hormones?|proteins?|channels?|pumps?|vaccines?|drugs?|solutions?|globulins?|"
    r"products?|medications?|therap(?:y|ies)|therapeutics|modulators?|agonist|gonadotropins?|"
    r"complex|toxins?|peptides?|preparations?|stimulants?|suppressants?|relaxants|sedatives|"
    r"diuretics?|antibiotics?|bodies|vitamins?|supplements?|diet|device|system|cytochrome.*|"
    r"antihistamines?|antidepressants?|anticoagulants?|steroids?|corticoids?|statins|mab)|"
    r"(?:anti-?|hypo|contracept|angiotensin|analges|anesthe|narco|hypno|interfer|androgen|estrogen|"
    r"glucocort|progest|benzodiaz|bisphos|diphos|retinoid|penicillin|cephal|tetracyclines|"
    r"fluoroquinol|barbitur|opiat|opioid|cannabin|taxoid|taxane|anthracyc|nitros|biguan|"
    r"sulfonyl|thiazolid|fibr(?:ate|ic)|triptan|tryptam|nitrate|laxat|bronchod|cholinerg|adrenerg|"
    r"sympath|dopamine a|immunolog|immunomod|immunosup|immunoconj|cytotox|interleuk|antineo|"
    r"emollient|decongest|nasal).*"
)

#: Names in the dictionary that mean something else in a text, or nothing certain.
UNWANTED = frozenset((TERMS / "not_drugs.txt").read_text(encoding="utf-8").split("\n"))


def main() -> None:
    """Read the dictionary and write the list: name, then its other names."""
    spellings: dict[str, set[str]] = defaultdict(set)
    for spelling, drugs in _dictionary()["drug_variant_to_canonical"].items():
        if len(drugs) == 1 and _is_wanted(spelling) and _is_wanted(drugs[0]):
            spellings[drugs[0]].add(spelling)
    lines = [
        "\t".join([name, "|".join(sorted(others - {name}))])
        for name, others in sorted(spellings.items())
    ]
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", mtime=0) as out:
        out.write("\n".join(lines).encode())
    (TERMS / "drugs.tsv.gz").write_bytes(packed.getvalue())
    print(f"{len(lines)} drugs, {sum(map(len, spellings.values()))} names")


def _is_wanted(name: str) -> bool:
    return (
        bool(NAME.fullmatch(name))
        and len(name) <= 40
        and name not in UNWANTED
        and (name.endswith("mab") or not NO_DRUG.fullmatch(name))
    )


def _dictionary() -> dict[str, dict[str, list[str]]]:
    package = find_spec("drug_named_entity_recognition")
    if package is None or package.origin is None:
        raise SystemExit("Install drug-named-entity-recognition 2.0.9 first.")
    packed = (Path(package.origin).parent / DICTIONARY).read_bytes()
    # Plain data: the pickle holds no instruction that would run code.
    return pickle.loads(bz2.decompress(packed))  # type: ignore[no-any-return]


if __name__ == "__main__":
    main()
