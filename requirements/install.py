"""Installs the locked packages into .venv: `python3 requirements/install.py runtime|dev` (standard library only)."""

import ast
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
UV_HOME = ROOT / ".cache" / "uv"
UV = UV_HOME / "bin" / "uv"
PLACE = VENV / "segue-place"
OLDEST = (3, 11)
# uv doesn't read pip's settings, so a machine's mirror is handed on: pip's name, uv's variable.
SETTINGS = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "no-index": "UV_NO_INDEX",
    "trusted-host": "UV_INSECURE_HOST",
    "cert": "SSL_CERT_FILE",
    "timeout": "UV_HTTP_TIMEOUT",
    "default-timeout": "UV_HTTP_TIMEOUT",
    "proxy": "ALL_PROXY",
}


def main() -> None:
    if sys.version_info < OLDEST:
        sys.exit("segue: Python 3.11 or newer is needed. Install it, then run `make PYTHON=python3.11 ...`.")
    kind = sys.argv[1]
    ensure_venv()
    ensure_uv()
    environment = uv_environment()
    lock = ROOT / "requirements" / f"{kind}.lock"
    run("Installing the packages...", environment, "sync", "--require-hashes", "--quiet", str(lock))
    run("Installing Segue...", environment, "install", "--no-deps", "--quiet", "--editable", str(ROOT))


def ensure_venv() -> None:
    """Make .venv, anew when it is broken or was made for another folder: its scripts name that folder."""
    is_ours = not PLACE.is_file() or PLACE.read_text() == str(ROOT)
    check = f"import sys; sys.exit(sys.version_info < {OLDEST} or sys.prefix != {str(VENV)!r})"
    if is_ours and works(PYTHON, "-c", check) and has_pip():
        PLACE.write_text(str(ROOT))
        return
    try:
        import ensurepip  # noqa: F401 (Debian leaves it out of Python)
    except ImportError:
        sys.exit(
            "segue: Python's venv is incomplete. Install it (Debian, Ubuntu: apt-get install python3-venv), then go on."
        )
    say("Making .venv...")
    shutil.rmtree(VENV, ignore_errors=True)
    try:
        venv.create(VENV, with_pip=True, symlinks=True)
    except (OSError, subprocess.CalledProcessError) as error:
        shutil.rmtree(VENV, ignore_errors=True)
        sys.exit(
            f"segue: .venv could not be made ({error}). Free some space or install python3-venv, then go on."
        )
    PLACE.write_text(str(ROOT))


def has_pip() -> bool:
    """Whether pip is there, or could be added: other tools make environments without it."""
    return works(PYTHON, "-m", "pip", "--version") or works(PYTHON, "-m", "ensurepip")


def ensure_uv() -> None:
    lock = ROOT / "requirements" / "bootstrap.lock"
    stamp = UV_HOME / "lock"
    if stamp.is_file() and stamp.read_text() == lock.read_text() and works(UV, "--version"):
        return
    say("Installing uv...")
    shutil.rmtree(UV_HOME, ignore_errors=True)
    install = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes")
    command = [str(PYTHON), *install, "--target", str(UV_HOME), "-r", str(lock)]
    done = subprocess.run(command, check=False)
    if done.returncode != 0:
        sys.exit("segue: uv could not be installed. Check the network or pip's settings, then go on.")
    stamp.write_text(lock.read_text())


def uv_environment() -> dict[str, str]:
    """The environment with pip's settings in uv's words; what is set for uv already stays."""
    command = [str(PYTHON), "-m", "pip", "config", "list"]
    listed = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    # Without bytecode each of Segue's processes compiles what it imports, where Python may not write any itself.
    found = {"UV_PYTHON_DOWNLOADS": "never", "UV_LINK_MODE": "copy", "UV_COMPILE_BYTECODE": "1"}
    for line in listed.splitlines():
        name, _, value = line.partition("=")
        variable = SETTINGS.get(name.rpartition(".")[2])
        if variable:
            # Several values stand on several lines in pip's files; uv wants them spaced, links with commas.
            found[variable] = ("," if variable == "UV_FIND_LINKS" else " ").join(
                ast.literal_eval(value).split()
            )
    if "UV_INDEX" in found:
        # As pip does: every index counts. The hashes in the lock decide which file is the right one.
        found["UV_INDEX_STRATEGY"] = "unsafe-best-match"
    return found | os.environ


def run(text: str, environment: dict[str, str], *arguments: str) -> None:
    say(text)
    command = [str(UV), "pip", arguments[0], "--python", str(PYTHON), *arguments[1:]]
    done = subprocess.run(command, cwd=ROOT, env=environment, check=False)
    if done.returncode != 0:
        sys.exit("segue: The packages could not be installed. The lines above say why.")


def works(*command: str | Path) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def say(text: str) -> None:
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    main()
