"""Bombs, lies, films and other kinds of files are refused for the right reason, or taken for their sound alone."""

from pathlib import Path

import pytest

from segue.media.processing.tests.sounds import decode, encode
from tests.hostile import bombs, header_lies, references, wrong_kinds
from tests.hostile.judging import NOT_MUSIC, Court, canary_share

pytestmark = pytest.mark.timeout(900)
Good = dict[str, Path]
USELESS = {*NOT_MUSIC, "media.damaged", "media.too_short"}


def test_films_and_pictures_are_not_audio(court: Court, tmp_path: Path) -> None:
    films = wrong_kinds.films(tmp_path)
    assert len(films) >= 30
    codes = {film.name: court.judge(film)["code"] for film in films}
    assert {name: code for name, code in codes.items() if code not in NOT_MUSIC} == {}


def test_subtitles_are_not_audio(court: Court, tmp_path: Path) -> None:
    codes = {text.name: court.judge(text)["code"] for text in wrong_kinds.subtitles(tmp_path)}
    assert {name: code for name, code in codes.items() if code not in NOT_MUSIC} == {}


def test_sound_beside_a_film_is_judged_alone(court: Court, tmp_path: Path, good_files: Good) -> None:
    for film in wrong_kinds.films_with_sound(tmp_path, good_files["sound.wav"]):
        court.judge(film)


def test_what_was_never_music_is_not_audio(court: Court) -> None:
    codes = {name: court.judge_content(name, content)["code"] for name, content in wrong_kinds.contents()}
    assert {
        name: code for name, code in codes.items() if code not in ("media.not_audio", "media.damaged")
    } == {}


def test_music_that_is_something_else_too(court: Court, good_files: Good) -> None:
    for name, content in wrong_kinds.two_in_one(good_files["fixed.mp3"].read_bytes()):
        court.judge_content(name, content)


def test_lying_headers_are_refused(court: Court, good_files: Good) -> None:
    lies = list(header_lies.lies(good_files["flac16.flac"].read_bytes()))
    found = {name: court.judge_content(name, content)["code"] for name, content, _ in lies}
    assert {name: found[name] for name, _, codes in lies if found[name] not in codes} == {}


def test_flac_frames_that_belie_their_header(court: Court, good_files: Good) -> None:
    files = header_lies.flac_contradictions(good_files["flac16.flac"].read_bytes())
    found = {name: court.judge_content(name, content)["code"] for name, content in files.items()}
    assert found == dict.fromkeys(files, "media.damaged")


def test_tags_that_grow_cost_no_track(court: Court, good_files: Good) -> None:
    """The sound is good, so it is taken; a picture that can't be used is only noted."""
    parts = (good_files[name].read_bytes() for name in ("flac16.flac", "fixed.mp3"))
    found = bombs.tag_bombs(*parts)
    reports = {name: court.judge_content(name, content) for name, content in found.items()}
    assert {name: report["code"] for name, report in reports.items() if report["verdict"] != "accepted"} == {}
    noted = {name for name, report in reports.items() if report["notes"]}
    assert noted >= {"picture-400-megapixels.flac", "picture-400-megapixels.mp3", "picture-in-comment.flac"}


def test_a_reference_to_another_file_is_not_followed(
    court: Court, canary: Path, good_files: Good, tmp_path: Path
) -> None:
    mov = encode(good_files["sound.wav"], tmp_path / "a.mov", "-c:a", "pcm_s16le").read_bytes()
    evil = tmp_path / "evil.mov"
    evil.write_bytes(references.with_reference(mov, canary))
    assert (
        canary_share(decode(evil, "-enable_drefs", "1", "-use_absolute_path", "1")) > 0.2
    )  # by careless ones
    for name in ("evil.mov", "evil.m4a"):
        court.judge_content(name, evil.read_bytes())
    relative = references.with_reference(mov, Path(canary.name))
    court.judge_content("near.mov", relative)


@pytest.fixture(scope="module")
def seven_hours(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A FLAC file of less than 100 kB."""
    return bombs.long_silence(tmp_path_factory.mktemp("long") / "7-hours.flac", 7, rate_hz=8_000).read_bytes()


def test_boxes_in_boxes_are_refused(court: Court, good_files: Good) -> None:
    for depth, name in ((2_000, b"udta"), (100_000, b"udta"), (50_000, b"ilst")):
        content = bombs.nested_atoms(good_files["aac.m4a"].read_bytes(), depth, name)
        assert court.judge_content(f"{depth}-deep.m4a", content)["code"] in USELESS


def test_hours_that_are_declared_are_refused_at_once(court: Court, seven_hours: bytes) -> None:
    assert len(seven_hours) < 100_000
    report = court.judge_content("7-hours.flac", seven_hours)
    assert report["code"] == "media.too_long"
    assert report["cpu_s"] < 5


def test_hours_that_are_not_declared_are_refused_before_they_are_decoded(
    court: Court, seven_hours: bytes
) -> None:
    """A FLAC file may leave its length out."""
    content = header_lies.with_flac_length(seven_hours, 0)
    report = court.judge_content("7-hours-undeclared.flac", content)
    assert report["code"] == "media.too_long"
    assert report["cpu_s"] < 5


def test_a_million_frames_of_tags_are_too_costly(court: Court, good_files: Good, is_complete: bool) -> None:
    """ffmpeg compares each with all before it."""
    if not is_complete:
        pytest.skip("burns the CPU time of two tools: run `make hostile`")
    content = bombs.id3_million() + good_files["fixed.mp3"].read_bytes()
    assert court.judge_content("frames-1000000.mp3", content)["code"] == "media.too_costly"


@pytest.mark.parametrize("share", [0.02, 0.4, 0.7])
def test_cut_files_are_never_taken_for_whole(share: float, court: Court, good_files: Good) -> None:
    """A raw stream without a length is the exception: its cut is a shorter whole."""
    taken = set()
    for name, path in good_files.items():
        content = path.read_bytes()
        report = court.judge_content(f"cut-{name}", content[: int(len(content) * share)])
        taken |= {name} if report["verdict"] == "accepted" else set()
    assert taken <= _SELF_CONTAINED


_SELF_CONTAINED = {"no-xing.mp3", "adts.aac", "tracker.mod"}
