"""What people show of themselves, over HTTP."""

from typing import Annotated

from django.http import HttpRequest
from ninja import Field

from segue.accounts import queries, services
from segue.accounts.policies import require_recent_proof
from segue.accounts.schemas import PrivacyChanges, PrivacyOut, ProfileChanges, ProfileOut
from segue.accounts.schemas.profile import show_privacy, show_profile
from segue.kernel.http import Router, in_person, public
from segue.kernel.http.viewer import viewer_key_of

router = Router(tags=["accounts"])
Username = Annotated[str, Field(max_length=100)]


@router.get("/people/{username}", auth=public, response=ProfileOut)
def get_profile(request: HttpRequest, username: Username) -> ProfileOut:
    """What this person shows to the one who asks."""
    person = queries.get_person(request.user, username)
    return show_profile(person, viewer_key=viewer_key_of(request))


@router.patch("/me/profile", auth=in_person, response=ProfileOut)
def change_profile(request: HttpRequest, changes: ProfileChanges) -> ProfileOut:
    """Fields that are left out stay as they are. A username can be changed every 30 days with a fresh proof of who one
    is, and is kept from others for 90 more."""
    if changes.username not in (None, request.user.get_username()):
        require_recent_proof(request)
    person = services.change_profile(
        request.user,
        name=changes.name,
        username=changes.username,
        bio=changes.bio,
        links=None if changes.links is None else [link.plain() for link in changes.links],
    )
    return show_profile(person, viewer_key=viewer_key_of(request))


@router.get("/me/privacy", auth=in_person, response=PrivacyOut)
def get_privacy(request: HttpRequest) -> PrivacyOut:
    return show_privacy(queries.get_self(request.user))


@router.patch("/me/privacy", auth=in_person, response=PrivacyOut)
def change_privacy(request: HttpRequest, changes: PrivacyChanges) -> PrivacyOut:
    """Settings that are left out stay as they are."""
    person = services.change_privacy(
        request.user,
        profile=changes.profile_visibility(),
        activity=changes.activity_visibility(),
        is_listed=changes.is_listed,
    )
    return show_privacy(person)
