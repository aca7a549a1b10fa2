"""What a player may play: starts with what the viewer may see."""

from segue.accounts import queries as account_queries
from segue.accounts.types import Viewer
from segue.catalog import queries as catalog_queries
from segue.catalog.models import Track
from segue.kernel.capability import Capability
from segue.media import queries as media_queries
from segue.media.types import StoredRendition
from segue.streaming.errors import NotPlayableYet, RenditionNotFound


def get_playable(viewer: Viewer, ref: str) -> tuple[Track, list[StoredRendition]]:
    """The track and its renditions, best first. Raises TrackNotFound, NotPlayableYet."""
    track = catalog_queries.get_track(viewer, ref)
    if not track.is_playable:
        raise NotPlayableYet
    return track, media_queries.renditions_of(track.asset_id)


def get_rendition(viewer: Viewer, ref: str, name: str) -> tuple[Track, StoredRendition]:
    """Raises TrackNotFound, NotPlayableYet, RenditionNotFound."""
    track, renditions = get_playable(viewer, ref)
    for rendition in renditions:
        if rendition.name == name:
            return track, rendition
    raise RenditionNotFound


def choose(renditions: list[StoredRendition], *, is_flac: bool) -> list[StoredRendition]:
    """The FLAC rungs or the others, among which players may choose. Raises RenditionNotFound when there are none."""
    chosen = [rendition for rendition in renditions if rendition.is_flac == is_flac]
    if not chosen:
        raise RenditionNotFound
    return chosen


def may_have(granted: Capability, viewer_key: str) -> bool:
    """Whether the viewer may see now what an address was made for: its track, or else anything that has the object
    as a part. Nothing at all once the session or token has ended that it was given to."""
    viewer = account_queries.find_viewer(viewer_key)
    if viewer is None:
        return False
    if granted.track:
        return Track.objects.open_to(viewer).filter(pk=granted.track).exists()
    is_music = catalog_queries.is_object_visible(viewer, granted.sha256)
    return is_music or media_queries.is_avatar_visible(viewer, granted.sha256)
