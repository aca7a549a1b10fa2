"""Live messages to browsers: an optimization; what they tell can always be fetched."""

from segue.kernel.realtime.push import LiveMessage, end_connections_on_commit, push_on_commit

__all__ = ["LiveMessage", "end_connections_on_commit", "push_on_commit"]
