"""What the catalog announces."""

import uuid

from segue.kernel.events.registry import Event


class ReleasePublished(Event):
    """Everyone may see and hear the release now."""

    name = "catalog.release_published"
    release_id: uuid.UUID
    artist_id: uuid.UUID


class ReleaseWithdrawn(Event):
    """The release is a draft again."""

    name = "catalog.release_withdrawn"
    release_id: uuid.UUID
    artist_id: uuid.UUID


class TrackRemoved(Event):
    """A release has one track less; perhaps it was the one that others waited for."""

    name = "catalog.track_removed"
    release_id: uuid.UUID
