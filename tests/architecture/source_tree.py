"""The project's Python source, parsed once, and the layers that pyproject.toml declares."""

import ast
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[2]
PACKAGE: Final = ROOT / "src" / "segue"
NOT_APPS: Final = {"config", "kernel", "runtime", "env"}


@dataclass(frozen=True)
class Source:
    """One Python file: its path from the root, its text and its syntax tree."""

    path: str
    text: str
    tree: ast.Module

    @property
    def is_test(self) -> bool:
        """Whether it lies in a folder of tests."""
        return "/tests/" in f"/{self.path}"

    @property
    def is_migration(self) -> bool:
        """Whether Django wrote most of it."""
        return "/migrations/" in self.path


@cache
def sources(*folders: str) -> tuple[Source, ...]:
    """Python files under the folders (`src/segue` unless told), in order of path."""
    paths = sorted(path for folder in folders or ("src/segue",) for path in (ROOT / folder).rglob("*.py"))
    texts = ((str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")) for path in paths)
    return tuple(Source(path, text, ast.parse(text, path)) for path, text in texts)


def imported_modules(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Each module or name that the file imports, dotted in full, with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, node.lineno
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def pyproject() -> dict[str, Any]:
    """The project's one file of configuration."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def layer_ranks() -> dict[str, int]:
    """Height of each package in the layers of the `apps` contract; the lowest is 0."""
    contracts = pyproject()["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["id"] == "apps")
    names = [[name.strip(" ()") for name in layer.split("|")] for layer in reversed(layers)]
    return {name: rank for rank, layer in enumerate(names) for name in layer}


def app_folders() -> list[Path]:
    """Folders of the apps that exist."""
    return sorted(PACKAGE / name for name in layer_ranks().keys() - NOT_APPS if (PACKAGE / name).is_dir())
