"""Live messages of accounts."""

from typing import Any

from segue.kernel.realtime import LiveMessage


class ExportChanged(LiveMessage):
    """`data` is the export as the API shows it."""

    topic = "accounts.export_changed"
    data: dict[str, Any]
