"""Artists and their teams."""

from segue.accounts.models import User
from segue.artists import services
from segue.artists.models import Artist, Membership, Role


def make_artist(owner: User, name: str = "Paper Heron") -> Artist:
    return services.create_artist(owner, name=name)


def add_editor(artist: Artist, user: User) -> None:
    Membership.objects.create(artist=artist, user=user, role=Role.EDITOR)
