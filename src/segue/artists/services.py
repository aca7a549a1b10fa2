"""Changes of artists."""

import re

from django.db import transaction

from segue.accounts.types import Viewer, person_id
from segue.artists.errors import ArtistNameEmpty
from segue.artists.models import Artist, Membership, Role
from segue.kernel.db.slug import free_slug

_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def one_line(text: str) -> str:
    """A name as people see it: single spaces, and no control characters, some of which a database can't hold."""
    return " ".join(_CONTROLS.sub(" ", text).split())


@transaction.atomic
def create_artist(actor: Viewer, *, name: str) -> Artist:
    """The actor becomes the owner. Raises ArtistNameEmpty."""
    name = one_line(name)
    if not name:
        raise ArtistNameEmpty
    artist = Artist.objects.create(name=name, slug=free_slug(Artist.objects.all(), name, fallback="artist"))
    Membership.objects.create(artist=artist, user_id=person_id(actor), role=Role.OWNER)
    return artist
