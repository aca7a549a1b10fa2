"""Makes the seccomp filter of media tools: a list of refused system calls, as a program of the kernel's classic BPF.

Refused is what audio and image tools have no use for: sockets, other processes, namespaces and mounts, changes of
owner and mode (which Landlock doesn't cover), and the parts of the kernel where most of its own holes were found.
"""

import functools
import struct

# linux/audit.h
_ARCHITECTURES = {"x86_64": (0xC000003E, 0), "aarch64": (0xC00000B7, 1)}
# linux/seccomp.h: what becomes of a call
_KILL, _ALLOW, _ERROR = 0x80000000, 0x7FFF0000, 0x00050000
_REFUSE, _MISSING = _ERROR | 1, _ERROR | 38  # EPERM, ENOSYS
# linux/bpf_common.h
_LOAD, _JUMP_IF_EQUAL, _JUMP_IF_AT_LEAST, _JUMP_IF_ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
# struct seccomp_data
_NUMBER_AT, _ARCHITECTURE_AT, _FIRST_ARGUMENT_AT = 0, 4, 16

OWN_PID = struct.pack("<I", 0xFEEDC0DE)
"""Stands in the program where the confined process writes its own number."""

# linux/sched.h: all CLONE_NEW* that clone() takes
_NAMESPACE_FLAGS, _CLONE_THREAD = 0x7E020000, 0x00010000
_X32_BIT = 0x40000000
_PR_SET_PDEATHSIG = 1

# Numbers on x86_64 and aarch64 (-1: no such call there), from Linux's tables of system calls.
_REFUSED: dict[str, tuple[int, int]] = {
    # network
    "socket": (41, 198), "socketpair": (53, 199), "connect": (42, 203), "bind": (49, 200), "listen": (50, 201),
    "accept": (43, 202), "accept4": (288, 242), "sendto": (44, 206), "sendmsg": (46, 211), "sendmmsg": (307, 269),
    # other processes
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271), "kcmp": (312, 272),
    "tkill": (200, 130), "setsid": (112, 157), "setpgid": (109, 154), "setpriority": (141, 140),
    "ioprio_set": (251, 30), "sched_setparam": (142, 118), "sched_setscheduler": (144, 119),
    "sched_setaffinity": (203, 122), "sched_setattr": (314, 274), "migrate_pages": (256, 238),
    "move_pages": (279, 239), "shmget": (29, 194), "shmat": (30, 196), "shmctl": (31, 195), "semget": (64, 190),
    "semop": (65, 193), "semtimedop": (220, 192), "semctl": (66, 191), "msgget": (68, 186), "msgsnd": (69, 189),
    "msgrcv": (70, 188), "msgctl": (71, 187), "mq_open": (240, 180), "mq_unlink": (241, 181),
    # programs from memory, which no file rule sees
    "execveat": (322, 281), "memfd_create": (319, 279),
    # owner, mode, times and attributes of files
    "chmod": (90, -1), "fchmod": (91, 52), "fchmodat": (268, 53), "chown": (92, -1), "fchown": (93, 55),
    "lchown": (94, -1), "fchownat": (260, 54), "utime": (132, -1), "utimes": (235, -1), "futimesat": (261, -1),
    "utimensat": (280, 88), "setxattr": (188, 5), "lsetxattr": (189, 6), "fsetxattr": (190, 7),
    "removexattr": (197, 14), "lremovexattr": (198, 15), "fremovexattr": (199, 16), "mknod": (133, -1),
    "mknodat": (259, 33),
    # namespaces and mounts
    "unshare": (272, 97), "setns": (308, 268), "mount": (165, 40), "umount2": (166, 39), "pivot_root": (155, 41),
    "chroot": (161, 51), "swapon": (167, 224), "swapoff": (168, 225),
    # the machine and the kernel
    "add_key": (248, 217), "request_key": (249, 218), "keyctl": (250, 219), "bpf": (321, 280),
    "perf_event_open": (298, 241), "userfaultfd": (323, 282), "kexec_load": (246, 104),
    "kexec_file_load": (320, 294), "init_module": (175, 105), "finit_module": (313, 273),
    "delete_module": (176, 106), "reboot": (169, 142), "syslog": (103, 116), "acct": (163, 89),
    "quotactl": (179, 60), "iopl": (172, -1), "ioperm": (173, -1), "modify_ldt": (154, -1),
    "personality": (135, 92), "settimeofday": (164, 170), "clock_settime": (227, 112), "adjtimex": (159, 171),
    "clock_adjtime": (305, 266), "sethostname": (170, 161), "setdomainname": (171, 162), "vhangup": (153, 58),
    "lookup_dcookie": (212, 18), "name_to_handle_at": (303, 264), "open_by_handle_at": (304, 265),
    "fanotify_init": (300, 262), "fork": (57, -1), "vfork": (58, -1),
    "setuid": (105, 146), "setgid": (106, 144), "setreuid": (113, 145),
    "setregid": (114, 143), "setresuid": (117, 147), "setresgid": (119, 149), "setfsuid": (122, 151),
    "setfsgid": (123, 152), "setgroups": (116, 159), "capset": (126, 91),
}  # fmt: skip
_TO_ITSELF_ALONE = {
    "kill": (62, 129), "tgkill": (234, 131), "rt_sigqueueinfo": (129, 138), "rt_tgsigqueueinfo": (297, 240),
    "prlimit64": (302, 261),
}  # fmt: skip
_CLONE, _PRCTL = (56, 220), (157, 167)

_FIRST_SHARED_NUMBER = 424
"""From here on, numbers are the same everywhere; what isn't listed is answered as an older kernel would."""
_NEWER_ALLOWED = {
    "close_range": 436, "openat2": 437, "faccessat2": 439, "epoll_pwait2": 441, "futex_waitv": 449,
    "futex_wake": 454, "futex_wait": 455, "futex_requeue": 456,
}  # fmt: skip


@functools.cache
def filter_program(machine: str) -> bytes:
    """The filter for `machine` (as `os.uname` calls it), with OWN_PID to be filled in; empty for one not known.

    There can be threads, but no process besides the first.
    """
    if machine not in _ARCHITECTURES:
        return b""
    architecture, column = _ARCHITECTURES[machine]
    program = [
        *(_instruction(_LOAD, _ARCHITECTURE_AT), *_unless(_JUMP_IF_EQUAL, architecture, _KILL)),
        _instruction(_LOAD, _NUMBER_AT),
        *_when(_JUMP_IF_AT_LEAST, _X32_BIT, [_return(_MISSING)]),
        *(part for numbers in _REFUSED.values() for part in _refuse(numbers[column])),
        *(part for numbers in _TO_ITSELF_ALONE.values() for part in _only_to_itself(numbers[column])),
        *_when(_JUMP_IF_EQUAL, _CLONE[column], _clone_rule()),
        *_when(_JUMP_IF_EQUAL, _PRCTL[column], _prctl_rule()),
        *_when(_JUMP_IF_AT_LEAST, _FIRST_SHARED_NUMBER, _newer_rule()),
        _return(_ALLOW),
    ]
    return b"".join(program)


def _refuse(number: int) -> list[bytes]:
    return _when(_JUMP_IF_EQUAL, number, [_return(_REFUSE)]) if number >= 0 else []


def _only_to_itself(number: int) -> list[bytes]:
    """Its first argument is a process: 0 or its own number, though 0 means the own group to `kill`."""
    own = struct.unpack("<I", OWN_PID)[0]
    to_own = [*_when(_JUMP_IF_EQUAL, own, [_return(_ALLOW)]), *_when(_JUMP_IF_EQUAL, 0, [_return(_ALLOW)])]
    return _when(_JUMP_IF_EQUAL, number, [_instruction(_LOAD, _FIRST_ARGUMENT_AT), *to_own, _return(_REFUSE)])


def _clone_rule() -> list[bytes]:
    no_namespaces = _when(_JUMP_IF_ANY_BIT, _NAMESPACE_FLAGS, [_return(_REFUSE)])
    threads_alone = _unless(_JUMP_IF_ANY_BIT, _CLONE_THREAD, _REFUSE)
    return [_instruction(_LOAD, _FIRST_ARGUMENT_AT), *no_namespaces, *threads_alone, _return(_ALLOW)]


def _prctl_rule() -> list[bytes]:
    """It stays bound to its parent's life."""
    refused = _when(_JUMP_IF_EQUAL, _PR_SET_PDEATHSIG, [_return(_REFUSE)])
    return [_instruction(_LOAD, _FIRST_ARGUMENT_AT), *refused, _return(_ALLOW)]


def _newer_rule() -> list[bytes]:
    allowed = (_when(_JUMP_IF_EQUAL, number, [_return(_ALLOW)]) for number in _NEWER_ALLOWED.values())
    return [*(part for parts in allowed for part in parts), _return(_MISSING)]


def _when(jump: int, value: int, then: list[bytes]) -> list[bytes]:
    return [_instruction(jump, value, 0, len(then)), *then]


def _unless(jump: int, value: int, result: int) -> list[bytes]:
    return [_instruction(jump, value, 1, 0), _return(result)]


def _return(result: int) -> bytes:
    return _instruction(_RETURN, result)


def _instruction(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("<HBBI", code, if_true, if_false, value)
