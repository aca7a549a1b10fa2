"""What media announces."""

import uuid

from segue.kernel.events.registry import Event


class AssetDescribed(Event):
    """The file's own tags and cover have been read."""

    name = "media.asset_described"
    asset_id: uuid.UUID


class AssetReady(Event):
    """Every rendition is stored and measured: it can be heard."""

    name = "media.asset_ready"
    asset_id: uuid.UUID
