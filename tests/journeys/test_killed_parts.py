"""An upload survives `kill -9` of any part in mid-pipeline, and is published once."""

from pathlib import Path

import psycopg
import pytest

from tests.journeys.running import Api, RunningSegue, wait_for

PASSWORD = "three quiet harbours"
STEPS = ["store", "probe", "tags", "prepare", "publish"]


@pytest.fixture(scope="module")
def artist(segue: RunningSegue) -> tuple[Api, str]:
    segue.command(
        "user",
        "create",
        "--email",
        "ines@example.org",
        "--username",
        "ines",
        "--password-stdin",
        stdin=PASSWORD,
    )
    api = Api(segue.origin)
    api.sign_in("ines", PASSWORD)
    return api, api.call("POST", "/api/v1/artists", {"name": "Marram"})["id"]


@pytest.mark.timeout(600)
@pytest.mark.parametrize("part", ["segue.config.celery worker", "valkey-server", "granian"])
def test_a_killed_part_delays_an_upload_but_never_loses_or_doubles_it(
    segue: RunningSegue, artist: tuple[Api, str], song: Path, part: str
) -> None:
    api, artist_id = artist
    release = api.call("POST", "/api/v1/releases", {"artist_id": artist_id})
    track = api.call("POST", f"/api/v1/releases/{release['id']}/tracks", _announcement(song))
    api.send_file(track["upload"], song.read_bytes())
    wait_for(
        lambda: _running_step(segue, track["upload"]["id"]) == "prepare", timeout_s=60, what="its preparation"
    )

    victims = segue.processes(part)
    assert victims
    for victim in victims:
        victim.kill()

    wait_for(lambda: _is_published(segue, release["id"]), timeout_s=120, what="the publication")
    assert _steps(segue, track["upload"]["id"]) == STEPS
    assert _announced(segue, track["upload"]["id"]) == 1
    wait_for(lambda: _answers(api), timeout_s=60, what="the web server")
    shown = api.call("GET", f"/api/v1/releases/{release['id']}")
    assert (shown["state"], shown["title"], shown["tracks"][0]["title"]) == (
        "published",
        "Slack Water",
        "Low Tide",
    )


def _announcement(song: Path) -> dict[str, object]:
    return {"file_name": song.name, "bytes": song.stat().st_size}


def _answers(api: Api) -> bool:
    try:
        return api.status("GET", "/api/v1/health") == 200
    except OSError:
        return False


def _running_step(segue: RunningSegue, asset_id: str) -> str | None:
    rows = _query(segue, "SELECT step FROM jobs_job WHERE subject_id = %s AND state = 'running'", asset_id)
    return str(rows[0][0]) if rows else None


def _is_published(segue: RunningSegue, release_id: str) -> bool:
    query = "SELECT 1 FROM catalog_release WHERE id::text = %s AND announced_at IS NOT NULL"
    return len(_query(segue, query, release_id)) == 1


def _steps(segue: RunningSegue, asset_id: str) -> list[str]:
    query = """SELECT run.name FROM jobs_steprun run JOIN jobs_job job ON job.id = run.job_id
               WHERE job.subject_id = %s AND job.kind = 'media.ingest' ORDER BY run.created_at"""
    return [str(row[0]) for row in _query(segue, query, asset_id)]


def _announced(segue: RunningSegue, asset_id: str) -> int:
    query = (
        "SELECT 1 FROM events_delivery WHERE event_name = 'media.asset_ready' AND payload->>'asset_id' = %s"
    )
    return len(_query(segue, query, asset_id))


def _query(segue: RunningSegue, query: str, value: object) -> list[tuple[object, ...]]:
    with psycopg.connect(segue.database_url()) as connection:
        return connection.execute(query, [value]).fetchall()
