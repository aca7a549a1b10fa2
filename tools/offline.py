"""An environment in which Django can be set up with no service running; `python -m tools.offline COMMAND` uses it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from segue.env import ensure_secrets

NOWHERE = "postgresql://segue@127.0.0.1:1/segue"
ENVIRONMENT_NAMES = ("DATABASE_URL", "VALKEY_URL", "STORAGE_URL")


@contextmanager
def offline_environment() -> Iterator[dict[str, str]]:
    """The current environment, with Segue's variables replaced by a temporary data folder and a database nowhere."""
    kept = {name: value for name, value in os.environ.items() if not _is_ours(name)}
    with TemporaryDirectory(prefix="segue-offline-") as folder:
        ensure_secrets(Path(folder))
        yield kept | {
            "SEGUE_DATA": folder,
            "DATABASE_URL": NOWHERE,
            "DJANGO_SETTINGS_MODULE": "segue.config.settings.test",
        }


def main(command: list[str]) -> int:
    """Run a command, a program of this Python's folder or a module, and return its exit code."""
    program = Path(sys.executable).with_name(command[0])
    with offline_environment() as environment:
        return subprocess.run([str(program), *command[1:]], env=environment, check=False).returncode


def _is_ours(name: str) -> bool:
    return name.startswith("SEGUE_") or name in ENVIRONMENT_NAMES


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
