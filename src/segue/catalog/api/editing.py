"""What helps at editing, over HTTP: the bin, the history and its undo, the checklist, the licenses."""

import uuid
from dataclasses import asdict
from typing import Any

from django.http import HttpRequest
from ninja import Query

from segue.artists.types import Ability
from segue.catalog import bin as removed
from segue.catalog import checklist, history, services
from segue.catalog.api.answers import Ref, show_again, show_track_again
from segue.catalog.licenses import LICENSES
from segue.catalog.models import Track
from segue.catalog.schemas import ReleaseDetailOut, TrackOut
from segue.catalog.schemas.editing import (
    LicenseOut,
    MissingOut,
    ReleaseActOut,
    RemovedReleaseOut,
    RemovedTrackOut,
    show_removed_release,
    show_removed_track,
)
from segue.kernel.history.reading import HistoryQuery, history_page
from segue.kernel.http import Page, PageQuery, Router, paginate, public, studio

router = Router(tags=["catalog"])


@router.get("/licenses", auth=public, response=list[LicenseOut])
def list_licenses(request: HttpRequest) -> list[dict[str, str]]:
    """Those that releases and tracks can have."""
    return [asdict(known) for known in LICENSES.values()]


@router.get("/releases/{ref}/checklist", auth=studio, response=list[MissingOut])
def get_checklist(request: HttpRequest, ref: Ref) -> list[dict[str, Any]]:
    """What the release lacks, what it can't be published without first."""
    return [asdict(missing) for missing in checklist.checklist_of(request.user, ref)]


@router.get("/releases/{ref}/history", auth=studio, response=Page[ReleaseActOut])
def list_release_history(request: HttpRequest, ref: Ref, page: Query[HistoryQuery]) -> dict[str, Any]:
    """What its team did, newest first."""
    release = services.find_own_release(request.user, ref, Ability.SEE_UNPUBLISHED)
    found = history_page(release, page)
    titles = dict(Track.all_rows.filter(release=release).values_list("pk", "title"))
    return {**found, "items": [_with_titles(act.model_dump(), titles) for act in found["items"]]}


@router.post("/releases/{ref}/history/{act}/undo", auth=studio, response=ReleaseDetailOut)
def undo_release_act(request: HttpRequest, ref: Ref, act: uuid.UUID) -> ReleaseDetailOut:
    """Take back what was done at once, unless somebody changed it since; that is an act as well."""
    return show_again(request, history.undo_act(request.user, ref, act))


@router.get("/releases/{ref}/bin", auth=studio, response=list[RemovedTrackOut])
def list_removed_tracks(request: HttpRequest, ref: Ref) -> list[RemovedTrackOut]:
    """Tracks that were deleted in the last 30 days, the last one first."""
    return [show_removed_track(track) for track in removed.removed_tracks(request.user, ref)]


@router.get("/artists/{ref}/bin", auth=studio, response=Page[RemovedReleaseOut])
def list_removed_releases(request: HttpRequest, ref: Ref, page: Query[PageQuery]) -> dict[str, Any]:
    """Releases that were deleted in the last 30 days, the last one first."""
    rows = removed.removed_releases(request.user, ref)
    return paginate(rows, page, order=("removed_at", "id"), show=show_removed_release)


@router.post("/tracks/{ref}/restoration", auth=studio, response=TrackOut)
def restore_track(request: HttpRequest, ref: Ref) -> TrackOut:
    """Out of the bin, to its place; again is fine."""
    return show_track_again(request, services.restore_track(request.user, ref))


@router.post("/releases/{ref}/restoration", auth=studio, response=ReleaseDetailOut)
def restore_release(request: HttpRequest, ref: Ref) -> ReleaseDetailOut:
    """Out of the bin, by id; again is fine."""
    return show_again(request, services.restore_release(request.user, ref))


def _with_titles(act: dict[str, Any], titles: dict[uuid.UUID, str]) -> dict[str, Any]:
    """Of tracks that are gone, as the edit has them."""
    own = {}
    for edit in act["edits"]:
        told = {**(edit["before"] or {}), **(edit["after"] or {})}.get("title")
        if edit["subject_kind"] == "track" and (title := titles.get(edit["subject_id"], told)):
            own[str(edit["subject_id"])] = title
    return {**act, "titles": own}
