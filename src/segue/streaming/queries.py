"""What a player may play: starts with what the viewer may see."""

from segue.accounts import queries as account_queries
from segue.accounts.types import Viewer
from segue.artists import queries as artist_queries
from segue.catalog import queries as catalog_queries
from segue.catalog.models import Track
from segue.kernel.capability import Capability
from segue.media import queries as media_queries
from segue.media.models import AssetState
from segue.media.types import StoredRendition
from segue.streaming.errors import NotPlayableYet, RenditionNotFound, SoundNotMade

Playable = tuple[Track, list[StoredRendition]]


def get_track(viewer: Viewer, ref: str, *, viewer_key: str) -> Track:
    """Raises TrackNotFound."""
    return catalog_queries.get_track(viewer, ref, guest=catalog_queries.guest_of(viewer_key))


def is_made_on_demand(track: Track) -> bool:
    """Nobody has asked yet, or it is being made."""
    return track.asset.state == AssetState.ON_DEMAND


def renditions_to_play(track: Track) -> list[StoredRendition]:
    """Best first. Raises NotPlayableYet, SoundNotMade."""
    if track.asset.state == AssetState.FAILED:
        raise SoundNotMade(media_queries.failure_of(track.asset_id))
    if track.asset.state != AssetState.READY:
        raise NotPlayableYet
    return media_queries.renditions_of(track.asset_id)


def named(renditions: list[StoredRendition], name: str) -> StoredRendition:
    """Raises RenditionNotFound."""
    for rendition in renditions:
        if rendition.name == name:
            return rendition
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
    guest = catalog_queries.guest_of(viewer_key)
    if granted.track:
        return Track.objects.open_to(viewer, guest).filter(pk=granted.track).exists()
    is_music = catalog_queries.is_object_visible(viewer, granted.sha256, guest=guest)
    is_picture = is_music or artist_queries.is_picture_shown(viewer, granted.sha256)
    return is_picture or media_queries.is_avatar_visible(viewer, granted.sha256)
