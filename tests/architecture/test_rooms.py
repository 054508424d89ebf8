"""The rooms: each is entered by its door, each module says what it is for."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2] / "trialhead"
MODULES = sorted(ROOT.rglob("*.py"))
DJANGO_ROOMS = {"portal", "website"}  # Django finds their modules by name
PUBLIC_ROOMS = {"registry", "criteria", "search", "overview"}
NETWORK = {"httpx", "requests", "urllib.request", "http.client", "smtplib"}
NETWORK_MODULES = {
    "registry/fetch.py",
    "portal/notifications/smtp.py",
    "overview/model_client.py",
}


def imports(path: Path) -> list[tuple[int, str]]:
    """Line and full name of everything a module imports."""
    found = []
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.append((node.lineno, node.module))
    return found


def room_of(path: Path) -> str:
    """The room a module belongs to."""
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def trespasses(path: Path) -> list[str]:
    """Imports that enter another room elsewhere than by its door."""
    found = []
    for line, name in imports(path):
        parts = name.split(".")
        inside = parts[0] == "trialhead" and len(parts) > 2
        if inside and parts[1] not in {room_of(path), *DJANGO_ROOMS}:
            found.append(f"{path.relative_to(ROOT)}:{line} enters {name}")
    return found


def test_rooms_are_entered_by_their_door():
    assert not [found for path in MODULES for found in trespasses(path)]


def test_public_things_never_see_patients():
    assert not [
        f"{path.relative_to(ROOT)}:{line}"
        for path in MODULES
        if room_of(path) in PUBLIC_ROOMS
        for line, name in imports(path)
        if name.startswith("trialhead.patients")
    ]


def test_the_network_is_asked_only_for_studies_for_overviews_and_to_hand_over_mail():
    found = {
        str(path.relative_to(ROOT))
        for path in MODULES
        for _, name in imports(path)
        if name in NETWORK
    }
    assert found == NETWORK_MODULES


def test_every_module_says_what_it_is_for():
    assert not [
        str(path.relative_to(ROOT))
        for path in MODULES
        if "migrations" not in path.parts
        and path.read_text().strip()
        and not ast.get_docstring(ast.parse(path.read_text()))
    ]


def test_writes_to_the_database_stand_only_in_actions():
    writing = {
        "save",
        "create",
        "bulk_create",
        "update",
        "bulk_update",
        "delete",
        "update_or_create",
    }
    found = []
    for path in (ROOT / "portal").rglob("*.py"):
        if "actions" in (path.stem, path.parent.name) or "migrations" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Attribute) and node.attr in writing:
                owner = ast.unparse(node.value)
                if ".objects" in owner or owner.endswith(("record", "version", "run")):
                    found.append(f"{path.relative_to(ROOT)}:{node.lineno} {owner}.{node.attr}")
    assert not found


@pytest.mark.parametrize("word", ["utils", "helpers", "common", "misc"])
def test_no_module_is_a_drawer_for_odds_and_ends(word):
    assert not [path for path in MODULES if path.stem == word or word in path.parts]
