"""Another file for a track that stays what it is: sent beside the present one, which plays until the new one can.

Files that were replaced are kept for a while, to go back to; they count as their senders' uploads.
"""

import uuid
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Now

from segue.accounts.types import Viewer
from segue.artists.types import Ability
from segue.catalog.acts import act_on_track
from segue.catalog.errors import MasterNotFound, NoReplacement, ReplacementPending
from segue.catalog.locks import lock_own_track, tell_team
from segue.catalog.models import PastMaster, Release, Track
from segue.catalog.policies import require
from segue.catalog.queries import get_track
from segue.catalog.quotas import require_artist_room
from segue.catalog.services import measure_release
from segue.kernel.history import Act, NothingToUndo
from segue.media import services as media_services

MASTER = "master"
KEPT = timedelta(days=30)


@transaction.atomic
def announce_master(actor: Viewer, ref: str, *, file_name: str, size_bytes: int, sha256: str = "") -> Track:
    """Its bytes follow; one that failed makes room. Raises TrackNotFound, NotOnTheTeam, RoleNotEnough,
    ReplacementPending, ArtistQuotaFull, and what `create_upload` raises."""
    track = lock_own_track(actor, ref)
    if track.next_asset is not None:
        if not track.is_replacement_failed:
            raise ReplacementPending
        _drop_replacement(track)
    require_artist_room(track.release, size_bytes)
    asset = media_services.create_upload(actor, file_name=file_name, size_bytes=size_bytes, sha256=sha256)
    track.next_asset = asset
    track.save(update_fields=["next_asset"])
    tell_team(track.release)
    return track


@transaction.atomic
def cancel_replacement(actor: Viewer, ref: str) -> None:
    """Raises TrackNotFound, NotOnTheTeam, RoleNotEnough, NoReplacement."""
    track = lock_own_track(actor, ref)
    if track.next_asset is None:
        raise NoReplacement
    _drop_replacement(track)
    tell_team(track.release)


@transaction.atomic
def swap_in(asset_id: uuid.UUID) -> None:
    """Once the new file can be heard, it is the track's; does nothing when it is nobody's next one (any more)."""
    found = Track.all_rows.filter(next_asset_id=asset_id).first()
    if found is None:
        return
    release = Release.all_rows.select_for_update().filter(pk=found.release_id).first()
    track = Track.all_rows.select_related("asset", "next_asset").filter(pk=found.pk).first()
    if release is None or track is None or track.next_asset is None or track.next_asset_id != asset_id:
        return
    act = Act(release, track.next_asset.owner_id)
    _replace(act, track, track.next_asset)
    act.finish()
    tell_team(release)


def restore_master(actor: Viewer, ref: str, master_id: uuid.UUID) -> Track:
    """The present one is kept in turn. Raises TrackNotFound, NotOnTheTeam, RoleNotEnough, MasterNotFound."""
    with act_on_track(actor, ref) as (act, track):
        past = _kept(track).filter(pk=master_id).first()
        if past is None:
            raise MasterNotFound
        _take_back(act, track, past)
        return track


def masters_of(viewer: Viewer, ref: str) -> tuple[Track, QuerySet[PastMaster]]:
    """The track, and what it was before, the last one first. Raises TrackNotFound, NotOnTheTeam, RoleNotEnough."""
    track = get_track(viewer, ref)
    require(viewer, track.release, Ability.SEE_UNPUBLISHED)
    return track, track.past_masters.select_related("asset").order_by("-created_at", "-pk")


@transaction.atomic
def remove_old_master() -> bool:
    """One that nobody went back to in time; False when there is none. Any number of processes may ask at once."""
    old = PastMaster.objects.filter(created_at__lte=Now() - KEPT)
    past = old.select_for_update(skip_locked=True).order_by("created_at").first()
    if past is None:
        return False
    past.delete()
    media_services.remove_asset(past.asset_id)
    return True


def present_master(track: Track) -> dict[str, str]:
    """As the history has it."""
    return {"id": str(track.asset_id), "file_name": track.asset.file_name}


def put_back_master(act: Act[Release], track: Track, before: Any) -> None:
    """Raises NothingToUndo."""
    past = _kept(track).filter(asset_id=before["id"]).first()
    if past is None:
        raise NothingToUndo("The file that was there before isn't kept any more.")
    _take_back(act, track, past)


def _kept(track: Track) -> QuerySet[PastMaster]:
    """Locked, so that none of them is removed just now."""
    return track.past_masters.select_related("asset").select_for_update(of=("self",))


def _take_back(act: Act[Release], track: Track, past: PastMaster) -> None:
    asset = past.asset
    past.delete()
    _replace(act, track, asset, next_asset=track.next_asset)
    measure_release(track.release_id)


def _replace(act: Act[Release], track: Track, asset: Any, *, next_asset: Any = None) -> None:
    """What could be heard until now is kept; what never could is not."""
    old, was_heard, before = track.asset, track.is_playable, present_master(track)
    track.asset, track.next_asset = asset, next_asset
    track.save(update_fields=["asset", "next_asset"])
    act.change(MASTER, track.pk, {MASTER: before}, {MASTER: present_master(track)})
    if was_heard:
        PastMaster.objects.create(track=track, asset=old, replaced_by_id=act.actor_id)
        media_services.forget_duplicates(old.pk, asset.pk)
    else:
        media_services.remove_asset(old.pk)


def _drop_replacement(track: Track) -> None:
    asset_id, track.next_asset = track.next_asset_id, None
    track.save(update_fields=["next_asset"])
    if asset_id:
        media_services.remove_asset(asset_id)
