"""Artists as the API shows them."""

import uuid
from typing import Annotated

from ninja import Field, Schema
from pydantic import ConfigDict

from segue.artists.models import Artist
from segue.artists.queries import Roles
from segue.artists.schemas.labels import LabelRef, show_label_ref
from segue.artists.types import Ability


class NewArtist(Schema):
    model_config = ConfigDict(extra="forbid")
    name: Annotated[str, Field(min_length=1, max_length=200)]


class ArtistChanges(NewArtist):
    pass


class ArtistOut(Schema):
    """`abilities`: what the viewer may do, by the artist's team or its label's; `can_edit`: make releases, at least."""

    id: uuid.UUID
    name: str
    slug: str
    label: LabelRef | None
    abilities: list[Ability]
    can_edit: bool


def show_artist(artist: Artist, roles: Roles) -> ArtistOut:
    found = roles.abilities_on(artist)
    return ArtistOut(
        id=artist.pk,
        name=artist.name,
        slug=artist.slug,
        label=show_label_ref(artist.label) if artist.label else None,
        abilities=[ability for ability in Ability if ability in found],
        can_edit=Ability.UPLOAD in found,
    )
