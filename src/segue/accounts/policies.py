"""Who may decide about people, and what asks for a fresh proof of who is there."""

from django.http import HttpRequest

from segue.accounts import ports
from segue.accounts.errors import ReauthenticationNeeded
from segue.accounts.models import ActivityVisibility, User
from segue.accounts.proof import has_recent_proof
from segue.accounts.queries.profiles import people_visible_to
from segue.accounts.types import ServerRole, Viewer
from segue.kernel.http import Policy, moderators, operators
from segue.kernel.http.policy import require_user


def can_suspend(actor: User, person: User) -> bool:
    """Also who may end the suspension."""
    if actor.is_staff:
        return True
    return actor.is_moderator and person.role is ServerRole.LISTENER


def can_set_roles(actor: User) -> bool:
    return actor.is_staff


def may_see_profile(viewer: Viewer, owner: User) -> bool:
    return people_visible_to(viewer).filter(pk=owner.pk).exists()


def may_see_activity(viewer: Viewer, owner: User) -> bool:
    """What the owner plays, saves and likes; never more widely than the profile."""
    if viewer.pk == owner.pk:
        return True
    if owner.activity_visibility == ActivityVisibility.NOBODY or not may_see_profile(viewer, owner):
        return False
    if owner.activity_visibility == ActivityVisibility.EVERYONE:
        return True
    return viewer.pk is not None and ports.is_following(viewer.pk, owner.pk)


def require_recent_proof(request: HttpRequest) -> None:
    """Raises ReauthenticationNeeded, unless this session has just proved again that its owner is there."""
    if not has_recent_proof(request):
        raise ReauthenticationNeeded


def _require_operator_in_person(request: HttpRequest) -> None:
    operators.check(request)
    require_recent_proof(request)


def _require_moderator_in_person(request: HttpRequest) -> None:
    moderators.check(request)
    require_recent_proof(request)


def _require_person_recently(request: HttpRequest) -> None:
    require_user(request)
    require_recent_proof(request)


in_person_recently = Policy("in_person_recently", _require_person_recently, None)
moderators_in_person = Policy("moderators_in_person", _require_moderator_in_person, None)
operators_in_person = Policy("operators_in_person", _require_operator_in_person, None)
