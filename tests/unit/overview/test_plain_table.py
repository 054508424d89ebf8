"""The table of plain words, line by line: nothing lost, nothing added, and easier to read."""

import re
from collections import Counter
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trialhead.overview import readability
from trialhead.overview.claims import claims
from trialhead.overview.plain_words import entries, equivalents, plainer
from trialhead.overview.polarity import negations

TABLE = entries()
WORD = re.compile(r"[A-Za-z]+(?:[’'-][A-Za-z]+)*")
#: Longer words that everybody knows, which the table may bring.
EVERYDAY = frozenset(
    [
        "activity",
        "everyday",
        "medicine",
        "medicines",
        "removal",
        "medical",
        "breast-feeding",
        "ultrasound",
        "important",
        "expected",
        "potassium",
        "surgery",
        "together",
        "example",
        "finishing",
        "digestive",
        "underactive",
        "overactive",
        "swallowing",
        "recorded",
        "operation",
        "operations",
        "sterile",
        "following",
        "understand",
        "medically",
        "radiation",
        "worsening",
        "ingredients",
        "ingredient",
        "understanding",
        "regularly",
        "memory",
        "platelet",
        "immune-weakening",
        "tissue-confirmed",
        "cell-confirmed",
        "over-reaction",
        "mini-stroke",
        "mini-strokes",
        "decided",
        "same-side",
        "other-side",
        "flare-up",
        "flare-ups",
        "symptom-free",
        "illnesses",
        "weakening",
        "menopause",
    ]
)
#: Short words of the record that few readers know, for which longer ones may stand.
KNOWN_TO_FEW = frozenset(
    [
        "subject",
        "subjects",
        "subject's",
        "subject’s",
        "lactating",
        "lactation",
        "nursing",
        "prior",
        "previous",
        "past",
        "completing",
        "entry",
        "ULN",
        "LLN",
        "renal",
        "CNS",
        "dyspnea",
        "dysphagia",
        "syncope",
        "performance",
        "therapies",
        "immunosuppressive",
        "resection",
        "complying",
        "comprehend",
        "comprehension",
        "preclude",
        "e",
        "g",
        "i",
        "progression",
        "excipient",
        "excipients",
        "cognitive",
        "urinary",
        "assess",
        "explore",
        "Subjects",
        "ascites",
        "immunosuppressant",
        "immunosuppressants",
        "serum",
    ]
)


#: Words that deny by themselves: denied once more they are counted otherwise.
DENYING = ("no ", "not ", "contraindication")


def lines() -> list[list[str]]:
    """The lines of the file, parted: the record's words, the plain ones, where they stay."""
    text = files("trialhead.overview").joinpath("words/en_plain.tsv").read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


LINES = lines()
BEFORE_NUMBERS = [line[0].removesuffix(" #") for line in LINES if line[0].endswith(" #")]
STAYING = [
    (stays, line[0].removesuffix(" #"))
    for line in LINES
    for stays in "".join(line[2:]).split("|")
    if stays
]


def in_a_sentence(words: str) -> str:
    """Words with a number behind them, where they are plain only in front of one."""
    return f"{words} 5" if words in BEFORE_NUMBERS else words


def syllables(word: str) -> float:
    """How many syllables one word has, by the grade of a sentence of this word alone."""
    grade = readability([word]).grade
    assert grade is not None
    return round((grade + 15.59 - 0.39) / 11.8)


def hardest(text: str) -> float:
    """The syllables of the longest word."""
    return max(syllables(word) for word in WORD.findall(text))


def test_the_table_is_read_to_the_last_line() -> None:
    assert len(TABLE) == len(LINES) > 550
    assert len(STAYING) > 200
    assert len(BEFORE_NUMBERS) > 10


def test_each_line_says_the_plain_words_and_only_them() -> None:
    for old, new in TABLE:
        told = plainer(in_a_sentence(old))
        assert told.lower() == in_a_sentence(old).lower().replace(old.lower(), new.lower())
        assert new in equivalents(in_a_sentence(old))
        inside = plainer(f"for the person, {in_a_sentence(old)} is noted")
        assert f" {new} " in inside.replace(" 5 ", " ").replace("  ", " ") + " "


def test_no_line_changes_a_figure_a_limit_or_a_denial() -> None:
    for old, _ in TABLE:
        text = f"You have not had {in_a_sentence(old)} or asthma"
        told = plainer(text)
        assert negations(told) == negations(text) or old.startswith(DENYING)
        values = [
            [each.value for each in claims(one) if each.unit[:3] != "per"] for one in (text, told)
        ]
        assert values[0] == values[1]


#: Those that `claims` reads; "not to exceed" and "in excess of" it does not read yet.
LIMITS = [
    (old, new)
    for old, new in TABLE
    if re.search(r"\b(?:than|least|most|maximum|minimum|equal|up to)\b", old)
]


@pytest.mark.parametrize(("old", "new"), LIMITS, ids=lambda words: str(words)[:30])
def test_a_limit_stays_the_same_limit(old: str, new: str) -> None:
    found = [
        [(each.value, each.comparator, each.unit) for each in claims(f"A dose of {words} 5 mg")]
        for words in (old, new)
    ]
    assert found[0] == found[1]
    assert found[0][0][1]


def test_each_line_is_easier_than_what_it_replaces() -> None:
    """Its new words are short or known to everybody, and what goes is longer or known to few."""
    for old, new in TABLE:
        gone = set(WORD.findall(old)) - set(WORD.findall(new))
        brought = {word for word in WORD.findall(new) if word.lower() not in old.lower()}
        assert all(syllables(word) <= 2 or word.lower() in EVERYDAY for word in brought), brought
        total = [sum(map(syllables, WORD.findall(each))) for each in (old, new)]
        assert total[1] < total[0] or hardest(new) < hardest(old) or gone & KNOWN_TO_FEW


def test_no_words_have_two_lines_however_they_are_written() -> None:
    written = Counter(
        (re.sub(r"[\s-]+", " ", old.lower()), old.split()[0][:1].isupper()) for old, _ in TABLE
    )
    assert [words for words, count in written.items() if count > 1] == []


def test_a_word_that_stays_inside_longer_words_stays() -> None:
    """Either nothing changes, or a line of its own or a neighbour's speaks of the longer words."""
    for stays, line in STAYING:
        told = plainer(stays)
        own = {old.lower() for old, _ in TABLE if old.lower() != line.lower()}
        if told != stays:
            assert any(each in stays.lower() for each in own), told
        assert line.split()[0].lower() in stays.lower()


NESTED = [
    (long, short)
    for long, _ in TABLE
    for short, _ in TABLE
    if long.startswith(f"{short} ") and long not in BEFORE_NUMBERS
]


def test_the_longest_line_wins() -> None:
    for long, short in NESTED:
        plain = dict(TABLE)
        assert plainer(long).lower() == plain[long].lower()
        parts = plainer(short) + long[len(short) :]
        assert plainer(long).lower() != parts.lower() or plain[long].lower() == parts.lower()


def test_there_are_lines_inside_longer_lines() -> None:
    assert len(NESTED) > 20


@given(
    st.lists(
        st.sampled_from([old for old, _ in TABLE])
        | st.sampled_from(["asthma", "7 mg", "not", "≥ 3"]),
        min_size=1,
        max_size=6,
    ).map(", ".join)
)
@settings(max_examples=150, deadline=None)
def test_lines_side_by_side_are_each_told_and_told_once(text: str) -> None:
    told = plainer(text)
    assert plainer(told) == told
    # "daily" in new words is how often, no figure of ours.
    values = [
        [each.value for each in claims(one) if each.unit[:3] != "per"] for one in (text, told)
    ]
    assert values[0] == values[1]
    for kept in ("asthma", "7 mg", "≥ 3"):
        assert told.count(kept) == text.count(kept)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Renal impairment", plainer("renal impairment").capitalize()),
        ("adrenal", "adrenal"),
        ("renally", "renally"),
        ("non-renal", "non-renal"),
        ("RENAL", "RENAL"),
        ("renal-cell carcinoma", "renal-cell carcinoma"),
        ("a hepatic or an adequate one", "a liver or a good enough one"),
        ("A myocardial infarction", "A heart attack"),
        ("prior  to\nsurgery", "before\nsurgery"),
        ("", ""),
        ("½ ≥ 汉字", "½ ≥ 汉字"),
    ],
)
def test_words_are_found_as_words(text: str, told: str) -> None:
    assert plainer(text).replace("\n", " ") == told.replace("\n", " ")


@given(st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=80))
def test_what_has_no_line_is_left_to_the_letter(text: str) -> None:
    if not equivalents(text):
        assert plainer(text) == text
