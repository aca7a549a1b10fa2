"""The moment from which a release is out, and what follows from it for everybody else.

A change of moment, visibility or standing happens under the lock of the artist's listing and then of the release, as
the removal of an artist locks them, and is settled before the transaction ends.
"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import DurationField, ExpressionWrapper, Min
from django.db.models.functions import Now

from segue.artists import services as artist_services
from segue.catalog.events import ReleasePublished, ReleaseWithdrawn
from segue.catalog.locks import lock_release, tell_team
from segue.catalog.models import Release, Visibility
from segue.catalog.types import PUBLICATION, UNTITLED
from segue.kernel import clock
from segue.kernel.db.slug import free_slug
from segue.kernel.events.outbox import publish
from segue.kernel.history import Act, as_json


def is_out(release: Release) -> bool:
    """By the database's clock, as everybody else sees it."""
    return Release.all_rows.out().filter(pk=release.pk).exists()


def put_on_record(act: Act[Release], **values: Any) -> bool:
    """Set them as an act of publication, which has its own ways back; False when they are so already."""
    release = act.root
    before = {name: as_json(getattr(release, name)) for name in values}
    if not act.change(PUBLICATION, release.pk, before, {name: as_json(values[name]) for name in values}):
        return False
    for name, value in values.items():
        setattr(release, name, value)
    release.save(update_fields=list(values))
    return True


def set_moment(act: Act[Release], at: datetime | None) -> None:
    """Of what isn't out: from this moment on, or from now on if it has passed."""
    now = clock.database_now()
    _name(act)
    put_on_record(act, publish_at=max(at, now) if at else now, withdrawn_at=None)


def withdraw(act: Act[Release]) -> bool:
    """What was scheduled is a draft again, what was out is withdrawn, until somebody publishes it. False when it had no
    moment."""
    release = act.root
    if release.publish_at is None:
        return False
    was_out = note_first_time(release)
    put_on_record(act, publish_at=None, withdrawn_at=clock.database_now() if was_out else None)
    act.set(release, is_published_when_ready=False)
    return True


def put_back(act: Act[Release]) -> None:
    """It has again the moment that it lost when moderators took down the last of what could be heard, unless it was
    published or withdrawn since."""
    moved = act.root.edits.filter(subject_kind=PUBLICATION, after__has_key="publish_at")
    last = moved.order_by("-version").first()
    former = last.before["publish_at"] if last and last.before and act.root.publish_at is None else None
    if last and former and act.root.edits.filter(act=last.act, after__has_key="taken_down_at").exists():
        put_on_record(act, publish_at=datetime.fromisoformat(former), withdrawn_at=None)


def settle(release: Release) -> None:
    """After any change: what became public is announced, what isn't any more is taken back, and its artist is listed
    from the first moment on that is left."""
    is_listed = Release.objects.listed().filter(pk=release.pk).exists()
    if is_listed and release.announced_at is None:
        announce(release)
    elif not is_listed:
        take_back(release)
    listed = Release.objects.filter(
        artist=release.artist_id, taken_down_at=None, visibility=Visibility.PUBLIC
    )
    artist_services.set_listed_from(release.artist_id, listed.aggregate(first=Min("publish_at"))["first"])


def announce(release: Release) -> None:
    """Once for each time that it becomes public. Only now it gets its address, so that nobody can guess it, or see it
    by an address that is taken; the first address stays."""
    is_first = release.first_published_at is None
    note_first_time(release)
    if release.slug is None:
        release.slug = free_slug(Release.all_rows.all(), release.title, fallback="release")
    release.announced_at = clock.database_now()
    release.save(update_fields=["slug", "announced_at"])
    publish(ReleasePublished(release_id=release.pk, artist_id=release.artist_id, is_first=is_first))


def take_back(release: Release) -> None:
    """Nothing, when it was never announced."""
    if release.announced_at is not None:
        release.announced_at = None
        release.save(update_fields=["announced_at"])
        publish(ReleaseWithdrawn(release_id=release.pk, artist_id=release.artist_id))


@transaction.atomic
def announce_next() -> bool:
    """Tell of one release whose moment has come; False when there is none. Any number of processes may ask at once."""
    due = Release.objects.unannounced().filter(publish_at__lte=Now()).order_by("publish_at")
    release = due.select_for_update(skip_locked=True, of=("self",)).first()
    if release is not None:
        announce(release)
        tell_team(release)
    return release is not None


def announce_due(limit: int = 100) -> int:
    """How many were announced."""
    count = 0
    while count < limit and announce_next():
        count += 1
    return count


def next_moment_in_s() -> float | None:
    """Until the next release is to be announced, by the database's clock; None while none is scheduled."""
    wait = ExpressionWrapper(Min("publish_at") - Now(), output_field=DurationField())
    left = Release.objects.unannounced().aggregate(wait=wait)["wait"]
    return None if left is None else float(left.total_seconds())


@contextmanager
def own_act(release_id: uuid.UUID) -> Iterator[Act[Release] | None]:
    """An act on its publication that is nobody's, and which its team hears of; None when it is gone."""
    with transaction.atomic():
        artist_id = Release.objects.filter(pk=release_id).values_list("artist_id", flat=True).first()
        release = None
        if artist_id is not None and artist_services.lock_listing(artist_id):
            release = lock_release(release_id)
        if release is None:
            yield None
            return
        act = Act(release, None)
        yield act
        if act.finish():
            settle(release)
        tell_team(release)


def _name(act: Act[Release]) -> None:
    """A release that nobody named is called like its first track."""
    release = act.root
    if release.title == UNTITLED and not release.has_chosen_title:
        act.set(release, title=release.tracks.order_by("position").values_list("title", flat=True)[0])


def note_first_time(release: Release) -> bool:
    """Before it goes: whether its moment had come."""
    has_come = release.publish_at is not None and release.publish_at <= clock.database_now()
    if has_come and release.first_published_at is None:
        release.first_published_at = release.publish_at
        release.save(update_fields=["first_published_at"])
    return has_come
