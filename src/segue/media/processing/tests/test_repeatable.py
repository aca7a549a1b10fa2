"""Equal sound gives equal bytes, whatever is made along with it; and no text of a file's maker reaches a command."""

import hashlib
import re
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from mutagen.flac import FLAC

from segue.media.processing import child, encode, prepare, probe, read_tags
from segue.media.processing.tests.sounds import chord, write_wav
from segue.media.processing.tests.sounds import encode as make
from segue.media.types import DEFAULT_LADDER, RenditionFile, RungSpec

FLAC_RUNG, OPUS_96 = DEFAULT_LADDER[:2]


def hashes(renditions: list[RenditionFile]) -> dict[str, str]:
    return {made.name: hashlib.sha256(made.path.read_bytes()).hexdigest() for made in renditions}


@pytest.mark.parametrize(
    ("file_name", "options"),
    [
        ("a.flac", ()),
        ("a.flac", ("-sample_fmt", "s32")),
        ("a.wav", ("-c:a", "pcm_f32le", "-ar", "48000")),
        ("a.mp3", ("-ac", "1")),
    ],
    ids=["16 bits", "24 bits", "floats", "mp3"],
)
def test_a_rung_is_the_same_whatever_is_made_with_it(
    file_name: str, options: tuple[str, ...], wav: Path, tmp_path: Path
) -> None:
    source = make(wav, tmp_path / file_name, *options)

    def folder() -> Path:
        return Path(tempfile.mkdtemp(dir=tmp_path))

    found = probe(source, folder())
    first = [FLAC_RUNG, OPUS_96] if found.is_lossless else [OPUS_96]
    prepared = prepare(source, found, first, folder())
    expected = hashes(prepared.renditions)
    ladders: list[list[RungSpec]] = [[rung] for rung in first] + [list(reversed(DEFAULT_LADDER))]
    for ladder in ladders:
        made = hashes(encode(source, found, prepared.facts, ladder, folder()))
        assert made == made | {name: expected[name] for name in made.keys() & expected.keys()}
        expected |= made


class Recorder(subprocess.Popen[bytes]):
    """Starts what it is told to, and remembers what that was."""

    commands: list[list[str]]

    def __init__(self, command: list[str], **options: Any) -> None:
        self.commands.append(command)
        super().__init__(command, **options)


@pytest.fixture(scope="module")
def recorded() -> Iterator[list[list[str]]]:
    child.sandbox_level()  # whose canary is not part of it
    Recorder.commands = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(subprocess, "Popen", Recorder)
        yield Recorder.commands


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Half a second of FLAC."""
    folder = tmp_path_factory.mktemp("sound")
    return make(write_wav(folder / "a.wav", chord(22_050)), folder / "a.flac").read_bytes()


def commands_for(file_name: str, tag: str, sound: bytes, recorded: list[list[str]]) -> list[list[str]]:
    """What the tools are called with, without the numbers of descriptors."""
    recorded.clear()
    with tempfile.TemporaryDirectory() as place:
        folder, source = Path(place, "work"), Path(place, file_name)
        folder.mkdir()
        source.write_bytes(sound)
        audio: Any = FLAC(source)
        audio.update(dict.fromkeys(("title", "artist", "album", "genre", "date"), tag))
        audio.save()
        read_tags(source, folder)
        prepare(source, probe(source, folder), [FLAC_RUNG, OPUS_96], folder)
    tools = [command[command.index("--") + 1 :] for command in recorded]
    return [[re.sub(r"^(pipe:)?\d{1,3}$", r"\1N", part) for part in tool] for tool in tools]


NAMES = st.text(st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1, max_size=60)


@given(file_name=NAMES.filter(lambda name: name not in (".", "..", "work")), tag=st.text(max_size=80))
@example(file_name="-i", tag="-y\n-f\0lavfi")
@example(file_name="%d.flac", tag="%d file:/etc/passwd")
@example(file_name="file:a\n.flac", tag="concat:a|b")
@example(file_name="'\"$(id);`id`&.flac", tag="]amovie=/etc/passwd[a];")
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_name_and_no_tag_reaches_a_command(
    file_name: str, tag: str, sound: bytes, recorded: list[list[str]]
) -> None:
    golden = commands_for("a.flac", "a", sound, recorded)
    assert [Path(tool[0]).name.split("-")[0].rstrip("0123456789.") for tool in golden] == [
        "python",
        "ffmpeg",
        "ffmpeg",
        "ffmpeg",
        "ffmpeg",
    ]
    assert commands_for(file_name, tag, sound, recorded) == golden
