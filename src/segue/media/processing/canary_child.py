"""Runs as a confined program: tries to do what a subverted media tool would, and says what it got away with.

Usage: python -I -S -B canary_child.py JSON

Prints a JSON object: for each escape the words "blocked: ..." or "open: ...". The last three come after that answer,
a line each, since they would end it: it becomes a program that it wrote, or a shell, or else spins until the kernel
ends it. Nothing that it reads is repeated.
"""

import ctypes
import json
import os
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path

Scene = dict[str, str]
_PTRACE_SEIZE = 0x4206
_PR_GET_NO_NEW_PRIVS = 39
_CLONE_NEWUSER = 0x10000000
_SIGURG = 23  # ignored by who doesn't expect it
_EPERM, _ENOSYS = 1, 38
_FORK_BOMB_COUNT = 600
_PTRACE = {"x86_64": 101, "aarch64": 117}
# On x86_64 and aarch64; each with arguments that do nothing, or fail in another way, where the call is let through.
_KERNEL_CALLS = {
    "keyctl": (250, 219),
    "io_uring_setup": (425, 425),
    "bpf": (321, 280),
    "userfaultfd": (323, 282),
    "process_vm_readv": (310, 270),
    "memfd_create": (319, 279),
    "setns": (308, 268),
    "pidfd_open": (434, 434),
}
_libc = ctypes.CDLL(None, use_errno=True)


class Blocked(Exception):
    """The wall that was met."""


def attempt(escape: Callable[[Scene], str], scene: Scene) -> str:
    """One line about one escape."""
    try:
        return f"open: {escape(scene)}"
    except (OSError, Blocked) as wall:
        return f"blocked: {wall}"[:4000]


def read_any(paths: list[str]) -> str:
    """The first that can be opened, by name."""
    walls = []
    for path in paths:
        try:
            os.close(os.open(path, os.O_RDONLY))
        except OSError as error:
            walls.append(str(error))
        else:
            return path
    raise Blocked("; ".join(walls))


def system_files(scene: Scene) -> str:
    return read_any(["/etc/passwd", "/etc/shadow", "/etc/hostname", "/root", "/home"])


def data_folder(scene: Scene) -> str:
    return read_any(scene["data"].split("\n"))


def other_job(scene: Scene) -> str:
    return read_any([scene["other_job"], scene["other_job"] + "/file"])


def parent_memory(scene: Scene) -> str:
    parent = f"/proc/{os.getppid()}"
    return read_any([f"{parent}/environ", f"{parent}/mem", f"{parent}/maps"])


def write_outside(scene: Scene) -> str:
    walls = []
    for folder in (scene["other_job"], "/tmp", "/var/tmp", "/dev/shm"):  # noqa: S108 - they are tried, not used
        path = f"{folder}/segue-canary-{os.getpid()}"
        try:
            os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        except OSError as error:
            walls.append(str(error))
        else:
            Path(path).unlink()
            return folder
    raise Blocked("; ".join(walls))


def change_mode(scene: Scene) -> str:
    Path(scene["other_job"], "file").chmod(0o644)
    return "the mode of another job's file"


def plant_link(scene: Scene) -> str:
    Path("link").symlink_to("/etc/passwd")
    return "a link among the results"


def fill_disk(scene: Scene) -> str:
    """One byte beyond the largest size of a file."""
    with Path("big").open("wb") as file:
        file.seek(int(scene["file_bytes"]))
        file.write(b"x")
    return "a file above its limit"


def tcp(scene: Scene) -> str:
    with socket.socket() as connection:
        connection.settimeout(2)
        connection.connect(("127.0.0.1", int(scene["tcp_port"])))
    return "a connection"


def dns(scene: Scene) -> str:
    with socket.socket(type=socket.SOCK_DGRAM) as question:
        question.sendto(b"\0" * 12, ("127.0.0.1", int(scene["udp_port"])))
    return "a datagram"


def abstract_socket(scene: Scene) -> str:
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect("\0" + scene["abstract_name"])
    return "a connection"


def trace_parent(scene: Scene) -> str:
    number = _PTRACE.get(os.uname().machine)
    if number is None:
        raise Blocked("not tried on this machine")
    _check(_libc.syscall(number, _PTRACE_SEIZE, os.getppid(), None, None))
    return "the parent is traced"


def signal_parent(scene: Scene) -> str:
    os.kill(os.getppid(), _SIGURG)
    return "a signal"


def fork_bomb(scene: Scene) -> str:
    children = []
    try:
        for _ in range(_FORK_BOMB_COUNT):
            child = os.fork()
            if child == 0:
                os._exit(0)  # the dead count too, until they are waited for
            children.append(child)
    finally:
        for child in children:
            os.waitpid(child, 0)
    return f"{_FORK_BOMB_COUNT} processes"


def own_namespaces(scene: Scene) -> str:
    shared = [
        name
        for name in ("net", "ipc", "uts")
        if Path("/proc/self/ns", name).stat().st_ino == int(scene[name])
    ]
    if shared:
        return f"the parent's {', '.join(shared)}"
    raise Blocked("all are its own")


def new_namespaces(scene: Scene) -> str:
    _check(_libc.unshare(_CLONE_NEWUSER))
    return "a user namespace, with all that its root may do"


def new_privileges(scene: Scene) -> str:
    if _libc.prctl(_PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1:
        raise Blocked("no_new_privs is set")
    return "a set-user-ID program would have its way"


def kernel_calls(scene: Scene) -> str:
    column = {"x86_64": 0, "aarch64": 1}.get(os.uname().machine)
    if column is None:
        return "no list of system calls for this machine"
    reached = [name for name, numbers in _KERNEL_CALLS.items() if _reaches(numbers[column])]
    if reached:
        return ", ".join(reached)
    raise Blocked("refused")


def _reaches(number: int) -> bool:
    _libc.syscall.restype = ctypes.c_long
    result = _libc.syscall(number, 0, 0, 0, 0, 0, 0)
    return result >= 0 or ctypes.get_errno() not in (_EPERM, _ENOSYS)


def _check(result: int) -> None:
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


ESCAPES = (
    *(system_files, data_folder, other_job, parent_memory, write_outside, change_mode, plant_link, fill_disk),
    *(tcp, dns, abstract_socket, trace_parent, signal_parent, own_namespaces, new_privileges, kernel_calls),
    *(fork_bomb, new_namespaces),
)


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main(scene: Scene) -> None:
    """Answer, then try what ends it."""
    say(json.dumps({escape.__name__: attempt(escape, scene) for escape in ESCAPES}))
    program = os.open("program", os.O_WRONLY | os.O_CREAT, 0o700)
    os.write(program, b"#!/bin/sh\necho open\n")
    os.close(program)
    for command in (["./program"], ["/bin/sh", "-c", "echo open"]):
        try:
            os.execv(command[0], command)  # noqa: S606 - to be refused
        except OSError as wall:
            say(f"blocked: {wall}")
    while time.process_time() < int(scene["cpu_s"]) + 2:
        pass


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
