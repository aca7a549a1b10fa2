"""A text that leads elsewhere is not audio, whatever it is called, and nothing follows where it leads."""

from pathlib import Path

import pytest

from segue.media.processing.tests.sounds import chord, decode, write_wav
from tests.hostile.conftest import Listener
from tests.hostile.judging import NOT_MUSIC, Court, canary_share
from tests.hostile.playlists import playlists

pytestmark = pytest.mark.timeout(300)


def test_the_canary_can_be_heard(canary: Path, court: Court) -> None:
    other = write_wav(court.root / "other.wav", chord(44_100))
    assert canary_share(decode(canary)) > 0.9
    assert canary_share(decode(other)) < 0.001


@pytest.mark.parametrize("part", range(4))
def test_no_playlist_is_followed(part: int, court: Court, canary: Path, listener: Listener) -> None:
    texts = list(playlists(court.root / "upload" / canary.name, listener.port))
    assert len(texts) >= 40
    refused = {name: court.judge_content(name, text)["code"] for name, text in texts[part::4]}
    assert {name: code for name, code in refused.items() if code not in expected(name)} == {}
    assert listener.calls == 0


def expected(name: str) -> set[str]:
    """Behind the first bytes of real music, a text is taken for damaged music."""
    return {"media.damaged"} if name.startswith(_LIKE_MUSIC) else NOT_MUSIC


_LIKE_MUSIC = ("id3-", "after-mp3-sync-", "riff-")
