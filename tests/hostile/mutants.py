"""Breaks good files in the ways that transfers, disks, programs and attackers do; the same seed breaks the same way."""

import struct
from collections.abc import Callable, Mapping
from random import Random

Mutation = Callable[[bytearray, bytes, Random], bytearray]
_HEADER_BYTES = 512
_LENGTHS = (0, 1, 0x7F, 0xFF, 0x7FFF, 0xFFFF, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFF0, 0xFFFF_FFFF)


def mutate(content: bytes, other: bytes, random: Random) -> tuple[str, bytes]:
    """The name of the mutation and what became of `content`; `other` is a good file of another format."""
    name = random.choice(sorted(MUTATIONS))
    broken = MUTATIONS[name](bytearray(content), other, random)
    if random.random() < 0.2:
        second = random.choice(sorted(MUTATIONS))
        name, broken = f"{name}+{second}", MUTATIONS[second](broken, other, random)
    return name, bytes(broken)


def _flip_bits(content: bytearray, other: bytes, random: Random) -> bytearray:
    for _ in range(random.choice((1, 1, 4, 64))):
        if content:
            content[random.randrange(len(content))] ^= 1 << random.randrange(8)
    return content


def _flip_header_bits(content: bytearray, other: bytes, random: Random) -> bytearray:
    for _ in range(random.choice((1, 2, 8))):
        if content:
            content[random.randrange(min(len(content), _HEADER_BYTES))] ^= 1 << random.randrange(8)
    return content


def _cut(content: bytearray, other: bytes, random: Random) -> bytearray:
    return content[: random.randrange(len(content) + 1)]


def _behead(content: bytearray, other: bytes, random: Random) -> bytearray:
    return content[random.randrange(len(content) + 1) :]


def _swap_blocks(content: bytearray, other: bytes, random: Random) -> bytearray:
    size = random.choice((16, 188, 512, 4096))
    first, second = (random.randrange(max(1, len(content) - size)) for _ in range(2))
    one, two = content[first : first + size], content[second : second + size]
    content[first : first + size], content[second : second + size] = two, one
    return content


def _insert(content: bytearray, other: bytes, random: Random) -> bytearray:
    at = random.randrange(len(content) + 1)
    content[at:at] = random.randbytes(random.choice((1, 3, 128, 5000)))
    return content


def _erase(content: bytearray, other: bytes, random: Random) -> bytearray:
    at, size = random.randrange(len(content) + 1), random.choice((4, 64, 2048))
    content[at : at + size] = bytes(len(content[at : at + size]))
    return content


def _repeat(content: bytearray, other: bytes, random: Random) -> bytearray:
    at = random.randrange(len(content) + 1)
    content[at:at] = content[at : at + random.choice((8, 512, 8192))] * random.choice((1, 2, 50))
    return content


def _lie_about_length(content: bytearray, other: bytes, random: Random) -> bytearray:
    """One field near the start or the end gets a length, in either byte order, that can't be true."""
    if len(content) < 8:
        return content
    from_end = random.random() < 0.3
    at = random.randrange(min(len(content) - 4, _HEADER_BYTES))
    at = len(content) - 4 - at if from_end else at
    struct.pack_into(random.choice("<>") + "I", content, at, random.choice(_LENGTHS))
    return content


def _give_other_head(content: bytearray, other: bytes, random: Random) -> bytearray:
    size = random.choice((4, 12, 64, 1024))
    content[:size] = other[:size]
    return content


def _give_other_tail(content: bytearray, other: bytes, random: Random) -> bytearray:
    at = random.randrange(len(content) + 1)
    return content[:at] + other[random.randrange(len(other)) :]


MUTATIONS: Mapping[str, Mutation] = {
    "bits": _flip_bits,
    "header bits": _flip_header_bits,
    "cut": _cut,
    "beheaded": _behead,
    "swapped": _swap_blocks,
    "inserted": _insert,
    "erased": _erase,
    "repeated": _repeat,
    "length": _lie_about_length,
    "other head": _give_other_head,
    "other tail": _give_other_tail,
}
