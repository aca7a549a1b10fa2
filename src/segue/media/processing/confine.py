"""Runs as a program of its own: gives up what a media tool doesn't need, then becomes that tool.

Usage: python -I -S -B confine.py NAME=VALUE ... -- COMMAND [ARGUMENT ...]

It is a separate program because code between fork and exec is not safe in a process with threads. Every wall
around the tools is built here. Those that the kernel doesn't offer are left out, unless they are demanded. It starts
once per tool, so it imports next to nothing: even `signal`, `json` and `typing` would cost more than all it does.
"""

import ctypes
import os
import resource
import struct
import sys

EXIT_CONFINEMENT_FAILED = 125

LIMITS, NO_PRIVILEGES, NAMESPACES, LANDLOCK, SECCOMP = WALLS = (
    "limits",
    "no_privileges",
    "namespaces",
    "landlock",
    "seccomp",
)
"""In the order in which they are built."""

# linux/prctl.h, linux/securebits.h, asm-generic/signal.h
_PR_SET_PDEATHSIG, _PR_SET_SECCOMP, _PR_SET_SECUREBITS, _PR_SET_NO_NEW_PRIVS = 1, 22, 28, 38
_SECCOMP_MODE_FILTER = 2
_ROOT_IS_NOBODY_SPECIAL = 0b11  # SECBIT_NOROOT and its lock
_SIGKILL, _SIGPIPE, _SIGXFSZ, _SIG_DFL = 9, 13, 25, 0
# linux/sched.h
_CLONE_NEWUTS, _CLONE_NEWIPC, _CLONE_NEWUSER, _CLONE_NEWNET = 0x04000000, 0x08000000, 0x10000000, 0x40000000
_OWN_NAMESPACES = _CLONE_NEWNET | _CLONE_NEWIPC | _CLONE_NEWUTS
# linux/landlock.h; the three calls have the same numbers on every architecture
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR, _REMOVE_DIR, _REMOVE_FILE = 1, 2, 4, 8, 16, 32
_MAKE_DIR, _MAKE_REGULAR, _TRUNCATE = 1 << 7, 1 << 8, 1 << 14
_ALL_NET = 0b11  # bind and connect TCP
_ALL_SCOPES = 0b11  # abstract sockets, signals
_FILE_RIGHTS_BY_ABI = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 4: (1 << 15) - 1}
_ALL_FILE_RIGHTS = (1 << 16) - 1
_OF_FILES = _EXECUTE | _READ_FILE
# Files and folders only: a link, a pipe or a socket could make whoever reads the results open something else.
_WORK = (
    _WRITE_FILE | _READ_FILE | _READ_DIR | _REMOVE_DIR | _REMOVE_FILE | _MAKE_DIR | _MAKE_REGULAR | _TRUNCATE
)
_TOLERATED_PROCESS_COUNT = 512

Policy = dict[str, list[str]]

_libc = ctypes.CDLL(None, use_errno=True)


def build_walls(policy: Policy) -> list[str]:
    """Build those of `policy["wall"]` that the kernel offers; returns their names."""
    builders = {
        LIMITS: limit_resources,
        NO_PRIVILEGES: renounce_privileges,
        NAMESPACES: leave_namespaces,
        LANDLOCK: restrict_files,
        SECCOMP: filter_calls,
    }
    return [name for name in WALLS if name in policy["wall"] and builders[name](policy)]


def limit_resources(policy: Policy) -> bool:
    """CPU seconds, address space, size of any one file, open files; no core dumps."""
    cpu_s, memory_bytes, file_bytes = (
        int(policy[name][0]) for name in ("cpu_s", "memory_bytes", "file_bytes")
    )
    resource.setrlimit(
        resource.RLIMIT_CPU, (cpu_s, cpu_s + 1)
    )  # a signal, which ffmpeg catches; then the end
    if sys.platform == "linux":  # macOS knows the name of this limit and refuses to set it
        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_FSIZE, (file_bytes, file_bytes))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    return True


def renounce_privileges(policy: Policy) -> bool:
    """No program that it becomes gains any; root's own are lost too."""
    if sys.platform != "linux":
        return False
    _libc.prctl(_PR_SET_SECUREBITS, _ROOT_IS_NOBODY_SPECIAL, 0, 0, 0)  # only root can, and only root needs it
    return bool(_libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0)


def leave_namespaces(policy: Policy) -> bool:
    """A network with nothing in it, and no one else's shared memory; also bounds the number of processes.

    Outside a user namespace of our own the process limit would count everything its user runs, so it is
    only set inside one (counted apart since Linux 5.14).
    """
    if sys.platform != "linux":
        return False
    if _libc.unshare(_CLONE_NEWUSER | _OWN_NAMESPACES) != 0:
        return bool(_libc.unshare(_OWN_NAMESPACES) == 0)
    major, minor = os.uname().release.split(".")[:2]
    if LIMITS in policy["wall"] and (int(major), int(minor.partition("-")[0].rstrip("+"))) >= (5, 14):
        resource.setrlimit(resource.RLIMIT_NPROC, (_TOLERATED_PROCESS_COUNT, _TOLERATED_PROCESS_COUNT))
    return True


def restrict_files(policy: Policy) -> bool:
    """Landlock: read only what the tools are made of, write only the work folder, open no connection."""
    if sys.platform != "linux":
        return False
    abi = _libc.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint32(1))
    if abi < 1:
        return False
    handled = _FILE_RIGHTS_BY_ABI.get(abi, _ALL_FILE_RIGHTS)
    attributes = struct.pack("=QQQ", handled, _ALL_NET if abi >= 4 else 0, _ALL_SCOPES if abi >= 6 else 0)
    size = 24 if abi >= 6 else 16 if abi >= 4 else 8
    ruleset = _libc.syscall(_CREATE_RULESET, attributes[:size], ctypes.c_size_t(size), ctypes.c_uint32(0))
    for kind, rights in (("read", _READ_FILE | _READ_DIR), ("run", _OF_FILES), ("write", _WORK)):
        for path in policy.get(kind, []):
            _allow_beneath(ruleset, path, handled & rights)
    is_restricted = _libc.syscall(_RESTRICT_SELF, ruleset, ctypes.c_uint32(0)) == 0
    os.close(ruleset)
    return bool(is_restricted)


def _allow_beneath(ruleset: int, path: str, rights: int) -> None:
    try:
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except (FileNotFoundError, PermissionError):
        return
    if os.fstat(descriptor).st_mode & 0o170000 != 0o040000:  # not a folder
        rights &= _OF_FILES
    rule = struct.pack("=Qi", rights, descriptor)
    _libc.syscall(_ADD_RULE, ruleset, ctypes.c_int(1), rule, ctypes.c_uint32(0))
    os.close(descriptor)


def filter_calls(policy: Policy) -> bool:
    """Seccomp: refuse the system calls of `policy["filter"]`; each of its four-byte `own_pid` marks becomes ours."""
    program = bytes.fromhex(policy["filter"][0])
    if sys.platform != "linux" or not program:
        return False
    program = program.replace(bytes.fromhex(policy["own_pid"][0]), struct.pack("=I", os.getpid()))
    buffer = ctypes.create_string_buffer(program, len(program))
    pointer_to_it = struct.pack("@HP", len(program) // 8, ctypes.addressof(buffer))
    return bool(_libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, pointer_to_it, 0, 0) == 0)


def bind_to_parent(parent_pid: int) -> None:
    """The kernel kills us when the worker dies, so that no tool outlives it."""
    if sys.platform == "linux":
        _libc.prctl(_PR_SET_PDEATHSIG, _SIGKILL, 0, 0, 0)
    if os.getppid() != parent_pid:
        os._exit(EXIT_CONFINEMENT_FAILED)


def heed_signals() -> None:
    """Python ignores these two, and a new program would inherit that."""
    _libc.signal.argtypes = (ctypes.c_int, ctypes.c_void_p)
    for number in (_SIGPIPE, _SIGXFSZ):
        _libc.signal(number, _SIG_DFL)


def join_batch() -> None:
    """Tell the scheduler that nobody waits for any single step of this process (SCHED_BATCH).

    ffmpeg hands every packet through several threads. Ordinarily each hand-over interrupts whoever runs; in a batch
    queues fill before they are emptied: up to a third less CPU.
    """
    if hasattr(os, "SCHED_BATCH") and os.sched_getscheduler(0) == os.SCHED_OTHER:
        os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))


def stay_on_one_cpu() -> None:
    """A tool whose threads only wait for each other takes a third less CPU where handing over wakes no other CPU."""
    if hasattr(os, "sched_setaffinity"):
        allowed = sorted(os.sched_getaffinity(0))
        os.sched_setaffinity(0, {allowed[os.getpid() % len(allowed)]})


def main(arguments: list[str]) -> None:
    """Confine this process and become the command."""
    end = arguments.index("--")
    policy: Policy = {}
    for argument in arguments[:end]:
        name, _, value = argument.partition("=")
        policy.setdefault(name, []).append(value)
    os.nice(int(policy["niceness"][0]))
    join_batch()
    if "one" in policy.get("cpus", []):
        stay_on_one_cpu()
    heed_signals()
    bind_to_parent(int(policy["parent_pid"][0]))
    built = build_walls(policy)
    missing = [name for name in policy.get("demanded", []) if name not in built]
    if missing:
        os.write(2, f"missing walls: {missing}".encode())
        os._exit(EXIT_CONFINEMENT_FAILED)
    for descriptor in policy.get("report", []):
        os.write(int(descriptor), " ".join(built).encode())
        os.close(int(descriptor))
    os.execv(arguments[end + 1], arguments[end + 1 :])  # noqa: S606 - no shell is the point


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except BaseException as error:  # noqa: BLE001 - its usual exit status is one that the tools use for bad files
        os.write(2, f"confinement failed: {error!r}".encode())
        os._exit(EXIT_CONFINEMENT_FAILED)
