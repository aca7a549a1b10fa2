"""Artists, labels and their teams."""

from django.db.models.functions import Now

from segue.accounts.models import User
from segue.artists import services
from segue.artists.models import Artist, Label, Membership
from segue.artists.types import Role


def make_artist(owner: User, name: str = "Paper Heron") -> Artist:
    """Known to its team alone."""
    return services.create_artist(owner, name=name)


def make_listed_artist(owner: User, name: str = "Paper Heron") -> Artist:
    """Of whom something is public, for all that artists know."""
    artist = make_artist(owner, name)
    Artist.objects.filter(pk=artist.pk).update(listed_from=Now())
    artist.refresh_from_db(fields=["listed_from"])
    return artist


def make_label(owner: User, name: str = "Low Tide Records") -> Label:
    return services.create_label(owner, name=name)


def add_member(subject: Artist | Label, user: User, role: Role) -> Membership:
    return Membership.objects.create(team_id=subject.team_id, user=user, role=role)


def add_manager(subject: Artist | Label, user: User) -> Membership:
    return add_member(subject, user, Role.MANAGER)
