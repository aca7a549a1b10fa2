"""Writes `docs/openapi.json` and `docs/configuration.md` from the code; `--check` only tells which is stale."""

import argparse
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # so that it also runs as a file

from tools.configuration_page import configuration_page
from tools.offline import offline_environment

ROOT = Path(__file__).resolve().parents[1]


def openapi_json() -> str:
    """The API's OpenAPI schema; sets Django up, so only once in a process."""
    with offline_environment() as environment:
        os.environ.clear()
        os.environ.update(environment)
        import django

        django.setup()
        from segue.config.api import api

        return json.dumps(api.get_openapi_schema(), indent=2, sort_keys=True, ensure_ascii=False) + "\n"


GENERATED: dict[str, Callable[[], str]] = {
    "docs/configuration.md": configuration_page,
    "docs/openapi.json": openapi_json,
}


def stale_files(root: Path, contents: dict[str, str]) -> list[str]:
    """Names of the files whose content on disk isn't the generated one."""
    return [name for name, content in contents.items() if _read(root / name) != content]


def write_files(root: Path, contents: dict[str, str]) -> list[str]:
    """Write the stale files; return their names."""
    stale = stale_files(root, contents)
    for name in stale:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(contents[name], encoding="utf-8")
    return stale


def main(arguments: list[str]) -> int:
    """Generate everything; with `--check`, exit with 1 if a file on disk differs."""
    parser = argparse.ArgumentParser(prog="python -m tools.generate", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; name stale files")
    options = parser.parse_args(arguments)
    contents = {name: generate() for name, generate in GENERATED.items()}
    if not options.check:
        for name in write_files(ROOT, contents):
            sys.stdout.write(f"wrote {name}\n")
        return 0
    stale = stale_files(ROOT, contents)
    for name in stale:
        sys.stderr.write(f"{name} is stale: run `make fix` and commit it.\n")
    return 1 if stale else 0


def _read(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
