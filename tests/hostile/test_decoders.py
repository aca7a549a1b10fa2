"""Only decoders on the list are ever opened: what a film, a picture or a subtitle needs stays shut, also in probing."""

import re
import subprocess
from pathlib import Path

import pytest

from segue.media.processing import ffmpeg, formats
from tests.hostile import wrong_kinds

_SPEAKER = re.compile(r"^\[(?:dec:)?(\w+) @ 0x\w+\] (.*)$", re.MULTILINE)
_OPENED = re.compile(r"^\s+Stream #\S+ -> #\S+ \((?:\w+ \()?(\w+)", re.MULTILINE)

pytestmark = pytest.mark.timeout(300)


@pytest.fixture(scope="module")
def decoders() -> frozenset[str]:
    """All that this ffmpeg has."""
    command = [ffmpeg.ffmpeg_path(), "-v", "error", "-decoders"]
    listing = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return frozenset(re.findall(r"^ [VAS][.F]\S{4} (\w+)", listing, re.MULTILINE))


def speakers(source: Path, arguments: list[str]) -> set[str]:
    """Who says anything at the `debug` level, where opened decoders do, other than that it is shut out."""
    with source.open("rb") as file:
        command = [ffmpeg.ffmpeg_path(), "-nostdin", "-v", "debug"]
        command += [part.replace("DESCRIPTOR", str(file.fileno())) for part in arguments]
        outputs = ["-map", "0:a:0?", *ffmpeg.PLAIN, "-f", "null", "-"]
        done = subprocess.run(
            [*command, *outputs], check=False, capture_output=True, pass_fds=[file.fileno()]
        )
    report = done.stderr.decode("utf-8", "replace")
    said = {name for name, words in _SPEAKER.findall(report) if "not on whitelist" not in words}
    return said | set(_OPENED.findall(report))


def test_no_decoder_outside_the_list_is_opened(
    tmp_path: Path, decoders: frozenset[str], good_files: dict[str, Path]
) -> None:
    sources = [*wrong_kinds.films(tmp_path), *wrong_kinds.subtitles(tmp_path)]
    sources += [*wrong_kinds.films_with_sound(tmp_path, good_files["sound.wav"]), *good_files.values()]
    shut_out = decoders - set(formats.DECODERS)
    assert len(shut_out) > 400
    arguments = ["DESCRIPTOR" if part == "99" else part for part in ffmpeg.input_arguments(99)]
    opened = {source.name: speakers(source, arguments) & shut_out for source in sources}
    assert {name: names - _PARSERS for name, names in opened.items() if names - _PARSERS} == {}


# Not the decoder but the parser of the same name, which reads the dimensions in an MP4 file's header.
_PARSERS = frozenset({"h264"})


def test_without_the_list_they_would_be(tmp_path: Path, decoders: frozenset[str]) -> None:
    """So the report shows what it is searched for."""
    films = {film.name: film for film in wrong_kinds.films(tmp_path)}
    source = films["magicyuv.avi.mp3"]
    assert "magicyuv" in speakers(source, ["-i", str(source)]) & decoders


def test_every_decoder_on_the_list_exists(decoders: frozenset[str]) -> None:
    assert set(formats.DECODERS) <= decoders
