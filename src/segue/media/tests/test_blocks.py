"""What moderators have blocked doesn't come in again, as the same file or as another coding of it."""

from pathlib import Path

import pytest

from segue.accounts.models import User
from segue.accounts.tests.factories import make_user
from segue.kernel.audit.models import AuditEntry
from segue.kernel.jobs import runner
from segue.kernel.jobs.models import JobState
from segue.kernel.storage import key_of, media_storage
from segue.media import services
from segue.media.duplicates import fingerprint_terms
from segue.media.errors import BlockNotFound, NothingToBlock, UploadNotFound
from segue.media.models import Asset, AssetState, BlockedContent, Rendition
from segue.media.tests.factories import flac_file, job_of, make_library_asset, make_upload
from segue.media.tests.melodies import melody, version
from segue.media.tests.step_faults import run

pytestmark = pytest.mark.django_db
REASON = "Its author objects."
REFUSAL = f"This server's moderators have blocked this recording: {REASON}"


@pytest.fixture
def moderator(db: None) -> User:
    return make_user("mod")


def verdict(asset: Asset) -> tuple[str, str, str]:
    shown = run(asset)
    assert shown.error is not None
    assert not shown.error.can_retry
    return shown.state, shown.error.code, shown.error.message


def test_a_blocked_file_is_refused_before_it_is_stored(ines: User, moderator: User, song: Path) -> None:
    first = make_upload(ines, song)
    block = services.block_file(moderator, first.sha256.upper(), reason=REASON)
    assert verdict(first) == ("failed", "media.blocked", REFUSAL)
    assert (job_of(first).step, job_of(first).attempts) == ("store", 1)
    assert not media_storage().exists(key_of(block.sha256))


def test_a_blocked_recording_is_refused_however_it_is_coded(
    ines: User, moderator: User, tmp_path: Path
) -> None:
    piece = melody(tmp_path / "piece.wav", seed=1)
    original = make_upload(ines, piece)
    run(original)
    services.block(moderator, original.pk, reason=REASON)
    copy = make_upload(make_user("mallory"), version(piece, tmp_path / "copy.mp3", "-b:a", "128k"))
    assert verdict(copy) == ("failed", "media.blocked", REFUSAL)
    assert job_of(copy).step == "prepare"
    assert not Rendition.objects.filter(asset=copy).exists()

    other = make_upload(ines, melody(tmp_path / "other.wav", seed=2))
    assert run(other).state == "ready"


def test_what_is_blocked_while_it_is_processed_is_not_published(
    ines: User, moderator: User, song: Path
) -> None:
    asset = make_upload(ines, song)
    for _ in range(4):
        runner.run_step(job_of(asset).pk)
    services.block(moderator, asset.pk, reason=REASON)
    assert verdict(asset) == ("failed", "media.blocked", REFUSAL)
    assert job_of(asset).step == "publish"


def test_a_librarys_file_is_refused_too_and_stays(ines: User, moderator: User, song: Path) -> None:
    asset = make_library_asset(ines, song.parent, song.name)
    content = song.read_bytes()
    seen = make_upload(ines, song)
    services.block(moderator, seen.pk, reason=REASON)
    services.make_sound([asset.pk])
    assert verdict(asset) == ("failed", "media.blocked", REFUSAL)
    assert song.read_bytes() == content


def test_what_is_here_already_is_found_and_left_to_moderators(ines: User, moderator: User) -> None:
    words = [number * 7919 % 2**31 for number in range(400)]
    same_file = Asset.objects.create(owner=ines, file_name="a.flac", bytes=1, sha256="a" * 64)
    recording = Asset.objects.create(
        owner=make_user("bob"),
        file_name="b.flac",
        bytes=1,
        sha256="a" * 64,
        fingerprint=words,
        fingerprint_terms=fingerprint_terms(words),
    )
    alike = Asset.objects.create(
        owner=ines, file_name="c.mp3", bytes=1, fingerprint=words, fingerprint_terms=fingerprint_terms(words)
    )
    Asset.objects.create(owner=ines, file_name="d.mp3", bytes=1, sha256="d" * 64)
    block = services.block(moderator, recording.pk, reason=REASON)
    assert set(services.assets_like(block)) == {same_file, recording, alike}
    assert set(Asset.objects.values_list("state", flat=True)) == {AssetState.WAITING}
    assert set(services.assets_like(services.block_file(moderator, "d" * 64, reason=REASON))) == {
        Asset.objects.get(file_name="d.mp3")
    }


def test_blocks_are_on_record_and_can_be_taken_back(ines: User, moderator: User, song: Path) -> None:
    asset = make_upload(ines, song)
    block = services.block(moderator, asset.pk, reason=REASON)
    assert list(services.blocked()) == [block]
    services.unblock(moderator, block.pk, reason="Settled.")
    with pytest.raises(BlockNotFound):
        services.unblock(moderator, block.pk, reason="Again.")
    assert run(asset).state == "ready"
    entries = AuditEntry.objects.order_by("pk").values_list("action", "actor_id", "subject_id", "reason")
    assert list(entries) == [
        ("media.content_blocked", moderator.pk, str(block.pk), REASON),
        ("media.content_unblocked", moderator.pk, str(block.pk), "Settled."),
    ]


def test_nothing_is_blocked_by_nothing(ines: User, moderator: User, tmp_path: Path) -> None:
    waiting = services.create_upload(ines, file_name="a.flac", size_bytes=1)
    with pytest.raises(NothingToBlock):
        services.block(moderator, waiting.pk, reason=REASON)
    services.remove_asset(waiting.pk)
    with pytest.raises(UploadNotFound):
        services.block(moderator, waiting.pk, reason=REASON)
    assert (BlockedContent.objects.count(), AuditEntry.objects.count()) == (0, 0)

    tone = make_upload(ines, flac_file(tmp_path / "tone.flac"))
    run(tone)
    block = services.block(moderator, tone.pk, reason=REASON)
    assert (block.fingerprint, job_of(tone).state) == (None, JobState.DONE), "a tone is like many others"
