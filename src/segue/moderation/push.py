"""Live messages of moderation."""

from segue.kernel.realtime import LiveMessage


class QueueChanged(LiveMessage):
    """To moderators and operators: fetch the reports of this id again, and the list."""

    topic = "moderation.queue_changed"


class NoticesChanged(LiveMessage):
    """To an artist's team: fetch the notices of the artist of this id again."""

    topic = "moderation.notices_changed"


class ReportDecided(LiveMessage):
    """To who reported: fetch one's own reports again."""

    topic = "moderation.report_decided"
