"""Live messages to browsers: an optimization; what they tell can always be fetched."""

from segue.kernel.realtime.push import LiveMessage, push_on_commit

__all__ = ["LiveMessage", "push_on_commit"]
