"""Which files are one release: by MusicBrainz' id, else by folder, album and album artist."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from segue.artists.services import NamedArtist
from segue.catalog.types import UNTITLED
from segue.kernel.text import one_line
from segue.media.services import ScannedFile, shown_name
from segue.media.types import Tags

UNKNOWN_ARTIST = "Unknown artist"
VARIOUS_ARTISTS = "Various Artists"
VARIOUS_ARTISTS_MBID = "89ad4ac3-39f7-470e-963a-56509c546377"
MAX_ARTIST_NAME = 200
MAX_TITLE = 300
MAX_CREDIT = 500
_FEATURING = re.compile(r"\s[(\[]?(?:feat\.|feat\s|ft\.|featuring\s)", re.IGNORECASE)
Key = tuple[str, ...]


@dataclass(frozen=True)
class Album:
    """Files of one release, in its order. `credit` is the artist's line where it isn't just the artist's name."""

    key: Key
    folder: bytes
    title: str
    artist: NamedArtist
    credit: str
    is_compilation: bool
    files: Sequence[ScannedFile]


def albums_of(files: Iterable[ScannedFile]) -> list[Album]:
    """Files that name no album are releases of their own."""
    groups: defaultdict[Key, list[ScannedFile]] = defaultdict(list)
    for file in files:
        groups[_group_key(file)].append(file)
    albums: list[Album] = []
    for key, members in groups.items():
        if key[0] != "folder":
            albums.append(_album(key, members))
            continue
        parts = _by_album_artist(members)
        albums += [_album((*key, name), part) for name, part in parts.items()]
    return albums


def title_of(file: ScannedFile) -> str:
    """Of a track."""
    stem = shown_name(file.found.name).rpartition(".")[0]
    return one_line(file.tags.title or stem)[:MAX_TITLE].rstrip() or "Untitled"


def artist_line(tags: Tags) -> str:
    return one_line(tags.artist)[:MAX_CREDIT].rstrip()


def place_of(file: ScannedFile) -> tuple[int, int, str]:
    """Disc, number, and file name: the order of tracks."""
    disc = file.tags.disc_number or file.found.disc_number or 1
    return (min(disc, 99), file.tags.track_number or 0, file.found.name)


def _group_key(file: ScannedFile) -> Key:
    tags = file.tags
    if tags.release_mbid:
        return ("mbid", tags.release_mbid)
    if tags.album:
        return ("folder", file.found.album_folder.decode("utf-8", "surrogateescape"), tags.album.casefold())
    return ("file", file.found.path.decode("utf-8", "surrogateescape"))


def _by_album_artist(files: list[ScannedFile]) -> dict[str, list[ScannedFile]]:
    """Files of one album in one folder: with one album artist at most, they are one release."""
    named: defaultdict[str, list[ScannedFile]] = defaultdict(list)
    for file in files:
        named[file.tags.album_artist.casefold()].append(file)
    if len(named) <= 2 and "" in named:
        return {next((name for name in named if name), ""): files}
    return dict(named)


def _album(key: Key, files: list[ScannedFile]) -> Album:
    files.sort(key=place_of)
    first = next((file.tags for file in files if file.tags.album_artist), files[0].tags)
    is_various = not first.album_artist and _are_various(files)
    is_compilation = is_various or any(file.tags.is_compilation for file in files)
    artist, credit = _artist(first, is_various=is_various)
    title = one_line(first.album or first.title or shown_name(files[0].found.name).rpartition(".")[0])
    return Album(
        key=key,
        folder=files[0].found.album_folder,
        title=title[:MAX_TITLE].rstrip() or UNTITLED,
        artist=artist,
        credit=credit,
        is_compilation=is_compilation,
        files=files,
    )


def _are_various(files: list[ScannedFile]) -> bool:
    """Tracks by several artists, none of whom stands in all the lines."""
    lines = {_folded(main_artist(file.tags.artist)) for file in files} - {""}
    if len(lines) < 2:
        return False
    shortest = min(lines, key=len)
    return not all(shortest in line for line in lines)


def _folded(name: str) -> str:
    """Without case and accents, which people leave out."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def main_artist(line: str) -> str:
    """Without whom it features."""
    return _FEATURING.split(line, maxsplit=1)[0].strip()


def _artist(tags: Tags, *, is_various: bool) -> tuple[NamedArtist, str]:
    """Whose page it stands on, and the line on the cover if that says more."""
    if is_various:
        return NamedArtist(VARIOUS_ARTISTS, mbid=VARIOUS_ARTISTS_MBID), ""
    if tags.album_artist:
        line, each, mbids, sort_name = (
            tags.album_artist,
            tags.album_artists,
            tags.album_artist_mbids,
            tags.album_artist_sort,
        )
    else:
        line, each, mbids, sort_name = (
            main_artist(tags.artist),
            tags.artists[:1] and (main_artist(tags.artists[0]),),
            tags.artist_mbids,
            tags.artist_sort,
        )
    name = one_line(each[0] if each else line)[:MAX_ARTIST_NAME].rstrip() or UNKNOWN_ARTIST
    line = one_line(line)[:MAX_CREDIT].rstrip()
    is_one = len(each) <= 1
    return (
        NamedArtist(name, one_line(sort_name)[:200] if is_one else "", mbids[0] if mbids else ""),
        line if line and line != name else "",
    )
