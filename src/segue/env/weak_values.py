"""Values that everybody knows or guesses: placeholders of examples, and what repeats itself."""

import re

KNOWN = frozenset((
    "123456", "1234567", "12345678", "123456789", "1234567890", "admin", "adminadmin", "administrator",
    "default", "django", "dummy", "example", "foobar", "guest", "guestguest", "letmein", "master", "minio",
    "minio123", "minioadmin", "password", "passw0rd", "postgres", "postgresql", "qwerty", "redis", "root",
    "rootroot", "s3cret", "secret", "secretkey", "segue", "test", "testtest", "token", "valkey",
))  # fmt: skip
PLACEHOLDERS = (
    "changeme", "changethis", "djangoinsecure", "examplekey", "fixme", "insecure", "insertyour", "mysecret",
    "notsecret", "notsosecret", "password123", "placeholder", "pleasechange", "publicexample", "replaceme",
    "replacethis", "replacewith", "secretkeyhere", "supersecret", "thisisasecret", "topsecret",
    "yoursecret", "yourpassword", "yourkey",
)  # fmt: skip
SEQUENCES = (
    "0123456789" * 8,
    "abcdefghijklmnopqrstuvwxyz" * 4,
    "qwertyuiopasdfghjklzxcvbnm" * 4,
    "0123456789abcdef" * 8,
)
MARKED = re.compile(r"<[^>]*>|\$\{.*\}|\{\{.*\}\}|…|\.\.\.|x{6,}", re.IGNORECASE)
LEAST_DIFFERENT = 8
"""Characters that a key of 32 must have at least; 32 random hexadecimal digits have fewer once in two million."""
KEY_LENGTH = 32


def weakness(value: str) -> str | None:
    """Why a secret is none, as the end of a sentence that begins with its name; None when nothing is wrong with it."""
    squeezed = re.sub(r"[^a-z0-9]", "", value.casefold())
    if squeezed in KNOWN or any(word in squeezed for word in PLACEHOLDERS) or MARKED.search(value):
        return "is a published example value"
    if len(set(value)) == 1 or _repeats(value) or any(squeezed and squeezed in row for row in SEQUENCES):
        return "repeats itself or counts up"
    if len(value) >= KEY_LENGTH and len(set(value)) < LEAST_DIFFERENT:
        return "has too few different characters"
    return None


def _repeats(value: str) -> bool:
    """One block of up to a third of the value, again and again: `abcabcabc`."""
    return any(
        value == (value[:length] * (len(value) // length + 1))[: len(value)]
        for length in range(1, len(value) // 3 + 1)
    )
