"""Live messages of media."""

from typing import Any

from segue.kernel.realtime import LiveMessage


class UploadChanged(LiveMessage):
    """`data` is the upload as the API shows it."""

    topic = "media.upload_changed"
    data: dict[str, Any]
