"""What tests of several apps need to drive the kernel."""

from segue.kernel.events import outbox


def deliver_all_events() -> int:
    """Run every due handler, and what their handlers announce in turn."""
    return outbox.deliver_due(limit=10_000)
