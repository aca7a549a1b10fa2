"""An artist's files take up so much room at most, whatever became of them; operators decide otherwise, on record."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.db.models.functions import Now
from django.test import Client

from segue.accounts.models import User
from segue.accounts.tests.factories import make_user
from segue.artists.models import Artist
from segue.artists.tests.factories import add_member, make_artist
from segue.artists.types import Role
from segue.catalog import masters, quotas, services
from segue.catalog.errors import ArtistQuotaFull
from segue.catalog.models import ArtistQuota, PastMaster, Track
from segue.catalog.quotas import Room
from segue.catalog.tests.factories import add_track, make_ready, make_release
from segue.kernel.audit.models import AuditEntry
from segue.media.models import Asset
from segue.media.tests.factories import make_library_asset

pytestmark = pytest.mark.django_db
MB = 1024**2


@pytest.fixture
def operator(db: None) -> User:
    return make_user("root", is_operator=True)


def limit(settings: Any, quota_bytes: int) -> None:
    settings.SEGUE = settings.SEGUE.model_copy(update={"artist_quota_bytes": quota_bytes})


def test_all_that_is_on_its_releases_counts(ines: User, heron: Artist, tmp_path: Path) -> None:
    release = make_release(ines, heron)
    kept, replaced, removed, expired, in_place = (add_track(ines, release, f"{n}.flac") for n in range(5))
    services.add_track(ines, str(make_release(ines, heron).pk), file_name="x.flac", size_bytes=70)
    add_track(ines, make_release(ines, make_artist(ines, "Somebody else")))
    for track in (kept, replaced, removed):
        make_ready(track)
    old = Asset.objects.create(
        owner=ines, file_name="old.flac", bytes=300, state="ready", duration_ms=1, peaks=b""
    )
    PastMaster.objects.create(track=replaced, asset=old)
    masters.announce_master(ines, str(kept.pk), file_name="better.flac", size_bytes=5)
    services.delete_track(ines, str(removed.pk))
    Asset.objects.filter(pk=expired.asset_id).update(expires_at=Now())
    (tmp_path / "a.flac").write_bytes(b"in place")
    Track.objects.filter(pk=in_place.pk).update(asset=make_library_asset(ines, tmp_path, "a.flac"))
    assert quotas.room_of(ines, str(heron.pk)) == Room(0, 3 * 1000 + 70 + 300 + 5, True)
    services.delete_release(ines, str(release.pk))
    assert quotas.room_of(ines, str(heron.pk)).used_bytes == 3 * 1000 + 70 + 300 + 5, "in the bin"


def test_a_file_beyond_it_is_refused_in_words(ines: User, heron: Artist, settings: Any) -> None:
    limit(settings, 10 * MB)
    release = make_release(ines, heron)
    services.add_track(ines, str(release.pk), file_name="a.flac", size_bytes=6 * MB)
    services.add_track(ines, str(release.pk), file_name="b.flac", size_bytes=4 * MB)
    Asset.objects.filter(file_name="b.flac").update(bytes=3 * MB)
    with pytest.raises(ArtistQuotaFull) as refused:
        services.add_track(ines, str(release.pk), file_name="c.flac", size_bytes=2 * MB)
    assert refused.value.detail == (
        "This file has 2 MB, and 1 MB of the 10 MB for Paper Heron are left. Erase some music for good, or ask this "
        "server's operator for more."
    )
    with pytest.raises(ArtistQuotaFull):
        masters.announce_master(ines, str(release.tracks.all()[0].pk), file_name="d.flac", size_bytes=2 * MB)
    assert (Track.all_rows.count(), Asset.objects.count()) == (2, 2)

    other = make_release(ines, make_artist(ines, "Somebody else"))
    services.add_track(ines, str(other.pk), file_name="c.flac", size_bytes=2 * MB)


def test_operators_give_an_artist_more_or_none_or_the_default_again(
    operator: User, heron: Artist, settings: Any
) -> None:
    limit(settings, 10)
    ref = str(heron.pk)
    assert quotas.set_quota(operator, ref, quota_bytes=500, reason="A label of its own.") == Room(
        500, 0, False
    )
    assert quotas.set_quota(operator, ref, quota_bytes=0, reason="No limit.") == Room(0, 0, False)
    assert quotas.set_quota(operator, ref, quota_bytes=None, reason="As all.") == Room(10, 0, True)
    assert not ArtistQuota.objects.exists()
    rows = AuditEntry.objects.filter(action="catalog.artist_quota_set").order_by("created_at", "pk")
    assert [(row.actor_id, row.subject_id, row.reason, row.before, row.after) for row in rows] == [
        (operator.pk, ref, reason, {"quota_bytes": b, "is_default": d}, {"quota_bytes": a, "is_default": e})
        for reason, b, d, a, e in (
            ("A label of its own.", 10, True, 500, False),
            ("No limit.", 500, False, 0, False),
            ("As all.", 0, False, 10, True),
        )
    ]


def test_its_team_and_operators_see_it_and_nobody_else(
    browser: Client, operator: User, mallory: User, heron: Artist
) -> None:
    path = f"/api/v1/artists/{heron.slug}/quota"
    shown = {"quota_bytes": 0, "used_bytes": 0, "is_default": True}
    analyst = make_user("analyst")
    add_member(heron, analyst, Role.ANALYST)
    assert browser.get(path).json() == shown
    answers = []
    for person in (operator, analyst, mallory):
        client = Client()
        client.force_login(person)
        answers.append(client.get(path).status_code)
    assert answers == [200, 200, 404], "nothing of the artist is public"
    change = json.dumps({"quota_bytes": 1, "reason": "Mine."})
    assert browser.put(path, change, content_type="application/json").status_code == 403
    assert not ArtistQuota.objects.exists()
