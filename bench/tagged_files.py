"""A library to scan: many small files of five formats, each with its own tags, made of a few real ones."""

import random
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

from mutagen.flac import FLAC
from mutagen.id3 import ID3, TALB, TCOM, TCON, TDRC, TIT2, TPE1, TPE2, TPOS, TPUB, TRCK, TSRC, TXXX, UFID
from mutagen.mp4 import MP4, MP4FreeForm
from mutagen.oggopus import OggOpus
from mutagen.oggvorbis import OggVorbis

from segue.media.processing.ffmpeg import ffmpeg_path

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
MUSIC = DATA / "C_music" / "singularity-music" / "Through Space.ogg"
NAMES = DATA / "B_search" / "tracks.tsv"
TONE = ("-f", "lavfi", "-i", "sine=frequency=330:sample_rate=44100")
SECONDS = "3"
FORMATS = {
    "mp3": ("-c:a", "libmp3lame", "-b:a", "128k"),
    "flac": ("-c:a", "flac", "-ac", "1", "-ar", "22050"),
    "ogg": ("-c:a", "libvorbis", "-q:a", "3"),
    "opus": ("-c:a", "libopus", "-b:a", "96k"),
    "m4a": ("-c:a", "aac", "-b:a", "128k", "-movflags", "+faststart"),
}
GENRES = (
    "Ambient",
    "Hip-Hop",
    "Jazz",
    "Chamber Music",
    "Indie Rock",
    "Techno",
    "Folk",
    "Drone",
    "Pop",
    "Metal",
)
TRACKS_PER_ALBUM = 12
ALBUMS_PER_ARTIST = 3


def make_library(root: Path, count: int) -> None:
    """Artist/Year - Album/NN Title.ending; one format for each album."""
    seeds = make_seeds(root.parent / "seeds")
    dice = random.Random(5)  # noqa: S311 - the same library each time
    titles = list(_titles(count, dice))
    for album in range(-(-count // TRACKS_PER_ALBUM)):
        seed = seeds[album % len(seeds)]
        artist = f"{titles[album // ALBUMS_PER_ARTIST * 7 % count][0]} {album // ALBUMS_PER_ARTIST}"
        name = titles[album * 11 % count][1]
        folder = root / _plain(artist) / f"{1970 + album % 55} - {_plain(name)} {album}"
        folder.mkdir(parents=True, exist_ok=True)
        for number in range(1, min(TRACKS_PER_ALBUM, count - album * TRACKS_PER_ALBUM) + 1):
            title = titles[album * TRACKS_PER_ALBUM + number - 1][1]
            path = folder / f"{number:02} {_plain(title)}{seed.suffix}"
            shutil.copyfile(seed, path)
            write_tags(path, _tags(dice, artist, f"{name} {album}", title, number, album))


def make_seeds(folder: Path) -> list[Path]:
    """Three seconds of music in each format."""
    folder.mkdir()
    source = ("-ss", "30", "-i", str(MUSIC)) if MUSIC.exists() else TONE
    quietly = (ffmpeg_path(), "-nostdin", "-v", "error")
    wav = folder.parent / "seed.wav"
    subprocess.run([*quietly, *source, "-t", SECONDS, "-map_metadata", "-1", str(wav)], check=True)
    for ending, options in FORMATS.items():
        target = str(folder / f"seed.{ending}")
        subprocess.run([*quietly, "-i", str(wav), *options, target], check=True)
    return sorted(folder.iterdir())


def _titles(count: int, dice: random.Random) -> Iterator[tuple[str, str]]:
    """Pairs of an artist and a title: real ones where they are at hand."""
    if NAMES.exists():
        lines = NAMES.read_text().splitlines()[1:]
        rows = [line.split("\t") for line in dice.sample(lines, min(len(lines), count))]
        yield from ((row[0], row[2]) for row in rows)
        count -= len(rows)
    words = ("Low", "Paper", "Tide", "Heron", "Été", "Море", "夜", "Glass", "Winter", "Lamp")
    for number in range(count):
        yield f"{dice.choice(words)} {dice.choice(words)}", f"{dice.choice(words)} {number}"


def _tags(
    dice: random.Random, artist: str, album: str, title: str, number: int, album_number: int
) -> dict[str, str]:
    """What a music tagger writes."""

    def mbid() -> str:
        return str(UUID(int=dice.getrandbits(128)))

    return {
        "title": title,
        "artist": artist,
        "album": album,
        "albumartist": artist,
        "tracknumber": f"{number}/{TRACKS_PER_ALBUM}",
        "discnumber": "1/1",
        "date": str(1970 + album_number % 55),
        "genre": GENRES[album_number % len(GENRES)],
        "composer": f"{artist.split()[0]} {'ABCDEF'[number % 6]}.",
        "isrc": f"USRC1{album_number % 100:02}{number:05}",
        "label": f"Label {album_number % 40}",
        "MUSICBRAINZ_TRACKID": mbid(),
        "MUSICBRAINZ_ALBUMID": str(UUID(int=1 + album_number)),
        "MUSICBRAINZ_ARTISTID": str(UUID(int=1_000_000 + album_number // ALBUMS_PER_ARTIST)),
        "MUSICBRAINZ_ALBUMARTISTID": str(UUID(int=1_000_000 + album_number // ALBUMS_PER_ARTIST)),
        "MUSICBRAINZ_RELEASETRACKID": mbid(),
        "REPLAYGAIN_TRACK_GAIN": f"{dice.uniform(-12, 3):.2f} dB",
        "REPLAYGAIN_TRACK_PEAK": f"{dice.random():.6f}",
        "MEDIA": "CD",
        "SCRIPT": "Latn",
    }


def write_tags(path: Path, tags: dict[str, str]) -> None:
    if path.suffix == ".mp3":
        _write_id3(path, tags)
    elif path.suffix == ".m4a":
        _write_mp4(path, tags)
    else:
        audio: Any = {".flac": FLAC, ".ogg": OggVorbis, ".opus": OggOpus}[path.suffix](path)
        audio.update(tags)
        audio.save()


_FRAMES = {
    "title": TIT2, "artist": TPE1, "album": TALB, "albumartist": TPE2, "tracknumber": TRCK, "discnumber": TPOS,
    "date": TDRC, "genre": TCON, "composer": TCOM, "isrc": TSRC, "label": TPUB,
}  # fmt: skip
_ATOMS = {
    "title": "\xa9nam", "artist": "\xa9ART", "album": "\xa9alb", "albumartist": "aART", "date": "\xa9day",
    "genre": "\xa9gen", "composer": "\xa9wrt",
}  # fmt: skip


def _write_id3(path: Path, tags: dict[str, str]) -> None:
    frames = ID3()
    for name, text in tags.items():
        if name == "MUSICBRAINZ_TRACKID":
            frames.add(UFID(owner="http://musicbrainz.org", data=text.encode()))
        else:
            frames.add(_FRAMES[name](text=text) if name in _FRAMES else TXXX(desc=name, text=text))
    frames.save(path)


def _write_mp4(path: Path, tags: dict[str, str]) -> None:
    audio = MP4(path)
    for name, text in tags.items():
        if name in ("tracknumber", "discnumber"):
            number, total = map(int, text.split("/"))
            audio["trkn" if name == "tracknumber" else "disk"] = [(number, total)]
        elif name in _ATOMS:
            audio[_ATOMS[name]] = text
        else:
            audio[f"----:com.apple.iTunes:{name}"] = [MP4FreeForm(text.encode())]
    audio.save()


def _plain(text: str) -> str:
    return "".join(sign if sign.isalnum() else " " for sign in text)[:60].strip() or "x"
