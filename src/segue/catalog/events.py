"""What the catalog announces."""

import uuid

from segue.kernel.events.registry import Event


class ReleasePublished(Event):
    """Everyone may find, see and hear the release from now on. `is_first`: it never came out before."""

    name = "catalog.release_published"
    release_id: uuid.UUID
    artist_id: uuid.UUID
    is_first: bool = True


class ReleaseWithdrawn(Event):
    """What was public isn't any more: withdrawn, taken down, no longer public, or gone."""

    name = "catalog.release_withdrawn"
    release_id: uuid.UUID
    artist_id: uuid.UUID


class TrackRemoved(Event):
    """A release has one track less; perhaps it was the one that others waited for."""

    name = "catalog.track_removed"
    release_id: uuid.UUID


class TrackRestored(Event):
    """A track came back to its release."""

    name = "catalog.track_restored"
    release_id: uuid.UUID
