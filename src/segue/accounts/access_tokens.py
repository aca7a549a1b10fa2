"""The text of a personal access token: `segue_`, 256 random bits and a checksum, in letters and digits."""

import re
import secrets
import string
import zlib

PREFIX = "segue_"
ALPHABET = string.digits + string.ascii_uppercase + string.ascii_lowercase
RANDOM_BITS = 256
RANDOM_LENGTH = 43
CHECKSUM_LENGTH = 6
_TEXT = re.compile(rf"{PREFIX}([0-9A-Za-z]{{{RANDOM_LENGTH}}})([0-9A-Za-z]{{{CHECKSUM_LENGTH}}})")


def new_token() -> str:
    """The checksum (CRC-32) lets scanners for leaked secrets tell a token from other text, without asking us."""
    number = _base62(secrets.randbits(RANDOM_BITS), RANDOM_LENGTH)
    return f"{PREFIX}{number}{_checksum(number)}"


def is_token(text: str) -> bool:
    """Whether this could be one of ours."""
    match = _TEXT.fullmatch(text)
    return match is not None and _checksum(match[1]) == match[2]


def _checksum(number: str) -> str:
    return _base62(zlib.crc32(number.encode()), CHECKSUM_LENGTH)


def _base62(number: int, length: int) -> str:
    digits = []
    for _ in range(length):
        number, digit = divmod(number, len(ALPHABET))
        digits.append(ALPHABET[digit])
    return "".join(reversed(digits))
