"""Covers of imported releases, once these can be browsed: images beside the files first, then those inside."""

import uuid
from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from segue.catalog.models import Release, Track
from segue.kernel.errors import DomainError
from segue.media.services import (
    Image,
    LibraryFolder,
    ProcessingError,
    find_image,
    keep_embedded_image,
    keep_image,
    shown_name,
)


@dataclass
class _Coverless:
    folders: dict[bytes, None] = field(default_factory=dict)
    with_image: bytes = b""


def give_covers(
    library: LibraryFolder,
    wanted: Collection[uuid.UUID] | None,
    *,
    on_done: Callable[[int, int], None],
    on_trouble: Callable[[str], None],
) -> None:
    """To those of the `wanted` releases, or of all in the library, that have none and for which nobody chose one."""
    coverless = _coverless(library, wanted)
    for count, (release_id, found) in enumerate(coverless.items(), start=1):
        try:
            image = _image(library, found)
        except (ProcessingError, DomainError, OSError) as error:
            title = Release.all_rows.filter(pk=release_id).values_list("title", flat=True).first()
            words = error.message if isinstance(error, ProcessingError) else str(error)
            on_trouble(f"No cover for {shown_name(title or '')}: {words}")
            image = None
        if image:
            rows = Release.objects.filter(pk=release_id, cover=None, has_chosen_cover=False)
            rows.update(cover=image)
        on_done(count, len(coverless))


def _image(library: LibraryFolder, found: _Coverless) -> Image | None:
    for folder in found.folders:
        if path := find_image(library, folder):
            return keep_image(library, path)
    return keep_embedded_image(library, found.with_image) if found.with_image else None


def _coverless(library: LibraryFolder, wanted: Collection[uuid.UUID] | None) -> dict[uuid.UUID, _Coverless]:
    """Folders in which files of several releases lie are nobody's."""
    rows = Track.objects.filter(asset__library_file__folder=library).order_by("release_id", "position")
    values = rows.values_list("release_id", "asset__library_file__path", "asset__tags__has_cover")
    releases_in: defaultdict[bytes, set[uuid.UUID]] = defaultdict(set)
    found: defaultdict[uuid.UUID, _Coverless] = defaultdict(_Coverless)
    for release_id, path, has_cover in values.iterator():
        folder = bytes(path).rpartition(b"/")[0]
        releases_in[folder].add(release_id)
        if wanted is None or release_id in wanted:
            found[release_id].folders[folder] = None
            if has_cover and not found[release_id].with_image:
                found[release_id].with_image = bytes(path)
    open_to_covers = Release.objects.filter(pk__in=list(found), cover=None, has_chosen_cover=False)
    return {
        pk: _Coverless(_own_folders(pk, found[pk], releases_in), found[pk].with_image)
        for pk in open_to_covers.order_by("pk").values_list("pk", flat=True)
    }


def _own_folders(
    release_id: uuid.UUID, found: _Coverless, releases_in: dict[bytes, set[uuid.UUID]]
) -> dict[bytes, None]:
    """With the folder above its discs'."""
    above = {folder.rpartition(b"/")[0]: None for folder in found.folders if b"/" in folder}
    candidates = found.folders | (above if len(found.folders) > 1 else {})
    return {folder: None for folder in candidates if releases_in.get(folder, {release_id}) == {release_id}}
