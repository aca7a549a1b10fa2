"""What the kernel offers for confining media tools, and what the canary found; looked at, never changed."""

import ctypes
import functools
import json
import platform
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LANDLOCK_CREATE_RULESET = 444  # the same number on every architecture of Linux
LANDLOCK_CREATE_RULESET_VERSION = 1  # flag: only tell the version of the interface
REPORT_MODULE = "segue.media.processing.sandbox_report"
REPORT_TIMEOUT_S = 120.0

ADVICE = {
    "limits": "run Segue on Linux.",
    "no_privileges": "run Segue on Linux 3.5 or newer.",
    "namespaces": "let this user make user namespaces (user.max_user_namespaces above 0 and, where there is such a "
    "thing, kernel.unprivileged_userns_clone=1 and kernel.apparmor_restrict_unprivileged_userns=0).",
    "landlock": "run Linux 5.13 or newer (6.12 for all of it), with landlock among the names of `lsm=` at boot, and "
    "in a container whose seccomp profile lets it through.",
    "seccomp": "run a kernel with CONFIG_SECCOMP_FILTER, on x86_64 or aarch64.",
}
"""What to do where a wall is missing."""


@dataclass(frozen=True)
class SandboxReport:
    """The canary's proof: `level` is full, landlock or limits, `open` names the escapes that worked."""

    level: str
    walls: tuple[str, ...]
    escapes: dict[str, str]
    open: tuple[str, ...]
    ffmpeg: str
    is_ffmpeg_safe: bool
    oldest_ffmpeg: str


@functools.cache
def sandbox_report(data_dir: Path) -> SandboxReport | str:
    """Let the canary try, in a process of its own; a string says why it couldn't."""
    protected = sorted((data_dir / "secrets").glob("*"))
    command = [sys.executable, "-m", REPORT_MODULE, tempfile.gettempdir(), *map(str, protected)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=REPORT_TIMEOUT_S)
        answer: dict[str, Any] = json.loads(done.stdout)
    except subprocess.CalledProcessError as error:
        return str((error.stderr.strip().splitlines() or ["it said nothing"])[-1])
    except (subprocess.TimeoutExpired, ValueError) as error:
        return str(error)
    answer |= {name: tuple(answer[name]) for name in ("walls", "open")}
    return SandboxReport(**answer)


def landlock_abi() -> int:
    """Version of Landlock's interface; 0 when the kernel has none."""
    if sys.platform != "linux":
        return 0
    libc = ctypes.CDLL(None, use_errno=True)
    return max(0, int(libc.syscall(LANDLOCK_CREATE_RULESET, None, 0, LANDLOCK_CREATE_RULESET_VERSION)))


def kernel_name() -> str:
    return f"{platform.system()} {platform.release()}"
