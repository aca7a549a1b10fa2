"""What the kernel offers for confining media tools; looked at, never changed."""

import ctypes
import os
import platform
import sys

LANDLOCK_CREATE_RULESET = 444  # the same number on every architecture of Linux
LANDLOCK_CREATE_RULESET_VERSION = 1  # flag: only tell the version of the interface
CLONE_NEWUSER = 0x10000000


def landlock_abi() -> int:
    """Version of Landlock's interface; 0 when the kernel has none."""
    if sys.platform != "linux":
        return 0
    libc = ctypes.CDLL(None, use_errno=True)
    return max(0, int(libc.syscall(LANDLOCK_CREATE_RULESET, None, 0, LANDLOCK_CREATE_RULESET_VERSION)))


def can_make_user_namespace() -> bool:
    """Whether this user may make a user namespace; tried in a child process."""
    if sys.platform != "linux":
        return False
    child = os.fork()
    if child == 0:
        os._exit(0 if ctypes.CDLL(None).unshare(CLONE_NEWUSER) == 0 else 1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def kernel_name() -> str:
    return f"{platform.system()} {platform.release()}"
