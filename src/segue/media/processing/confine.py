"""Runs as a program of its own: gives up what a media tool doesn't need, then becomes that tool.

Usage: python -I -S -B confine.py POLICY_JSON COMMAND [ARGUMENT ...]

It is a separate program because code between fork and exec is not safe in a process with threads. Every wall
around the tools is built here, in order: death with the parent, resource limits, namespaces, Landlock. Limits
always hold; the last two are taken where the kernel offers them to ordinary users. Standard library only.
"""

import ctypes
import json
import os
import platform
import resource
import signal
import stat
import struct
import sys
from typing import TypedDict

EXIT_CONFINEMENT_FAILED = 125


class Policy(TypedDict):
    """The limits; memory is address space, `readable` are files and folders, `writable` is one folder."""

    parent_pid: int
    cpu_s: int
    memory_bytes: int
    file_bytes: int
    readable: list[str]
    writable: str


_libc = ctypes.CDLL(None, use_errno=True)

# linux/prctl.h
_PR_SET_PDEATHSIG, _PR_SET_NO_NEW_PRIVS = 1, 38
# linux/sched.h
_CLONE_NEWIPC, _CLONE_NEWUSER, _CLONE_NEWNET = 0x08000000, 0x10000000, 0x40000000
# linux/landlock.h; the three calls have the same numbers on every architecture
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_EXECUTE, _READ_FILE, _READ_DIR = 1 << 0, 1 << 2, 1 << 3
_ALL_NET = 0b11  # bind and connect TCP
_ALL_SCOPES = 0b11  # abstract sockets, signals
_FILE_RIGHTS_BY_ABI = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 4: (1 << 15) - 1}
_ALL_FILE_RIGHTS = (1 << 16) - 1
_WRITABLE_FILES_AND_FOLDERS = _ALL_FILE_RIGHTS & ~_EXECUTE
_TOLERATED_PROCESS_COUNT = 512


def die_with_parent(parent_pid: int) -> None:
    """The kernel kills us when the worker dies, so that no tool outlives it."""
    _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent_pid:
        os._exit(EXIT_CONFINEMENT_FAILED)


def limit_resources(policy: Policy) -> None:
    """CPU seconds, address space, size of any one file, open files; no core dumps."""
    resource.setrlimit(resource.RLIMIT_CPU, (policy["cpu_s"], policy["cpu_s"] + 5))
    resource.setrlimit(resource.RLIMIT_AS, (policy["memory_bytes"], policy["memory_bytes"]))
    resource.setrlimit(resource.RLIMIT_FSIZE, (policy["file_bytes"], policy["file_bytes"]))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for number in (signal.SIGPIPE, signal.SIGXFSZ):  # Python ignores these, and a new program inherits that
        signal.signal(number, signal.SIG_DFL)


def leave_network() -> None:
    """A network namespace with nothing in it, where the kernel lets us; also bounds the number of processes.

    Outside a user namespace of our own the process limit would count everything its user runs, so it is
    only set inside one (counted apart since Linux 5.14).
    """
    if _libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET | _CLONE_NEWIPC) != 0:
        return
    kernel = tuple(int(part) for part in platform.release().split("-")[0].split(".")[:2])
    if kernel >= (5, 14):
        resource.setrlimit(resource.RLIMIT_NPROC, (_TOLERATED_PROCESS_COUNT, _TOLERATED_PROCESS_COUNT))


def restrict_files(readable: list[str], writable: str) -> None:
    """Landlock: read only what the tools are made of, write only the work folder, open no connection."""
    abi = _libc.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint32(1))
    if abi < 1:
        return
    handled = _FILE_RIGHTS_BY_ABI.get(abi, _ALL_FILE_RIGHTS)
    attributes = struct.pack("=QQQ", handled, _ALL_NET if abi >= 4 else 0, _ALL_SCOPES if abi >= 6 else 0)
    size = 24 if abi >= 6 else 16 if abi >= 4 else 8
    ruleset = _libc.syscall(_CREATE_RULESET, attributes[:size], ctypes.c_size_t(size), ctypes.c_uint32(0))
    if ruleset < 0:
        return
    for path in readable:
        _allow_beneath(ruleset, path, handled & (_EXECUTE | _READ_FILE | _READ_DIR))
    _allow_beneath(ruleset, writable, handled & _WRITABLE_FILES_AND_FOLDERS)
    _libc.syscall(_RESTRICT_SELF, ruleset, ctypes.c_uint32(0))
    os.close(ruleset)


def _allow_beneath(ruleset: int, path: str, rights: int) -> None:
    try:
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    if not stat.S_ISDIR(os.fstat(descriptor).st_mode):
        rights &= _EXECUTE | _READ_FILE
    rule = struct.pack("=Qi", rights, descriptor)
    _libc.syscall(_ADD_RULE, ruleset, ctypes.c_int(1), rule, ctypes.c_uint32(0))
    os.close(descriptor)


def main(policy_json: str, command: list[str]) -> None:
    """Confine this process and become `command`."""
    policy: Policy = json.loads(policy_json)
    if sys.platform == "linux":
        die_with_parent(policy["parent_pid"])
    limit_resources(policy)
    if sys.platform == "linux":
        _libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        leave_network()
        restrict_files(policy["readable"], policy["writable"])
    os.execv(command[0], command)  # noqa: S606 - no shell is the point


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
