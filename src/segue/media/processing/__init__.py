"""Turns an untrusted audio file into facts, tags, covers, renditions, loudness and a waveform; knows no database.

Every step runs its tools as confined children, takes a regular file whose name we chose and an empty folder of
ours to work in, and raises ProcessingError with a sentence for the artist.
"""

from segue.media.processing.album_loudness import album_loudness
from segue.media.processing.covers import make_covers
from segue.media.processing.encoding import encode
from segue.media.processing.errors import ProcessingError
from segue.media.processing.preparation import prepare
from segue.media.processing.probe import probe
from segue.media.processing.tags import read_all_tags, read_tags

__all__ = [
    "ProcessingError",
    "album_loudness",
    "encode",
    "make_covers",
    "prepare",
    "probe",
    "read_all_tags",
    "read_tags",
]
