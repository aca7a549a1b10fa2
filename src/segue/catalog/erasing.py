"""What goes for good, with every file that it has or had."""

import uuid

from django.db.models import QuerySet

from segue.catalog.models import PastMaster, Release, Track
from segue.media import services as media_services


def remove_release(release: Release) -> None:
    """With its tracks and their files. The caller has locked it."""
    assets = _masters_of(Track.all_rows.filter(release=release))
    release.delete()
    _remove_assets(assets)


def erase_track(track: Track) -> None:
    """The caller has locked its release."""
    assets = _masters_of(Track.all_rows.filter(pk=track.pk))
    track.delete()
    _remove_assets(assets)


def _masters_of(tracks: QuerySet[Track]) -> list[uuid.UUID]:
    """Present, coming and past ones."""
    return [
        *tracks.values_list("asset_id", flat=True),
        *tracks.exclude(next_asset=None).values_list("next_asset__pk", flat=True),
        *PastMaster.objects.filter(track__in=tracks).values_list("asset_id", flat=True),
    ]


def _remove_assets(assets: list[uuid.UUID]) -> None:
    for asset_id in assets:
        media_services.remove_asset(asset_id)
