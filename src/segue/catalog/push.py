"""Live messages of the catalog."""

from segue.kernel.realtime import LiveMessage


class ReleaseChanged(LiveMessage):
    """To the artist's team: fetch the release again."""

    topic = "catalog.release_changed"


class ReleaseCameOut(LiveMessage):
    """To the artist's team: from now on everybody can find the release."""

    topic = "catalog.release_published"
