"""Keys, and what a store of them must be able to do."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from segue.env.secrets import MIN_LENGTH, MissingSecret
from segue.env.weak_values import weakness


@dataclass(frozen=True)
class Key:
    """`id` stands in what the key signed or encrypted; it is made from the key and tells nothing of it."""

    id: str
    secret: bytes = field(repr=False)


@dataclass(frozen=True)
class Reading:
    """`text`: keys between white space, newest first. `changed_at_s`: when they were last changed, in Unix seconds."""

    text: str = field(repr=False)
    changed_at_s: float


class KeyStore(Protocol):
    """Where the keys of a ring are kept."""

    label: str

    def read(self, *, is_urgent: bool = False) -> Reading:
        """`is_urgent`: ask the store itself, not a copy of what it said. Raises MissingSecret."""


def parse_keys(text: str, label: str) -> Mapping[str, Key]:
    """By id, newest first. Raises MissingSecret when there is none, or one that is short or no secret."""
    secrets = text.split()
    if not secrets or min(map(len, secrets)) < MIN_LENGTH:
        raise MissingSecret(f"{label} holds a key that is shorter than {MIN_LENGTH} characters.")
    for reason in filter(None, map(weakness, secrets)):
        raise MissingSecret(f"{label} holds a key that {reason}. Put a random one there.")
    return {key.id: key for key in map(make_key, secrets)}


def make_key(secret: str) -> Key:
    return Key(hashlib.sha256(b"key id " + secret.encode()).hexdigest()[:8], secret.encode())
