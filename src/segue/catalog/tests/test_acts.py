"""Every change of a release is one act: no update is lost, all of it is on record."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from segue.accounts.models import User
from segue.accounts.tests.factories import make_user
from segue.artists.models import Artist
from segue.artists.tests.factories import make_artist
from segue.catalog.acts import act_on
from segue.catalog.models import Edit, Release, Track
from segue.catalog.tests.conftest import Push
from segue.catalog.tests.factories import add_track, make_release
from segue.kernel.history import EditConflict
from segue.media.tests.factories import wait_for_a_lock


@pytest.fixture
def release(ines: User, heron: Artist) -> Release:
    return make_release(ines, heron, title="Low Tide")


def edits(release: Release) -> list[tuple[Any, ...]]:
    rows = Edit.objects.filter(release=release).order_by("version", "pk")
    return list(rows.values_list("version", "subject_kind", "before", "after"))


def test_an_act_is_on_record_and_raises_the_version(ines: User, release: Release, pushed: list[Push]) -> None:
    pushed.clear()
    with act_on(ines, str(release.pk)) as act:
        assert act.set(act.root, title="High Tide", upc="0123456789012")
    release.refresh_from_db()
    assert (release.title, release.upc, release.version) == ("High Tide", "0123456789012", 2)
    assert edits(release) == [
        (2, "release", {"title": "Low Tide", "upc": ""}, {"title": "High Tide", "upc": "0123456789012"})
    ]
    assert Edit.objects.get().actor == ines


def test_what_changes_nothing_leaves_no_trace(ines: User, release: Release) -> None:
    with act_on(ines, str(release.pk)) as act:
        assert not act.set(act.root, title="Low Tide")
    release.refresh_from_db()
    assert (release.version, edits(release)) == (1, [])


def test_all_edits_of_one_act_belong_together(ines: User, release: Release) -> None:
    first, second = add_track(ines, release), add_track(ines, release)
    start = Release.objects.get(pk=release.pk).version
    with act_on(ines, str(release.pk)) as act:
        for track in Track.objects.filter(release=release):
            act.set(track, language="pt-BR")
    found = Edit.objects.filter(release=release, version=start + 1)
    assert {edit.subject_id for edit in found} == {first.pk, second.pk}
    assert len({edit.act for edit in found}) == 1


def test_who_changes_what_another_changed_meanwhile_is_told_both(
    ines: User, release: Release, pushed: list[Push]
) -> None:
    seen = release.version
    with act_on(ines, str(release.pk), base_version=seen) as act:
        act.set(act.root, title="Hers")
    pushed.clear()
    with pytest.raises(EditConflict) as refused, act_on(ines, str(release.pk), base_version=seen) as act:
        act.set(act.root, title="His", label_name="Shore")
    assert refused.value.members == {
        "version": 2,
        "conflicts": [
            {
                "subject_kind": "release",
                "subject_id": str(release.pk),
                "field": "title",
                "yours": "His",
                "theirs": "Hers",
            }
        ],
    }
    release.refresh_from_db()
    assert (release.title, release.label_name, release.version) == ("Hers", "", 2)
    assert (len(edits(release)), pushed) == (1, [])


def test_other_fields_of_an_old_version_are_merged(ines: User, release: Release) -> None:
    with act_on(ines, str(release.pk), base_version=1) as act:
        act.set(act.root, title="Hers")
    with act_on(ines, str(release.pk), base_version=1) as act:
        act.set(act.root, label_name="Shore")
    release.refresh_from_db()
    assert (release.title, release.label_name, release.version) == ("Hers", "Shore", 3)


def test_the_same_wish_twice_is_no_conflict(ines: User, release: Release) -> None:
    for _ in range(2):
        with act_on(ines, str(release.pk), base_version=1) as act:
            act.set(act.root, title="Same")
    assert Release.objects.get().version == 2


@pytest.mark.django_db(transaction=True)
def test_editors_at_the_same_moment_wait_for_each_other() -> None:
    ines = make_user("ines")
    release = make_release(ines, make_artist(ines))

    def late() -> str:
        try:
            with act_on(ines, str(release.pk), base_version=1) as act:
                act.set(act.root, title="Late")
        except EditConflict as error:
            return str(error.members["conflicts"][0]["theirs"])
        finally:
            connection.close()
        return "overwrote"

    with ThreadPoolExecutor(1) as pool:
        with act_on(ines, str(release.pk), base_version=1) as act:
            act.set(act.root, title="Early")
            waiting = pool.submit(late)
            wait_for_a_lock()
        assert waiting.result(20) == "Early"
    assert Release.objects.get().title == "Early"


def test_ids_and_moments_are_kept_as_text(ines: User, release: Release) -> None:
    group = uuid.UUID("6f1d6d9e-6b3c-4f0a-9a51-000000000001")
    with act_on(ines, str(release.pk)) as act:
        act.set(act.root, musicbrainz_group_id=group)
    assert edits(release)[0][2:] == ({"musicbrainz_group_id": None}, {"musicbrainz_group_id": str(group)})
