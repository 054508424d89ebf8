"""Names in other languages: what the list holds, and when a name fits."""

from importlib.resources import files

import pytest

from trialhead.vocabulary import (
    Name,
    analytes,
    conditions,
    drugs,
    named_in,
    procedures,
    read_name,
    says_no_more,
    scales,
)

LINES = [
    line.split("\t")
    for line in files("trialhead.vocabulary")
    .joinpath("terms/names.tsv")
    .read_text("utf-8")
    .splitlines()
]
LISTS = {"drug": drugs, "analyte": analytes, "procedure": procedures, "scale": scales}


def test_every_line_has_a_kind_a_key_and_four_languages() -> None:
    assert {len(line) for line in LINES} == {6}
    assert {line[0] for line in LINES} == {*LISTS, "condition"}
    keys = [(line[0], key) for line in LINES for key in line[1].split(";")]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("kind", LISTS)
def test_keys_are_those_of_the_vocabulary_or_wordings_that_criteria_coin(kind: str) -> None:
    known = {words for words, _ in LISTS[kind]().terms()}
    keys = [line[1].split(";")[0] for line in LINES if line[0] == kind]
    assert sum(key in known for key in keys) >= 0.95 * len(keys)


def test_most_illnesses_are_those_of_the_vocabulary() -> None:
    lines = [line for line in LINES if line[0] == "condition"]
    known = [line for line in lines if any(map(conditions().named, line[1].split(";")))]
    assert len(known) > 0.9 * len(lines)


def test_scripts_are_those_of_the_languages() -> None:
    for kind, key, spanish, chinese, french, arabic in LINES:
        if kind in ("condition", "procedure"):
            assert (spanish + french).replace("œ", "").isprintable()
            assert not chinese or any("\u4e00" <= sign <= "\u9fff" for sign in chinese), key
            assert not arabic or any("\u0600" <= sign <= "\u06ff" for sign in arabic), key


def test_a_form_stands_behind_the_name() -> None:
    assert read_name("asma") == Name(words="asma", form="m")
    assert read_name("metástasis cerebrales:fp") == Name(words="metástasis cerebrales", form="fp")


@pytest.mark.parametrize("language", ["es", "zh", "fr", "ar"])
def test_names_are_found_by_key_and_by_other_wordings(language: str) -> None:
    by_key = named_in(language, "condition", "HIV Infections")
    assert by_key is not None
    assert by_key == named_in(language, "condition", "human immunodeficiency virus (HIV) infection")
    assert named_in(language, "condition", "wibbles") is None
    assert named_in(language, "drug", "HIV Infections") is None


@pytest.mark.parametrize(
    ("words", "key", "name", "same"),
    [
        ("pancreatitis", "Pancreatitis", "pancreatitis", True),
        ("acute pancreatitis", "Pancreatitis", "pancreatitis", False),
        ("hepatitis B infection", "Hepatitis B", "hepatitis B", True),
        ("NSCLC", "Carcinoma, Non-Small-Cell Lung", "non-small cell lung carcinoma", True),
        ("paroxysmal atrial fibrillation", "Atrial Fibrillation", "atrial fibrillation", False),
    ],
)
def test_more_exact_words_are_another_name(words: str, key: str, name: str, same: bool) -> None:
    assert says_no_more(words, key, name) is same
