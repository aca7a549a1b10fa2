"""What people show of themselves: profile, username, privacy."""

import re
from collections.abc import Sequence
from datetime import timedelta

from django.db import IntegrityError, transaction

from segue.accounts import queries
from segue.accounts.errors import UsernameChangedLately, UsernameTaken, UsernameUnfit
from segue.accounts.links import Link, clean_links
from segue.accounts.models import ActivityVisibility, FormerUsername, ProfileVisibility, User
from segue.accounts.models.user import USERNAME_PATTERN, USERNAME_RULE
from segue.accounts.services.sign_up import lock_username
from segue.accounts.types import Viewer, person_id
from segue.kernel import clock
from segue.kernel.text import one_line, paragraphs

USERNAME_REST = timedelta(days=30)
"""Between two changes of a username."""
USERNAME_HELD = timedelta(days=90)
"""How long nobody else gets one that was given up."""


@transaction.atomic
def change_profile(
    actor: Viewer,
    *,
    name: str | None = None,
    username: str | None = None,
    bio: str | None = None,
    links: Sequence[Link] | None = None,
) -> User:
    """None leaves a field as it is. Raises UsernameUnfit, UsernameTaken, UsernameChangedLately, LinkUnfit."""
    person = lock_person(actor)
    if username is not None and username != person.username:
        _change_username(person, username)
    if name is not None:
        shown = one_line(name)
        person.name = "" if shown == person.username else shown
    if bio is not None:
        person.bio = paragraphs(bio)
    if links is not None:
        person.links = clean_links(links)
    person.save(update_fields=["name", "bio", "links"])
    return person


@transaction.atomic
def change_privacy(
    actor: Viewer,
    *,
    profile: ProfileVisibility | None = None,
    activity: ActivityVisibility | None = None,
    is_listed: bool | None = None,
) -> User:
    """None leaves a setting as it is."""
    person = lock_person(actor)
    person.profile_visibility = profile or person.profile_visibility
    person.activity_visibility = activity or person.activity_visibility
    person.is_listed = person.is_listed if is_listed is None else is_listed
    person.save(update_fields=["profile_visibility", "activity_visibility", "is_listed"])
    return person


def lock_person(actor: Viewer) -> User:
    """One's own row, until the transaction ends."""
    return User.objects.select_for_update().get(pk=person_id(actor))


def hold_username(username: str, owner: User | None) -> None:
    """Nobody else gets it for a while."""
    FormerUsername.objects.filter(username__iexact=username).delete()
    FormerUsername.objects.create(username=username, user=owner, held_until=clock.now() + USERNAME_HELD)


def remove_former_usernames() -> None:
    """Those that anybody may have again."""
    FormerUsername.objects.filter(held_until__lt=clock.now()).delete()


def _change_username(person: User, username: str) -> None:
    if not re.match(USERNAME_PATTERN, username):
        raise UsernameUnfit(USERNAME_RULE)
    _require_rest(person)
    former = person.username
    if username.lower() != former.lower():
        _require_free(person, username)
        FormerUsername.objects.filter(username__iexact=username, user=person).delete()
        hold_username(former, person)
    person.username, person.username_changed_at = username, clock.now()
    try:
        with transaction.atomic():
            person.save(update_fields=["username", "username_changed_at"])
    except IntegrityError:  # someone took it between the check and here
        raise UsernameTaken from None


def _require_rest(person: User) -> None:
    if person.username_changed_at is None:
        return
    again_at = person.username_changed_at + USERNAME_REST
    if clock.now() < again_at:
        raise UsernameChangedLately(
            f"A username can be changed every {USERNAME_REST.days} days. Yours again from {again_at:%d %B %Y} on."
        )


def _require_free(person: User, username: str) -> None:
    lock_username(username)
    if queries.is_username_taken(username) or queries.is_username_held(username, except_of=person.pk):
        raise UsernameTaken
