"""Tracks with the same sound are shown side by side to whoever may change both, and stay until somebody decides."""

import json
import threading
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.models import F
from django.test import Client

from segue.accounts.models import User
from segue.accounts.tests.factories import make_user
from segue.artists.models import Artist
from segue.artists.tests.factories import add_member
from segue.artists.types import Role
from segue.catalog import duplicates, services
from segue.catalog.models import Track
from segue.catalog.tests.factories import add_track, make_release
from segue.kernel.ids import new_id
from segue.media import services as services_of_media
from segue.media.errors import DuplicateDecided, DuplicateNotFound
from segue.media.models import Asset, DuplicatePair
from segue.media.tests.factories import make_library_asset
from segue.media.types import Keep

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(ines: User, heron: Artist) -> DuplicatePair:
    low = make_release(ines, heron, title="Low Tide", publish_when_ready=False)
    best = make_release(ines, heron, title="Best of", publish_when_ready=False)
    earlier = add_track(ines, low, "take 7.flac")
    later = add_track(ines, best, "take 7 (final).mp3")
    Asset.objects.filter(pk=earlier.asset_id).update(
        container="flac", codec="flac", bytes=1_500_000, duration_ms=12_000, is_lossless=True
    )
    Asset.objects.filter(pk=later.asset_id).update(
        container="mp3", codec="mp3", bytes=480_000, duration_ms=12_000
    )
    Asset.objects.update(state="failed")  # their bytes have come
    return DuplicatePair.objects.create(
        earlier_id=earlier.asset_id, later_id=later.asset_id, kind="same_recording", similarity=0.97
    )


def listed(browser: Client, query: str = "") -> list[dict[str, Any]]:
    answer = browser.get(f"/api/v1/duplicates{query}")
    assert answer.status_code == 200
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


def decide(browser: Client, pair: DuplicatePair, keep: str) -> Any:
    return browser.post(
        f"/api/v1/duplicates/{pair.pk}/decision", json.dumps({"keep": keep}), content_type="application/json"
    )


def titles() -> list[str]:
    return sorted(Track.objects.values_list("title", flat=True))


def test_both_sides_are_shown_with_all_that_a_choice_needs(browser: Client, pair: DuplicatePair) -> None:
    (shown,) = listed(browser)
    assert {key: shown[key] for key in ("id", "kind", "similarity", "decision", "decided_at")} == {
        "id": str(pair.pk),
        "kind": "same_recording",
        "similarity": 0.97,
        "decision": None,
        "decided_at": None,
    }
    facts = (
        "title",
        "file_name",
        "container",
        "codec",
        "bytes",
        "duration_ms",
        "bitrate_kbps",
        "is_lossless",
    )
    assert [shown["earlier"][fact] for fact in facts] == [
        *("take 7", "take 7.flac", "flac", "flac", 1_500_000, 12_000, 1000, True)
    ]
    assert [shown["later"][fact] for fact in facts] == [
        *("take 7 (final)", "take 7 (final).mp3", "mp3", "mp3", 480_000, 12_000, 320, None)
    ]
    assert (shown["earlier"]["release"]["title"], shown["later"]["release"]["title"]) == (
        "Low Tide",
        "Best of",
    )
    assert (shown["earlier"]["artist"]["name"], shown["earlier"]["place"]) == ("Paper Heron", None)


def test_a_librarys_file_has_its_place_for_who_imported_it(
    browser: Client, pair: DuplicatePair, ines: User, heron: Artist, tmp_path: Path
) -> None:
    (tmp_path / "a.flac").write_bytes(b"a")
    asset = make_library_asset(ines, tmp_path, "a.flac")
    Track.objects.filter(asset=pair.later).update(asset=asset)
    DuplicatePair.objects.update(later=asset)
    bob = make_user("bob")
    add_member(heron, bob, Role.MANAGER)
    other = Client()
    other.force_login(bob)
    places = [listed(client)[0]["later"]["place"] for client in (browser, other)]
    assert places == [f"{tmp_path}/a.flac", None]


@pytest.mark.parametrize(
    ("keep", "kept"),
    [("earlier", ["take 7"]), ("later", ["take 7 (final)"]), ("both", ["take 7", "take 7 (final)"])],
)
def test_what_isnt_kept_goes_into_the_bin(
    keep: str, kept: list[str], browser: Client, pair: DuplicatePair
) -> None:
    answer = decide(browser, pair, keep)
    assert (answer.status_code, answer.json()["decision"]) == (200, keep)
    assert titles() == kept
    assert (Track.all_rows.count(), Asset.objects.count()) == (2, 2)
    assert listed(browser) == []
    assert [shown["decision"] for shown in listed(browser, "?decided=true")] == (
        ["both"] if keep == "both" else []
    )


def test_a_track_that_is_taken_back_keeps_the_decision_and_can_have_another(
    browser: Client, pair: DuplicatePair, ines: User
) -> None:
    decide(browser, pair, "earlier")
    services.restore_track(ines, str(Track.all_rows.get(asset=pair.later).pk))
    assert (listed(browser), listed(browser, "?decided=true")[0]["decision"]) == ([], "earlier")
    assert decide(browser, pair, "later").status_code == 200
    assert titles() == ["take 7 (final)"]


@pytest.mark.django_db(transaction=True)
def test_two_opposite_decisions_at_once_dont_drop_both(pair: DuplicatePair, ines: User) -> None:
    ready = threading.Barrier(2)
    decided, refused = [], []

    def decide_at_once(keep: Keep) -> None:
        try:
            ready.wait()
            duplicates.decide(ines, pair.pk, keep=keep)
            decided.append(keep)
        except (DuplicateDecided, DuplicateNotFound) as refusal:
            refused.append(refusal)
        finally:
            connection.close()

    choices: tuple[Keep, ...] = ("earlier", "later")
    threads = [threading.Thread(target=decide_at_once, args=(keep,)) for keep in choices]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(decided), len(refused)) == (1, 1)
    assert titles() == (["take 7"] if decided == ["earlier"] else ["take 7 (final)"])
    assert DuplicatePair.objects.get().decision == decided[0]


def test_a_decision_on_what_was_decided_since_is_refused(pair: DuplicatePair, ines: User) -> None:
    services_of_media.decide_duplicate(pair.pk, keep="both", instead_of="")
    with pytest.raises(DuplicateDecided):
        services_of_media.decide_duplicate(pair.pk, keep="later", instead_of="")
    assert DuplicatePair.objects.get().decision == "both"


def test_others_neither_see_nor_decide(pair: DuplicatePair, mallory: User, heron: Artist) -> None:
    analyst = make_user("analyst")
    add_member(heron, analyst, Role.ANALYST)
    for stranger in (mallory, analyst):
        client = Client()
        client.force_login(stranger)
        assert listed(client) == []
        with pytest.raises(DuplicateNotFound):
            duplicates.decide(stranger, pair.pk, keep="later")
    assert titles() == ["take 7", "take 7 (final)"]
    assert DuplicatePair.objects.get().decision == ""


def test_a_pair_with_one_in_the_bin_waits_for_nobody(
    browser: Client, pair: DuplicatePair, ines: User
) -> None:
    services.delete_track(ines, str(Track.objects.get(asset=pair.later).pk))
    assert listed(browser) == []
    assert decide(browser, pair, "earlier").status_code == 404
    assert titles() == ["take 7"]


def test_they_are_paged_in_a_constant_number_of_queries(
    browser: Client, pair: DuplicatePair, ines: User, heron: Artist, django_assert_num_queries: Any
) -> None:
    release = make_release(ines, heron, title="More")
    tracks = [add_track(ines, release, f"{number}.flac") for number in range(6)]
    for number, track in enumerate(tracks):
        DuplicatePair.objects.create(
            earlier=pair.earlier, later_id=track.asset_id, kind="same_file", similarity=1.0
        )
        DuplicatePair.objects.filter(later_id=track.asset_id).update(
            created_at=F("created_at") + timedelta(seconds=number + 1)
        )
    names, cursor = [], ""
    for _ in range(4):
        page = browser.get(f"/api/v1/duplicates?limit=2{cursor}").json()
        names += [shown["later"]["file_name"] for shown in page["items"]]
        cursor = f"&cursor={page['next_cursor']}"
    assert names == [f"{number}.flac" for number in reversed(range(6))] + ["take 7 (final).mp3"]
    assert page["next_cursor"] is None
    with django_assert_num_queries(4):  # session, person, pairs, tracks
        assert len(listed(browser)) == 7


def test_an_unknown_pair_or_choice_is_refused(browser: Client, pair: DuplicatePair) -> None:
    assert decide(browser, DuplicatePair(pk=new_id()), "both").status_code == 404
    assert decide(browser, pair, "none").status_code == 422
