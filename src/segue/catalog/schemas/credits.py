"""Credits as the API takes and shows them."""

import uuid
from collections.abc import Iterable
from typing import Annotated

from ninja import Field, Schema
from pydantic import ConfigDict

from segue.artists.queries import Roles
from segue.artists.types import Ability
from segue.catalog.crediting import MAX_CREDITS, Credited, grouped
from segue.catalog.fields import TrackIds
from segue.catalog.models import Credit, CreditRole
from segue.catalog.schemas.refs import ArtistRef
from segue.kernel.history.reading import Version

LINE_ROLES = (CreditRole.MAIN, CreditRole.FEATURED)


class CreditIn(Schema):
    """`artist_id`: whose page the name leads to; `detail` says more of all the roles, such as the instrument."""

    model_config = ConfigDict(extra="forbid")
    name: Annotated[str, Field(min_length=1, max_length=200)]
    artist_id: uuid.UUID | None = None
    roles: Annotated[list[CreditRole], Field(min_length=1, max_length=len(CreditRole))]
    detail: Annotated[str, Field(max_length=100)] = ""


class CreditsIn(Schema):
    """The whole list in order; what names one person twice is folded. `version`: the release's when it was last looked
    at; without one, what others wrote meanwhile is replaced."""

    model_config = ConfigDict(extra="forbid")
    version: Version | None = None
    credits: Annotated[list[CreditIn], Field(max_length=MAX_CREDITS)]

    def people(self) -> list[Credited]:
        return [
            Credited(entry.name, tuple(role.value for role in entry.roles), entry.artist_id, entry.detail)
            for entry in self.credits
        ]


class TrackCreditsIn(CreditsIn):
    track_ids: TrackIds


class CreditOut(Schema):
    """All entries of one person stand together. `artist` is null without a page here that the viewer may see."""

    name: str
    artist: ArtistRef | None
    roles: list[CreditRole]
    detail: str


class LineArtistOut(Schema):
    """Who stands in the line under a title."""

    name: str
    artist: ArtistRef | None
    is_featured: bool


def show_credits(rows: Iterable[Credit], roles: Roles) -> list[CreditOut]:
    """Rows that were read `with_artists`."""
    found = list(rows)
    refs = _refs(found, roles)
    return [
        CreditOut(
            name=entry.name,
            artist=refs.get(entry.artist_id),
            roles=[CreditRole(role) for role in entry.roles],
            detail=entry.detail,
        )
        for entry in grouped(found)
    ]


def show_line(rows: Iterable[Credit], roles: Roles) -> list[LineArtistOut]:
    """Main artists, then those who are featured; each once. Rows that were read `with_artists`."""
    known = list(rows)
    found = {
        (row.name, row.artist_id): row for role in reversed(LINE_ROLES) for row in known if row.role == role
    }
    refs = _refs(found.values(), roles)
    people = [
        LineArtistOut(
            name=row.name, artist=refs.get(row.artist_id), is_featured=row.role == CreditRole.FEATURED
        )
        for row in found.values()
    ]
    return sorted(people, key=lambda person: person.is_featured)


def _refs(rows: Iterable[Credit], roles: Roles) -> dict[uuid.UUID | None, ArtistRef]:
    """Of artists whose pages are public, or the viewer's own."""
    return {
        row.artist_id: ArtistRef(id=row.artist.pk, name=row.artist.name, slug=row.artist.slug)
        for row in rows
        if row.artist
        and (vars(row)["is_linked"] or Ability.SEE_UNPUBLISHED in roles.abilities_on(row.artist))
    }
