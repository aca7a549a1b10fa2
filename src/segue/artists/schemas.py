"""Artists as the API shows them."""

import uuid
from typing import Annotated

from ninja import Field, Schema
from pydantic import ConfigDict

from segue.artists.models import Artist


class NewArtist(Schema):
    model_config = ConfigDict(extra="forbid")
    name: Annotated[str, Field(min_length=1, max_length=200)]


class ArtistOut(Schema):
    id: uuid.UUID
    name: str
    slug: str
    can_edit: bool


def show_artist(artist: Artist, *, can_edit: bool) -> ArtistOut:
    return ArtistOut(id=artist.pk, name=artist.name, slug=artist.slug, can_edit=can_edit)
