"""Credits over HTTP."""

from typing import Any

from django.http import HttpRequest
from ninja import Query

from segue.catalog import crediting
from segue.catalog.api.answers import Ref, show_again, show_track_again
from segue.catalog.schemas import ReleaseDetailOut, TrackOut
from segue.catalog.schemas.credited_on import CreditedOnOut, credited_on, show_credited_on
from segue.catalog.schemas.credits import CreditsIn, TrackCreditsIn
from segue.kernel.http import MOVED, Page, PageQuery, Router, paginate, public, studio

router = Router(tags=["catalog"])


@router.put("/releases/{ref}/credits", auth=studio, response=ReleaseDetailOut)
def set_release_credits(request: HttpRequest, ref: Ref, new: CreditsIn) -> ReleaseDetailOut:
    """Everybody who made the release as a whole, in order."""
    release = crediting.credit_release(request.user, ref, new.people(), base_version=new.version)
    return show_again(request, release)


@router.put("/releases/{ref}/tracks/credits", auth=studio, response=ReleaseDetailOut)
def set_credits_of_tracks(request: HttpRequest, ref: Ref, new: TrackCreditsIn) -> ReleaseDetailOut:
    """The same people on each of these tracks, in place of whoever stood there."""
    release = crediting.credit_tracks(
        request.user, ref, new.track_ids, new.people(), base_version=new.version
    )
    return show_again(request, release)


@router.put("/tracks/{ref}/credits", auth=studio, response=TrackOut)
def set_track_credits(request: HttpRequest, ref: Ref, new: CreditsIn) -> TrackOut:
    """Everybody who made the track, in order."""
    track = crediting.credit_track(request.user, ref, new.people(), base_version=new.version)
    return show_track_again(request, track)


@router.get("/artists/{ref}/credits", auth=public, response=Page[CreditedOnOut], openapi_extra=MOVED)
def list_credits(request: HttpRequest, ref: Ref, page: Query[PageQuery], own: bool = True) -> dict[str, Any]:
    """Releases and tracks on which the artist is credited, newest first; with `own=false` those of others alone."""
    rows = credited_on(request.user, ref, with_own=own)
    return paginate(rows, page, order=("shown_at", "id"), show=show_credited_on)
