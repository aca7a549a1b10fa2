"""Writes the locks anew from pyproject.toml: `make lock`. Only names, versions and hashes; never an address."""

import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from install import ROOT, UV, uv_environment

OPTIONS = (
    "--universal",
    "--python-version",
    "3.11",
    "--generate-hashes",
    "--no-header",
    "--no-annotate",
    "--upgrade",
)
LOCKS = {
    "runtime": ("pyproject.toml",),
    "dev": ("pyproject.toml", "--group", "dev"),
    "bootstrap": ("requirements/bootstrap.in",),
}


def main() -> None:
    for name, source in LOCKS.items():
        lock = ROOT / "requirements" / f"{name}.lock"
        command = [str(UV), "pip", "compile", *OPTIONS, "--quiet", *source, "--output-file", str(lock)]
        subprocess.run(command, cwd=ROOT, env=uv_environment(), check=True)
        refuse_addresses(lock)


def refuse_addresses(lock: Path) -> None:
    """A lock that names where its packages come from would bind everyone to one server."""
    kept = [
        line
        for line in lock.read_text().splitlines()
        if not line.startswith(("--index", "--extra", "--find"))
    ]
    if any("http" in line and "://" in line for line in kept):
        sys.exit(f"segue: {lock.name} holds an address. Lock without direct references.")
    lock.write_text("\n".join(kept) + "\n")


if __name__ == "__main__":
    main()
