"""Publication over HTTP."""

from django.http import HttpRequest

from segue.catalog import publishing
from segue.catalog.api.answers import Ref, show_again
from segue.catalog.schemas import ReleaseDetailOut
from segue.kernel.http import Router, studio

router = Router(tags=["catalog"])


@router.put("/releases/{ref}/publication", auth=studio, response=ReleaseDetailOut)
def publish_release(request: HttpRequest, ref: Ref) -> ReleaseDetailOut:
    """Make it public; again is fine."""
    return show_again(request, publishing.publish_release(request.user, ref))


@router.delete("/releases/{ref}/publication", auth=studio, response=ReleaseDetailOut)
def withdraw_release(request: HttpRequest, ref: Ref) -> ReleaseDetailOut:
    """Back to a draft that only the artist's team sees."""
    return show_again(request, publishing.withdraw_release(request.user, ref))
