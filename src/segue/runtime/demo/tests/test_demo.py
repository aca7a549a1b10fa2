"""The demo catalog: its shape, its tags, its levels, and that one recording continues across two tracks."""

import hashlib
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from mutagen.flac import FLAC
from PIL import Image

from segue.runtime.demo import synthesis
from segue.runtime.demo.catalog import RELEASES, TERMINAL_GARDENS_CUT, Recording, Release
from segue.runtime.demo.flac import ENCODER_NOTE
from segue.runtime.demo.mastering import CEILING, Pcm, mastered
from segue.runtime.demo.pieces import ines_valadao
from segue.runtime.demo.press import cover_jpeg
from segue.runtime.demo.sound import SAMPLE_RATE_HZ, Sound
from segue.runtime.demo.synthesis import cut_tracks, synthesize_catalog


def waltz() -> Pcm:
    return mastered(ines_valadao.tres_janelas())


def tone() -> Sound:
    t = np.arange(3 * SAMPLE_RATE_HZ) / SAMPLE_RATE_HZ
    return np.stack([0.3 * np.sin(2 * np.pi * 997 * t)] * 2, axis=1).astype(np.float32)


@pytest.fixture
def small_catalog(monkeypatch: pytest.MonkeyPatch) -> Release:
    real = RELEASES[3]
    recording = Recording(tone, ("Arrivals", "Départs"), (65_537,))
    release = Release(real.artist, real.title, real.released_on, real.genre, real.cover, (recording,))
    monkeypatch.setattr(synthesis, "RELEASES", (release,))
    return release


def test_catalog_is_twelve_tracks_on_five_releases_by_four_artists() -> None:
    titles = [title for release in RELEASES for recording in release.recordings for title in recording.titles]
    assert len(titles) == len(set(titles)) == 12
    assert len({release.title for release in RELEASES}) == 5
    assert len({release.artist for release in RELEASES}) == 4
    assert "夜の市電" in titles


def test_a_piece_is_the_same_every_time_and_within_its_levels() -> None:
    first, second = waltz(), waltz()
    assert hashlib.sha256(first.tobytes()).digest() == hashlib.sha256(second.tobytes()).digest()
    assert first.dtype == np.int16
    assert first.shape[1] == 2
    assert 40 <= len(first) / SAMPLE_RATE_HZ <= 90
    assert 0.3 < np.abs(first / 32767).max() <= CEILING + 1e-4
    assert abs(first.mean()) < 1
    assert np.abs(first[-1]).max() <= 1


def test_a_tone_is_mastered_to_sixteen_below_full_scale() -> None:
    # BS.1770: a sine of 997 Hz and peak 1.0 on both channels reads 0 LUFS.
    steady = mastered(tone())[SAMPLE_RATE_HZ : 2 * SAMPLE_RATE_HZ]
    assert 20 * np.log10(np.abs(steady / 32767).max()) == pytest.approx(-16, abs=0.1)


def test_halves_of_the_continuous_recording_join_to_the_whole_in_mid_sound() -> None:
    recording = RELEASES[3].recordings[0]
    mix = recording.compose()
    whole = mastered(mix)
    first, second = cut_tracks(replace(recording, compose=lambda: mix))
    assert len(first) == TERMINAL_GARDENS_CUT == recording.cuts[0]
    assert np.array_equal(np.concatenate([first, second]), whole)
    around = whole[TERMINAL_GARDENS_CUT - 2205 : TERMINAL_GARDENS_CUT + 2205].astype(np.float64) / 32767
    assert np.sqrt((around**2).mean()) > 0.03
    assert np.abs(second[0]).max() > 500


def test_files_carry_all_tags_a_cover_and_exact_samples(tmp_path: Path, small_catalog: Release) -> None:
    lines: list[str] = []
    synthesize_catalog(tmp_path, lines.append)
    files = sorted(tmp_path.rglob("*.*"))
    assert [str(file.relative_to(tmp_path)) for file in files] == [
        "Ollo Brandt/Terminal Gardens/01 Arrivals.flac",
        "Ollo Brandt/Terminal Gardens/02 Départs.flac",
    ]
    assert lines == ["Made 2 of 2: Ollo Brandt, Arrivals / Départs"]
    audio = FLAC(files[1])
    assert dict(audio) == {
        "title": ["Départs"],
        "artist": ["Ollo Brandt"],
        "album": ["Terminal Gardens"],
        "albumartist": ["Ollo Brandt"],
        "tracknumber": ["2"],
        "date": ["2026-01-16"],
        "genre": ["Electronic"],
        "encoded-by": [ENCODER_NOTE],
    }
    assert (audio.info.sample_rate, audio.info.channels, audio.info.bits_per_sample) == (44_100, 2, 16)
    assert [FLAC(file).info.total_samples for file in files] == [65_537, 3 * SAMPLE_RATE_HZ - 65_537]
    assert Image.open(BytesIO(audio.pictures[0].data)).size == (1024, 1024)


def test_a_second_run_keeps_finished_files_and_remakes_broken_ones(
    tmp_path: Path, small_catalog: Release
) -> None:
    synthesize_catalog(tmp_path, lambda _: None)
    first, second = sorted(tmp_path.rglob("*.flac"))
    before = (first.stat().st_ino, first.read_bytes())
    lines: list[str] = []
    synthesize_catalog(tmp_path, lines.append)
    assert lines == ["Kept 2 of 2: Ollo Brandt, Arrivals / Départs"]
    assert (first.stat().st_ino, first.read_bytes()) == before
    second.write_bytes(b"fLaC cut short")
    synthesize_catalog(tmp_path, lambda _: None)
    assert FLAC(second).info.total_samples == 3 * SAMPLE_RATE_HZ - 65_537
    assert first.read_bytes() == before[1]


def test_covers_differ_and_are_the_same_every_time() -> None:
    first = [cover_jpeg(release.cover) for release in RELEASES[2::2]]
    cover_jpeg.cache_clear()
    assert first == [cover_jpeg(release.cover) for release in RELEASES[2::2]]
    assert first[0] != first[1]
