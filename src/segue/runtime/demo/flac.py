"""Write a finished track as a tagged FLAC file with its cover inside, whole or not at all."""

import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import imageio_ffmpeg
from mutagen import MutagenError
from mutagen.flac import FLAC, Picture

from segue.runtime.demo.mastering import Pcm
from segue.runtime.demo.press import SIZE_PX
from segue.runtime.demo.sound import SAMPLE_RATE_HZ

FRONT_COVER: Final = 3
ENCODER_NOTE: Final = "Segue demo catalog, version 1"
"""Marks a file as complete and from this version of the music; raise the number when the music changes."""


@dataclass(frozen=True)
class TrackTags:
    """What a track says about itself, as Vorbis comments."""

    title: str
    artist: str
    album: str
    track_number: int
    released_on: str
    genre: str

    def comments(self) -> dict[str, str]:
        """Vorbis comment names and values."""
        return {
            "TITLE": self.title,
            "ARTIST": self.artist,
            "ALBUM": self.album,
            "ALBUMARTIST": self.artist,
            "TRACKNUMBER": str(self.track_number),
            "DATE": self.released_on,
            "GENRE": self.genre,
            "ENCODED-BY": ENCODER_NOTE,
        }


def track_path(folder: Path, tags: TrackTags) -> Path:
    """Where a track belongs: `<artist>/<release>/<NN title>.flac`."""
    return folder / tags.artist / tags.album / f"{tags.track_number:02d} {tags.title}.flac"


def is_written(path: Path) -> bool:
    """Whether an earlier run finished this file."""
    try:
        return path.is_file() and FLAC(path).get("ENCODED-BY") == [ENCODER_NOTE]
    except MutagenError:
        return False


def write_track(path: Path, pcm: Pcm, tags: TrackTags, cover_jpeg: bytes) -> None:
    """Encode beside the final name, tag, then rename; raises `CalledProcessError` if ffmpeg refuses."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial_path = path.with_name(f".{path.name}.part")
    _encode(partial_path, pcm)
    _tag(partial_path, tags, cover_jpeg)
    partial_path.replace(path)


def _encode(path: Path, pcm: Pcm) -> None:
    argv = [imageio_ffmpeg.get_ffmpeg_exe(), "-nostdin", "-v", "error", "-y"]
    argv += ["-f", "s16le", "-ar", str(SAMPLE_RATE_HZ), "-ac", "2", "-i", "pipe:0"]
    argv += ["-c:a", "flac", "-compression_level", "8", "-bitexact", "-f", "flac", f"file:{path}"]
    subprocess.run(argv, input=pcm.tobytes(), check=True, capture_output=True)


def _tag(path: Path, tags: TrackTags, cover_jpeg: bytes) -> None:
    audio = FLAC(path)
    audio.delete()
    for name, value in tags.comments().items():
        audio[name] = value
    picture = Picture()
    picture.type, picture.mime, picture.desc = FRONT_COVER, "image/jpeg", "Front cover"
    picture.width = picture.height = SIZE_PX
    picture.depth = 24
    picture.data = cover_jpeg
    audio.clear_pictures()
    audio.add_picture(picture)
    audio.save()
