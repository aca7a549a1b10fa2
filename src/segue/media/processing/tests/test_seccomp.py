"""What the filter answers, read by a small interpreter of the kernel's classic BPF, for both architectures."""

import struct

import pytest

from segue.media.processing import seccomp

ALLOW, REFUSE, MISSING, KILL = 0x7FFF0000, 0x00050001, 0x00050026, 0x80000000
X86, ARM = ("x86_64", 0xC000003E), ("aarch64", 0xC00000B7)
OWN_PID = 4711
THREAD, NEW_USER, NEW_NET = 0x00010000, 0x10000000, 0x40000000


def answer(machine: tuple[str, int], number: int, first_argument: int = 0, architecture: int = 0) -> int:
    """The action for one system call, as Linux would take it (Documentation/networking/filter.rst)."""
    program = seccomp.filter_program(machine[0]).replace(seccomp.OWN_PID, struct.pack("<I", OWN_PID))
    instructions = list(struct.iter_unpack("<HBBI", program))
    data = struct.pack("<IIQ6Q", number, architecture or machine[1], 0, first_argument, 0, 0, 0, 0, 0)
    accumulator = position = 0
    while True:
        code, if_true, if_false, value = instructions[position]
        position += 1
        if code == 0x06:
            return int(value)
        if code == 0x20:
            (accumulator,) = struct.unpack_from("<I", data, value)
            continue
        is_met = {0x15: accumulator == value, 0x35: accumulator >= value, 0x45: bool(accumulator & value)}[
            code
        ]
        position += if_true if is_met else if_false


@pytest.mark.parametrize(
    ("machine", "numbers"),
    [  # socket, connect, ptrace, mount, keyctl, bpf, unshare, setsid, memfd_create, fchmodat
        (X86, (41, 42, 101, 165, 250, 321, 272, 112, 319, 268)),
        (ARM, (198, 203, 117, 40, 219, 280, 97, 157, 279, 53)),
    ],
)
def test_what_no_tool_needs_is_refused(machine: tuple[str, int], numbers: tuple[int, ...]) -> None:
    assert [answer(machine, number) for number in numbers] == [REFUSE] * len(numbers)


@pytest.mark.parametrize(
    ("machine", "numbers"),
    [  # read, write, openat, mmap, exit_group, futex, execve, rt_sigaction
        (X86, (0, 1, 257, 9, 231, 202, 59, 13)),
        (ARM, (63, 64, 56, 222, 94, 98, 221, 134)),
    ],
)
def test_what_every_tool_needs_is_allowed(machine: tuple[str, int], numbers: tuple[int, ...]) -> None:
    assert [answer(machine, number) for number in numbers] == [ALLOW] * len(numbers)


@pytest.mark.parametrize(("machine", "clone"), [(X86, 56), (ARM, 220)])
def test_there_are_threads_but_no_processes_or_namespaces(machine: tuple[str, int], clone: int) -> None:
    flags = (THREAD, 17, THREAD | NEW_USER, THREAD | NEW_NET)
    assert [answer(machine, clone, each) for each in flags] == [ALLOW, REFUSE, REFUSE, REFUSE]
    assert answer(machine, 435) == MISSING  # clone3, whose flags can't be looked at: libraries then use clone


@pytest.mark.parametrize(("machine", "kill", "prctl"), [(X86, 62, 157), (ARM, 129, 167)])
def test_it_can_signal_itself_alone_and_stays_bound_to_its_parent(
    machine: tuple[str, int], kill: int, prctl: int
) -> None:
    assert [answer(machine, kill, pid) for pid in (OWN_PID, OWN_PID - 1, 1, 0xFFFFFFFF)] == [
        ALLOW,
        *[REFUSE] * 3,
    ]
    assert [answer(machine, prctl, option) for option in (1, 15)] == [REFUSE, ALLOW]


@pytest.mark.parametrize("machine", [X86, ARM])
def test_calls_that_came_later_are_missing(machine: tuple[str, int]) -> None:
    # io_uring_setup, pidfd_open, process_madvise, mount_setattr, fchmodat2, one of the future; close_range, faccessat2
    later = [answer(machine, number) for number in (425, 434, 440, 442, 452, 999, 436, 439)]
    assert later == [*[MISSING] * 6, ALLOW, ALLOW]


@pytest.mark.parametrize("machine", [X86, ARM])
def test_another_architectures_numbers_are_deadly(machine: tuple[str, int]) -> None:
    assert answer(machine, 1, architecture=0x40000003) == KILL  # i386
    assert answer(machine, 0x40000000 | 41) == MISSING  # x32


def test_an_unknown_machine_has_no_filter() -> None:
    assert seccomp.filter_program("riscv64") == b""
