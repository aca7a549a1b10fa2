"""Who changed what on an artist's page, for its team."""

import uuid
from typing import Any

from django.http import HttpRequest
from ninja import Query

from segue.artists import policies, queries, services
from segue.artists.api.answers import Ref, show_again
from segue.artists.schemas import ArtistDetailOut
from segue.kernel.history.reading import ActOut, HistoryQuery, history_page
from segue.kernel.http import MOVED, Page, Router, studio

router = Router(tags=["artists"])


@router.get("/artists/{ref}/history", auth=studio, response=Page[ActOut], openapi_extra=MOVED)
def list_artist_history(request: HttpRequest, ref: Ref, page: Query[HistoryQuery]) -> dict[str, Any]:
    """Newest first."""
    artist = queries.get_shown_artist(request.user, ref)
    policies.require(request.user, artist)
    return history_page(artist, page)


@router.post("/artists/{ref}/history/{act}/undo", auth=studio, response=ArtistDetailOut)
def undo_artist_act(request: HttpRequest, ref: Ref, act: uuid.UUID) -> ArtistDetailOut:
    """Former values come back, unless somebody has changed them since. An undo can be undone, too."""
    return show_again(request, services.undo_act(request.user, ref, act))
