"""A confined child gets nothing that it doesn't need, and never outlives its limits or its parent."""

import json
import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from segue.media.processing import ProcessingError, child, confine, confined_child, usage
from segue.media.processing.child import Limits
from segue.media.processing.confined_child import Confinement

LIMITS = Limits(cpu_s=20, wall_s=60.0, memory_bytes=1 << 30, file_bytes=1 << 20)


def run_script(script: str, workdir: Path, limits: Limits = LIMITS) -> child.Outcome:
    """Run Python code in a confined child."""
    command = [sys.executable, "-I", "-B", "-c", textwrap.dedent(script)]
    return child.run(command, workdir=workdir, limits=limits)


def failure(script: str, workdir: Path, limits: Limits = LIMITS) -> ProcessingError:
    """The error that running the code raises."""
    with pytest.raises(ProcessingError) as caught:
        run_script(script, workdir, limits)
    return caught.value


def wait_until_gone(pid: int) -> None:
    """Until the process no longer runs; fails after ten seconds."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except (FileNotFoundError, ProcessLookupError):
            return
        if state in "ZX":
            return
        time.sleep(0.01)
    raise AssertionError(f"process {pid} still runs")


def test_the_environment_is_small_and_the_folder_is_the_work_folder(
    workdir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DJANGO_SECRET", "x")
    outcome = run_script("import os, json; print(json.dumps([sorted(os.environ), os.getcwd()]))", workdir)
    names, folder = json.loads(outcome.stdout)
    assert set(names) <= {"HOME", "LANG", "LC_CTYPE", "MALLOC_ARENA_MAX", "PATH", "TMPDIR"}
    assert folder == str(workdir)


def test_the_limits_hold_inside(workdir: Path) -> None:
    outcome = run_script(
        """
        import os, resource as r
        print([r.getrlimit(n)[0] for n in (r.RLIMIT_CPU, r.RLIMIT_AS, r.RLIMIT_FSIZE, r.RLIMIT_CORE)])
        print(os.getsid(0) == os.getpid())
        """,
        workdir,
    )
    assert outcome.stdout.decode().splitlines() == [str([20, 1 << 30, 1 << 20, 0]), "True"]


def test_no_new_privileges_are_possible(workdir: Path) -> None:
    script = "import ctypes; print(ctypes.CDLL(None).prctl(39, 0, 0, 0, 0))"  # PR_GET_NO_NEW_PRIVS
    assert run_script(script, workdir).stdout == b"1\n"


def test_other_files_can_be_neither_read_nor_written(workdir: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("x")
    script = f"""
        for path, mode in (({str(secret)!r}, "r"), ({str(secret)!r}, "w"), ("/etc/passwd", "r"), ("mine", "w")):
            try:
                open(path, mode).close()
                print("open")
            except PermissionError:
                print("refused")
        """
    assert run_script(script, workdir).stdout.split() == [b"refused", b"refused", b"refused", b"open"]
    assert secret.read_text() == "x"
    assert [path.name for path in workdir.iterdir()] == ["mine"]


def test_the_network_is_out_of_reach(workdir: Path) -> None:
    script = """
        import socket
        try:
            socket.create_connection(("127.0.0.1", 9), timeout=5)
        except ConnectionRefusedError:
            print("reached")
        except OSError:
            print("out of reach")
        """
    assert run_script(script, workdir).stdout == b"out of reach\n"


def test_a_child_that_takes_too_long_is_timed_out(workdir: Path) -> None:
    limits = Limits(cpu_s=20, wall_s=0.5, memory_bytes=1 << 30, file_bytes=1 << 20)
    error = failure("import time; time.sleep(600)", workdir, limits)
    assert (error.code, error.kind) == ("media.timed_out", "transient")


def test_a_child_that_takes_too_long_dies_with_its_whole_group(workdir: Path) -> None:
    script = """
        import os, time
        grandchild = os.fork()
        if grandchild:
            open("pids", "w").write(f"{os.getpid()} {grandchild}")
        time.sleep(600)
        """
    ending = confined_child.run(
        [sys.executable, "-I", "-c", textwrap.dedent(script)],
        workdir=workdir,
        limits=Limits(cpu_s=20, wall_s=10.0, memory_bytes=1 << 30, file_bytes=1 << 20),
        confinement=Confinement(walls=(confine.LIMITS,)),  # with seccomp there could be no grandchild
    )
    assert (ending.is_late, ending.exit_code) == (True, -signal.SIGKILL)
    for pid in (workdir / "pids").read_text().split():
        wait_until_gone(int(pid))


@pytest.mark.parametrize(
    "beforehand", ["", "import signal, sys; signal.signal(signal.SIGXCPU, lambda *_: sys.exit(1))"]
)
def test_a_child_that_burns_its_seconds_is_too_costly(beforehand: str, workdir: Path) -> None:
    """Also if it catches the signal that tells it, as ffmpeg does."""
    limits = Limits(cpu_s=1, wall_s=60.0, memory_bytes=1 << 30, file_bytes=1 << 20)
    error = failure(f"{beforehand}\nwhile True: pass", workdir, limits)
    assert (error.code, error.kind) == ("media.too_costly", "permanent")


def test_confinement_that_fails_is_no_verdict_on_the_file(workdir: Path) -> None:
    program = workdir / "program"
    program.write_text("no program")
    with pytest.raises(ProcessingError) as caught:
        child.run([str(program)], workdir=workdir, limits=LIMITS)
    assert (caught.value.code, caught.value.kind) == ("media.tool_failed", "transient")
    confinement = [sys.executable, "-I", "-S", confine.__file__, "niceness=none", "--", "/bin/true"]
    done = subprocess.run(confinement, check=False, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (confine.EXIT_CONFINEMENT_FAILED, "")
    assert done.stderr.startswith("confinement failed: ValueError")


@pytest.mark.skipif(not hasattr(os, "SCHED_BATCH"), reason="only Linux has it")
def test_a_child_is_a_batch_and_we_are_not(workdir: Path) -> None:
    before = os.sched_getscheduler(0)
    script = """
        import os, threading
        threading.Thread(target=lambda: print(os.sched_getscheduler(0) == os.SCHED_BATCH)).start()
        """
    assert run_script(script, workdir).stdout == b"True\n"
    assert os.sched_getscheduler(0) == before != os.SCHED_BATCH


def test_a_file_that_grows_too_large_is_refused(workdir: Path) -> None:
    script = """
        import signal
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
        open("big", "wb").write(bytes(2 << 20))
        """
    error = failure(script, workdir)
    assert (error.code, error.kind) == ("media.too_large", "permanent")
    assert (workdir / "big").stat().st_size <= 1 << 20


def test_memory_is_bounded(workdir: Path) -> None:
    outcome = run_script("bytearray(2 << 30)", workdir)
    assert outcome.exit_code == 1
    assert "MemoryError" in outcome.stderr


@pytest.mark.parametrize(
    ("ending", "code", "kind"),
    [
        ("os.kill(os.getpid(), signal.SIGKILL)", "media.tool_failed", "transient"),
        ("os.kill(os.getpid(), signal.SIGSEGV)", "media.tool_failed", "permanent"),
        ("os._exit(228)", "media.disk_full", "resource"),
    ],
)
def test_violent_ends_are_told_apart(ending: str, code: str, kind: str, workdir: Path) -> None:
    error = failure(f"import os, signal; {ending}", workdir)
    assert (error.code, error.kind) == (code, kind)


def test_a_flood_of_words_is_cut_in_the_middle(workdir: Path) -> None:
    script = "import sys; sys.stderr.write('first' + 'x' * (8 << 20) + 'last')"
    words = run_script(script, workdir).stderr
    assert len(words) == (1 << 20) + (1 << 18)
    assert (words[:5], words[-4:]) == ("first", "last")


def test_a_child_dies_with_its_parent(workdir: Path) -> None:
    announce = "open('pid', 'w').write(str(os.getpid())); os.rename('pid', 'ready')"
    child_script = f"import os, time; {announce}; time.sleep(600)"
    parent_script = f"""
        import sys
        from pathlib import Path
        sys.path[:] = {sys.path!r}
        from segue.media.processing import child
        limits = child.Limits(cpu_s=20, wall_s=600.0, memory_bytes=1 << 30, file_bytes=1 << 20)
        command = [sys.executable, "-I", "-c", {child_script!r}]
        child.run(command, workdir=Path({str(workdir)!r}), limits=limits)
        """
    with subprocess.Popen([sys.executable, "-c", textwrap.dedent(parent_script)]) as parent:
        deadline = time.monotonic() + 60
        while not (workdir / "ready").exists() and time.monotonic() < deadline:
            time.sleep(0.01)
        os.kill(parent.pid, signal.SIGKILL)
    wait_until_gone(int((workdir / "ready").read_text()))


def test_the_cpu_seconds_of_a_child_are_told(workdir: Path) -> None:
    script = "import time\nwhile time.process_time() < 0.3: pass"
    assert 0.3 <= run_script(script, workdir).cpu_s < 5
    assert run_script("import time; time.sleep(3)", workdir).cpu_s < 3


def test_what_a_child_cost_is_counted_even_if_it_is_refused(workdir: Path) -> None:
    child.sandbox_level()  # whose proof is not part of it
    with usage.measured() as used:
        failure(
            "import os, signal\nwhile os.times().user < 0.3: pass\nos.kill(os.getpid(), signal.SIGKILL)",
            workdir,
        )
    assert 0.3 <= used.cpu_s < 5


def test_a_child_can_be_nice(workdir: Path) -> None:
    command = [sys.executable, "-I", "-B", "-c", "import os; print(os.getpriority(os.PRIO_PROCESS, 0))"]
    niceness = os.nice(0)
    assert int(child.run(command, workdir=workdir, limits=LIMITS).stdout) == niceness
    assert int(child.run(command, workdir=workdir, limits=LIMITS, niceness=7).stdout) == min(19, niceness + 7)


def test_numpy_pillow_and_threads_work_inside(workdir: Path) -> None:
    script = """
        import threading
        import numpy
        from PIL import Image
        sums = []
        threads = [threading.Thread(target=lambda: sums.append(int(numpy.ones(8).sum()))) for _ in range(4)]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
        Image.new("RGB", (8, 8)).save("image.webp")
        print(sums, Image.open("image.webp").size)
        """
    assert run_script(script, workdir).stdout == b"[8, 8, 8, 8] (8, 8)\n"


def test_the_worker_loads_no_heavy_library() -> None:
    heavy = {"numpy", "av", "PIL", "mutagen", "django"}
    script = f"import sys; sys.path[:] = {sys.path!r}; import segue.media.processing; print({heavy} & set(sys.modules))"
    output = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True).stdout
    assert output == b"set()\n"


@pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="only Linux binds processes to processors")
def test_a_child_can_be_kept_on_one_cpu(workdir: Path) -> None:
    command = [sys.executable, "-I", "-c", "import os; print(len(os.sched_getaffinity(0)))"]
    assert int(child.run(command, workdir=workdir, limits=LIMITS, is_on_one_cpu=True).stdout) == 1
    every = child.run(command, workdir=workdir, limits=LIMITS)
    assert int(every.stdout) == len(os.sched_getaffinity(0))
