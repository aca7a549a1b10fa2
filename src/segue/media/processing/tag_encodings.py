"""Text that a file calls Latin-1 though it isn't: what programs wrote in the encoding of their own country.

Guessed only where it is all but certain; the text as the file has it is kept beside.
"""

import codecs
import re
from collections.abc import Iterable

_HIGH_RUN = re.compile(rb"[A-Za-z\x80-\xff]*[\x80-\xff][A-Za-z\x80-\xff]*")
_CYRILLIC_LETTERS = frozenset(bytes([*range(0xC0, 0x100), 0xA8, 0xB8]))  # А to я, Ё and ё in Windows-1251
_MIN_CYRILLIC_LETTERS = 4
_MIN_CYRILLIC_WORD = 3


def real_encoding(texts: Iterable[str]) -> str:
    """Of texts of one file that were decoded as Latin-1: "utf-8", "cp932" (Shift-JIS), "cp1251", "cp1252" where they
    use its quotes and dashes, or "latin-1"."""
    content = b"\n".join(text.encode("latin-1", "replace") for text in texts)
    if content.isascii():
        return "latin-1"
    if _decodes(content, "utf-8"):
        return "utf-8"
    if _is_japanese(content):
        return "cp932"
    if _is_cyrillic(content):
        return "cp1251"
    is_windows = any(0x80 <= byte < 0xA0 for byte in content) and _decodes(content, "cp1252")
    return "cp1252" if is_windows else "latin-1"


def redecoded(text: str, encoding: str) -> str:
    """As it is, where it isn't of that encoding after all."""
    if encoding == "latin-1" or text.isascii():
        return text
    try:
        return text.encode("latin-1").decode(encoding)
    except UnicodeError:
        return text


def _decodes(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _is_japanese(content: bytes) -> bool:
    """All of it is Shift-JIS, with kana or two Han characters, and hardly any half-width kana, which accented letters
    of Latin-1 would be."""
    try:
        text = content.decode("cp932")
    except UnicodeDecodeError:
        return False
    kana = sum("\u3041" <= sign <= "\u30fe" for sign in text)
    han = sum("\u4e00" <= sign <= "\u9fff" for sign in text)
    half_width = sum("\uff61" <= sign <= "\uff9f" for sign in text)
    return (kana >= 2 or han >= 2) and half_width * 4 <= kana + han


def _is_cyrillic(content: bytes) -> bool:
    """Words are of high letters alone; in Western languages they stand among plain ones."""
    words = [word for word in _HIGH_RUN.findall(content) if any(byte >= 0x80 for byte in word)]
    if not all(byte in _CYRILLIC_LETTERS for word in words for byte in word):
        return False
    letters = sum(map(len, words))
    return letters >= _MIN_CYRILLIC_LETTERS and max(map(len, words)) >= _MIN_CYRILLIC_WORD


def guessed_text(content: bytes) -> str:
    """Of a text file that doesn't say its encoding."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    text = content.decode("latin-1")
    return redecoded(text, real_encoding([text]))
