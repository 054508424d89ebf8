"""Which index in a folder is in force and how far it goes: one small file, written last."""

import json
import os
import uuid
from dataclasses import asdict, dataclass
from pathlib import Path

from trialhead.search.schema import VERSION


@dataclass(frozen=True, kw_only=True, slots=True)
class State:
    """Which generation of the index is in force and up to which change it is complete."""

    generation: str = ""
    version: int = VERSION
    identity: str = ""
    position: int = 0


def read_state(folder: Path) -> State:
    """The state in force. An index of another version, or a damaged file, counts as none."""
    try:
        state = State(**json.loads((folder / "state.json").read_text()))
    except (OSError, ValueError, TypeError):
        return State()
    return state if state.version == VERSION else State()


def write_state(folder: Path, state: State) -> None:
    """Put a state in force; readers see the old one or the new one, never a part."""
    draft = folder / f"state.{uuid.uuid4().hex[:8]}"
    with draft.open("w") as file:
        json.dump(asdict(state), file)
        file.flush()
        os.fsync(file.fileno())
    os.replace(draft, folder / "state.json")
