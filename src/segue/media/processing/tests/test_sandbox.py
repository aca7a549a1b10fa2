"""The canary gets out of nothing, notices each wall that is missing, and nothing is opened without the walls."""

import dataclasses
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from segue.media.processing import ProcessingError, canary, child, confine, confined_child, sandbox, seccomp
from segue.media.processing.canary import Proof, level_of
from segue.media.processing.child import Limits
from segue.media.processing.confined_child import Confinement

LIMITS = Limits(cpu_s=5, wall_s=60.0, memory_bytes=1 << 30, file_bytes=1 << 20)
LEAVE_A_FILE = [sys.executable, "-I", "-B", "-c", "open('trace', 'w')"]


@pytest.fixture
def without_cached_filter() -> Iterator[None]:
    """For tests that change what the filter is made from."""
    seccomp.filter_program.cache_clear()
    yield
    seccomp.filter_program.cache_clear()


def without(*names: str) -> tuple[str, ...]:
    return tuple(wall for wall in confine.WALLS if wall not in names)


def test_every_escape_is_blocked(tmp_path: Path) -> None:
    secret = tmp_path / "key"
    secret.write_text("x")
    proof = canary.prove(tmp_path, [secret])
    assert (proof.level, proof.walls, proof.open_escapes) == ("full", confine.WALLS, [])
    assert f"Permission denied: '{secret}'" in proof.escapes["data_folder"]
    assert len(proof.escapes) == 21
    assert set(proof.escapes) > canary.SOFT_ESCAPES
    assert proof.is_ffmpeg_safe
    assert [path.name for path in tmp_path.iterdir()] == ["key"]


@pytest.mark.parametrize(
    ("wall", "level", "escapes"),
    [
        ("limits", "limits", {"fill_disk", "long_run"}),
        ("no_privileges", "landlock", {"new_privileges"}),
        ("namespaces", "landlock", {"own_namespaces"}),
        (
            "landlock",
            "limits",
            {"system_files", "data_folder", "other_job", "write_outside", "run_shell", "plant_link"},
        ),
        ("seccomp", "landlock", {"change_mode", "kernel_calls"}),
    ],
)
def test_a_missing_wall_is_noticed(wall: str, level: str, escapes: set[str], tmp_path: Path) -> None:
    proof = canary.prove(tmp_path, walls=without(wall))
    assert (proof.level, proof.walls) == (level, without(wall))
    assert escapes <= set(proof.open_escapes)


def test_without_the_kernels_help_the_network_is_open(tmp_path: Path) -> None:
    proof = canary.prove(tmp_path, walls=without("namespaces", "landlock", "seccomp"))
    assert proof.level == "limits"
    assert {"tcp", "dns", "abstract_socket", "signal_parent"} <= set(proof.open_escapes)


def test_a_folder_too_many_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confined_child, "_LIBRARIES", (*confined_child._LIBRARIES, str(tmp_path)))
    proof = canary.prove(tmp_path)
    assert (proof.level, proof.open_escapes) == ("limits", ["data_folder", "other_job"])


@pytest.mark.parametrize(("call", "escape"), [("keyctl", "kernel_calls"), ("fchmodat", "change_mode")])
@pytest.mark.usefixtures("without_cached_filter")
def test_a_system_call_too_many_is_noticed(
    call: str, escape: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    allowed = {call, "chmod"} if call == "fchmodat" else {call}
    fewer = {name: numbers for name, numbers in seccomp._REFUSED.items() if name not in allowed}
    monkeypatch.setattr(seccomp, "_REFUSED", fewer)
    proof = canary.prove(tmp_path)
    assert (proof.level, proof.open_escapes) == ("landlock", [escape])


def test_a_busy_machine_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "_known", [])
    with monkeypatch.context() as hurry:
        hurry.setattr(canary, "_LIMITS", dataclasses.replace(canary._LIMITS, wall_s=0.01))
        with pytest.raises(ProcessingError) as caught:
            child.sandbox_level()
    assert (caught.value.code, caught.value.kind) == ("media.tool_failed", "transient")
    assert child.sandbox_level() == "full"


def test_other_systems_have_limits_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    proof = canary.prove()
    assert (proof.level, proof.walls, proof.escapes, proof.is_ffmpeg_safe) == (
        "limits",
        ("limits",),
        {},
        True,
    )


def test_confinement_starts_the_tool_on_other_systems(tmp_path: Path) -> None:
    elsewhere = "import runpy, sys; sys.platform = 'darwin'; runpy.run_path(sys.argv[1], run_name='__main__')"
    policy = [
        "niceness=0",
        f"parent_pid={os.getpid()}",
        "cpu_s=5",
        "memory_bytes=1",
        "file_bytes=1",
        "filter=",
    ]
    walls = [f"wall={wall}" for wall in confine.WALLS]
    python = [sys.executable, "-I", "-c", elsewhere.replace("sys.argv[1]", repr(confine.__file__))]
    tool = [sys.executable, "-I", "-c", "import resource; print(resource.getrlimit(resource.RLIMIT_CPU))"]
    done = subprocess.run(
        [*python, *policy, *walls, "--", *tool], capture_output=True, check=False, cwd=tmp_path
    )
    assert (done.stdout, done.stderr) == (b"(5, 6)\n", b"")


def test_a_canary_that_can_not_run_proves_nothing() -> None:
    dead = confined_child.run(
        ["/bin/false"], workdir=Path("/"), limits=LIMITS, confinement=Confinement(walls=("limits",))
    )
    answer = canary.read_answer(dead)
    assert (list(answer), level_of(answer)) == (["canary"], "limits")


@pytest.mark.parametrize(
    ("open_names", "level"),
    [
        ((), "full"),
        (("fork_bomb", "run_shell"), "landlock"),
        (("fork_bomb", "dns"), "limits"),
        (("tcp",), "limits"),
    ],
)
def test_the_level_follows_from_the_gravest_escape(open_names: tuple[str, ...], level: str) -> None:
    words = dict.fromkeys(("tcp", "dns", "fork_bomb", "run_shell"), "blocked: refused")
    assert level_of(words | dict.fromkeys(open_names, "open: yes")) == level


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_canary_that_is_killed_from_outside_gives_no_verdict(number: signal.Signals, workdir: Path) -> None:
    """Else one unlucky moment would be remembered for as long as the worker lives."""
    ending = confined_child.run(
        [sys.executable, "-I", "-S", "-c", f"import os; os.kill(os.getpid(), {int(number)})"],
        workdir=workdir,
        limits=LIMITS,
        confinement=Confinement(),
    )
    assert ending.exit_code == -number
    with pytest.raises(InterruptedError):
        canary._require_own_end(ending)


def test_a_demanded_wall_that_can_not_be_built_stops_the_tool(workdir: Path) -> None:
    confinement = Confinement(walls=without("landlock"), demanded=frozenset({"landlock"}))
    ending = confined_child.run(LEAVE_A_FILE, workdir=workdir, limits=LIMITS, confinement=confinement)
    assert (ending.exit_code, ending.stderr) == (125, b"missing walls: ['landlock']")
    assert list(workdir.iterdir()) == []


def test_nothing_is_opened_behind_limits_alone(workdir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(monkeypatch, level="limits", escapes={"tcp": "open: a connection"})
    with pytest.raises(ProcessingError, match="open uploaded files safely") as caught:
        child.run(LEAVE_A_FILE, workdir=workdir, limits=LIMITS)
    assert (caught.value.code, caught.value.kind) == ("media.no_sandbox", "resource")
    assert list(workdir.iterdir()) == []
    child.accept_unsafe()
    assert child.run(LEAVE_A_FILE, workdir=workdir, limits=LIMITS).exit_code == 0
    assert [path.name for path in workdir.iterdir()] == ["trace"]


def test_landlock_suffices(workdir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(monkeypatch, level="landlock", walls=("limits", "landlock"))
    assert child.run(LEAVE_A_FILE, workdir=workdir, limits=LIMITS).exit_code == 0


@pytest.mark.parametrize("version", ["8.1.1", "6.1", "n7.1-static", "does not run (1): no such library"])
def test_an_old_ffmpeg_opens_nothing(version: str, workdir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(monkeypatch, ffmpeg=version)
    with pytest.raises(ProcessingError) as caught:
        child.run(LEAVE_A_FILE, workdir=workdir, limits=LIMITS)
    assert (caught.value.code, caught.value.kind) == ("media.old_ffmpeg", "resource")
    assert list(workdir.iterdir()) == []


@pytest.mark.parametrize("version", ["8.1.2", "n9.0.2-17-g2a571b6068-20260930", "9.0", "10.0-static"])
def test_a_recent_ffmpeg_is_told_from_its_name(version: str) -> None:
    assert Proof("full", confine.WALLS, {}, version).is_ffmpeg_safe


def test_this_machine_is_proven_once(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sandbox, "_known", [])
    with caplog.at_level("INFO", logger=sandbox.__name__):
        levels = [child.sandbox_level(), child.sandbox_level()]
    assert levels == ["full", "full"]
    assert [record.getMessage().partition(",")[0] for record in caplog.records] == ["media sandbox: full"]


def plant(monkeypatch: pytest.MonkeyPatch, **fields: object) -> None:
    """Have the machine proven to be what it isn't, for one test."""
    sound = Proof("full", confine.WALLS, {}, "9.0.2")
    monkeypatch.setattr(sandbox, "_known", [dataclasses.replace(sound, **fields)])  # type: ignore[arg-type]
    monkeypatch.setattr(sandbox, "_is_unsafe_accepted", threading.Event())
