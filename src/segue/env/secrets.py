"""Secrets that an installation generates for itself: one file each, mode 0600, never overwritten here."""

import os
import secrets
from dataclasses import dataclass, fields
from pathlib import Path

from pydantic import SecretStr

SECRET_BYTES = 48
MIN_LENGTH = 32


class MissingSecret(Exception):
    """A secret is absent or too short; there is no fallback value."""


@dataclass(frozen=True)
class Secrets:
    """django_key signs sessions and forms; capability_key signs media addresses; encryption_key encrypts values at rest
    (files that may hold several: see key_ring); postgres_password opens the embedded database."""

    django_key: SecretStr
    capability_key: SecretStr
    encryption_key: SecretStr
    postgres_password: SecretStr


def ensure_secrets(data_dir: Path) -> Secrets:
    """Write the secrets that are missing in `<data_dir>/secrets`, then load them all."""
    folder = data_dir / "secrets"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for field in fields(Secrets):
        _write_once(folder / field.name)
    return load_secrets(data_dir)


def load_secrets(data_dir: Path) -> Secrets:
    """Raises MissingSecret when a file is absent or its value is shorter than 32 characters."""
    folder = data_dir / "secrets"
    return Secrets(**{field.name: _read(folder / field.name) for field in fields(Secrets)})


def _write_once(path: Path) -> None:
    if path.exists():
        return
    # A half-written secret must never be read, so the name appears only when the content is complete.
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(SECRET_BYTES))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass  # another process was first: its value stands
    finally:
        draft.unlink()
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """A secret that a power cut takes back would lock its owner out of the database made with it."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _read(path: Path) -> SecretStr:
    try:
        value = path.read_text().strip()
    except FileNotFoundError:
        raise MissingSecret(
            f"The secret {path} is missing. Start Segue with `segue up` to create it."
        ) from None
    if len(value) < MIN_LENGTH:
        raise MissingSecret(
            f"The secret {path} is shorter than {MIN_LENGTH} characters. Remove it to have it made anew."
        )
    return SecretStr(value)
