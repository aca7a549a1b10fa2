"""Files by which a test holds a process at a known place."""

import os
import time
import uuid
from pathlib import Path

FOLDER = "PRESSING_GATES"


def gate(folder: Path, subject_id: uuid.UUID, place: str) -> Path:
    """Closed while this file exists. A process that came to it leaves its id in the same name + `.reached`."""
    return folder / f"{subject_id.hex}.{place}"


def reached(path: Path) -> Path:
    return path.with_name(f"{path.name}.reached")


def pass_through(subject_id: uuid.UUID, place: str) -> None:
    """Return once the gate is open."""
    path = gate(Path(os.environ[FOLDER]), subject_id, place)
    while path.exists():
        reached(path).write_text(str(os.getpid()))
        time.sleep(0.02)
