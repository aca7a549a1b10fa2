"""Whether the keys that Segue made for itself are all there and as they must be."""

from collections.abc import Iterator
from dataclasses import fields
from itertools import combinations
from pathlib import Path

from segue.env.purposes import PURPOSES, Purpose
from segue.env.secret_checks import key_problem
from segue.env.secrets import Secrets, ensure_secrets
from segue.env.settings import Settings

ADVICE = "put it back from your backup"
ANOTHER = "put a random one, such as `openssl rand -base64 48` prints,"
RECORD = "made"
"""In the folder of the secrets: the names of those that were made, one a line. Without it a lost key would be made
anew without a word, and what the old one encrypted would be lost."""


def key_problems(settings: Settings) -> list[str]:
    """One line for each key file that is lost, can't be read, or holds a key that won't do, and for each key that is in
    two rings; nothing is changed."""
    folder = settings.data_dir / "secrets"
    made = _made(folder)
    problems = [
        problem for name in _used(settings) for problem in _of_file(folder / name, is_made=name in made)
    ]
    return problems or list(_shared(settings))


def make_keys(data_dir: Path) -> None:
    """Make those that were never made, and note that. Raises MissingSecret when one that is there won't do."""
    ensure_secrets(data_dir)
    record = data_dir / "secrets" / RECORD
    names = "".join(f"{field.name}\n" for field in fields(Secrets))
    if not record.exists() or record.read_text() != names:
        record.touch(mode=0o600)
        record.write_text(names)


def _shared(settings: Settings) -> Iterator[str]:
    """A key that leaked out of one use would open another."""
    rings = {purpose.variable: _ring(settings, purpose) for purpose in PURPOSES.values()}
    for one, other in combinations(rings, 2):
        if rings[one] & rings[other]:
            yield f"{one} and {other} hold the same key: each needs keys of its own; {ANOTHER} into one of them."


def _ring(settings: Settings, purpose: Purpose) -> set[str]:
    """The keys that the setting or the file holds."""
    given, path = getattr(settings, purpose.field), settings.data_dir / "secrets" / purpose.file
    if given:
        return set(given.get_secret_value().split())
    return set(path.read_text().split()) if path.exists() else set()


def _made(folder: Path) -> set[str]:
    record = folder / RECORD
    return set(record.read_text().split()) if record.exists() else set()


def _used(settings: Settings) -> list[str]:
    """The files of keys that no setting replaces."""
    replaced = {purpose.file for purpose in PURPOSES.values() if getattr(settings, purpose.field)}
    if settings.database_url:
        replaced.add("postgres_password")
    return [field.name for field in fields(Secrets) if field.name not in replaced]


def _of_file(path: Path, *, is_made: bool) -> Iterator[str]:
    try:
        keys = path.read_text().split()
    except FileNotFoundError:
        if is_made:
            yield (
                f"The key {path} is missing: put it back from your backup. If it is lost for good, remove its name "
                f"from {path.parent / RECORD}, and a new one is made."
            )
    except OSError as error:
        yield f"The key {path} can't be read: {error.strerror}."
    except UnicodeDecodeError:
        yield f"The key {path} isn't text."
    else:
        problems = [key_problem(str(path), key, ADVICE) for key in keys or [""]]
        yield from dict.fromkeys(problem for problem in problems if problem)
