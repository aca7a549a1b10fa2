"""Turns an untrusted audio file into facts, tags, covers, renditions, loudness and a waveform; knows no database.

Every step runs its tools as confined children, takes a regular file whose name we chose and an empty folder of
ours to work in, and raises ProcessingError with a sentence for the artist.
"""

from segue.media.processing.covers import make_covers
from segue.media.processing.errors import ProcessingError
from segue.media.processing.loudness import measure_loudness
from segue.media.processing.peaks import measure_peaks
from segue.media.processing.probe import probe
from segue.media.processing.tags import read_tags
from segue.media.processing.transcode import transcode

__all__ = [
    "ProcessingError",
    "make_covers",
    "measure_loudness",
    "measure_peaks",
    "probe",
    "read_tags",
    "transcode",
]
