"""Good files that were broken at random, always in the same ways, each get a verdict with a reason, in time."""

from pathlib import Path
from random import Random

import pytest

from tests.hostile.judging import Court
from tests.hostile.mutants import mutate

_ALL_COUNT, _SAMPLE_COUNT, _PARTS = 500, 60, 6


@pytest.mark.timeout(900)
@pytest.mark.parametrize("part", range(_PARTS))
def test_every_mutant_gets_a_verdict(
    part: int, court: Court, good_files: dict[str, Path], is_complete: bool
) -> None:
    court.group = "mutants"
    names = sorted(good_files)
    for number in range(part, _ALL_COUNT if is_complete else _SAMPLE_COUNT, _PARTS):
        random = Random(number)
        name, other = names[number % len(names)], random.choice(names)
        mutation, content = mutate(good_files[name].read_bytes(), good_files[other].read_bytes(), random)
        court.judge_content(f"{number} {mutation} {name}", content)


def test_the_same_number_is_always_the_same_mutant(good_files: dict[str, Path]) -> None:
    first, second = good_files["fixed.mp3"].read_bytes(), good_files["flac16.flac"].read_bytes()
    assert [mutate(first, second, Random(n)) for n in range(50)] == [
        mutate(first, second, Random(n)) for n in range(50)
    ]


def test_good_files_are_taken(court: Court, good_files: dict[str, Path]) -> None:
    """Else what their mutants show is worth little."""
    court.group = "good files"
    codes = {name: court.judge(path)["code"] for name, path in good_files.items()}
    assert {name: code for name, code in codes.items() if code} == _NOT_TAKEN


_NOT_TAKEN = {
    "opus.mka": "media.unsupported_format",
}
