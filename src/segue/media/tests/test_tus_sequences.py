"""Whatever requests come in whatever order, what has arrived is the file's beginning, and it is finished once."""

import asyncio
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from segue.accounts.models import User
from segue.kernel.jobs.models import Job
from segue.media import incoming, parts, services
from segue.media.models import Asset, AssetState
from segue.media.tests.tus_client import SOUND, Tus, checksum

SIZE = len(SOUND)
LENGTHS = st.integers(0, SIZE // 3)


class Sequences(RuleBasedStateMachine):
    """`offset` is what the model expects; the server and the disk must agree."""

    ines: User
    tus: Tus

    @initialize()
    def announce(self) -> None:
        self.asset = services.create_upload(self.ines, file_name="a.wav", size_bytes=SIZE)
        self.upload_id: UUID = self.asset.pk
        self.offset = 0
        self.is_expired = False

    def chunk(self, length: int) -> bytes:
        return SOUND[self.offset : self.offset + length]

    def expect(self, reply: Any, length: int) -> None:
        if self.is_expired:
            assert reply.refusal == (410, "media.upload_expired")
        else:
            self.offset = min(SIZE, self.offset + length)
            assert (reply.status, reply.offset) == (204, self.offset)

    @rule(length=LENGTHS)
    def patch(self, length: int) -> None:
        self.expect(self.tus.patch(self.upload_id, self.offset, self.chunk(length)), length)

    @rule(length=LENGTHS, algorithm=st.sampled_from(["sha256", "sha1", "md5"]))
    def patch_with_checksum(self, length: int, algorithm: str) -> None:
        content = self.chunk(length)
        reply = self.tus.patch(
            self.upload_id, self.offset, content, Upload_Checksum=checksum(content, algorithm)
        )
        self.expect(reply, length)

    @precondition(lambda self: self.offset < SIZE and not self.is_expired)
    @rule(length=st.integers(1, 50))
    def patch_damaged(self, length: int) -> None:
        content = self.chunk(length)
        damaged = bytes([content[0] ^ 1]) + content[1:]
        reply = self.tus.patch(self.upload_id, self.offset, damaged, Upload_Checksum=checksum(content))
        assert reply.refusal == (460, "upload.checksum_mismatch")

    @precondition(lambda self: self.offset < SIZE and not self.is_expired)
    @rule(length=LENGTHS)
    def patch_cut(self, length: int) -> None:
        content = self.chunk(length)[: (SIZE - self.offset - 1) // 2]
        assert self.tus.patch_cut(self.upload_id, self.offset, content).status == 0
        self.offset += len(content)

    @precondition(lambda self: not self.is_expired)
    @rule(offset=st.integers(0, SIZE + 1))
    def patch_elsewhere(self, offset: int) -> None:
        if offset != self.offset:
            assert self.tus.patch(self.upload_id, offset, b"x").refusal == (409, "media.wrong_offset")

    @precondition(lambda self: not self.is_expired)
    @rule(length=st.integers(1, SIZE // 3))
    def patch_twice_at_once(self, length: int) -> None:
        content = self.chunk(length)
        if content:
            statuses = asyncio.run(self._twice(content))
            assert statuses in ([204, 409], [204, 423])
            self.offset += len(content)

    async def _twice(self, content: bytes) -> list[int]:
        pieces = [content[:1], content[1:]]
        both = [self.tus.patch_pieces(self.upload_id, self.offset, pieces) for _ in range(2)]
        return sorted(reply.status for reply in await asyncio.gather(*both))

    @rule()
    def restart(self) -> None:
        """Another process knows nothing of what this one has hashed."""
        parts._digests.clear()

    @rule()
    def terminate(self) -> None:
        reply = self.tus.ask("DELETE", f"/uploads/{self.upload_id}")
        if self.offset == SIZE:
            assert reply.refusal == (409, "media.already_received")
        elif self.is_expired:
            assert reply.status == 410
        else:
            assert reply.status == 204
            self.offset, self.is_expired = 0, True

    @rule()
    def begin_anew(self) -> None:
        reply = self.tus.create(self.upload_id, SIZE)
        if self.offset == SIZE:
            assert reply.refusal == (409, "media.already_received")
        else:
            assert reply.status == 201
            self.offset, self.is_expired = 0, False

    @invariant()
    def the_server_and_the_disk_agree(self) -> None:
        path = incoming.incoming_path(self.upload_id)
        assert (path.read_bytes() if path.exists() else b"") == SOUND[: self.offset]
        reply = self.tus.head(self.upload_id)
        assert reply.status == 410 if self.is_expired else reply.offset == self.offset

    @invariant()
    def a_whole_file_has_one_job(self) -> None:
        self.asset.refresh_from_db()
        is_whole = self.offset == SIZE
        assert self.asset.state == (AssetState.PROCESSING if is_whole else AssetState.WAITING)
        assert Job.objects.filter(subject_id=self.upload_id).count() == is_whole
        assert len(list(incoming.incoming_folder().iterdir())) <= Asset.objects.count()


@pytest.mark.timeout(600)
def test_any_sequence_of_requests(sender: User, settings_of_hypothesis: settings) -> None:
    Sequences.ines, Sequences.tus = sender, Tus(sender)
    run_state_machine_as_test(Sequences, settings=settings_of_hypothesis)


@pytest.fixture
def settings_of_hypothesis() -> settings:
    """The same sequences each time, few enough for every run of the tests."""
    return settings(
        max_examples=15,
        stateful_step_count=12,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
