"""Generated files: stale ones are named and rewritten, current ones are left alone."""

import json
import subprocess
import sys
from pathlib import Path

from tools.generate import ROOT, stale_files, write_files


def test_missing_and_changed_files_are_stale_and_writing_mends_them(tmp_path: Path) -> None:
    contents = {"docs/a.md": "a\n", "docs/b.md": "b\n", "docs/c.md": "c\n"}
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/a.md").write_text("a\n")
    (tmp_path / "docs/b.md").write_text("old\n")
    untouched = (tmp_path / "docs/a.md").stat().st_mtime_ns
    assert stale_files(tmp_path, contents) == ["docs/b.md", "docs/c.md"]
    assert write_files(tmp_path, contents) == ["docs/b.md", "docs/c.md"]
    assert (tmp_path / "docs/b.md").read_text() == "b\n"
    assert (tmp_path / "docs/a.md").stat().st_mtime_ns == untouched
    assert stale_files(tmp_path, contents) == []


def test_committed_files_are_current() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tools.generate", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    schema = json.loads((ROOT / "docs/openapi.json").read_text())
    assert "/api/v1/health" in schema["paths"]
