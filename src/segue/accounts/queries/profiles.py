"""Reads of what people show of themselves."""

import re
import uuid

from allauth.account.models import EmailAddress
from django.db.models import Exists, OuterRef, Q, QuerySet

from segue.accounts.errors import PersonNotFound
from segue.accounts.models import FormerUsername, ProfileVisibility, User
from segue.accounts.models.user import USERNAME_PATTERN
from segue.accounts.types import Viewer, person_id
from segue.kernel import clock


def people_visible_to(viewer: Viewer) -> QuerySet[User]:
    """Whose profile the viewer may see: oneself, and who shows it and is here to stay. Who hasn't confirmed an e-mail
    address isn't shown, or trying to sign up with somebody's address would tell whether it has an account."""
    verified = EmailAddress.objects.filter(user=OuterRef("pk"), verified=True)
    shown = [ProfileVisibility.EVERYONE]
    if viewer.is_authenticated:
        shown.append(ProfileVisibility.SIGNED_IN)
    is_here = Q(Exists(verified), is_active=True, deletion__isnull=True)
    return User.objects.filter(is_here & Q(profile_visibility__in=shown) | Q(pk=viewer.pk))


def get_person(viewer: Viewer, username: str) -> User:
    """In any case. Raises PersonNotFound."""
    person = None
    if re.match(USERNAME_PATTERN, username):
        person = people_visible_to(viewer).filter(username__iexact=username).first()
    if person is None:
        raise PersonNotFound
    return person


def is_former_username(username: str, *, except_of: uuid.UUID | None = None) -> bool:
    """Whether somebody gave it up lately; `except_of` may have it back."""
    rows = FormerUsername.objects.filter(username__iexact=username, held_until__gt=clock.now())
    return rows.exclude(user_id=except_of).exists() if except_of else rows.exists()


def get_self(actor: Viewer) -> User:
    """The actor's own row, fresh."""
    return User.objects.get(pk=person_id(actor))
