"""What the catalog's operations have in common: for whom they show what."""

from typing import Annotated

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from ninja import Field

from segue.catalog import queries
from segue.catalog.models import Release, Track
from segue.catalog.schemas import (
    ReleaseDetailOut,
    Showing,
    TrackOut,
    show_release_detail,
    show_tracks,
)
from segue.catalog.types import ReleaseState
from segue.kernel.http.viewer import viewer_key_of

Ref = Annotated[str, Field(max_length=100)]


def showing_to(request: HttpRequest) -> Showing:
    return Showing.to(request.user, viewer_key_of(request))


def guest_of(request: HttpRequest) -> str:
    """See `ShareVisit`."""
    return queries.guest_of(viewer_key_of(request))


def show_again(request: HttpRequest, release: Release) -> ReleaseDetailOut:
    """Read anew, so that the answer shows what was written."""
    return show_release_detail(queries.get_release(request.user, str(release.pk)), showing_to(request))


def preview(request: HttpRequest, ref: str) -> ReleaseDetailOut:
    """Of what the viewer may see: as a visitor will get it, with media that this browser alone can fetch."""
    release = queries.get_as_listener(request.user, ref, guest=guest_of(request))
    visitor = Showing.to(AnonymousUser(), viewer_key_of(request))
    return show_release_detail(release, visitor).model_copy(update={"state": ReleaseState.PUBLISHED})


def show_track_again(request: HttpRequest, track: Track) -> TrackOut:
    return show_tracks([queries.get_track(request.user, str(track.pk))], showing_to(request))[0]
