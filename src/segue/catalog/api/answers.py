"""What the catalog's operations have in common: for whom they show what."""

from typing import Annotated

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
from segue.kernel.http.viewer import viewer_key_of

Ref = Annotated[str, Field(max_length=100)]


def showing_to(request: HttpRequest) -> Showing:
    return Showing.to(request.user, viewer_key_of(request))


def show_again(request: HttpRequest, release: Release) -> ReleaseDetailOut:
    """Read anew, so that the answer shows what was written."""
    return show_release_detail(queries.get_release(request.user, str(release.pk)), showing_to(request))


def show_track_again(request: HttpRequest, track: Track) -> TrackOut:
    return show_tracks([queries.get_track(request.user, str(track.pk))], showing_to(request))[0]
