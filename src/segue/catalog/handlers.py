"""Reactions to what media and the catalog itself announce."""

from segue.artists import queries as artist_queries
from segue.catalog import masters, publishing, services
from segue.catalog.events import ReleasePublished, TrackRemoved, TrackRestored
from segue.catalog.push import ReleaseCameOut
from segue.catalog.queries import find_track_of
from segue.kernel.events.registry import on
from segue.kernel.realtime import push_on_commit
from segue.media.events import AssetDescribed, AssetReady


@on(AssetDescribed)
def name_track(event: AssetDescribed) -> None:
    services.apply_tags(event.asset_id)


@on(AssetReady)
def publish_finished_release(event: AssetReady) -> None:
    masters.swap_in(event.asset_id)
    if track := find_track_of(event.asset_id):
        services.measure_release(track.release_id)
        publishing.publish_when_ready(track.release_id)


@on(TrackRemoved)
def settle_remaining_release(event: TrackRemoved) -> None:
    services.measure_release(event.release_id)
    publishing.settle_after_removal(event.release_id)


@on(TrackRestored)
def settle_with_restored(event: TrackRestored) -> None:
    services.measure_release(event.release_id)
    publishing.publish_when_ready(event.release_id)


@on(ReleasePublished)
def tell_team_that_it_is_out(event: ReleasePublished) -> None:
    push_on_commit(artist_queries.team_user_ids(event.artist_id), ReleaseCameOut(id=event.release_id))
