"""The commands that work on a running Segue, as their user types them."""

import json
import shutil
from pathlib import Path

from tests.journeys.running import Api, RunningSegue, sound_of, wait_for

PASSWORD = "three quiet harbours"
NEW_USER = ("user", "create", "--password-stdin")


def test_an_operator_imports_a_folder_and_everyone_hears_it(
    segue: RunningSegue, song: Path, tmp_path: Path
) -> None:
    shutil.copy(song, tmp_path / "01.flac")
    (tmp_path / "notes.txt").write_text("not music")
    made = segue.command(
        *NEW_USER, "--email", "op@example.org", "--username", "op", "--operator", stdin=PASSWORD
    )
    assert made == "Created operator op <op@example.org>.\n"

    told = segue.command("import", str(tmp_path))
    steps = ["Scanned 1 of 1", "Read 1 of 1", "Made covers of 1 of 1"]
    assert told.splitlines() == [*steps, "Files: 1 new."]
    visitor = Api(segue.origin)
    [release] = visitor.call("GET", "/api/v1/releases")["items"]
    assert (release["title"], release["artist"]["name"], release["track_count"]) == (
        "Slack Water",
        "Marram",
        1,
    )
    [track] = visitor.call("GET", f"/api/v1/releases/{release['id']}")["tracks"]
    wait_for(lambda: sound_of(visitor, track["id"]), timeout_s=60, what="sound, asked for by its listener")
    assert segue.command("import", str(tmp_path)).splitlines()[-1] == "Files: 0 new, 1 unchanged."


def test_drafts_are_imported_for_somebody_and_nobody_else_sees_them(
    segue: RunningSegue, song: Path, tmp_path: Path
) -> None:
    shutil.copy(song, tmp_path / "01.flac")
    segue.command(*NEW_USER, "--email", "ines@example.org", "--username", "ines", stdin=PASSWORD)
    before = Api(segue.origin).call("GET", "/api/v1/releases")
    segue.command("import", str(tmp_path), "--user", "ines", "--draft")
    ines = Api(segue.origin)
    ines.sign_in("ines", PASSWORD)
    [artist] = ines.call("GET", "/api/v1/artists?mine=true")["items"]
    drafts = ines.call("GET", f"/api/v1/releases?artist={artist['id']}")["items"]
    assert [(draft["title"], draft["state"]) for draft in drafts] == [("Slack Water", "draft")]
    assert [item["id"] for item in Api(segue.origin).call("GET", "/api/v1/releases")["items"]] == [
        item["id"] for item in before["items"]
    ]


def test_the_log_is_shown(segue: RunningSegue) -> None:
    lines = segue.command("logs", "-n", "2000").splitlines()
    assert any("Segue is ready" in line for line in lines)
    assert any(line.split()[1] == "worker" for line in lines)


def test_commands_are_told_the_settings_that_segue_was_started_with(segue: RunningSegue) -> None:
    path = segue.folder / "run" / "state.json"
    assert path.stat().st_mode & 0o777 == 0o600
    assert json.loads(path.read_text())["settings"] == {
        "SEGUE_DATA": str(segue.folder),
        "SEGUE_PORT": str(segue.port),
        **segue.settings,
    }
