"""Whether files that hold secrets are for their owner alone."""

import os
import stat
from collections.abc import Mapping
from pathlib import Path

from segue.env.provenance import Given
from segue.env.secret_checks import secret_variables
from segue.env.settings import Settings

ANY = stat.S_IRWXG | stat.S_IRWXO
WRITE = stat.S_IWGRP | stat.S_IWOTH


def open_files(settings: Settings, values: Mapping[str, Given]) -> list[str]:
    """One line for each file or folder that others may read, with the command that mends it; others may look into the
    data folder itself, where nothing is theirs to read, but not write there."""
    judged = (_judge(settings.data_dir, WRITE), *(_judge(path, ANY) for path in _private(settings, values)))
    return [problem for problem in judged if problem]


def _private(settings: Settings, values: Mapping[str, Given]) -> list[Path]:
    """The folder of the keys, the keys, and `segue.toml` when there is a secret in it. The files of container secrets
    belong to the platform: often it opens them to its own group."""
    keys = settings.data_dir / "secrets"
    paths = [keys, *sorted(keys.glob("*"))]
    config = values.get("SEGUE_CONFIG")
    if config and any(
        values[name].provenance.label == config.text for name in secret_variables() & values.keys()
    ):
        paths.append(Path(config.text))
    return paths


def _judge(path: Path, bits: int) -> str | None:
    try:
        facts = path.stat()
    except OSError:
        return None  # what must be there and isn't is another's finding
    if facts.st_mode & bits:
        wanted = "700" if path.is_dir() else "600"
        return f"{path} is open to other users: run `chmod {wanted} {path}`."
    if facts.st_uid not in (0, os.geteuid()):
        return f"{path} belongs to another user: run `chown {os.geteuid()} {path}`."
    return None
