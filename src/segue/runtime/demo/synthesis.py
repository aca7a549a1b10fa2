"""Makes the demo catalog in a folder: composes, masters, cuts and writes what isn't there yet."""

from collections.abc import Callable
from pathlib import Path

import numpy as np

from segue.runtime.demo.catalog import RELEASES, Recording, Release
from segue.runtime.demo.flac import TrackTags, is_written, track_path, write_track
from segue.runtime.demo.mastering import Pcm, mastered
from segue.runtime.demo.press import cover_jpeg


def synthesize_catalog(folder: Path, on_progress: Callable[[str], None]) -> None:
    """Fill `folder` with twelve tagged FLAC tracks; files that an earlier run finished are kept."""
    total = sum(len(recording.titles) for release in RELEASES for recording in release.recordings)
    done = 0
    for release in RELEASES:
        for number, recording in release.numbered():
            made = _make(folder, release, number, recording)
            done += len(recording.titles)
            verb = "Made" if made else "Kept"
            on_progress(f"{verb} {done} of {total}: {release.artist}, {' / '.join(recording.titles)}")


def cut_tracks(recording: Recording) -> list[Pcm]:
    """The recording's tracks as PCM; joined, they are the recording, sample for sample."""
    return np.split(mastered(recording.compose()), list(recording.cuts))


def track_tags(release: Release, number: int, title: str) -> TrackTags:
    """Tags of one track of a release."""
    return TrackTags(title, release.artist, release.title, number, release.released_on, release.genre)


def _make(folder: Path, release: Release, number: int, recording: Recording) -> bool:
    """Write a recording's tracks unless all are there; tell whether it had to."""
    tags = [track_tags(release, number + i, title) for i, title in enumerate(recording.titles)]
    if all(is_written(track_path(folder, each)) for each in tags):
        return False
    cover = cover_jpeg(release.cover)
    for each, pcm in zip(tags, cut_tracks(recording), strict=True):
        write_track(track_path(folder, each), pcm, each, cover)
    return True
