"""A track's files as its team sees them: the present one, the one on its way, and those before."""

import uuid
from datetime import datetime
from typing import Any

from ninja import Schema

from segue.catalog.masters import KEPT
from segue.catalog.models import PastMaster, Track
from segue.catalog.schemas.refs import Showing
from segue.catalog.schemas.tracks import next_assets
from segue.media.models import Asset, RawTags
from segue.media.queries import progress_of
from segue.media.schemas import UploadOut, show_upload


class MasterOut(Schema):
    file_name: str
    bytes: int
    sha256: str
    container: str
    codec: str
    sample_rate_hz: int | None
    channels: int | None
    bits_per_sample: int | None
    duration_ms: int | None
    is_lossless: bool | None
    loudness_lufs: float | None
    true_peak_dbtp: float | None


class PastMasterOut(MasterOut):
    """Until `removed_after` it can be restored."""

    id: uuid.UUID
    replaced_at: datetime
    removed_after: datetime


class MastersOut(Schema):
    """`next` takes the place of `present` once it can be heard."""

    present: MasterOut
    next: UploadOut | None
    past: list[PastMasterOut]


class RawTagsOut(Schema):
    """As the file says it: `format` is such as "id3v2.4", empty where nothing was read; `fields` by the file's own
    names have lists of texts, and `{"bytes", "sha256"}` for what isn't text."""

    format: str
    fields: dict[str, Any]


def show_masters(track: Track, past: list[PastMaster], showing: Showing) -> MastersOut:
    coming = next_assets([track])
    progress = progress_of(coming, viewer_id=showing.viewer_id)
    return MastersOut(
        present=MasterOut(**_facts(track.asset)),
        next=show_upload(progress[coming[0].pk]) if coming else None,
        past=[_show_past(master) for master in past],
    )


def show_raw_tags(track: Track) -> RawTagsOut:
    found = RawTags.objects.filter(asset=track.asset_id).first()
    return RawTagsOut(format=found.format, fields=found.fields) if found else RawTagsOut(format="", fields={})


def _show_past(master: PastMaster) -> PastMasterOut:
    return PastMasterOut(
        id=master.pk,
        replaced_at=master.created_at,
        removed_after=master.created_at + KEPT,
        **_facts(master.asset),
    )


def _facts(asset: Asset) -> dict[str, Any]:
    return {name: getattr(asset, name) for name in MasterOut.model_fields}
