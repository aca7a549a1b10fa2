"""Uploads whose bytes come bit by bit: where each stands, its parts, its end."""

import uuid
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from segue.accounts.types import Viewer, person_id
from segue.media import services
from segue.media.errors import (
    AlreadyReceived,
    FileEmpty,
    UploadAltered,
    UploadExpired,
    UploadNotFound,
    WrongLength,
)
from segue.media.incoming import arrived_bytes, incoming_path
from segue.media.models import Asset, AssetState, PartialUpload
from segue.media.parts import Part, locked_part, open_part
from segue.media.queries import uploads_open_to
from segue.media.quota import require_disk, require_room, require_room_for_part

RENEW_AFTER = timedelta(minutes=30)


@dataclass(frozen=True)
class Arrival:
    """An upload as its sender sees it: `offset` of `length` bytes are here."""

    id: uuid.UUID
    file_name: str
    length: int
    offset: int
    expires_at: datetime | None
    is_partial: bool = False
    is_complete: bool = False

    @property
    def is_expired(self) -> bool:
        return self.expires_at is not None and self.expires_at <= timezone.now()


def find_arrival(actor: Viewer, upload_id: uuid.UUID) -> Arrival:
    """One's own. Raises UploadNotFound."""
    asset = uploads_open_to(actor).filter(pk=upload_id, owner_id=actor.pk).first()
    if asset:
        return _arrival_of_asset(asset)
    partial = PartialUpload.objects.filter(pk=upload_id, owner_id=actor.pk).first()
    if partial:
        offset = arrived_bytes(partial.pk)
        is_complete = offset == partial.bytes
        return Arrival(
            partial.pk,
            "",
            partial.bytes,
            offset,
            partial.expires_at,
            is_partial=True,
            is_complete=is_complete,
        )
    raise UploadNotFound


def get_open_arrival(actor: Viewer, upload_id: uuid.UUID) -> Arrival:
    """Raises UploadNotFound, UploadExpired."""
    arrival = find_arrival(actor, upload_id)
    if arrival.is_expired:
        raise UploadExpired
    return arrival


@transaction.atomic
def open_arrival(actor: Viewer, upload_id: uuid.UUID) -> tuple[Arrival, Part | None]:
    """With its file, locked, if it still waits for bytes: no file is ever made for one that the pipeline has taken,
    since only who holds the row may make it. Close it. Raises UploadNotFound, UploadBusy."""
    list(uploads_open_to(actor).select_for_update().filter(pk=upload_id, owner_id=actor.pk))
    arrival = find_arrival(actor, upload_id)
    if arrival.is_complete and not arrival.is_partial:
        return arrival, None
    part = open_part(upload_id)
    return replace(arrival, offset=min(part.size, arrival.length)), part


def renew(arrival: Arrival) -> Arrival:
    """Bytes have come: it lives on. Written now and then only."""
    expires_at = timezone.now() + services.upload_lifetime()
    if arrival.expires_at and arrival.expires_at > expires_at - RENEW_AFTER:
        return arrival
    if arrival.is_partial:
        PartialUpload.objects.filter(pk=arrival.id).update(expires_at=expires_at)
    else:
        Asset.objects.filter(pk=arrival.id, state=AssetState.WAITING).update(expires_at=expires_at)
    return replace(arrival, expires_at=expires_at)


def finish(asset_id: uuid.UUID, part: Part) -> Asset:
    """Every byte is here, and the caller holds the lock: start the pipeline. A file that isn't what its sender
    declared is dropped. Raises UploadNotFound, AlreadyReceived, UploadAltered."""
    try:
        asset = services.start_pipeline(asset_id, part.sha256())
    except UploadAltered:
        part.truncate(0)
        raise
    except UploadNotFound:
        part.remove()
        raise
    part.forget()
    return asset


def reopen(actor: Viewer, asset_id: uuid.UUID, size_bytes: int) -> Arrival:
    """Begin the announced file from its first byte, even after its upload was given up.

    Raises UploadNotFound, AlreadyReceived, WrongLength, UploadBusy and what `require_room` raises."""
    arrival = find_arrival(actor, asset_id)
    if arrival.is_partial:
        raise UploadNotFound
    if size_bytes != arrival.length:
        raise WrongLength(f"This upload was announced with {arrival.length} bytes. Send that file.")
    arrival, part = open_arrival(actor, asset_id)
    if part is None:
        raise AlreadyReceived
    with closing(part):
        if arrival.is_expired:
            require_room(actor, size_bytes)
        require_disk(size_bytes)
        part.truncate(0)
        expires_at = timezone.now() + services.upload_lifetime()
        Asset.objects.filter(pk=asset_id).update(expires_at=expires_at)
        return replace(arrival, offset=0, expires_at=expires_at)


def create_partial(actor: Viewer, size_bytes: int) -> Arrival:
    """One of several files that will be joined. Raises FileEmpty and what `require_room` raises."""
    if size_bytes == 0:
        raise FileEmpty
    require_room_for_part(actor, size_bytes)
    expires_at = timezone.now() + services.upload_lifetime()
    row = PartialUpload.objects.create(owner_id=person_id(actor), bytes=size_bytes, expires_at=expires_at)
    return Arrival(row.pk, "", size_bytes, 0, expires_at, is_partial=True)


def join(actor: Viewer, asset_id: uuid.UUID, partial_ids: list[uuid.UUID]) -> Arrival:
    """Make the announced file of its parts, in this order, and forget them; done again, it changes nothing.

    Raises UploadNotFound, UploadExpired, WrongLength, AlreadyReceived, UploadAltered, UploadBusy, NoSpace."""
    joined = find_arrival(actor, asset_id)
    if joined.is_complete and not PartialUpload.objects.filter(pk__in=partial_ids).exists():
        return joined
    parts = [get_open_arrival(actor, partial_id) for partial_id in partial_ids]
    if not all(part.is_partial and part.is_complete for part in parts):
        raise WrongLength("Some of the parts haven't arrived in full. Send the rest of them first.")
    with ExitStack() as locks:
        for partial_id in dict.fromkeys(partial_ids):
            locks.enter_context(locked_part(partial_id))
        body = Chain([incoming_path(part.id) for part in parts])
        services.receive_file(actor, asset_id, body)
        for part in parts:
            _forget_partial(part.id)
    return find_arrival(actor, asset_id)


def terminate(actor: Viewer, upload_id: uuid.UUID) -> None:
    """Give it up and drop its bytes; what was announced stays and can be begun again. Raises UploadNotFound,
    UploadExpired, AlreadyReceived, UploadBusy."""
    get_open_arrival(actor, upload_id)
    arrival, part = open_arrival(actor, upload_id)
    if part is None:
        raise AlreadyReceived
    with closing(part):
        if arrival.is_partial:
            _forget_partial(upload_id)
        else:
            Asset.objects.filter(pk=upload_id).update(expires_at=timezone.now())
            part.remove()


class Chain:
    """Files read one after the other, as one."""

    def __init__(self, paths: list[Path]) -> None:
        self._readers = (path.open("rb") for path in paths)
        self._open = next(self._readers, None)

    def read(self, size: int, /) -> bytes:
        while self._open:
            if content := self._open.read(size):
                return content
            self._open.close()
            self._open = next(self._readers, None)
        return b""


def _arrival_of_asset(asset: Asset) -> Arrival:
    is_complete = asset.state != AssetState.WAITING
    offset = asset.bytes if is_complete else min(arrived_bytes(asset.pk), asset.bytes)
    return Arrival(asset.pk, asset.file_name, asset.bytes, offset, asset.expires_at, is_complete=is_complete)


@transaction.atomic
def _forget_partial(partial_id: uuid.UUID) -> None:
    PartialUpload.objects.filter(pk=partial_id).delete()
    transaction.on_commit(lambda: incoming_path(partial_id).unlink(missing_ok=True))
