"""What isn't whole, acceptable audio is refused with a sentence that says why, and leaves nothing behind."""

import struct
import sys
from pathlib import Path

import pytest

from segue.media import processing
from segue.media.processing import ProcessingError, ffmpeg, prepare, probe
from segue.media.processing.child import Limits
from segue.media.processing.tests.conftest import FRAME_COUNT
from segue.media.processing.tests.sounds import chord, encode, run_ffmpeg, write_wav
from segue.media.types import DEFAULT_LADDER, RungSpec

probe_module = sys.modules["segue.media.processing.probe"]  # the package has a function of its name
LADDER = DEFAULT_LADDER[:2]
NO_RUNGS: tuple[RungSpec, ...] = ()

NOT_AUDIO = "This file isn't audio that we can read. Upload a WAV, AIFF, FLAC, MP3, M4A, Ogg or Opus file."
DAMAGED = "This file is damaged after 0:0{}. Export it again and upload the new file."


def refusal(source: Path, workdir: Path) -> ProcessingError:
    """The error that `probe` or else `prepare` raises; no finished rung may be left in the work folder."""
    with pytest.raises(ProcessingError) as caught:
        prepare(source, probe(source, workdir), LADDER, workdir)
    assert list(workdir.glob("*.m4a")) == []
    return caught.value


def early_refusal(source: Path, workdir: Path) -> ProcessingError:
    """The error that `probe` raises already; nothing may be left in the work folder."""
    with pytest.raises(ProcessingError) as caught:
        probe(source, workdir)
    assert list(workdir.iterdir()) == []
    return caught.value


PLAYLISTS = {
    "ffconcat": "ffconcat version 1.0\nfile {sibling}\n",
    "hls": "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n{sibling}\n#EXT-X-ENDLIST\n",
    "hls with a remote part": "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nhttp://127.0.0.1:9/x.ts\n",
    "sdp": "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio 9 RTP/AVP 0\n",
    "dash": '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011"><BaseURL>{sibling}</BaseURL></MPD>',
    "asx": '<asx version="3.0"><entry><ref href="{sibling}"/></entry></asx>',
    "plain text": "hello\n",
}


@pytest.mark.parametrize("kind", PLAYLISTS)
def test_a_playlist_named_mp3_opens_nothing(kind: str, wav: Path, tmp_path: Path, workdir: Path) -> None:
    evil = tmp_path / "evil.mp3"
    evil.write_text(PLAYLISTS[kind].format(sibling=wav.name))
    error = early_refusal(evil, workdir)
    assert (error.code, error.kind, error.message) == ("media.not_audio", "permanent", NOT_AUDIO)


def test_a_picture_named_flac_is_not_audio(tmp_path: Path, workdir: Path) -> None:
    picture = tmp_path / "a.flac"
    run_ffmpeg("-f", "lavfi", "-i", "testsrc", "-frames:v", "1", "-f", "image2", "-c:v", "png", str(picture))
    error = early_refusal(picture, workdir)
    assert error.code == "media.not_audio"
    assert error.message.startswith("This is a picture, not audio. Upload a WAV,")


def test_a_film_without_sound_is_not_audio(tmp_path: Path, workdir: Path) -> None:
    film = tmp_path / "a.mp4"
    run_ffmpeg("-f", "lavfi", "-i", "testsrc=d=1", str(film))
    assert early_refusal(film, workdir).code == "media.not_audio"


def test_an_empty_file_says_that_it_is_empty(tmp_path: Path, workdir: Path) -> None:
    empty = tmp_path / "a.wav"
    empty.touch()
    error = early_refusal(empty, workdir)
    assert error.code == "media.not_audio"
    assert error.message == "This file is empty. Export it again and upload the new file."


@pytest.mark.parametrize("frame_count", [0, 44])
def test_next_to_no_sound_is_too_short(frame_count: int, tmp_path: Path, workdir: Path) -> None:
    source = write_wav(tmp_path / "a.wav", chord(frame_count))
    assert refusal(source, workdir).code == "media.too_short"


@pytest.mark.parametrize(
    ("file_name", "options", "damaged_after_s"),
    [
        ("a.flac", (), 2),
        ("a.wav", (), 2),
        ("a.aiff", (), 2),
        ("a.w64", (), 2),
        ("a.caf", (), 2),
        ("a.wv", (), 2),
        ("a.tta", (), 2),
        ("a.mp3", ("-b:a", "192k"), 2),
        ("a.ogg", ("-c:a", "libvorbis"), 2),
        ("a.opus", (), 1),  # the last whole page
        ("a.aac", ("-b:a", "192k"), 2),
        ("fast.m4a", ("-b:a", "192k", "-movflags", "+faststart"), 2),
    ],
)
def test_a_cut_file_is_damaged(
    file_name: str, options: tuple[str, ...], damaged_after_s: int, wav: Path, tmp_path: Path, workdir: Path
) -> None:
    whole = encode(wav, tmp_path / file_name, *options)
    content = whole.read_bytes()
    whole.write_bytes(content[: len(content) * 11 // 20])
    error = refusal(whole, workdir)
    assert (error.code, error.kind, error.message) == (
        "media.damaged",
        "permanent",
        DAMAGED.format(damaged_after_s),
    )


def test_an_m4a_without_its_index_is_damaged(wav: Path, tmp_path: Path, workdir: Path) -> None:
    whole = encode(wav, tmp_path / "a.m4a")
    whole.write_bytes(whole.read_bytes()[:40_000])
    error = refusal(whole, workdir)
    assert error.code == "media.damaged"
    assert error.message == "This file is damaged. Export it again and upload the new file."


def test_a_flac_with_a_wrong_byte_in_the_middle_is_damaged(wav: Path, tmp_path: Path, workdir: Path) -> None:
    source = encode(wav, tmp_path / "a.flac")
    content = bytearray(source.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 64] = bytes(64)
    source.write_bytes(content)
    error = refusal(source, workdir)
    assert error.code == "media.damaged"
    assert error.message.startswith("This file is damaged after 0:02.")


def test_damage_that_appears_after_probing_never_becomes_a_rendition(wav: Path, workdir: Path) -> None:
    facts = probe(wav, workdir)
    made = prepare(wav, facts, NO_RUNGS, workdir)
    content = wav.read_bytes()
    wav.write_bytes(content[:300_000])
    with pytest.raises(ProcessingError) as caught:
        prepare(wav, facts, LADDER, workdir)
    assert caught.value.code == "media.damaged"
    with pytest.raises(ProcessingError) as caught:
        processing.encode(wav, facts, made.facts, DEFAULT_LADDER[2:3], workdir)
    assert caught.value.code == "media.tool_failed"
    assert list(workdir.glob("*.m4a")) == []


def wav_header(*, channels: int, rate_hz: int, data_bytes: int) -> bytes:
    """The 44 bytes of a 16-bit WAV file that may lie."""
    frame_bytes = (2 * channels) & 0xFFFF
    rates = struct.pack("<IIHH", rate_hz, (rate_hz * frame_bytes) & 0xFFFFFFFF, frame_bytes, 16)
    riff_bytes = (36 + data_bytes) & 0xFFFFFFFF
    form = (
        b"RIFF" + struct.pack("<I", riff_bytes) + b"WAVEfmt " + struct.pack("<IHH", 16, 1, channels) + rates
    )
    return form + b"data" + struct.pack("<I", data_bytes)


@pytest.mark.parametrize(
    ("channels", "rate_hz", "data_bytes", "codes"),
    [
        (9, 44_100, 9 * 2 * 44_100, {"media.unsupported_format"}),
        (65_535, 44_100, 400_000, {"media.damaged", "media.not_audio", "media.too_short"}),
        (2, 0, 400_000, {"media.damaged", "media.not_audio"}),
        (2, 4_000, 400_000, {"media.unsupported_format"}),
        (2, 768_000, 4_000_000, {"media.unsupported_format"}),
        (2, 44_100, 0xF0000000, {"media.damaged"}),
    ],
)
def test_a_lying_or_strange_wav_header_is_refused(
    channels: int, rate_hz: int, data_bytes: int, codes: set[str], tmp_path: Path, workdir: Path
) -> None:
    source = tmp_path / "a.wav"
    header = wav_header(channels=channels, rate_hz=rate_hz, data_bytes=data_bytes)
    source.write_bytes(header + bytes(min(data_bytes, 4_000_000)))
    assert refusal(source, workdir).code in codes


def test_a_format_outside_the_list_is_unsupported(wav: Path, tmp_path: Path, workdir: Path) -> None:
    source = encode(wav, tmp_path / "a.wav", "-c:a", "adpcm_ms")
    error = early_refusal(source, workdir)
    assert error.code == "media.unsupported_format"
    assert error.message == (
        "This file's audio is in the ADPCM format, which we don't take. Export it as WAV, FLAC or MP3 and upload that."
    )


@pytest.mark.parametrize(
    ("head", "what"),
    [
        (bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c"), "a Windows Media (WMA) file"),
        (bytes.fromhex("1a45dfa3934282886d6174726f736b61"), "a Matroska or WebM file"),
        (b"RIFF\0\0\0\0AVI LIST", "an AVI video"),
        (b"MThd" + bytes(12), "a MIDI file, which has notes but no sound"),
    ],
)
def test_a_known_format_that_we_do_not_take_is_named(
    head: bytes, what: str, tmp_path: Path, workdir: Path
) -> None:
    source = tmp_path / "a.mp3"
    source.write_bytes(head + bytes(1000))
    error = early_refusal(source, workdir)
    assert (error.code, error.kind) == ("media.unsupported_format", "permanent")
    assert (
        error.message
        == f"This is {what}, which we don't take. Export it as WAV, FLAC or MP3 and upload that."
    )


def test_what_goes_on_beyond_the_limit_is_too_long(
    tmp_path: Path, workdir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ffmpeg, "MAX_DURATION_S", 3600)
    source = tmp_path / "long.wav"
    data_bytes = 2 * 3600 * 8_000 * 2
    with source.open("wb") as file:
        file.write(wav_header(channels=1, rate_hz=8_000, data_bytes=data_bytes))
        file.truncate(44 + data_bytes)  # holes are silence, and take no room
    with pytest.raises(ProcessingError) as caught:
        prepare(source, probe(source, workdir), NO_RUNGS, workdir)
    assert (caught.value.code, caught.value.message) == (
        "media.too_long",
        "This file is longer than 1 hours. Upload it in shorter parts.",
    )


def test_a_link_is_never_followed(wav: Path, tmp_path: Path, workdir: Path) -> None:
    link = tmp_path / "link.wav"
    link.symlink_to(wav)
    with pytest.raises(OSError, match="symbolic links"):
        probe(link, workdir)
    assert list(workdir.iterdir()) == []


def test_a_track_with_a_broken_cover_is_fine(wav: Path, tmp_path: Path, workdir: Path) -> None:
    picture = tmp_path / "cover.png"
    run_ffmpeg("-f", "lavfi", "-i", "testsrc", "-frames:v", "1", str(picture))
    source = tmp_path / "a.flac"
    arguments = ("-map", "0", "-map", "1", "-c:v", "copy", "-disposition:v", "attached_pic")
    run_ffmpeg("-i", str(wav), "-i", str(picture), *arguments, str(source))
    content = source.read_bytes()
    at = content.index(b"\x89PNG") + 100
    source.write_bytes(content[:at] + b"\xff" * 500 + content[at + 500 :])
    facts = probe(source, workdir)
    assert facts.codec == "flac"
    assert prepare(source, facts, LADDER, workdir).renditions[0].is_lossless


def test_a_stream_that_starts_late_is_whole(wav: Path, tmp_path: Path, workdir: Path) -> None:
    source = encode(wav, tmp_path / "a.ogg", "-c:a", "libvorbis", "-output_ts_offset", "0.5")
    facts = probe(source, workdir)
    rungs = (RungSpec("flac", "flac"), RungSpec("aac-160", "aac", 160))
    made = prepare(source, facts, rungs, workdir).renditions
    assert [rung.index.sample_count for rung in made] == [FRAME_COUNT, FRAME_COUNT]


@pytest.mark.parametrize(
    "head",
    [
        b"fLaC\x84\0\0\x04",
        b"RIFF\xff\0\0\0WAVEjunk",
        b"FORM\0\0\0\xffAIFFjunk",
        b"FORM\0\0\0\xffAIFCjunk",
        b"OggS\0\x02",
        b"ID3\x04\0\0\0\0\0\x7f",
        b"\xff\xfb\x90\x64",
        b"\0\0\0\x18ftypM4A ",
        b"wvpk\x20\0\0\0",
        b"MAC \x96\x0f",
        b"MPCKSH",
        b"MP+\x07",
        b"DSD \x1c\0\0\0",
        b"FRM8\0\0\0\0\0\0\0\xffDSD ",
        b"TTA1\x01\0",
        b"caff\0\x01\0\0",
    ],
)
def test_what_begins_like_music_but_cannot_be_opened_is_damaged(
    head: bytes, tmp_path: Path, workdir: Path
) -> None:
    source = tmp_path / "a"
    source.write_bytes(head + b"\x55" * 2000)
    error = early_refusal(source, workdir)
    assert error.code in ("media.damaged", "media.too_short"), error.detail


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b"\x0b\x77\x12\x34\x1e\x40", "a Dolby Digital (AC-3) file"),
        (b"\x0b\x77\x04\xff\x3f\x87", "a Dolby Digital Plus (E-AC-3) file"),
        (b"ajkg\x02", "a Shorten file"),
    ],
)
def test_music_that_is_not_taken_is_called_by_its_name(
    head: bytes, name: str, tmp_path: Path, workdir: Path
) -> None:
    source = tmp_path / "a.mp3"
    source.write_bytes(head + bytes(range(1, 200)) * 10)
    error = early_refusal(source, workdir)
    assert error.code == "media.unsupported_format"
    assert error.message.startswith(f"This is {name}, which we don't take.")


def test_tags_that_take_ffmpeg_forever_are_too_costly(
    wav: Path, tmp_path: Path, workdir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """ffmpeg catches the signal at its limit, and says nothing of the input then."""
    sound = encode(wav, tmp_path / "sound.mp3").read_bytes()
    frames = b"".join(b"TXXX\0\0\0\x09\0\0\0%06d\0b" % number for number in range(100_000))
    size = bytes(len(frames) >> shift & 0x7F for shift in (21, 14, 7, 0))
    source = tmp_path / "a.mp3"
    source.write_bytes(b"ID3\x04\0\0" + size + frames + sound)
    limits = ffmpeg.decoding_limits(0)
    monkeypatch.setattr(probe_module, "_LIMITS", Limits(1, limits.wall_s, limits.memory_bytes, 1 << 20))
    error = early_refusal(source, workdir)
    assert (error.code, error.kind) == ("media.too_costly", "permanent")
