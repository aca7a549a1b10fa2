"""Reactions to what media announces."""

from segue.catalog import publishing, services
from segue.catalog.events import TrackRemoved
from segue.catalog.queries import find_track_of
from segue.kernel.events.registry import on
from segue.media.events import AssetDescribed, AssetReady


@on(AssetDescribed)
def name_track(event: AssetDescribed) -> None:
    services.apply_tags(event.asset_id)


@on(AssetReady)
def publish_finished_release(event: AssetReady) -> None:
    if track := find_track_of(event.asset_id):
        services.measure_release(track.release_id)
        publishing.publish_when_ready(track.release_id)


@on(TrackRemoved)
def settle_remaining_release(event: TrackRemoved) -> None:
    services.measure_release(event.release_id)
    publishing.settle_after_removal(event.release_id)
