"""One request's bytes into an upload's file: in order, in one pair of hands, counted as they land."""

import tempfile
import uuid
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import dataclass, replace
from typing import IO

from segue.accounts.types import Viewer
from segue.kernel.storage import NoSpace
from segue.media import arrivals
from segue.media.arrivals import Arrival
from segue.media.errors import WrongOffset
from segue.media.incoming import CHUNK_BYTES, full_disk_told, incoming_folder, require_free
from segue.media.parts import Part
from segue.media.tus.body import Body
from segue.media.tus.headers import Checksum
from segue.media.tus.refusals import BodyCut, Refused
from segue.media.tus.threads import in_thread

MAX_CHECKED_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True)
class Wanted:
    """What a request says of itself."""

    upload_id: uuid.UUID
    offset: int
    checksum: Checksum | None


async def write(actor: Viewer, wanted: Wanted, body: Body) -> Arrival:
    """Where the upload stands afterwards. Bytes that came before the connection broke stay, unless a checksum was
    promised for them. Raises Refused, BodyCut, and what `arrivals` raises."""
    arrival, part = await in_thread(_begin, actor, wanted, body.declared_bytes)
    if part is None:
        return arrival
    try:
        try:
            if wanted.checksum:
                await _append_checked(part, wanted.checksum, _bounded(body, arrival.length - wanted.offset))
            else:
                await _append(part, wanted.offset, _bounded(body, arrival.length - wanted.offset))
        except (BodyCut, NoSpace):
            await in_thread(_end, part, arrival)
            raise
        return await in_thread(_end, part, arrival)
    finally:
        await in_thread(part.close)


def look(actor: Viewer, upload_id: uuid.UUID) -> Arrival:
    """Where it stands. One that was cut off between its last byte and its pipeline is finished now.

    Raises UploadNotFound, UploadExpired, UploadBusy, UploadAltered."""
    arrival = arrivals.get_open_arrival(actor, upload_id)
    if arrival.offset < arrival.length or arrival.is_complete:
        return arrival
    arrival, part = arrivals.open_arrival(actor, upload_id)
    if part is None:
        return arrival
    with closing(part):
        return _end(part, arrival) if arrival.offset == arrival.length else arrival


def _begin(actor: Viewer, wanted: Wanted, declared_bytes: int | None) -> tuple[Arrival, Part | None]:
    arrivals.get_open_arrival(actor, wanted.upload_id)
    arrival, part = arrivals.open_arrival(actor, wanted.upload_id)
    try:
        _check(arrival, wanted, declared_bytes)
        require_free(declared_bytes or 0)
    except BaseException:
        if part:
            part.close()
        raise
    return arrival, part


def _check(arrival: Arrival, wanted: Wanted, declared_bytes: int | None) -> None:
    if wanted.offset != arrival.offset:
        raise WrongOffset(f"{arrival.offset} bytes of this file have arrived. Go on from there.")
    if (declared_bytes or 0) > arrival.length - arrival.offset:
        raise _too_long()
    if wanted.checksum and (declared_bytes or 0) > MAX_CHECKED_BYTES:
        raise _too_long_to_check()


async def _bounded(body: Body, room: int) -> AsyncIterator[bytes]:
    """Bodies may declare no length."""
    async for block in body.blocks():
        room -= len(block)
        if room < 0:
            raise _too_long()
        yield block


async def _append(part: Part, offset: int, blocks: AsyncIterator[bytes]) -> None:
    try:
        async for block in blocks:
            await in_thread(part.append, block)
    except Refused:
        await in_thread(part.truncate, offset)
        raise


async def _append_checked(part: Part, checksum: Checksum, blocks: AsyncIterator[bytes]) -> None:
    """Aside first, in a file without a name: a killed server forgets it."""
    digest, count = checksum.begin(), 0
    with full_disk_told(), tempfile.TemporaryFile(dir=incoming_folder()) as aside:
        async for block in blocks:
            count += len(block)
            if count > MAX_CHECKED_BYTES:
                raise _too_long_to_check()
            digest.update(block)
            await in_thread(aside.write, block)
        if digest.digest() != checksum.digest:
            title = "These bytes changed on their way here, so they were dropped. Send them again"
            raise Refused(460, "upload.checksum_mismatch", title)
        await in_thread(_copy, aside, part)


def _copy(aside: IO[bytes], part: Part) -> None:
    aside.seek(0)
    while block := aside.read(CHUNK_BYTES):
        part.append(block)


def _end(part: Part, arrival: Arrival) -> Arrival:
    part.sync()
    offset = part.size
    if offset == arrival.length and not arrival.is_partial:
        arrivals.finish(arrival.id, part)
        return replace(arrival, offset=offset, is_complete=True, expires_at=None)
    return replace(arrivals.renew(arrival), offset=offset)


def _too_long() -> Refused:
    title = "More bytes came than were announced. Announce the file again with its real length"
    return Refused(413, "upload.too_long", title)


def _too_long_to_check() -> Refused:
    title = f"Send at most {MAX_CHECKED_BYTES // 1024**2} MB at once when you send a checksum"
    return Refused(413, "upload.chunk_too_long", title)
