"""What media announces."""

import uuid

from segue.kernel.events.registry import Event


class AssetDescribed(Event):
    """The file's own tags and cover have been read."""

    name = "media.asset_described"
    asset_id: uuid.UUID


class AssetReady(Event):
    """It is verified and measured, and stored in a first quality: it can be heard."""

    name = "media.asset_ready"
    asset_id: uuid.UUID


class AssetCompleted(Event):
    """It is stored in every quality of the ladder; again after the ladder has changed."""

    name = "media.asset_completed"
    asset_id: uuid.UUID
