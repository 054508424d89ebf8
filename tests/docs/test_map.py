"""The map of the project names what is there."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = {
    path.stem for path in (ROOT / "trialhead").iterdir() if path.suffix == ".py" or path.is_dir()
} - {"__init__", "__pycache__"}


def test_every_room_stands_in_the_architecture_and_the_glossary():
    architecture = (ROOT / "ARCHITECTURE.md").read_text()
    glossary = (ROOT / "GLOSSARY.md").read_text()
    assert not [room for room in ROOMS if f"`{room}`" not in architecture]
    assert not [room for room in ROOMS if f"**{room}**" not in glossary]


def test_every_dependency_has_its_reason():
    text = (ROOT / "pyproject.toml").read_text()
    project = tomllib.loads(text)["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    lines = [line for line in text.splitlines() if line.strip().startswith('"')]
    bare = [
        name for name in wanted if not any(f'"{name}"' in line and "#" in line for line in lines)
    ]
    assert not bare


def test_every_decision_is_listed():
    decisions = sorted((ROOT / "docs" / "adr").glob("0*.md"))
    listed = (ROOT / "docs" / "adr" / "README.md").read_text()
    assert decisions
    assert not [path.name for path in decisions if path.name not in listed]
