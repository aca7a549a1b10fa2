"""What tracks and releases say of each other and of artists, and for whom they are shown."""

import uuid
from dataclasses import dataclass
from typing import Annotated

from ninja import Field, Schema

from segue.accounts.types import Viewer
from segue.artists.queries import Roles, roles_of
from segue.artists.types import Ability
from segue.catalog import policies
from segue.catalog.models import Release

Title = Annotated[str, Field(min_length=1, max_length=300)]


class ArtistRef(Schema):
    id: uuid.UUID
    name: str
    slug: str


class ReleaseRef(Schema):
    id: uuid.UUID
    slug: str
    title: str


@dataclass(frozen=True)
class Showing:
    """For whom things are shown: their roles, and the browser that media addresses are bound to."""

    viewer_id: uuid.UUID | None
    viewer_key: str
    roles: Roles

    @classmethod
    def to(cls, viewer: Viewer, viewer_key: str) -> "Showing":
        return cls(viewer.pk, viewer_key, roles_of(viewer))

    def abilities_on(self, release: Release) -> list[Ability]:
        found = policies.abilities_on(self.roles, release)
        return [ability for ability in Ability if ability in found]

    def can_edit(self, release: Release) -> bool:
        return Ability.EDIT in self.abilities_on(release)


def slug_of(release: Release) -> str:
    """What addresses use: the slug, or the id until there is one."""
    return release.slug or str(release.pk)


def artist_ref(release: Release) -> ArtistRef:
    return ArtistRef(id=release.artist_id, name=release.artist.name, slug=release.artist.slug)
