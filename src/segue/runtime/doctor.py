"""`segue doctor`: one line per check, with what to do where something is amiss."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

from segue.runtime.data_folder import DataFolder, nearest_folder
from segue.runtime.environment import inherited
from segue.runtime.errors import StartError
from segue.runtime.finding import Finding
from segue.runtime.inside_facts import inside_facts
from segue.runtime.manage_command import environment_beside, running_state
from segue.runtime.network import free_port_after, is_port_free
from segue.runtime.plan import Plan, read_plan
from segue.runtime.postgres import postgres_package
from segue.runtime.sandbox_facts import ADVICE, SandboxReport, kernel_name, landlock_abi, sandbox_report
from segue.runtime.valkey import valkey_program

LOW_SPACE_BYTES = 5 * 1000**3
TRY_TIMEOUT_S = 10.0
COLORS = {"ok": 32, "warn": 33, "fail": 31}


def doctor() -> int:
    """Print every finding; returns 1 when one of them is a failure."""
    try:
        plan, environment = _as_running(read_plan(is_lenient=True))
    except StartError as error:
        _print("settings", Finding("fail", str(error)))
        return 1
    findings = [(name, _safely(check, plan)) for name, check in CHECKS.items()] + inside_facts(environment)
    for name, finding in findings:
        _print(name, finding)
    return int(any(finding.status == "fail" for _, finding in findings))


def _as_running(plan: Plan) -> tuple[Plan, dict[str, str]]:
    """With the settings of the Segue that runs on the data folder, if one does; and the variables that carry them."""
    state = running_state(plan)
    if state is None:
        return plan, inherited()
    environment = environment_beside(plan, state)
    running = read_plan(is_lenient=True, environment=environment)
    own_database, own_valkey = state.get("embedded", [True, True])
    return replace(
        running,
        database_url="" if own_database else running.database_url,
        valkey_url="" if own_valkey else running.valkey_url,
    ), environment


def _safely(check: Callable[[Plan], Finding], plan: Plan) -> Finding:
    try:
        return check(plan)
    except (StartError, OSError) as error:
        return Finding("fail", str(error))


def _python(plan: Plan) -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < (3, 11):  # noqa: UP036 (this line is for whoever runs it by hand)
        return Finding("fail", f"Python {version}: Segue needs 3.11 or newer; install it and run `make up`.")
    return Finding("ok", f"Python {version}")


def _ffmpeg(plan: Plan) -> Finding:
    spec = find_spec("imageio_ffmpeg")
    found = sorted(Path(spec.origin).parent.glob("binaries/ffmpeg-*")) if spec and spec.origin else []
    if not found:
        return Finding("fail", "ffmpeg is not installed: run `make up`.")
    finding, report = _try(str(found[0]), "-version"), sandbox_report(plan.folder)
    if isinstance(report, SandboxReport) and not report.is_ffmpeg_safe:
        needed = f"Segue needs {report.oldest_ffmpeg} or newer, running inside its sandbox"
        return Finding(
            "fail", f"ffmpeg {report.ffmpeg}: {needed}; unset IMAGEIO_FFMPEG_EXE and run `make up`."
        )
    return finding


def _postgres(plan: Plan) -> Finding:
    if plan.database_url:
        return Finding("ok", "a server of yours (DATABASE_URL)")
    return _try(str(postgres_package() / "pginstall" / "bin" / "postgres"), "--version")


def _valkey(plan: Plan) -> Finding:
    if plan.valkey_url:
        return Finding("ok", "a server of yours (VALKEY_URL)")
    return _try(str(valkey_program()), "--version")


def _service_user(plan: Plan) -> Finding:
    if os.geteuid() != 0 or plan.database_url:
        return Finding("ok", "not needed")
    if shutil.which("useradd") is None:
        return Finding(
            "fail", "useradd is missing: install the package passwd (or shadow-utils), or don't run as root."
        )
    return Finding("ok", "PostgreSQL runs as segue-postgres, because Segue runs as root")


def _data(plan: Plan) -> Finding:
    folder = DataFolder(plan.folder)
    folder.check()
    return Finding("ok", f"{folder.root}" if folder.is_ours() else f"{folder.root} (made on the first start)")


def _space(plan: Plan) -> Finding:
    folder = DataFolder(plan.folder)
    folder.check_space()
    free = shutil.disk_usage(nearest_folder(folder.root)).free
    text = f"{free / 1000**3:.1f} GB free"
    return (
        Finding("ok", text) if free >= LOW_SPACE_BYTES else Finding("warn", f"{text}: music needs more soon.")
    )


def _port(plan: Plan) -> Finding:
    if DataFolder(plan.folder).holder() or is_port_free(plan.host, plan.port):
        return Finding("ok", f"{plan.host}:{plan.port}")
    other = free_port_after(plan.host, plan.port)
    return Finding("fail", f"Port {plan.port} is taken: stop what uses it, or run `segue up --port {other}`.")


def _web(plan: Plan) -> Finding:
    if (Path(plan.web_dist) / "index.html").is_file():
        return Finding("ok", plan.web_dist)
    return Finding(
        "fail", f"The web app is not built ({plan.web_dist}): run `make up`, or set SEGUE_WEB_DIST."
    )


def _media_sandbox(plan: Plan) -> Finding:
    return judge_sandbox(sandbox_report(plan.folder), plan.media_sandbox)


def judge_sandbox(report: SandboxReport | str, policy: str) -> Finding:
    """What the canary managed to do in the place of a media tool; `policy` is SEGUE_MEDIA_SANDBOX."""
    if isinstance(report, str):
        return Finding("fail", f"the sandbox could not be tried: {report}")
    if report.level == "full":
        return Finding("ok", f"full: {len(report.escapes)} of {len(report.escapes)} escapes were blocked")
    text = f"{report.level}: not blocked are {', '.join(report.open) or 'tried, on this system'}"
    if report.level == "landlock":
        return Finding("warn", f"{text}; files and network are out of reach.")
    if policy == "unsafe":
        return Finding("warn", f"{text}; uploads are opened all the same (SEGUE_MEDIA_SANDBOX=unsafe).")
    return Finding("fail", f"{text}; uploads wait until this is mended, or SEGUE_MEDIA_SANDBOX is `unsafe`.")


def _wall(name: str, text: Callable[[], str] = lambda: "holds") -> Callable[[Plan], Finding]:
    """A check for one wall: `text` describes it where it stands."""

    def check(plan: Plan) -> Finding:
        report = sandbox_report(plan.folder)
        if isinstance(report, SandboxReport) and name in report.walls:
            return Finding("ok", text())
        return Finding("warn", f"missing on {kernel_name()}: {ADVICE[name]}")

    return check


def _running(plan: Plan) -> Finding:
    holder = DataFolder(plan.folder).holder()
    return Finding("ok", f"yes ({holder})" if holder else "no; start it with `segue up`")


CHECKS: dict[str, Callable[[Plan], Finding]] = {
    "Python": _python,
    "ffmpeg": _ffmpeg,
    "PostgreSQL": _postgres,
    "Valkey": _valkey,
    "service user": _service_user,
    "data folder": _data,
    "free space": _space,
    "port": _port,
    "web app": _web,
    "media sandbox": _media_sandbox,
    "process limits": _wall("limits"),
    "no_new_privs": _wall("no_privileges"),
    "namespaces": _wall("namespaces", lambda: "user, network, IPC and host name of its own"),
    "Landlock": _wall("landlock", lambda: f"version {landlock_abi()}, {kernel_name()}"),
    "seccomp": _wall("seccomp"),
    "running": _running,
}


def _try(*command: str) -> Finding:
    """Run a program that tells its version; its first line is the finding."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=TRY_TIMEOUT_S)
    except (OSError, subprocess.TimeoutExpired) as error:
        return Finding("fail", f"{command[0]} does not run ({error}): run `make up` to install it again.")
    if done.returncode != 0:
        return Finding("fail", f"{command[0]} does not run ({done.stderr.strip()[:200]}): install it again.")
    return Finding("ok", done.stdout.splitlines()[0])


def _print(name: str, finding: Finding) -> None:
    is_colored = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    status = f"{finding.status:<4}"
    colored = f"\x1b[{COLORS[finding.status]}m{status}\x1b[0m" if is_colored else status
    print(f"{colored}  {name:<16} {finding.text}")
