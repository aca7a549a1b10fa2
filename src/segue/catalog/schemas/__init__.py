"""The catalog as the API shows it, a module for each subject."""

from segue.catalog.schemas.refs import ArtistRef, ReleaseRef, Showing, Title
from segue.catalog.schemas.releases import (
    NewRelease,
    ReleaseChanges,
    ReleaseDetailOut,
    ReleaseOut,
    show_release,
    show_release_detail,
)
from segue.catalog.schemas.tracks import (
    NewTrack,
    TrackChanges,
    TrackFields,
    TrackOrder,
    TrackOut,
    TracksChanges,
    show_tracks,
)

__all__ = [
    "ArtistRef",
    "NewRelease",
    "NewTrack",
    "ReleaseChanges",
    "ReleaseDetailOut",
    "ReleaseOut",
    "ReleaseRef",
    "Showing",
    "Title",
    "TrackChanges",
    "TrackFields",
    "TrackOrder",
    "TrackOut",
    "TracksChanges",
    "show_release",
    "show_release_detail",
    "show_tracks",
]
