"""A folder tree of tagged files becomes releases: one for each album, by the album's artist."""

import hashlib
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from django.db import transaction

from segue.accounts.types import Viewer
from segue.artists import queries as artist_queries
from segue.artists import services as artist_services
from segue.artists.types import Ability
from segue.catalog import covers, services
from segue.catalog.models import Release, Track
from segue.catalog.services import UNTITLED
from segue.kernel.errors import DomainError
from segue.kernel.text import one_line
from segue.media import queries as media_queries
from segue.media import services as media_services
from segue.media.services import ENDINGS, shown_name
from segue.media.types import Tags

Progress = Callable[[str], None]
UNKNOWN_ARTIST = "Unknown artist"
MAX_ARTIST_NAME = 200
MAX_TITLE = 300
COVER_NAMES = [
    f"{name}.{ending}" for name in ("cover", "folder", "front") for ending in ("jpg", "jpeg", "png", "webp")
]


@dataclass(frozen=True)
class TaggedFile:
    path: Path
    tags: Tags

    @property
    def artist(self) -> str:
        name = one_line(self.tags.album_artist or self.tags.artist)
        return name[:MAX_ARTIST_NAME].rstrip() or UNKNOWN_ARTIST

    @property
    def album(self) -> str:
        """Without an album tag a file is a release of its own."""
        name = one_line(self.tags.album or self.tags.title or shown_name(self.path.stem))
        return name[:MAX_TITLE].rstrip() or UNTITLED

    @property
    def place(self) -> tuple[int, int, str]:
        return (self.tags.disc_number or 1, self.tags.track_number or 0, self.path.name)


def import_folder(actor: Viewer, folder: Path, *, publish: bool, on_progress: Progress) -> list[Track]:
    """The tracks that are new; files that their release already has are left out."""
    files = sorted(_tagged(folder), key=lambda file: (file.artist, file.album, file.place))
    images = folder_images(files)
    tracks: list[Track] = []
    for (artist, album), group in groupby(files, key=lambda file: (file.artist, file.album)):
        on_progress(f"{artist}: {album}")
        new = _import_release(actor, list(group), publish=publish, on_progress=on_progress)
        if new and (image := images.get((artist, album))):
            _give_cover(actor, new[0].release, image, on_progress)
        tracks += new
    return tracks


def folder_images(files: Iterable[TaggedFile]) -> dict[tuple[str, str], Path]:
    """The cover image beside the files of a release, by artist and album, unless files of another lie there too."""
    by_folder: defaultdict[Path, set[tuple[str, str]]] = defaultdict(set)
    for file in files:
        by_folder[file.path.parent].add((file.artist, file.album))
    found: dict[tuple[str, str], Path] = {}
    for folder, releases in sorted(by_folder.items()):
        names = {path.name.lower(): path for path in sorted(folder.iterdir(), reverse=True)}
        image = next((names[name] for name in COVER_NAMES if name in names), None)
        if image and image.is_file() and len(releases) == 1:
            found.setdefault(next(iter(releases)), image)
    return found


def _give_cover(actor: Viewer, release: Release, image: Path, on_progress: Progress) -> None:
    """What the team has chosen before stays."""
    if Release.objects.filter(pk=release.pk, has_chosen_cover=False).exists():
        with _refusals_told(image, on_progress), image.open("rb") as content:
            covers.set_cover(actor, str(release.pk), content)


def _tagged(folder: Path) -> Iterator[TaggedFile]:
    for path in sorted(folder.rglob("*")):
        is_hidden = path.name.startswith(".")  # copies from a Mac bring ._names that hold no music
        if not is_hidden and path.is_file() and path.suffix.lower().removeprefix(".") in ENDINGS:
            yield TaggedFile(path, media_queries.tags_of_file(path))


def _import_release(
    actor: Viewer, files: list[TaggedFile], *, publish: bool, on_progress: Progress
) -> list[Track]:
    """First all are announced, then sent: a release whose rest isn't known yet would be published too early."""
    announced: list[tuple[Track, TaggedFile]] = []
    for file in files:
        with _refusals_told(file.path, on_progress), transaction.atomic():
            release = _release(actor, file, publish=publish)
            if track := _announce(actor, release, file.path):
                announced.append((track, file))
    sent: list[Track] = []
    for track, file in announced:
        with _refusals_told(file.path, on_progress), file.path.open("rb") as content:
            media_services.receive_file(actor, track.asset_id, content)
            sent.append(track)
    return sent


@contextmanager
def _refusals_told(path: Path, on_progress: Progress) -> Iterator[None]:
    """One file that is refused doesn't stop the others; it leaves no artist and no release behind."""
    try:
        yield
    except DomainError as refusal:
        on_progress(f"Left out {shown_name(path.name)}: {refusal.detail}")


def _announce(actor: Viewer, release: Release, path: Path) -> Track | None:
    """None when its bytes are here already."""
    size_bytes = path.stat().st_size
    same = release.tracks.filter(asset__file_name=shown_name(path.name), asset__bytes=size_bytes)
    if same.exists() and same.filter(asset__sha256=_sha256(path)).exists():
        return None
    announced = same.filter(asset__sha256="").first()
    return announced or services.add_track(actor, str(release.pk), file_name=path.name, size_bytes=size_bytes)


def _release(actor: Viewer, file: TaggedFile, *, publish: bool) -> Release:
    artist_id = _artist_id(actor, file.artist)
    found = Release.objects.filter(artist_id=artist_id, title=file.album).first()
    return found or services.create_release(
        actor, artist_id=artist_id, title=file.album, publish_when_ready=publish
    )


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _artist_id(actor: Viewer, name: str) -> uuid.UUID:
    found = artist_queries.artists_where(actor, Ability.UPLOAD).filter(name=name).first()
    return (found or artist_services.create_artist(actor, name=name)).pk
