"""Writes the committed list of drugs from the dictionary of another package.

Run by hand, with drug-named-entity-recognition 2.0.9 installed, when the list should change:

    python tools/build_drugs.py

Only names and synonyms are taken; the package's MeSH identifiers contradict themselves. Salts,
forms and brands become other names of the substance; a product of several substances lists them.
"""

import bz2
import gzip
import io
import pickle
import re
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path

from trialhead.vocabulary import normalise

DICTIONARY = "drug_ner_dictionary.pkl.bz2"
HERE = Path(__file__).parent
TARGET = HERE.parent / "trialhead/vocabulary/terms/drugs.tsv.gz"
CLASSES = TARGET.with_name("drug_classes.tsv")
CORRECTIONS = HERE / "drug_corrections.txt"

#: An entry that a list of medicines knows; those from MeSH alone are chemicals, enzymes, groups.
MEDICINE = ("drugbank_id", "medline_plus_id", "nhs_url", "wikipedia_url")

#: A name people write: one to four words, no chemical formula.
NAME = re.compile(r"(?=.*[a-z]{2})[a-z0-9][a-z0-9'+-]*(?: [a-z0-9'+-]+){0,3}")
FORMULA = re.compile(r"(?:.*\d){5}|(?:.*-){4}|.*\d'|.*\b(?:yl|oxy|amino)\b|.*[a-z]-[a-z]-\d")

#: What may follow a substance without making it another: salts, forms, places of use.
_TRAILING = """
    acetate acetonide adults aerosol alafenamide anhydrous axetil besilate besylate bitartrate
    bromide buccal butyrate calcium capsule capsules children chlorhydrate chloride cilexetil
    citrate complex cream creams cypionate decanoate dihydrate dihydrochloride dimeglumine
    dimesylate dipropionate disodium disoproxil ditosylate drops ear embonate emulsion enanthate
    etexilate extended eye fluoride foam for fumarate furoate gel gluconate gum hcl hemifumarate
    hemihydrate hyclate hydrobromide hydrochloride implant in inhalation inhaled inhaler
    inhalers injectable injection injections intramuscular intranasal intravenous intravesical
    iv lactate lipid liposomal liposome lotion lozenge lozenges magnesium malate maleate
    marboxil medoxomil meglumine mesilate mesylate monohydrate monosodium mouth mouthwash nasal
    nebuliser nebulisers nitrate ointment ophthalmic oral otic palmitate pamoate patch patches
    phosphate pivalate pivoxil potassium powder propionate proxetil pump pyelocalyceal rectal
    release resin ring saccharate sodium solution spray subcutaneous sublingual succinate
    sulfate sulphate suppositories suppository suspension syrup tablet tablets tartrate tebutate
    throat topical tosylate transdermal trifenatate trihydrate trometamol tromethamine
    undecanoate urogenital vaginal valerate viscous xinafoate
    """
TRAILING = frozenset(_TRAILING.split())

#: Enzymes, receptors and groups: groups are written by hand, the others are no drugs.
NO_DRUG = re.compile(
    r".*(?:ases|agents?|inhibitors?|antagonists?|agonists?|antibod(?:y|ies)|antigens?|receptors?|"
    r"blockers?|factors?|hormones?|proteins?|channels?|drugs?|vaccines?|globulins?|polymers?|"
    r"medications?|therap(?:y|ies)|therapeutics|modulators?|complex|toxins|peptides?|"
    r"preparations?|stimulants?|suppressants?|relaxants|sedatives|diuretics?|antibiotics?|"
    r"vitamins?|supplements?|diet|device|system|antihistamines?|antidepressants?|cells?|scan|"
    r"anticoagulants?|steroids?|corticoids?|pollen|allergenic extract|venom|oil|seed|"
    r"leaf|root|bark|flower|fruit|juice|starch|transfusion|plasma|extract|acids|feces|hair|dander|"
    r"feather|meat|meal|flour|nut|milk|(?:^|.* )(?:ion|cation|anion))|"
    r"(?:anti |monoclonal|recombinant human (?!insulin)|cytochrome|receptor|rat |mouse |bovine |"
    r"porcine ).*"
)


def main() -> None:
    """Write the file; the same input gives the same bytes."""
    lines = sorted(_lines(*_dictionary()))
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", mtime=0, filename="") as out:
        out.write(("\n".join(lines) + "\n").encode())
    TARGET.write_bytes(packed.getvalue())
    names = sum(line.count("|") + 1 for line in lines)
    print(f"{len(lines)} drugs, about {names} names, {len(packed.getvalue()):,} bytes")


def _dictionary() -> tuple[dict[str, dict[str, object]], dict[str, str]]:
    """Return what is told of each entry, and the entry of each spelling."""
    package = find_spec("drug_named_entity_recognition")
    if package is None or package.origin is None:
        raise SystemExit("Install drug-named-entity-recognition 2.0.9 first.")
    packed = (Path(package.origin).parent / DICTIONARY).read_bytes()
    # Plain data: the pickle holds no instruction that would run code.
    content = pickle.loads(bz2.decompress(packed))
    spellings = {
        words: entries[0] for words, entries in content["drug_variant_to_canonical"].items()
    }
    return content["drug_canonical_to_data"], spellings


def _lines(entries: dict[str, dict[str, object]], spellings: dict[str, str]) -> Iterator[str]:
    """Yield the file's lines: key, name to show if different, other names, substances inside."""
    merged, added, unwanted = _corrections()
    naming = _Naming(entries, merged, unwanted)
    classes = _class_names()
    found: dict[str, set[str]] = {key: set() for key in added}
    for words, entry in sorted((spellings | {entry: entry for entry in entries}).items()):
        if key := naming.key(entry):
            found.setdefault(key, set()).add(words)
    keys = {normalise(key): key for key in reversed(found) if normalise(key) not in classes}
    claimed = classes | set(keys)
    for key in sorted(keys.values(), key=lambda key: (key not in added, key)):
        others = [*added.get(key, ()), *_others(key, found[key], unwanted)]
        kept = _unclaimed(others, claimed)
        yield "\t".join([key, naming.shown(key), "|".join(kept), "|".join(naming.parts(key))])


def _others(key: str, spellings: set[str], unwanted: set[str]) -> list[str]:
    """Return the dictionary's names for a drug that people use, shorter ones first."""
    return [
        words
        for words in sorted(spellings, key=lambda words: (len(words), words))
        if _is_name(words)
        and normalise(words) not in unwanted
        and not ("/" in key and " and " in words)  # "a and b" are two drugs, "a/b" is one product
    ]


def _unclaimed(others: Iterable[str], claimed: set[str]) -> list[str]:
    """Return one spelling for each name that is not yet another's; one with a stroke as well."""
    kept: dict[str, str] = {}
    for words in others:
        key = normalise(words)
        if key in claimed or (key in kept and "/" not in words):
            continue
        kept[key + "/" * words.count("/")] = words
    claimed.update(map(normalise, kept.values()))
    return list(kept.values())


def _is_name(words: str) -> bool:
    """Whether people write this for a drug: no formula, no class, not too short or long."""
    return (
        bool(NAME.fullmatch(words))
        and 3 < len(words) <= 36
        and not FORMULA.match(words)
        and (words.endswith("mab") or not NO_DRUG.fullmatch(words))
    )


def _class_names() -> set[str]:
    """Return every name of a class of drugs: no single drug goes by it."""
    lines = CLASSES.read_text(encoding="utf-8").splitlines()
    columns = [line.split("\t") for line in lines]
    return {normalise(words) for key, names, *_ in columns for words in (key, *names.split(";"))}


class _Naming:
    """Which key an entry of the dictionary goes under."""

    def __init__(
        self, entries: dict[str, dict[str, object]], merged: dict[str, str], unwanted: set[str]
    ) -> None:
        self._entries = entries
        self._merged = merged
        self._unwanted = unwanted
        self._known = {
            entry
            for entry, told in entries.items()
            if "drugbank_id" in told and normalise(entry) not in unwanted
        } | set(merged.values())

    def key(self, entry: str) -> str:
        """Return the key, empty if the entry is no drug."""
        base = self._base(entry)
        if base in self._known and (base != entry or self._is_drug(entry)):
            return base
        parts = self._parts(entry)
        if parts:
            return "/".join(sorted(parts))
        return entry if self._is_drug(entry) else ""

    def parts(self, key: str) -> list[str]:
        """Return the substances of a product that has several."""
        return key.split("/") if "/" in key else []

    def shown(self, key: str) -> str:
        """Return how a code is written, empty if like the key."""
        name = str(self._entries.get(key, {}).get("name", ""))
        return name if name.lower() == key and name.isupper() else ""

    def _is_drug(self, entry: str) -> bool:
        if normalise(entry) in self._unwanted:
            return False
        told = self._entries.get(entry, {})
        sources = [source for source in MEDICINE if source in told]
        is_chemical = sources in (["drugbank_id"], []) and entry[0].isdecimal()
        return bool(sources) and not is_chemical and _is_name(entry)

    def _base(self, entry: str) -> str:
        """Return the substance without salt, form, note and the suffix of a biosimilar."""
        words = re.sub(r" ?\([^)]*\)", "", entry).replace(",", "").split()
        while len(words) > 1 and words[-1] in TRAILING and " ".join(words) not in self._merged:
            if " ".join(words) in self._known and " ".join(words[:-1]) not in self._known:
                break
            words.pop()
        base = " ".join(words)
        plain = re.sub(r"-[a-z]{4}$", "", base)
        base = plain if plain in self._known else base
        return self._merged.get(entry, self._merged.get(base, base))

    def _parts(self, entry: str) -> list[str]:
        """Return the known substances in a name such as "lamivudine and zidovudine"."""
        pieces = [piece for piece in re.split(r",? and |, |/| with ", entry) if piece]
        bases = [self._base(piece) for piece in pieces]
        whole = len(bases) > 1 and all(base in self._known for base in bases)
        return list(dict.fromkeys(bases)) if whole and len(set(bases)) > 1 else []


def _corrections() -> tuple[dict[str, str], dict[str, list[str]], set[str]]:
    """Read the corrections by hand: "a = b" merges, "+ a: x; y" adds, other words are no drugs."""
    merged: dict[str, str] = {}
    added: dict[str, list[str]] = {}
    unwanted: set[str] = set()
    for line in CORRECTIONS.read_text(encoding="utf-8").splitlines():
        if line.startswith("+ "):
            key, _, others = line[2:].partition(":")
            added[key] = [words.strip() for words in others.split(";") if words.strip()]
        elif " = " in line:
            old, _, new = line.partition(" = ")
            merged[old] = new
        elif line and not line.startswith("#"):
            unwanted.update(normalise(words) for words in line.split(", "))
    return merged, added, unwanted


if __name__ == "__main__":
    main()
