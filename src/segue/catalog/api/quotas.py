"""An artist's room over HTTP."""

from django.http import HttpRequest

from segue.accounts.policies import operators_in_person
from segue.catalog import quotas
from segue.catalog.api.answers import Ref
from segue.catalog.quotas import Room
from segue.catalog.schemas.quotas import ArtistQuotaChange, ArtistQuotaOut
from segue.kernel.http import Router, signed_in

router = Router(tags=["artists"])


@router.get("/artists/{ref}/quota", auth=signed_in, response=ArtistQuotaOut)
def get_artist_quota(request: HttpRequest, ref: Ref) -> Room:
    """How much room the artist's music has and takes up, for its team and for operators."""
    return quotas.room_of(request.user, ref)


@router.put("/artists/{ref}/quota", auth=operators_in_person, response=ArtistQuotaOut)
def set_artist_quota(request: HttpRequest, ref: Ref, change: ArtistQuotaChange) -> Room:
    """Another limit for this artist. Nothing that is there already goes; new files are refused."""
    return quotas.set_quota(request.user, ref, quota_bytes=change.quota_bytes, reason=change.reason)
