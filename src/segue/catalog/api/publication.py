"""Publication over HTTP."""

from django.http import HttpRequest

from segue.catalog import addresses, publishing
from segue.catalog.api.answers import Ref, show_again
from segue.catalog.schemas import ReleaseDetailOut
from segue.catalog.schemas.publication import ChosenSlug, ChosenVisibility, Publication
from segue.kernel.history.reading import Version
from segue.kernel.http import Router, studio

router = Router(tags=["catalog"])


@router.put("/releases/{ref}/publication", auth=studio, response=ReleaseDetailOut)
def publish_release(request: HttpRequest, ref: Ref, wanted: Publication | None = None) -> ReleaseDetailOut:
    """Bring it out now, or from a moment on, `at`, to the second; again is fine, and moves what isn't out yet."""
    how = wanted or Publication()
    release = publishing.publish_release(
        request.user, ref, at=how.at, visibility=how.visibility, base_version=how.version
    )
    return show_again(request, release)


@router.delete("/releases/{ref}/publication", auth=studio, response=ReleaseDetailOut)
def withdraw_release(request: HttpRequest, ref: Ref, version: Version | None = None) -> ReleaseDetailOut:
    """What is scheduled is a draft again; what is out is withdrawn, at once and everywhere but for its team."""
    return show_again(request, publishing.withdraw_release(request.user, ref, base_version=version))


@router.put("/releases/{ref}/visibility", auth=studio, response=ReleaseDetailOut)
def set_visibility(request: HttpRequest, ref: Ref, chosen: ChosenVisibility) -> ReleaseDetailOut:
    """For whom it is once it is out: everyone, everyone who has its address, or its team and whoever got a share link.
    Of what is out already, at once."""
    release = publishing.set_visibility(request.user, ref, chosen.visibility, base_version=chosen.version)
    return show_again(request, release)


@router.put("/releases/{ref}/slug", auth=studio, response=ReleaseDetailOut)
def set_slug(request: HttpRequest, ref: Ref, chosen: ChosenSlug) -> ReleaseDetailOut:
    """Another address, of what has one already; the former ones lead on to it."""
    release = addresses.set_slug(request.user, ref, chosen.slug, base_version=chosen.version)
    return show_again(request, release)
