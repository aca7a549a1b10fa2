"""Where Segue keeps and finds its files when nothing else is said."""

import os
from pathlib import Path


def checkout_dir() -> Path | None:
    """The source checkout that this package runs from, or None when it is installed."""
    root = Path(__file__).resolve().parents[4]
    return root if (root / "pyproject.toml").is_file() and (root / "web").is_dir() else None


def default_data_dir() -> Path:
    if checkout := checkout_dir():
        return checkout / ".segue"
    home = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return home / "segue"


def default_web_dist() -> Path:
    root = checkout_dir() or Path(__file__).resolve().parents[2]
    return root / "web" / "dist"


def absolute(value: Path | None) -> Path | None:
    return value.expanduser().resolve() if value else None
