"""Changes of artists."""

from django.db import transaction

from segue.accounts.types import Viewer, person_id
from segue.artists.errors import ArtistNameEmpty
from segue.artists.models import Artist, Membership, Role
from segue.kernel.db.slug import free_slug
from segue.kernel.text import one_line


@transaction.atomic
def create_artist(actor: Viewer, *, name: str) -> Artist:
    """The actor becomes the owner. Raises ArtistNameEmpty."""
    name = one_line(name)
    if not name:
        raise ArtistNameEmpty
    artist = Artist.objects.create(name=name, slug=free_slug(Artist.objects.all(), name, fallback="artist"))
    Membership.objects.create(artist=artist, user_id=person_id(actor), role=Role.OWNER)
    return artist
