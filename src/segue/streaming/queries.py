"""What a player may play: starts with what the viewer may see."""

from segue.accounts import queries as account_queries
from segue.accounts.types import Viewer
from segue.catalog import queries as catalog_queries
from segue.catalog.models import Track
from segue.media import queries as media_queries
from segue.media.types import StoredRendition
from segue.streaming.errors import NotPlayableYet, RenditionNotFound


def get_playable(viewer: Viewer, ref: str) -> tuple[Track, list[StoredRendition]]:
    """The track and its renditions, best first. Raises TrackNotFound, NotPlayableYet."""
    track = catalog_queries.get_track(viewer, ref)
    if not track.is_playable:
        raise NotPlayableYet
    return track, media_queries.renditions_of(track.asset_id)


def get_rendition(viewer: Viewer, ref: str, name: str) -> StoredRendition:
    """Raises TrackNotFound, NotPlayableYet, RenditionNotFound."""
    _, renditions = get_playable(viewer, ref)
    for rendition in renditions:
        if rendition.name == name:
            return rendition
    raise RenditionNotFound


def may_have(sha256: str, viewer_key: str) -> bool:
    """Whether a stored object is part of anything that the browser's viewer may see now."""
    return catalog_queries.is_object_visible(account_queries.viewer_of_session(viewer_key), sha256)
