"""Counts what the storm broke: on the database's rows and the files, never on logs."""

import hashlib
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.storm.plant import StormPlant
from tests.storm.uploader import Song

UNFINISHED = """
    SELECT count(*) FROM media_asset asset WHERE NOT (asset.state = 'ready'
      AND EXISTS (SELECT FROM jobs_job WHERE subject_id = asset.id AND kind = 'media.ingest' AND state = 'done')
      AND EXISTS (SELECT FROM jobs_job WHERE subject_id = asset.id AND kind = 'media.renditions' AND state = 'done'))
"""
UNPUBLISHED = """
    SELECT count(*) FROM catalog_release release
    WHERE release.announced_at IS NULL
"""
UNDELIVERED = "SELECT count(*) FROM events_delivery WHERE done_at IS NULL"
SAID_TWICE = """
    SELECT coalesce(sum(times - 1), 0) FROM (
      SELECT count(*) AS times FROM events_delivery
      WHERE event_name IN ('media.asset_ready', 'media.asset_completed', 'catalog.release_published')
      GROUP BY event_name, handler, payload) AS said
"""
STEPS_TWICE = """
    SELECT coalesce(sum(times - 1), 0) FROM (
      SELECT count(*) AS times FROM jobs_steprun GROUP BY job_id, name) AS run
"""
RENDITIONS = "SELECT sha256, bytes FROM media_rendition"
REFERENCED = "SELECT sha256 FROM media_rendition UNION SELECT sha256 FROM media_asset"
SHORT_OF_RENDITIONS = """
    SELECT count(*) FROM media_asset asset
    WHERE asset.state = 'ready' AND (SELECT count(*) FROM media_rendition WHERE asset_id = asset.id) <> %s
"""


@dataclass(frozen=True)
class Verdict:
    """All zero after a storm that did no harm. `lost`: uploads not heard, not published, or not told of."""

    lost: int
    doubled: int
    torn: int
    orphaned: int

    def __str__(self) -> str:
        return " ".join(f"{name}={count}" for name, count in asdict(self).items())

    @property
    def is_clean(self) -> bool:
        return not any(asdict(self).values())


def is_settled(plant: StormPlant) -> bool:
    """Whether nothing is left to wait for."""
    return _count(plant, UNFINISHED) == _count(plant, UNPUBLISHED) == _count(plant, UNDELIVERED) == 0


def judge(plant: StormPlant, songs: list[Song], *, rung_count: int) -> Verdict:
    """Cleans first, as a running Segue would in time."""
    plant.run("tests.storm.janitor")
    missing = len(songs) - _count(plant, "SELECT count(*) FROM media_asset")
    lost = max(_count(plant, UNFINISHED), _count(plant, UNPUBLISHED), _count(plant, UNDELIVERED)) + missing
    doubled = sum(_count(plant, query) for query in (SAID_TWICE, STEPS_TWICE))
    objects = plant.folder / "media" / "objects"
    files = {path.name: path for path in objects.rglob("*") if path.is_file()}
    torn = (
        _torn(plant, files) + _count(plant, SHORT_OF_RENDITIONS, rung_count) + _altered(plant, songs, files)
    )
    referenced = {str(row[0]) for row in plant.rows(REFERENCED)}
    orphaned = len(files.keys() - referenced) + len(_leftovers(plant.folder))
    return Verdict(lost, doubled, torn, orphaned)


def _torn(plant: StormPlant, files: dict[str, Path]) -> int:
    """Files that aren't what their name says, and renditions without their file."""
    altered = sum(_sha256(path) != name for name, path in files.items())
    rows = plant.rows(RENDITIONS)
    return altered + sum(
        str(name) not in files or files[str(name)].stat().st_size != size for name, size in rows
    )


def _altered(plant: StormPlant, songs: list[Song], files: dict[str, Path]) -> int:
    """Uploads whose stored master isn't the file that was sent."""
    masters = {
        str(row[0]): str(row[1])
        for row in plant.rows("SELECT id, sha256 FROM media_asset WHERE sha256 <> ''")
    }
    sent = {song.asset_id: hashlib.sha256(song.sound).hexdigest() for song in songs}
    return sum(master != sent[asset] or master not in files for asset, master in masters.items())


def _leftovers(folder: Path) -> list[Path]:
    """Half-written files and work folders that nobody will ever use."""
    places = (folder / "media" / "drafts", folder / "incoming", folder / "work")
    return [path for place in places if place.is_dir() for path in place.iterdir()]


def _count(plant: StormPlant, query: str, *values: object) -> int:
    return int(str(plant.rows(query, *values)[0][0]))


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
